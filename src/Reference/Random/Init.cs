using static TorchSharp.torch.nn.init;

namespace Diptych.Reference;

/// <summary>Fills a tensor with start values, in place and apart from the tape, and returns it. PyTorch: <c>nn.init</c>.</summary>
public static partial class Init
{
    /// <summary>Kaiming uniform: U(−b, b) with b = gain · √(3 / fan).</summary>
    /// <remarks>PyTorch: <c>nn.init.kaiming_uniform_</c>. He et al. 2015, https://arxiv.org/abs/1502.01852.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="a">The slope of the leaky ReLU behind the layer.</param>
    /// <param name="mode">"fan_in" keeps the variance forwards, "fan_out" backwards.</param>
    /// <param name="nonlinearity">What follows the layer, by PyTorch's name; it sets the gain.</param>
    /// <exception cref="ArgumentException">A vector, or a mode or nonlinearity that is none.</exception>
    public static Tensor KaimingUniform(
        Tensor tensor,
        double a = 0,
        string mode = "fan_in",
        string nonlinearity = "leaky_relu"
    )
    {
        if (tensor.numel() == 0)
            return tensor;
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        var fan = mode switch
        {
            "fan_in" => fanIn,
            "fan_out" => fanOut,
            _ => throw new ArgumentException(
                $"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']",
                nameof(mode)
            ),
        };
        // TorchSharp's call lacks SELU.
        var bound = Math.Sqrt(3) * (Gain(nonlinearity, a) / Math.Sqrt(fan));
        return Uniform(tensor, -bound, bound);
    }

    /// <summary>Xavier uniform: U(−b, b) with b = gain · √(6 / (fan_in + fan_out)).</summary>
    /// <remarks>PyTorch: <c>nn.init.xavier_uniform_</c>. Glorot and Bengio 2010.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="gain">A factor for the nonlinearity behind the layer.</param>
    /// <exception cref="ArgumentException">A vector has no fans.</exception>
    public static Tensor XavierUniform(Tensor tensor, double gain = 1)
    {
        CalculateFanInAndFanOut(tensor); // refuses a vector, clearly
        return xavier_uniform_(tensor, gain);
    }

    /// <summary>Xavier normal: N(0, σ²) with σ = gain · √(2 / (fan_in + fan_out)).</summary>
    /// <remarks>PyTorch: <c>nn.init.xavier_normal_</c>. Glorot and Bengio 2010.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="gain">A factor for the nonlinearity behind the layer.</param>
    /// <exception cref="ArgumentException">A vector has no fans.</exception>
    public static Tensor XavierNormal(Tensor tensor, double gain = 1)
    {
        // TorchSharp's xavier_normal_ draws from the uniform distribution.
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        return Normal(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
    }

    /// <summary>Uniform: U(a, b).</summary>
    /// <remarks>PyTorch: <c>nn.init.uniform_</c>.</remarks>
    /// <param name="tensor">Any shape.</param>
    /// <param name="a">The lower bound.</param>
    /// <param name="b">The upper bound.</param>
    public static Tensor Uniform(Tensor tensor, double a = 0, double b = 1) =>
        uniform_(tensor, a, b);

    /// <summary>Normal: N(mean, std²).</summary>
    /// <remarks>PyTorch: <c>nn.init.normal_</c>.</remarks>
    /// <param name="tensor">Any shape.</param>
    /// <param name="mean">μ.</param>
    /// <param name="std">σ, not negative.</param>
    public static Tensor Normal(Tensor tensor, double mean = 0, double std = 1) =>
        normal_(tensor, mean, std);

    /// <summary>The same value everywhere.</summary>
    /// <remarks>PyTorch: <c>nn.init.constant_</c>.</remarks>
    /// <param name="tensor">Any shape.</param>
    /// <param name="val">The value.</param>
    public static Tensor Constant(Tensor tensor, double val) => constant_(tensor, val);

    static double Gain(string nonlinearity, double slope) =>
        nonlinearity switch
        {
            "linear" or "sigmoid" => 1,
            "conv1d" or "conv2d" or "conv3d" => 1,
            "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" => 1,
            "tanh" => 5.0 / 3,
            "relu" => Math.Sqrt(2),
            "leaky_relu" => Math.Sqrt(2 / (1 + slope * slope)),
            "selu" => 3.0 / 4,
            _ => throw new ArgumentException(
                $"Unsupported nonlinearity {nonlinearity}",
                nameof(nonlinearity)
            ),
        };
}
