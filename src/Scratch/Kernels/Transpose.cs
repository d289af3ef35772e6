using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Diptych.Scratch.Kernels;

/// <summary>Rows to columns.</summary>
static class Transpose
{
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
        var i = 0;
        if (typeof(T) == typeof(float) && (Sse.IsSupported || AdvSimd.Arm64.IsSupported))
            for (; i <= rows - 4; i += 4)
            {
                ref var source = ref Unsafe.As<T, float>(ref Unsafe.Add(ref from, i * stepFrom));
                ref var target = ref Unsafe.As<T, float>(ref Unsafe.Add(ref to, i));
                var j = 0;
                for (; j <= columns - 4; j += 4)
                {
                    Square(ref source, stepFrom, ref target, stepTo);
                    source = ref Unsafe.Add(ref source, 4);
                    target = ref Unsafe.Add(ref target, 4 * stepTo);
                }
                Plain(ref from, stepFrom, ref to, stepTo, (i, i + 4), (j, columns));
            }
        Plain(ref from, stepFrom, ref to, stepTo, (i, rows), (0, columns));
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
