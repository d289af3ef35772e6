using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>Windows of two by two that lie side by side, the most common pools, four at a time.</summary>
/// <remarks>Each function answers how many windows it has done; the rest is few.</remarks>
static class Pairs
{
    static bool IsSupported => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>The largest element of each window and where it stands: the first of equal ones, but NaN before all, and of several the last.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="first">Where the upper row begins in it.</param>
    /// <param name="step">From there to the lower row.</param>
    /// <param name="largest">One for each window.</param>
    /// <param name="places">One for each window.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Max(
        ReadOnlySpan<float> plane,
        int first,
        int step,
        Span<float> largest,
        Span<long> places
    )
    {
        var count = largest.Length - largest.Length % 4;
        if (!IsSupported || count == 0)
            return 0;
        _ = places[..count];
        _ = plane[(first + step)..(first + step + 2 * count)];
        ref var upper = ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), first);
        ref var lower = ref Unsafe.Add(ref upper, step);
        ref var y = ref MemoryMarshal.GetReference(largest);
        ref var indices = ref MemoryMarshal.GetReference(places);
        for (var i = 0; i < count; i += 4)
        {
            var (max, next) = Load(ref upper, 2 * i);
            var at = Vector128<int>.Zero;
            Take(next, 1, ref max, ref at);
            (next, var last) = Load(ref lower, 2 * i);
            Take(next, step, ref max, ref at);
            Take(last, step + 1, ref max, ref at);
            max.StoreUnsafe(ref y, (nuint)i);
            var (left, right) = Vector128.Widen(at);
            var start = Vector128.Create((long)first + 2 * i);
            (left + start + Vector128.Create(0L, 2)).StoreUnsafe(ref indices, (nuint)i);
            (right + start + Vector128.Create(4L, 6)).StoreUnsafe(ref indices, (nuint)i + 2);
        }
        return count;
    }

    /// <summary>The sum of each window by a divisor, carried in float64.</summary>
    /// <param name="rows">From the upper row on.</param>
    /// <param name="step">From there to the lower row.</param>
    /// <param name="divisor">What sums are divided by.</param>
    /// <param name="averages">One for each window.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Average(
        ReadOnlySpan<float> rows,
        int step,
        double divisor,
        Span<float> averages
    )
    {
        var count = averages.Length - averages.Length % 4;
        if (!IsSupported || count == 0)
            return 0;
        _ = rows[step..(step + 2 * count)];
        ref var upper = ref MemoryMarshal.GetReference(rows);
        ref var lower = ref Unsafe.Add(ref upper, step);
        ref var y = ref MemoryMarshal.GetReference(averages);
        var by = Vector128.Create(divisor);
        for (var i = 0; i < count; i += 4)
        {
            var (a, b) = Load(ref upper, 2 * i);
            var (c, d) = Load(ref lower, 2 * i);
            var (left, right) = Vector128.Widen(a);
            Add(b, ref left, ref right);
            Add(c, ref left, ref right);
            Add(d, ref left, ref right);
            Vector128.Narrow(left / by, right / by).StoreUnsafe(ref y, (nuint)i);
        }
        return count;
    }

    /// <summary>Each gradient by a divisor, to all four elements of its window.</summary>
    /// <param name="gradients">One for each window.</param>
    /// <param name="divisor">What they are divided by.</param>
    /// <param name="rows">From the upper row on.</param>
    /// <param name="step">From there to the lower row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Share(
        ReadOnlySpan<float> gradients,
        float divisor,
        Span<float> rows,
        int step
    )
    {
        var count = gradients.Length - gradients.Length % 4;
        if (!IsSupported || count == 0)
            return 0;
        _ = rows[step..(step + 2 * count)];
        ref var dy = ref MemoryMarshal.GetReference(gradients);
        ref var upper = ref MemoryMarshal.GetReference(rows);
        ref var lower = ref Unsafe.Add(ref upper, step);
        var by = Vector128.Create(divisor);
        for (var i = 0; i < count; i += 4)
        {
            var share = Vector128.LoadUnsafe(ref dy, (nuint)i) / by;
            var left = Vector128.Shuffle(share, Vector128.Create(0, 0, 1, 1));
            var right = Vector128.Shuffle(share, Vector128.Create(2, 2, 3, 3));
            left.StoreUnsafe(ref upper, (nuint)(2 * i));
            right.StoreUnsafe(ref upper, (nuint)(2 * i) + 4);
            left.StoreUnsafe(ref lower, (nuint)(2 * i));
            right.StoreUnsafe(ref lower, (nuint)(2 * i) + 4);
        }
        return count;
    }

    // Eight numbers: every second one from the first on, and from the second on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector128<float> Even, Vector128<float> Odd) Load(ref float row, int at)
    {
        var a = Vector128.LoadUnsafe(ref row, (nuint)at);
        var b = Vector128.LoadUnsafe(ref row, (nuint)at + 4);
        return Sse.IsSupported
            ? (Sse.Shuffle(a, b, 0b10_00_10_00), Sse.Shuffle(a, b, 0b11_01_11_01))
            : (AdvSimd.Arm64.UnzipEven(a, b), AdvSimd.Arm64.UnzipOdd(a, b));
    }

    /// <summary>Adds to sums in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        Vector128<float> next,
        ref Vector128<double> left,
        ref Vector128<double> right
    )
    {
        var (low, high) = Vector128.Widen(next);
        left += low;
        right += high;
    }

    /// <summary>Takes what is larger than the largest so far, or NaN, and remembers where it stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(
        Vector128<float> next,
        int place,
        ref Vector128<float> max,
        ref Vector128<int> at
    )
    {
        var takes = Vector128.GreaterThan(next, max) | ~Vector128.Equals(next, next);
        max = Vector128.ConditionalSelect(takes, next, max);
        at = Vector128.ConditionalSelect(takes.AsInt32(), Vector128.Create(place), at);
    }
}
