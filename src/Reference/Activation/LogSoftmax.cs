namespace Diptych.Reference;

/// <summary>Logarithm of softmax: yᵢ = xᵢ − ln Σⱼ exp(xⱼ), along one dimension.</summary>
/// <remarks>PyTorch: <c>nn.LogSoftmax</c>.</remarks>
public sealed class LogSoftmax : Module<Tensor, Tensor>
{
    readonly long? dim;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="dim">The dimension along which exp(y) sums to 1; where null the first of a 0-d, 1-d or 3-d input, else the second.</param>
    public LogSoftmax(long? dim = null)
        : base(nameof(LogSoftmax)) => this.dim = dim;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.LogSoftmax(input, dim);
}

public static partial class Functional
{
    /// <summary>yᵢ = xᵢ − ln Σⱼ exp(xⱼ), the logarithm of softmax without its rounding. PyTorch: <c>nn.functional.log_softmax</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension along which exp(y) sums to 1; where null the first of a 0-d, 1-d or 3-d input, else the second.</param>
    public static Tensor LogSoftmax(Tensor input, long? dim = null) =>
        functional.log_softmax(input, SoftmaxDimension(dim, input));
}
