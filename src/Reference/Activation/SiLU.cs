namespace Diptych.Reference;

/// <summary>Sigmoid linear unit, or swish: y = x · σ(x).</summary>
/// <remarks>PyTorch: <c>nn.SiLU</c>. Elfwing, Uchibe and Doya 2017, https://arxiv.org/abs/1702.03118.</remarks>
public sealed class SiLU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public SiLU(bool inplace = false)
        : base(nameof(SiLU)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Silu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · σ(x). PyTorch: <c>nn.functional.silu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Silu(Tensor input, bool inplace = false) =>
        functional.silu(input, inplace);
}
