namespace Diptych.Scratch;

/// <summary>Soft shrinkage: y is x moved towards 0 by λ, and 0 where |x| ≤ λ.</summary>
/// <remarks>PyTorch: <c>nn.Softshrink</c>. Donoho and Johnstone 1994, https://doi.org/10.1093/biomet/81.3.425.</remarks>
public sealed class Softshrink : Module<Tensor, Tensor>
{
    readonly double lambd;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="lambd">λ, not negative.</param>
    public Softshrink(double lambd = 0.5) => this.lambd = lambd;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers, or λ is negative.</exception>
    public override Tensor Forward(Tensor input) => Functional.Softshrink(input, lambd);
}

public static partial class Functional
{
    /// <summary>y = x − λ where x &gt; λ, x + λ where x &lt; −λ, else 0. PyTorch: <c>nn.functional.softshrink</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lambd">λ, not negative.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers, or λ is negative.</exception>
    public static Tensor Softshrink(Tensor input, double lambd = 0.5)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "softshrink", nameof(input));
        if (!(lambd >= 0))
            throw new ArgumentException(
                $"lambda must be greater or equal to 0, but found to be {lambd}.",
                nameof(lambd)
            );
        return new SoftshrinkOperation(input, lambd).Apply();
    }

    sealed class SoftshrinkOperation(Tensor x, double lambda) : Operation(x)
    {
        // 0 · x is 0 between −λ and λ, and leaves NaN as it is.
        protected override Tensor Forward()
        {
            var left = Torch.Where(Save(x).LessThan(-lambda), x + lambda, x * 0);
            return Torch.Where(x.GreaterThan(lambda), x - lambda, left);
        }

        // dx = dy where |x| > λ, else 0
        protected override Tensor?[] Backward(Tensor dy)
        {
            var small = x.GreaterOrEqual(-lambda) & x.LessOrEqual(lambda);
            return [Torch.Where(small, Tensor.Scalar(0, dy.Dtype), dy)];
        }
    }
}
