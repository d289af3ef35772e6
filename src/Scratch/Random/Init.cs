using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What parameters begin with. PyTorch: <c>torch.nn.init</c>.</summary>
/// <remarks>Every method fills the tensor in place, unseen by the tape, and returns it.</remarks>
public static partial class Init
{
    /// <summary>U(a, b). PyTorch: <c>nn.init.uniform_</c>.</summary>
    /// <param name="tensor">float32 or float64, of any shape and strides.</param>
    /// <param name="a">The lower bound.</param>
    /// <param name="b">The upper bound.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">The tensor is not of real numbers, or a &gt; b, or a bound is not finite.</exception>
    public static Tensor Uniform(
        Tensor tensor,
        double a = 0,
        double b = 1,
        Generator? generator = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var _ = Autograd.NoGrad();
        return Distributions.Uniform(tensor, a, b, generator);
    }

    /// <summary>N(mean, std²). PyTorch: <c>nn.init.normal_</c>.</summary>
    /// <param name="tensor">float32 or float64, of any shape and strides.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">The tensor is not of real numbers, or std is negative.</exception>
    public static Tensor Normal(
        Tensor tensor,
        double mean = 0,
        double std = 1,
        Generator? generator = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var _ = Autograd.NoGrad();
        return Distributions.Normal(tensor, mean, std, generator);
    }

    /// <summary>U(−bound, bound) with bound = gain · √(3 / fan), which keeps the variance of what passes through. PyTorch: <c>nn.init.kaiming_uniform_</c>.</summary>
    /// <remarks>He, Zhang, Ren and Sun 2015, https://arxiv.org/abs/1502.01852. An empty tensor is left as it is.</remarks>
    /// <param name="tensor">(out, in, *): a weight.</param>
    /// <param name="a">The negative slope of the leaky ReLU that follows.</param>
    /// <param name="mode">What the variance is kept in: fan_in, the forward pass; fan_out, the backward pass.</param>
    /// <param name="nonlinearity">What follows: linear, conv1d to conv3d, conv_transpose1d to conv_transpose3d, sigmoid, tanh, relu, leaky_relu or selu.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, not of real numbers, or an unknown mode or nonlinearity.</exception>
    public static Tensor KaimingUniform(
        Tensor tensor,
        double a = 0,
        string mode = "fan_in",
        string nonlinearity = "leaky_relu",
        Generator? generator = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Count == 0)
            return tensor;
        var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
        return Uniform(tensor, -bound, bound, generator);
    }

    /// <summary>N(0, std²) with std = gain / √fan, which keeps the variance of what passes through. PyTorch: <c>nn.init.kaiming_normal_</c>.</summary>
    /// <remarks>He, Zhang, Ren and Sun 2015, https://arxiv.org/abs/1502.01852. An empty tensor is left as it is.</remarks>
    /// <param name="tensor">(out, in, *): a weight.</param>
    /// <param name="a">The negative slope of the leaky ReLU that follows.</param>
    /// <param name="mode">What the variance is kept in: fan_in, the forward pass; fan_out, the backward pass.</param>
    /// <param name="nonlinearity">What follows, by one of the names that <see cref="CalculateGain"/> knows.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, not of real numbers, or an unknown mode or nonlinearity.</exception>
    public static Tensor KaimingNormal(
        Tensor tensor,
        double a = 0,
        string mode = "fan_in",
        string nonlinearity = "leaky_relu",
        Generator? generator = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Count == 0)
            return tensor;
        return Normal(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity), generator);
    }

    /// <summary>U(−a, a) with a = gain · √(6 / (fan_in + fan_out)). PyTorch: <c>nn.init.xavier_uniform_</c>.</summary>
    /// <remarks>Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html.</remarks>
    /// <param name="tensor">(out, in, *): a weight.</param>
    /// <param name="gain">A factor for the nonlinearity that follows.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, both fans zero, or not of real numbers.</exception>
    public static Tensor XavierUniform(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var a = Math.Sqrt(3) * XavierStd(tensor, gain);
        return Uniform(tensor, -a, a, generator);
    }

    /// <summary>N(0, std²) with std = gain · √(2 / (fan_in + fan_out)). PyTorch: <c>nn.init.xavier_normal_</c>.</summary>
    /// <remarks>Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html.</remarks>
    /// <param name="tensor">(out, in, *): a weight.</param>
    /// <param name="gain">A factor for the nonlinearity that follows.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, both fans zero, or not of real numbers.</exception>
    public static Tensor XavierNormal(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Normal(tensor, 0, XavierStd(tensor, gain), generator);
    }

    /// <summary>One value everywhere. PyTorch: <c>nn.init.constant_</c>.</summary>
    /// <param name="tensor">Any type, shape and strides.</param>
    /// <param name="val">The value.</param>
    public static Tensor Constant(Tensor tensor, double val)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var _ = Autograd.NoGrad();
        return tensor.Fill(val);
    }

    /// <summary>1 everywhere. PyTorch: <c>nn.init.ones_</c>.</summary>
    /// <param name="tensor">Any type, shape and strides.</param>
    public static Tensor Ones(Tensor tensor) => Constant(tensor, 1);

    /// <summary>0 everywhere. PyTorch: <c>nn.init.zeros_</c>.</summary>
    /// <param name="tensor">Any type, shape and strides.</param>
    public static Tensor Zeros(Tensor tensor) => Constant(tensor, 0);

    /// <summary>1 on the diagonal, else 0: as many features as fit go through unchanged. PyTorch: <c>nn.init.eye_</c>.</summary>
    /// <param name="tensor">(out, in), of any type.</param>
    /// <exception cref="ArgumentException">Not two dimensions.</exception>
    public static Tensor Eye(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Rank != 2)
            throw new ArgumentException(
                $"Only tensors with 2 dimensions are supported, not {tensor.ShapeText}",
                nameof(tensor)
            );
        using var _ = Autograd.NoGrad();
        tensor.Fill(0);
        for (var i = 0; i < Math.Min(tensor.Shape[0], tensor.Shape[1]); i++)
            tensor[i][i].Fill(1);
        return tensor;
    }

    /// <summary>N(mean, std²) without what lies outside of [a, b]. PyTorch: <c>nn.init.trunc_normal_</c>.</summary>
    /// <remarks>
    /// A uniform number between the two bounds' probabilities goes through the inverse of the distribution function:
    /// x = mean + std · √2 · erf⁻¹(u) with u from [2Φ((a − mean) / std) − 1, 2Φ((b − mean) / std) − 1).
    /// </remarks>
    /// <param name="tensor">float32 or float64, of any shape and strides.</param>
    /// <param name="mean">The mean of the whole distribution.</param>
    /// <param name="std">The standard deviation of the whole distribution.</param>
    /// <param name="a">The least number.</param>
    /// <param name="b">The largest number.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">The tensor is not of real numbers, a &gt; b, or std is not positive.</exception>
    public static Tensor TruncNormal(
        Tensor tensor,
        double mean = 0,
        double std = 1,
        double a = -2,
        double b = 2,
        Generator? generator = null
    )
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!(std > 0))
            throw new ArgumentOutOfRangeException(
                nameof(std),
                std,
                $"trunc_normal_ expects std > 0, but found std {std}"
            );
        using var _ = Autograd.NoGrad();
        var (low, high) = (Probability((a - mean) / std), Probability((b - mean) / std));
        Distributions.Uniform(tensor, 2 * low - 1, 2 * high - 1, generator);
        var normal = Elementwise.Apply<Erfinv>(tensor) * (std * Math.Sqrt(2)) + mean;
        return tensor.CopyFrom(normal.Clamp(a, b));

        // Φ, the normal distribution's function.
        static double Probability(double x) => (1 + Erf.Evaluate(x / Math.Sqrt(2))) / 2;
    }

    /// <summary>Orthonormal rows or columns, whichever are fewer, times the gain. PyTorch: <c>nn.init.orthogonal_</c>.</summary>
    /// <remarks>
    /// The Q of normal numbers' Q·R, with the signs that make R's diagonal positive: then every such matrix is equally
    /// likely. Saxe, McClelland and Ganguli 2013, https://arxiv.org/abs/1312.6120. An empty tensor is left as it is.
    /// </remarks>
    /// <param name="tensor">(out, in, *), float32 or float64; all but the first dimension count as one.</param>
    /// <param name="gain">A factor for the nonlinearity that follows.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions, or not of real numbers.</exception>
    public static Tensor Orthogonal(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Rank < 2)
            throw new ArgumentException(
                $"Only tensors with 2 or more dimensions are supported, not {tensor.ShapeText}",
                nameof(tensor)
            );
        if (tensor.Count == 0)
            return tensor;
        using var _ = Autograd.NoGrad();
        long[] shape = [tensor.Shape[0], tensor.Count / tensor.Shape[0]];
        var drawn = Distributions.Normal(Tensor.Allocate(tensor.Dtype, shape), 0, 1, generator);
        var wide = shape[0] < shape[1];
        var tall = wide ? drawn.Transpose(0, 1) : drawn;
        var q = Tensor.FromArray(
            Householder.Orthonormal(
                tall.To(ScalarType.Float64).ToArray<double>(),
                (int)tall.Shape[0],
                (int)tall.Shape[1]
            ),
            tall.Shape
        );
        var rows = (wide ? q.Transpose(0, 1) : q).To(tensor.Dtype);
        return tensor.CopyFrom(rows.Reshape(tensor.Shape) * gain);
    }

    /// <summary>Ones with probability p and zeros, as dropout draws them. PyTorch: <c>Tensor.bernoulli_(p)</c>.</summary>
    /// <param name="tensor">Any type, shape and strides.</param>
    /// <param name="p">The probability of a one.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside of [0, 1].</exception>
    internal static Tensor Bernoulli(Tensor tensor, double p, Generator? generator = null)
    {
        using var _ = Autograd.NoGrad();
        return Distributions.Bernoulli(tensor, p, generator);
    }

    static double KaimingStd(Tensor tensor, double a, string mode, string nonlinearity)
    {
        ArgumentNullException.ThrowIfNull(mode);
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        var fan = mode.ToLowerInvariant() switch
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

    static double XavierStd(Tensor tensor, double gain)
    {
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        if (fanIn + fanOut == 0)
            throw new ArgumentException(
                $"fan_in + fan_out is zero for a tensor of shape {tensor.ShapeText}",
                nameof(tensor)
            );
        return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
    }

    /// <summary>By how much a weight must be larger to make up for the nonlinearity after it. PyTorch: <c>nn.init.calculate_gain</c>.</summary>
    /// <param name="nonlinearity">linear, conv1d to conv3d, conv_transpose1d to conv_transpose3d, sigmoid, tanh, relu, leaky_relu or selu.</param>
    /// <param name="param">The slope of a leaky ReLU, 0.01 where null; nothing to the others.</param>
    /// <exception cref="ArgumentException">An unknown nonlinearity.</exception>
    public static double CalculateGain(string nonlinearity, double? param = null) =>
        nonlinearity switch
        {
            "linear" or "sigmoid" => 1,
            "conv1d" or "conv2d" or "conv3d" => 1,
            "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" => 1,
            "tanh" => 5.0 / 3,
            "relu" => Math.Sqrt(2),
            // Python's **: now and then its last bit is another than that of a product.
            "leaky_relu" => Math.Sqrt(2 / (1 + Math.Pow(param ?? 0.01, 2))),
            "selu" => 3.0 / 4,
            _ => throw new ArgumentException(
                $"Unsupported nonlinearity {nonlinearity}",
                nameof(nonlinearity)
            ),
        };

    /// <summary>How many inputs each output of a weight has, and how many outputs each input: its sizes, times the positions of a kernel.</summary>
    /// <param name="tensor">(out, in, *kernel).</param>
    static (long FanIn, long FanOut) CalculateFanInAndFanOut(Tensor tensor)
    {
        if (tensor.Rank < 2)
            throw new ArgumentException(
                $"Fan in and fan out can not be computed for tensor with fewer than 2 dimensions: {tensor.ShapeText}",
                nameof(tensor)
            );
        var positions = Shapes.Count(tensor.Shape[2..]);
        return (tensor.Shape[1] * positions, tensor.Shape[0] * positions);
    }
}
