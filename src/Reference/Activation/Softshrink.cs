namespace Diptych.Reference;

/// <summary>Soft shrinkage: y is x moved towards 0 by λ, and 0 where |x| ≤ λ.</summary>
/// <remarks>PyTorch: <c>nn.Softshrink</c>. Donoho and Johnstone 1994, https://doi.org/10.1093/biomet/81.3.425.</remarks>
public sealed class Softshrink : Module<Tensor, Tensor>
{
    readonly double lambd;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="lambd">λ, not negative.</param>
    public Softshrink(double lambd = 0.5)
        : base(nameof(Softshrink)) => this.lambd = lambd;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Softshrink(input, lambd);
}

public static partial class Functional
{
    /// <summary>y = x − λ where x &gt; λ, x + λ where x &lt; −λ, else 0. PyTorch: <c>nn.functional.softshrink</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lambd">λ, not negative.</param>
    public static Tensor Softshrink(Tensor input, double lambd = 0.5) =>
        functional.softshrink(input, lambd);
}
