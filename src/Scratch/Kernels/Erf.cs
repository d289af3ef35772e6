using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt, in float64 whatever the type.</summary>
/// <remarks>Rational approximations by intervals: W. J. Cody 1969, Mathematics of Computation 23, 631–637.</remarks>
readonly struct Erf : IUnary
{
    static ReadOnlySpan<double> SmallTop =>
        [
            1.85777706184603153e-1,
            3.16112374387056560e0,
            1.13864154151050156e2,
            3.77485237685302021e2,
            3.20937758913846947e3,
        ];
    static ReadOnlySpan<double> SmallBottom =>
        [
            1,
            2.36012909523441209e1,
            2.44024637934444173e2,
            1.28261652607737228e3,
            2.84423683343917062e3,
        ];
    static ReadOnlySpan<double> MiddleTop =>
        [
            2.15311535474403846e-8,
            5.64188496988670089e-1,
            8.88314979438837594e0,
            6.61191906371416295e1,
            2.98635138197400131e2,
            8.81952221241769090e2,
            1.71204761263407058e3,
            2.05107837782607147e3,
            1.23033935479799725e3,
        ];
    static ReadOnlySpan<double> MiddleBottom =>
        [
            1,
            1.57449261107098347e1,
            1.17693950891312499e2,
            5.37181101862009858e2,
            1.62138957456669019e3,
            3.29079923573345963e3,
            4.36261909014324716e3,
            3.43936767414372164e3,
            1.23033935480374942e3,
        ];

    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(Evaluate(double.CreateTruncating(x[i])));
    }

    public static double Evaluate(double x)
    {
        var size = Math.Abs(x);
        if (size <= 0.46875)
            return x * Ratio(SmallTop, SmallBottom, x * x);
        // From 6 on erf is 1 to the last bit of a double; NaN falls through to the formula.
        if (size >= 6)
            return Math.Sign(x);
        return Math.CopySign(1 - Math.Exp(-size * size) * Complement(size), x);
    }

    // erfc(x) · e^(x²) between 0.46875 and 6
    static double Complement(double x) => Ratio(MiddleTop, MiddleBottom, x);

    static double Ratio(ReadOnlySpan<double> top, ReadOnlySpan<double> bottom, double x)
    {
        double numerator = 0;
        double denominator = 0;
        foreach (var coefficient in top)
            numerator = numerator * x + coefficient;
        foreach (var coefficient in bottom)
            denominator = denominator * x + coefficient;
        return numerator / denominator;
    }
}
