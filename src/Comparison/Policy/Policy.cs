namespace Diptych.Comparison;

/// <summary>What "equal" means, in one place.</summary>
/// <remarks>
/// Let t be PyTorch's float64 value, a the engine's, and E the tensor's own float32 noise in PyTorch: the largest
/// |float32 − float64| over the tensor, over the case and eight copies of it with inputs moved by a few units in the
/// last place. Then
/// <list type="bullet">
/// <item>float32: |a − t| ≤ 4 E + 4 · 2⁻²³ |t|: no less accurate than PyTorch itself;</item>
/// <item>float64: |a − t| ≤ 1e-10 |t| + 2⁻²⁵ E: gradients that are zero by cancellation need the second term.</item>
/// </list>
/// A training run in float32 is chaotic: after some steps PyTorch differs from itself, with or without oneDNN, by the
/// number of threads, or from a start that is moved by a few units in the last place. There E is the largest
/// |float32 − float64| over all of these, and
/// <list type="bullet">
/// <item>float32: |a − t| ≤ 2 E + 2⁻²³ |t|, which is twice what PyTorch does itself and a rounding;</item>
/// <item>float64: |a − t| ≤ 1e-9 |t|, for every step and every weight at the end.</item>
/// </list>
/// NaN and infinities stand exactly where PyTorch has them in that precision. +0 and −0 are equal here; bit records and
/// transcripts tell them apart.
/// </remarks>
public static class Policy
{
    /// <summary>The share of E that is equal in float64.</summary>
    public static readonly double DoubleShare = Math.ScaleB(1, -25);

    /// <summary>The largest |a − t| that is equal.</summary>
    /// <param name="truth">t, PyTorch's float64 value.</param>
    /// <param name="noise">E.</param>
    /// <param name="precision">What the engine computed in.</param>
    public static double Limit(double truth, double noise, ElementType precision) =>
        precision == ElementType.Float32
            ? 4 * noise + 4 * Math.ScaleB(1, -23) * Math.Abs(truth)
            : 1e-10 * Math.Abs(truth) + DoubleShare * noise;

    /// <summary>The same for a loss or a weight of a training run.</summary>
    public static double TrainingLimit(double truth, double noise, ElementType precision) =>
        precision == ElementType.Float32
            ? 2 * noise + Math.ScaleB(1, -23) * Math.Abs(truth)
            : 1e-9 * Math.Abs(truth);

    /// <summary>Whether a is equal to t; written so that NaN fails.</summary>
    /// <param name="actual">a.</param>
    /// <param name="truth">t, PyTorch's float64 value.</param>
    /// <param name="recorded">PyTorch's value in the engine's precision: it tells where NaN and infinities stand.</param>
    /// <param name="noise">E.</param>
    /// <param name="precision">What the engine computed in.</param>
    /// <param name="limit">The largest |a − t|; <see cref="Limit"/> where null.</param>
    public static bool IsEqual(
        double actual,
        double truth,
        double recorded,
        double noise,
        ElementType precision,
        Func<double, double, ElementType, double>? limit = null
    )
    {
        if (!double.IsFinite(recorded))
            return double.IsNaN(recorded) ? double.IsNaN(actual) : actual == recorded;
        return Math.Abs(actual - truth) <= (limit ?? Limit)(truth, noise, precision);
    }

    /// <summary>How many numbers of a precision lie between two, at least: 0 for the same number, 1 for neighbours.</summary>
    /// <returns>Infinity where one of them is NaN and the other is not.</returns>
    public static double UlpDistance(double actual, double expected, ElementType precision)
    {
        if (double.IsNaN(actual) || double.IsNaN(expected))
            return double.IsNaN(actual) && double.IsNaN(expected) ? 0 : double.PositiveInfinity;
        if (precision == ElementType.Float32)
            return Math.Abs(
                (double)Ordinal(BitConverter.SingleToInt32Bits((float)actual), int.MinValue)
                    - Ordinal(BitConverter.SingleToInt32Bits((float)expected), int.MinValue)
            );
        return (double)
            Int128.Abs(
                (Int128)Ordinal(BitConverter.DoubleToInt64Bits(actual), long.MinValue)
                    - Ordinal(BitConverter.DoubleToInt64Bits(expected), long.MinValue)
            );
    }

    /// <summary>From a number of a precision to the next larger one.</summary>
    public static double UnitInTheLastPlace(double value, ElementType precision) =>
        precision == ElementType.Float32
            ? (double)MathF.BitIncrement((float)Math.Abs(value)) - (float)Math.Abs(value)
            : Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    // Sign and magnitude as one count: negative numbers below 0, and −0 with +0.
    static long Ordinal(long bits, long sign) => bits < 0 ? sign - bits : bits;
}
