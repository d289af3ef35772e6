namespace Diptych.Reference;

/// <summary>Softsign: y = x / (1 + |x|), which nears −1 and 1 as a power and not as an exponential.</summary>
/// <remarks>PyTorch: <c>nn.Softsign</c>. Turian, Bergstra and Bengio 2009, https://aclanthology.org/N09-2062.</remarks>
public sealed class Softsign : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public Softsign()
        : base(nameof(Softsign)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Softsign(input);
}

public static partial class Functional
{
    /// <summary>y = x / (1 + |x|), with the gradient dx = dy / (1 + |x|)². PyTorch: <c>nn.functional.softsign</c>.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Softsign(Tensor input) => functional.softsign(input);
}
