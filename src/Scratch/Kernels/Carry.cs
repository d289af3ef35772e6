using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Sums that are carried in float64.</summary>
static class Carry
{
    /// <summary>sums[i] += x[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ReadOnlySpan<T> x, Span<double> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        sums = sums[..x.Length];
        var i = 0;
        if (typeof(T) == typeof(float))
        {
            ref var from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(x));
            ref var to = ref MemoryMarshal.GetReference(sums);
            for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out var low, out var high);
                (low + Vector.LoadUnsafe(ref to, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
                var next = (nuint)(i + Vector<double>.Count);
                (high + Vector.LoadUnsafe(ref to, next)).StoreUnsafe(ref to, next);
            }
        }
        for (; i < x.Length; i++)
            sums[i] += double.CreateTruncating(x[i]);
    }

    /// <summary>Σᵢ x[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> x)
    {
        var (i, step) = (0, Vector<float>.Count);
        ref var from = ref MemoryMarshal.GetReference(x);
        Vector<double> low = default,
            high = default;
        for (; i <= x.Length - step; i += step)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out var a, out var b);
            low += a;
            high += b;
        }
        var sum = Vector.Sum(low + high);
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>y[i] = sums[i], rounded to y's type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round<T>(ReadOnlySpan<double> sums, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y = y[..sums.Length];
        var i = 0;
        if (typeof(T) == typeof(float))
        {
            ref var from = ref MemoryMarshal.GetReference(sums);
            ref var to = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(y));
            for (; i <= sums.Length - Vector<float>.Count; i += Vector<float>.Count)
                Vector
                    .Narrow(
                        Vector.LoadUnsafe(ref from, (nuint)i),
                        Vector.LoadUnsafe(ref from, (nuint)(i + Vector<double>.Count))
                    )
                    .StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < sums.Length; i++)
            y[i] = T.CreateTruncating(sums[i]);
    }
}
