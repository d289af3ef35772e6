using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>Windows that slide and have no padding in them, four at a time; those of one row.</summary>
/// <remarks>Each function begins at the first such window of the row and answers how many it has done; the rest is few.</remarks>
static class Windows
{
    /// <summary>The largest element of each window and where it stands: the first of equal ones, but NaN before all, and of several the last.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="axes">Its three dimensions.</param>
    /// <param name="row">Which windows of the first two.</param>
    /// <param name="largest">For each window of the row.</param>
    /// <param name="places">For each window of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Max(
        ReadOnlySpan<float> plane,
        PoolAxis[] axes,
        (int Depth, int Height) row,
        Span<float> largest,
        Span<long> places
    )
    {
        var (depth, height, width) = (axes[0], axes[1], axes[2]);
        var (fromW, toW) = width.Whole;
        var count = (toW - fromW) / 4 * 4;
        if (!Vector128.IsHardwareAccelerated || count == 0)
            return 0;
        var (fromD, toD) = (depth.Starts[row.Depth], depth.Ends[row.Depth]);
        var (fromH, toH) = (height.Starts[row.Height], height.Ends[row.Height]);
        var (stride, reach) = (width.Stride, width.Ends[fromW] - width.Starts[fromW]);
        var first = (fromD * height.Size + fromH) * width.Size + width.Starts[fromW];
        ref var start = ref MemoryMarshal.GetReference(plane);
        ref var y = ref MemoryMarshal.GetReference(largest[fromW..toW]);
        ref var indices = ref MemoryMarshal.GetReference(places[fromW..toW]);
        for (var w = 0; w < count; w += 4)
        {
            var at = first + w * stride;
            var max = Load(ref Unsafe.Add(ref start, at), stride);
            var found = Vector128<int>.Zero;
            for (var i = fromD; i < toD; i += depth.Step)
            for (var j = fromH; j < toH; j += height.Step)
            {
                var line = ((i - fromD) * height.Size + j - fromH) * width.Size;
                for (var k = 0; k < reach; k += width.Step)
                    Pairs.Take(
                        Load(ref Unsafe.Add(ref start, at + line + k), stride),
                        line + k,
                        ref max,
                        ref found
                    );
            }
            max.StoreUnsafe(ref y, (nuint)w);
            var (left, right) = Vector128.Widen(found);
            (left + Vector128.Create((long)at, at + stride)).StoreUnsafe(ref indices, (nuint)w);
            (right + Vector128.Create((long)at + 2 * stride, at + 3 * stride)).StoreUnsafe(
                ref indices,
                (nuint)w + 2
            );
        }
        return count;
    }

    /// <summary>The sum of each window, carried in float64, by what it counts or a divisor.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="axes">Its three dimensions.</param>
    /// <param name="row">Which windows of the first two.</param>
    /// <param name="divisor">In place of the count, where there is one.</param>
    /// <param name="averages">For each window of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Average(
        ReadOnlySpan<float> plane,
        PoolAxis[] axes,
        (int Depth, int Height) row,
        long? divisor,
        Span<float> averages
    )
    {
        var (depth, height, width) = (axes[0], axes[1], axes[2]);
        var (fromW, toW) = width.Whole;
        var count = (toW - fromW) / 4 * 4;
        if (!Vector128.IsHardwareAccelerated || count == 0)
            return 0;
        var (fromD, toD) = (depth.Starts[row.Depth], depth.Ends[row.Depth]);
        var (fromH, toH) = (height.Starts[row.Height], height.Ends[row.Height]);
        var (stride, reach) = (width.Stride, width.Ends[fromW] - width.Starts[fromW]);
        var by = Vector128.Create(
            (double)(
                divisor
                ?? depth.Counted[row.Depth] * height.Counted[row.Height] * width.Counted[fromW]
            )
        );
        ref var start = ref MemoryMarshal.GetReference(plane);
        ref var y = ref MemoryMarshal.GetReference(averages[fromW..toW]);
        for (var w = 0; w < count; w += 4)
        {
            var left = Vector128<double>.Zero;
            var right = left;
            for (var i = fromD; i < toD; i++)
            for (var j = fromH; j < toH; j++)
            {
                var at = (i * height.Size + j) * width.Size + width.Starts[fromW] + w * stride;
                for (var k = 0; k < reach; k++)
                    Pairs.Add(Load(ref Unsafe.Add(ref start, at + k), stride), ref left, ref right);
            }
            Vector128.Narrow(left / by, right / by).StoreUnsafe(ref y, (nuint)w);
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Load(ref float from, int stride) =>
        stride == 1
            ? Vector128.LoadUnsafe(ref from)
            : Vector128.Create(
                from,
                Unsafe.Add(ref from, stride),
                Unsafe.Add(ref from, 2 * stride),
                Unsafe.Add(ref from, 3 * stride)
            );
}
