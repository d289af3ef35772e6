namespace Diptych.Scratch;

/// <summary>Shrinkage by the hyperbolic tangent: y = x − tanh x.</summary>
/// <remarks>PyTorch: <c>nn.Tanhshrink</c>.</remarks>
public sealed class Tanhshrink : Module<Tensor, Tensor>
{
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    public override Tensor Forward(Tensor input) => Functional.Tanhshrink(input);
}

public static partial class Functional
{
    /// <summary>y = x − tanh x, with the gradient dx = dy · tanh² x. PyTorch: <c>nn.functional.tanhshrink</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    public static Tensor Tanhshrink(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.NoMask(input, "tanhshrink", nameof(input));
        return input - input.Tanh();
    }
}
