using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>Rows to columns.</summary>
static class Transpose
{
    // As many columns as fit the cache in which the target's rows are filled up bit by bit.
    const int Chunk = 64;

    /// <summary>to[j, i] = from[i, j] for all rows i and columns j; the steps go from row to row in each.</summary>
    public static void Run<T>(
        ReadOnlySpan<T> from,
        int stepFrom,
        Span<T> to,
        int stepTo,
        int rows,
        int columns
    )
        where T : unmanaged
    {
        if (rows == 0 || columns == 0)
            return;
        _ = from[..((rows - 1) * stepFrom + columns)];
        _ = to[..((columns - 1) * stepTo + rows)];
        Run(
            ref MemoryMarshal.GetReference(from),
            stepFrom,
            ref MemoryMarshal.GetReference(to),
            stepTo,
            rows,
            columns
        );
    }

    /// <summary>to[j, i] = from[i, j] for all rows i and columns j; the steps go from row to row in each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(
        ref T from,
        nint stepFrom,
        ref T to,
        nint stepTo,
        int rows,
        int columns
    )
        where T : unmanaged
    {
        var side =
            !Sse2.IsSupported && !AdvSimd.Arm64.IsSupported ? 1
            : typeof(T) == typeof(float) ? 4
            : typeof(T) == typeof(double) ? 2
            : 1;
        var (wholeRows, wholeColumns) = (rows - rows % side, columns - columns % side);
        // The inner loop goes along the rows that lie farther apart, so that few of them are open at a time.
        if (side > 1 && stepFrom >= stepTo)
            for (var left = 0; left < wholeColumns; left += Chunk)
            for (var i = 0; i < wholeRows; i += side)
            for (var j = left; j < Math.Min(left + Chunk, wholeColumns); j += side)
                Square(
                    ref Unsafe.Add(ref from, i * stepFrom + j),
                    stepFrom,
                    ref Unsafe.Add(ref to, j * stepTo + i),
                    stepTo
                );
        else if (side > 1)
            for (var j = 0; j < wholeColumns; j += side)
            for (var i = 0; i < wholeRows; i += side)
                Square(
                    ref Unsafe.Add(ref from, i * stepFrom + j),
                    stepFrom,
                    ref Unsafe.Add(ref to, j * stepTo + i),
                    stepTo
                );
        else
            wholeRows = wholeColumns = 0;
        Plain(ref from, stepFrom, ref to, stepTo, (wholeRows, rows), (0, wholeColumns));
        Plain(ref from, stepFrom, ref to, stepTo, (0, rows), (wholeColumns, columns));
    }

    static void Plain<T>(
        ref T from,
        nint stepFrom,
        ref T to,
        nint stepTo,
        (int Begin, int End) rows,
        (int Begin, int End) columns
    )
        where T : unmanaged
    {
        for (var j = columns.Begin; j < columns.End; j++)
        for (var i = rows.Begin; i < rows.End; i++)
            Unsafe.Add(ref to, j * stepTo + i) = Unsafe.Add(ref from, i * stepFrom + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Square<T>(ref T from, nint stepFrom, ref T to, nint stepTo)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Square(
                ref Unsafe.As<T, float>(ref from),
                stepFrom,
                ref Unsafe.As<T, float>(ref to),
                stepTo
            );
        else
            Square(
                ref Unsafe.As<T, double>(ref from),
                stepFrom,
                ref Unsafe.As<T, double>(ref to),
                stepTo
            );
    }

    // Four rows of four: pairs of neighbours first, then pairs of pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Square(ref float from, nint stepFrom, ref float to, nint stepTo)
    {
        var a = Vector128.LoadUnsafe(ref from);
        var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stepFrom));
        var c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * stepFrom));
        var d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * stepFrom));
        var (ab, AB) = (Low(a, b).AsDouble(), High(a, b).AsDouble());
        var (cd, CD) = (Low(c, d).AsDouble(), High(c, d).AsDouble());
        Low(ab, cd).AsSingle().StoreUnsafe(ref to);
        High(ab, cd).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, stepTo));
        Low(AB, CD).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, 2 * stepTo));
        High(AB, CD).AsSingle().StoreUnsafe(ref Unsafe.Add(ref to, 3 * stepTo));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Square(ref double from, nint stepFrom, ref double to, nint stepTo)
    {
        var a = Vector128.LoadUnsafe(ref from);
        var b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stepFrom));
        Low(a, b).StoreUnsafe(ref to);
        High(a, b).StoreUnsafe(ref Unsafe.Add(ref to, stepTo));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> Low(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> High(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
