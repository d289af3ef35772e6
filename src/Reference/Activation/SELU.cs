namespace Diptych.Reference;

/// <summary>Scaled exponential linear unit: y = s x where x &gt; 0, else y = s α (eˣ − 1), with s = 1.0507… and α = 1.6732…, that keep mean 0 and variance 1 from layer to layer.</summary>
/// <remarks>PyTorch: <c>nn.SELU</c>. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515.</remarks>
public sealed class SELU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public SELU(bool inplace = false)
        : base(nameof(SELU)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Selu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = s x where x &gt; 0, else y = s α (eˣ − 1). PyTorch: <c>nn.functional.selu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Selu(Tensor input, bool inplace = false) =>
        functional.selu(input, inplace);
}
