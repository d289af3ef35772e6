namespace Diptych.Reference;

/// <summary>Shrinkage by the hyperbolic tangent: y = x − tanh x.</summary>
/// <remarks>PyTorch: <c>nn.Tanhshrink</c>.</remarks>
public sealed class Tanhshrink : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public Tanhshrink()
        : base(nameof(Tanhshrink)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Tanhshrink(input);
}

public static partial class Functional
{
    /// <summary>y = x − tanh x, with the gradient dx = dy · tanh² x. PyTorch: <c>nn.functional.tanhshrink</c>.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Tanhshrink(Tensor input) => functional.tanhshrink(input);
}
