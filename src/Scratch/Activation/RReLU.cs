namespace Diptych.Scratch;

/// <summary>Randomized leaky rectified linear unit: y = x where x &gt; 0, else y = a · x; in training each a is drawn from U(lower, upper), in evaluation it is their mean.</summary>
/// <remarks>PyTorch: <c>nn.RReLU</c>. Xu et al. 2015, https://arxiv.org/abs/1505.00853.</remarks>
public sealed class RReLU : Module<Tensor, Tensor>
{
    readonly double lower;
    readonly double upper;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public RReLU(double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false)
    {
        this.lower = lower;
        this.upper = upper;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers, or lower exceeds upper.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or in evaluation with a gradient and a negative slope.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Rrelu(input, lower, upper, Training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = a · x, with a drawn or the mean slope. PyTorch: <c>nn.functional.rrelu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="training">Whether slopes are drawn.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers, or lower exceeds upper.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or in evaluation with a gradient and a negative slope.</exception>
    public static Tensor Rrelu(
        Tensor input,
        double lower = 1.0 / 8,
        double upper = 1.0 / 3,
        bool training = false,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "rrelu", nameof(input));
        if (!(lower <= upper))
            throw new ArgumentException(
                $"Lower bound should be less than or equal to the upper bound, but got {lower} and {upper}",
                nameof(lower)
            );
        if (!training)
            return LeakyRelu(input, (lower + upper) / 2, inplace);
        if (!double.IsFinite(upper - lower))
            throw new ArgumentException(
                $"slopes are drawn between finite numbers, but got {lower} and {upper}",
                nameof(upper)
            );
        var y = new RreluOperation(input, lower, upper).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class RreluOperation(Tensor x, double lower, double upper) : Operation(x)
    {
        Tensor? slope;

        // In the order of the indices each x ≤ 0 draws its slope; the others have 1.
        protected override Tensor Forward()
        {
            slope = Distributions.Slopes(x, lower, upper, null);
            return x * slope;
        }

        // dx = dy · a
        protected override Tensor?[] Backward(Tensor dy) => [dy * slope!];
    }
}
