using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>Rows that become columns.</summary>
static class Transpose
{
    /// <summary>y[j, i] = x[i, j]. Rows of x and of y begin so many elements apart.</summary>
    public static void Run<T>(
        ReadOnlySpan<T> x,
        int stepX,
        Span<T> y,
        int stepY,
        int rows,
        int columns
    )
        where T : unmanaged
    {
        if (rows == 0 || columns == 0)
            return;
        _ = x[..((rows - 1) * stepX + columns)];
        _ = y[..((columns - 1) * stepY + rows)];
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var side =
            typeof(T) == typeof(float) && Sse.IsSupported ? 4
            : typeof(T) == typeof(double) && Sse2.IsSupported ? 2
            : 1;
        var (wholeRows, wholeColumns) = (rows - rows % side, columns - columns % side);
        // The inner loop goes along the rows that lie farther apart, so that few of them are open at a time.
        if (stepX >= stepY)
        {
            // As many columns as fit the cache in which y's rows are filled up bit by bit.
            const int Chunk = 64;
            for (var left = 0; left < wholeColumns; left += Chunk)
            for (var i = 0; i < wholeRows; i += side)
            for (var j = left; j < Math.Min(left + Chunk, wholeColumns); j += side)
                Square(
                    ref Unsafe.Add(ref from, (nint)i * stepX + j),
                    stepX,
                    ref Unsafe.Add(ref to, (nint)j * stepY + i),
                    stepY
                );
        }
        else
            for (var j = 0; j < wholeColumns; j += side)
            for (var i = 0; i < wholeRows; i += side)
                Square(
                    ref Unsafe.Add(ref from, (nint)i * stepX + j),
                    stepX,
                    ref Unsafe.Add(ref to, (nint)j * stepY + i),
                    stepY
                );
        for (var i = wholeRows; i < rows; i++)
        for (var j = 0; j < wholeColumns; j++)
            y[j * stepY + i] = x[i * stepX + j];
        for (var j = wholeColumns; j < columns; j++)
        for (var i = 0; i < rows; i++)
            y[j * stepY + i] = x[i * stepX + j];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Square<T>(ref T x, nint stepX, ref T y, nint stepY)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            ref var from = ref Unsafe.As<T, float>(ref x);
            ref var to = ref Unsafe.As<T, float>(ref y);
            var a = Vector128.LoadUnsafe(ref from);
            var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stepX));
            var c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * stepX));
            var d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * stepX));
            var (ab, cd) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
            Sse.MoveLowToHigh(ab, cd).StoreUnsafe(ref to);
            Sse.MoveHighToLow(cd, ab).StoreUnsafe(ref Unsafe.Add(ref to, stepY));
            (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
            Sse.MoveLowToHigh(ab, cd).StoreUnsafe(ref Unsafe.Add(ref to, 2 * stepY));
            Sse.MoveHighToLow(cd, ab).StoreUnsafe(ref Unsafe.Add(ref to, 3 * stepY));
        }
        else if (typeof(T) == typeof(double) && Sse2.IsSupported)
        {
            ref var from = ref Unsafe.As<T, double>(ref x);
            ref var to = ref Unsafe.As<T, double>(ref y);
            var a = Vector128.LoadUnsafe(ref from);
            var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stepX));
            Sse2.UnpackLow(a, b).StoreUnsafe(ref to);
            Sse2.UnpackHigh(a, b).StoreUnsafe(ref Unsafe.Add(ref to, stepY));
        }
        else
            y = x;
    }
}
