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
        // TorchSharp's call lacks SELU.
        var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
        return Uniform(tensor, -bound, bound);
    }

    /// <summary>Kaiming normal: N(0, σ²) with σ = gain / √fan.</summary>
    /// <remarks>PyTorch: <c>nn.init.kaiming_normal_</c>. He et al. 2015, https://arxiv.org/abs/1502.01852.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="a">The slope of the leaky ReLU behind the layer.</param>
    /// <param name="mode">"fan_in" keeps the variance forwards, "fan_out" backwards.</param>
    /// <param name="nonlinearity">What follows the layer, by PyTorch's name; it sets the gain.</param>
    /// <exception cref="ArgumentException">A vector, or a mode or nonlinearity that is none.</exception>
    public static Tensor KaimingNormal(
        Tensor tensor,
        double a = 0,
        string mode = "fan_in",
        string nonlinearity = "leaky_relu"
    ) =>
        tensor.numel() == 0 ? tensor : Normal(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

    /// <summary>Xavier uniform: U(−b, b) with b = gain · √(6 / (fan_in + fan_out)).</summary>
    /// <remarks>PyTorch: <c>nn.init.xavier_uniform_</c>. Glorot and Bengio 2010.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="gain">A factor for the nonlinearity behind the layer.</param>
    /// <exception cref="ArgumentException">A vector has no fans, or both are zero.</exception>
    public static Tensor XavierUniform(Tensor tensor, double gain = 1)
    {
        CheckFans(tensor);
        return xavier_uniform_(tensor, gain);
    }

    /// <summary>Xavier normal: N(0, σ²) with σ = gain · √(2 / (fan_in + fan_out)).</summary>
    /// <remarks>PyTorch: <c>nn.init.xavier_normal_</c>. Glorot and Bengio 2010.</remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *).</param>
    /// <param name="gain">A factor for the nonlinearity behind the layer.</param>
    /// <exception cref="ArgumentException">A vector has no fans, or both are zero.</exception>
    public static Tensor XavierNormal(Tensor tensor, double gain = 1)
    {
        // TorchSharp's xavier_normal_ draws from the uniform distribution.
        var (fanIn, fanOut) = CheckFans(tensor);
        return Normal(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
    }

    static (long In, long Out) CheckFans(Tensor tensor) =>
        CalculateFanInAndFanOut(tensor) is var (fanIn, fanOut) && fanIn + fanOut > 0
            ? (fanIn, fanOut)
            : throw new ArgumentException(
                $"fan_in + fan_out is zero for a tensor of shape [{string.Join(", ", tensor.shape)}]",
                nameof(tensor)
            );

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

    /// <summary>1 everywhere.</summary>
    /// <remarks>PyTorch: <c>nn.init.ones_</c>.</remarks>
    /// <param name="tensor">Any shape.</param>
    public static Tensor Ones(Tensor tensor) => ones_(tensor);

    /// <summary>0 everywhere.</summary>
    /// <remarks>PyTorch: <c>nn.init.zeros_</c>.</remarks>
    /// <param name="tensor">Any shape.</param>
    public static Tensor Zeros(Tensor tensor) => zeros_(tensor);

    /// <summary>The identity, or as much of it as fits: 1 on the diagonal, else 0.</summary>
    /// <remarks>PyTorch: <c>nn.init.eye_</c>.</remarks>
    /// <param name="tensor">(out, in).</param>
    /// <exception cref="ArgumentException">Not two dimensions.</exception>
    public static Tensor Eye(Tensor tensor)
    {
        if (tensor.dim() != 2)
            throw new ArgumentException(
                $"Only tensors with 2 dimensions are supported, not [{string.Join(", ", tensor.shape)}]",
                nameof(tensor)
            );
        return eye_(tensor);
    }

    /// <summary>Truncated normal: N(μ, σ²) without what lies outside of [a, b].</summary>
    /// <remarks>
    /// PyTorch: <c>nn.init.trunc_normal_</c>. x = μ + σ·√2·erf⁻¹(u), with u uniform between the two bounds' probabilities.
    /// </remarks>
    /// <param name="tensor">Any shape.</param>
    /// <param name="mean">μ of the whole distribution.</param>
    /// <param name="std">σ of the whole distribution, positive.</param>
    /// <param name="a">The lowest number.</param>
    /// <param name="b">The highest number.</param>
    /// <exception cref="ArgumentException">a above b, or σ not positive.</exception>
    public static Tensor TruncNormal(
        Tensor tensor,
        double mean = 0,
        double std = 1,
        double a = -2,
        double b = 2
    )
    {
        if (!(std > 0))
            throw new ArgumentOutOfRangeException(
                nameof(std),
                std,
                $"trunc_normal_ expects std > 0, but found std {std}"
            );
        // TorchSharp's trunc_normal_ fills with 1 or a bound.
        using var _ = no_grad();
        var (low, high) = (Probability((a - mean) / std), Probability((b - mean) / std));
        Uniform(tensor, 2 * low - 1, 2 * high - 1);
        return tensor.erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b);

        static double Probability(double x) =>
            (1 + erf(torch.tensor(x / Math.Sqrt(2))).item<double>()) / 2;
    }

    /// <summary>Orthonormal rows or columns, whichever are fewer, times the gain.</summary>
    /// <remarks>
    /// PyTorch: <c>nn.init.orthogonal_</c>. The Q of normal draws, with the signs that make R's diagonal positive. Saxe et
    /// al. 2013, https://arxiv.org/abs/1312.6120.
    /// </remarks>
    /// <param name="tensor">At least two dimensions: (out, in, *); all but the first count as one.</param>
    /// <param name="gain">A factor for the nonlinearity behind the layer.</param>
    /// <exception cref="ArgumentException">A vector.</exception>
    public static Tensor Orthogonal(Tensor tensor, double gain = 1)
    {
        if (tensor.dim() < 2)
            throw new ArgumentException(
                $"Only tensors with 2 or more dimensions are supported, not [{string.Join(", ", tensor.shape)}]",
                nameof(tensor)
            );
        if (tensor.numel() == 0)
            return tensor;
        // TorchSharp's orthogonal_ computes in float32 whatever the type.
        using var _ = no_grad();
        var (rows, columns) = (tensor.shape[0], tensor.numel() / tensor.shape[0]);
        var drawn = Normal(empty(rows, columns, tensor.dtype));
        var (q, r) = linalg.qr(rows < columns ? drawn.t() : drawn);
        q = q * r.diag().sign();
        return tensor.copy_((rows < columns ? q.t() : q).reshape(tensor.shape)).mul_(gain);
    }

    /// <summary>The factor by which a layer makes up for the nonlinearity behind it.</summary>
    /// <remarks>PyTorch: <c>nn.init.calculate_gain</c>.</remarks>
    /// <param name="nonlinearity">PyTorch's name, such as "relu" or "leaky_relu".</param>
    /// <param name="param">The slope of a leaky ReLU, 0.01 where null.</param>
    /// <exception cref="ArgumentException">A nonlinearity that is none.</exception>
    public static double CalculateGain(string nonlinearity, double? param = null) =>
        nonlinearity switch
        {
            "linear" or "sigmoid" => 1,
            "conv1d" or "conv2d" or "conv3d" => 1,
            "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" => 1,
            "tanh" => 5.0 / 3,
            "relu" => Math.Sqrt(2),
            "leaky_relu" => Math.Sqrt(2 / (1 + Math.Pow(param ?? 0.01, 2))),
            "selu" => 3.0 / 4,
            _ => throw new ArgumentException(
                $"Unsupported nonlinearity {nonlinearity}",
                nameof(nonlinearity)
            ),
        };

    static double KaimingStd(Tensor tensor, double a, string mode, string nonlinearity)
    {
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
        return CalculateGain(nonlinearity, a) / Math.Sqrt(fan);
    }
}
