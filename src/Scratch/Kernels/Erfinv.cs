using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>The inverse of the error function, in float64 whatever the type.</summary>
/// <remarks>
/// Winitzki's approximation, good to three digits, and three steps of Halley's method, each of which triples the digits
/// that are right.
/// </remarks>
readonly struct Erfinv : IUnary
{
    const double A = 0.147;

    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(Evaluate(double.CreateTruncating(x[i])));
    }

    static double Evaluate(double y)
    {
        if (!(Math.Abs(y) < 1))
            return Math.Abs(y) == 1 ? y * double.PositiveInfinity : double.NaN;
        var log = Math.Log((1 - y) * (1 + y));
        var half = 2 / (Math.PI * A) + log / 2;
        var x = Math.CopySign(Math.Sqrt(Math.Sqrt(half * half - log / A) - half), y);
        for (var step = 0; step < 3; step++)
        {
            // erf' = 2/√π e^(−x²), erf'' = −2x erf'
            var error = (Erf.Evaluate(x) - y) * (Math.Sqrt(Math.PI) / 2) * Math.Exp(x * x);
            x -= error / (1 + x * error);
        }
        return x;
    }
}
