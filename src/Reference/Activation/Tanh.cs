namespace Diptych.Reference;

/// <summary>Hyperbolic tangent: y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), a logistic function stretched to (−1, 1): tanh x = 2 σ(2x) − 1.</summary>
/// <remarks>PyTorch: <c>nn.Tanh</c>.</remarks>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public Tanh()
        : base(nameof(Tanh)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Tanh(input);
}

public static partial class Functional
{
    /// <summary>y = tanh x. PyTorch: <c>nn.functional.tanh</c>.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Tanh(Tensor input) => tanh(input);
}
