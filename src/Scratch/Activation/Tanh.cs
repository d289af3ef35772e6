namespace Diptych.Scratch;

/// <summary>Hyperbolic tangent: y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), a logistic function stretched to (−1, 1): tanh x = 2 σ(2x) − 1.</summary>
/// <remarks>PyTorch: <c>nn.Tanh</c>.</remarks>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Tanh(input);
}

public static partial class Functional
{
    /// <summary>y = tanh x, with the gradient dx = dy · (1 − y²). PyTorch: <c>nn.functional.tanh</c>.</summary>
    /// <param name="input">(*)</param>
    public static Tensor Tanh(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Tanh();
    }
}
