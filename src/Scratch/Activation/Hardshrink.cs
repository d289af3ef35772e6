namespace Diptych.Scratch;

/// <summary>Hard shrinkage: y = x, but 0 where |x| ≤ λ.</summary>
/// <remarks>PyTorch: <c>nn.Hardshrink</c>. Donoho and Johnstone 1994, https://doi.org/10.1093/biomet/81.3.425.</remarks>
public sealed class Hardshrink : Module<Tensor, Tensor>
{
    readonly double lambd;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="lambd">λ: how far from 0 the numbers are that vanish; none do where it is negative.</param>
    public Hardshrink(double lambd = 0.5) => this.lambd = lambd;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public override Tensor Forward(Tensor input) => Functional.Hardshrink(input, lambd);
}

public static partial class Functional
{
    /// <summary>y = x, but 0 where |x| ≤ λ. PyTorch: <c>nn.functional.hardshrink</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lambd">λ: how far from 0 the numbers are that vanish; none do where it is negative.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public static Tensor Hardshrink(Tensor input, double lambd = 0.5)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "hardshrink", nameof(input));
        return new HardshrinkOperation(input, lambd).Apply();
    }

    sealed class HardshrinkOperation(Tensor x, double lambda) : Operation(x)
    {
        Tensor? small;

        protected override Tensor Forward()
        {
            small = x.GreaterOrEqual(-lambda) & x.LessOrEqual(lambda);
            return Torch.Where(small, Tensor.Scalar(0, x.Dtype), x);
        }

        // dx = dy where |x| > λ, else 0
        protected override Tensor?[] Backward(Tensor dy) =>
            [Torch.Where(small!, Tensor.Scalar(0, dy.Dtype), dy)];
    }
}
