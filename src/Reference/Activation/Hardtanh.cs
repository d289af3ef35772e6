namespace Diptych.Reference;

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
        : base(nameof(Hardtanh))
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

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The smallest number is greater than the largest.</exception>
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
    /// <exception cref="ArgumentException">The smallest number is greater than the largest.</exception>
    public static Tensor Hardtanh(
        Tensor input,
        double minVal = -1.0,
        double maxVal = 1.0,
        bool inplace = false
    )
    {
        if (minVal > maxVal)
            throw new ArgumentException("min_val cannot be greater than max_val", nameof(minVal));
        // TorchSharp's hardtanh returns the input as it is; its hardtanh_ computes.
        return (inplace ? input : input.clone()).hardtanh_(minVal, maxVal).alias();
    }
}
