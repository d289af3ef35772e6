using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>eˣ − 1, exact also where eˣ is close to 1; .NET's own <c>ExpM1</c> is not</summary>
readonly struct Expm1 : IUnary
{
    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(Of(double.CreateTruncating(x[i])));
    }

    // u = eˣ is rounded, but (u − 1) / ln u hardly depends on it; Higham 2002, Accuracy and Stability, section 1.14.1.
    static double Of(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x
            : u is 0 or double.PositiveInfinity ? u - 1
            : (u - 1) * (x / Math.Log(u));
    }
}
