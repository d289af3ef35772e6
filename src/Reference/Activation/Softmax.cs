namespace Diptych.Reference;

/// <summary>Softmax: yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ), along one dimension.</summary>
/// <remarks>PyTorch: <c>nn.Softmax</c>.</remarks>
public sealed class Softmax : Module<Tensor, Tensor>
{
    readonly long? dim;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="dim">The dimension whose values sum to 1; where null the first of a 0-d, 1-d or 3-d input, else the second.</param>
    public Softmax(long? dim = null)
        : base(nameof(Softmax)) => this.dim = dim;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Softmax(input, dim);
}

public static partial class Functional
{
    /// <summary>yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ). PyTorch: <c>nn.functional.softmax</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension whose values sum to 1; where null the first of a 0-d, 1-d or 3-d input, else the second.</param>
    public static Tensor Softmax(Tensor input, long? dim = null) =>
        functional.softmax(input, SoftmaxDimension(dim, input));

    static long SoftmaxDimension(long? dim, Tensor input) =>
        dim ?? (input.dim() is 0 or 1 or 3 ? 0 : 1);
}
