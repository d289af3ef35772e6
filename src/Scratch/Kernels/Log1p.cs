using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>ln(1 + x), exact also where 1 + x is rounded; .NET's own <c>LogP1</c> is not</summary>
readonly struct Log1p : IUnary
{
    public static void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = T.CreateTruncating(Of(double.CreateTruncating(x[i])));
    }

    // u = 1 + x is rounded, but ln u / (u − 1) hardly depends on it; Goldberg 1991, theorem 4.
    static double Of(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }
}
