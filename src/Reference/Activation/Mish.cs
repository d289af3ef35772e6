namespace Diptych.Reference;

/// <summary>Mish: y = x · tanh(ln(1 + eˣ)).</summary>
/// <remarks>PyTorch: <c>nn.Mish</c>. Misra 2019, https://arxiv.org/abs/1908.08681.</remarks>
public sealed class Mish : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Mish(bool inplace = false)
        : base(nameof(Mish)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Mish(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · tanh(ln(1 + eˣ)). PyTorch: <c>nn.functional.mish</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Mish(Tensor input, bool inplace = false)
    {
        // TorchSharp's mish in place overwrites what its own gradient needs.
        return inplace
            ? input.mul_(functional.softplus(input.clone(), 1, 20).tanh()).alias()
            : functional.mish(input);
    }
}
