namespace Diptych.Scratch;

/// <summary>A hyperbolic tangent of straight lines: y = x, but no less than a smallest and no more than a largest number.</summary>
/// <remarks>PyTorch: <c>nn.Hardtanh</c>. Collobert et al. 2011, https://arxiv.org/abs/1103.0398.</remarks>
public sealed class Hardtanh : Module<Tensor, Tensor>
{
    readonly double minVal;
    readonly double maxVal;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="minVal">The smallest number that comes out.</param>
    /// <param name="maxVal">The largest number that comes out.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The largest number is not larger than the smallest.</exception>
    public Hardtanh(double minVal = -1.0, double maxVal = 1.0, bool inplace = false)
    {
        if (!(maxVal > minVal))
            throw new ArgumentException(
                $"max_val must be greater than min_val, but got min_val={minVal} and max_val={maxVal}",
                nameof(maxVal)
            );
        this.minVal = minVal;
        this.maxVal = maxVal;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is a mask, or the smallest number is greater than the largest.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Hardtanh(input, minVal, maxVal, inplace);
}

public static partial class Functional
{
    /// <summary>y = min(max(x, smallest), largest). PyTorch: <c>nn.functional.hardtanh</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="minVal">The smallest number that comes out.</param>
    /// <param name="maxVal">The largest number that comes out.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is a mask, or the smallest number is greater than the largest.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Hardtanh(
        Tensor input,
        double minVal = -1.0,
        double maxVal = 1.0,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.NoMask(input, "hardtanh", nameof(input));
        if (minVal > maxVal)
            throw new ArgumentException("min_val cannot be greater than max_val", nameof(minVal));
        var y = new HardtanhOperation(input, minVal, maxVal).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class HardtanhOperation(Tensor x, double min, double max) : Operation(x)
    {
        Tensor? inside;

        // Written so that NaN, which is neither below nor above, passes through, and its gradient too.
        protected override Tensor Forward()
        {
            var (low, high) = (Tensor.Scalar(min, x.Dtype), Tensor.Scalar(max, x.Dtype));
            inside = x.GreaterThan(low) & x.LessThan(high) | x.IsNaN();
            return Torch.Where(x.LessThan(low), low, Torch.Where(x.GreaterThan(high), high, x));
        }

        // dx = dy where smallest < x < largest, else 0
        protected override Tensor?[] Backward(Tensor dy) =>
            [Torch.Where(inside!, dy, Tensor.Scalar(0, dy.Dtype))];
    }
}
