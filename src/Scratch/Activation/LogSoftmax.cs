using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Logarithm of softmax: yᵢ = xᵢ − ln Σⱼ e^xⱼ along one dimension; e^y adds up to 1.</summary>
/// <remarks>PyTorch: <c>nn.LogSoftmax</c>.</remarks>
public sealed class LogSoftmax : Module<Tensor, Tensor>
{
    readonly long? dim;

    /// <summary>Chooses the dimension.</summary>
    /// <param name="dim">The dimension along which e^y adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    public LogSoftmax(long? dim = null) => this.dim = dim;

    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Functional.LogSoftmax(input, dim);
}

public static partial class Functional
{
    /// <summary>yᵢ = xᵢ − ln Σⱼ e^xⱼ, the logarithm of softmax without its rounding. PyTorch: <c>nn.functional.log_softmax</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="dim">The dimension along which e^y adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor LogSoftmax(Tensor input, long? dim = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "log_softmax", nameof(input));
        return new LogSoftmaxOperation(input, SoftmaxDimension(dim, input.Rank)).Apply();
    }

    sealed class LogSoftmaxOperation(Tensor x, int dim) : Operation(x)
    {
        Tensor? y;

        // e^(x − max) does not overflow, and its sum is at least 1, so that its logarithm is safe as well.
        protected override Tensor Forward() => y = Save(SoftmaxRows.LogSoftmax(x, dim));

        // dx = dy − softmax(x) · Σ dy
        protected override Tensor?[] Backward(Tensor dy) =>
            [SoftmaxRows.LogSoftmaxGradient(y!, dy, dim)];
    }
}
