using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Sums of products of rows that lie anywhere in one piece of memory.</summary>
static class Products
{
    /// <summary>sums[i] += Σₜ factors[t] · source[starts[t] + i], each product and sum rounded once together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(
        ReadOnlySpan<T> source,
        ReadOnlySpan<int> starts,
        ReadOnlySpan<T> factors,
        Span<T> sums
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(source, starts, sums.Length);
        ref var x = ref MemoryMarshal.GetReference(source);
        ref var y = ref MemoryMarshal.GetReference(sums);
        factors = factors[..starts.Length];
        var (i, step) = (0, Vector<T>.Count);
        // Four vectors of sums stay in registers until all terms have come by, every other term in a second set: a sum
        // that waits for the one before it would leave the processor idle.
        for (; i <= sums.Length - 4 * step; i += 4 * step)
        {
            var s0 = Vector.LoadUnsafe(ref y, (nuint)i);
            var s1 = Vector.LoadUnsafe(ref y, (nuint)(i + step));
            var s2 = Vector.LoadUnsafe(ref y, (nuint)(i + 2 * step));
            var s3 = Vector.LoadUnsafe(ref y, (nuint)(i + 3 * step));
            Vector<T> r0,
                r1,
                r2,
                r3;
            r0 = r1 = r2 = r3 = Vector<T>.Zero;
            var t = 0;
            for (; t < starts.Length - 1; t += 2)
            {
                var at = starts[t] + i;
                var factor = Vector.Create(factors[t]);
                s0 = Fma(Vector.LoadUnsafe(ref x, (nuint)at), factor, s0);
                s1 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + step)), factor, s1);
                s2 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 2 * step)), factor, s2);
                s3 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 3 * step)), factor, s3);
                at = starts[t + 1] + i;
                factor = Vector.Create(factors[t + 1]);
                r0 = Fma(Vector.LoadUnsafe(ref x, (nuint)at), factor, r0);
                r1 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + step)), factor, r1);
                r2 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 2 * step)), factor, r2);
                r3 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 3 * step)), factor, r3);
            }
            if (t < starts.Length)
            {
                var at = starts[t] + i;
                var factor = Vector.Create(factors[t]);
                s0 = Fma(Vector.LoadUnsafe(ref x, (nuint)at), factor, s0);
                s1 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + step)), factor, s1);
                s2 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 2 * step)), factor, s2);
                s3 = Fma(Vector.LoadUnsafe(ref x, (nuint)(at + 3 * step)), factor, s3);
            }
            (s0 + r0).StoreUnsafe(ref y, (nuint)i);
            (s1 + r1).StoreUnsafe(ref y, (nuint)(i + step));
            (s2 + r2).StoreUnsafe(ref y, (nuint)(i + 2 * step));
            (s3 + r3).StoreUnsafe(ref y, (nuint)(i + 3 * step));
        }
        for (; i <= sums.Length - step; i += step)
        {
            var s = Vector.LoadUnsafe(ref y, (nuint)i);
            for (var t = 0; t < starts.Length; t++)
                s = Fma(
                    Vector.LoadUnsafe(ref x, (nuint)(starts[t] + i)),
                    Vector.Create(factors[t]),
                    s
                );
            s.StoreUnsafe(ref y, (nuint)i);
        }
        for (; i < sums.Length; i++)
        for (var t = 0; t < starts.Length; t++)
            sums[i] = T.FusedMultiplyAdd(source[starts[t] + i], factors[t], sums[i]);
    }

    /// <summary>sums[t] += Σᵢ row[i] · source[starts[t] + i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<T>(
        ReadOnlySpan<T> row,
        ReadOnlySpan<T> source,
        ReadOnlySpan<int> starts,
        Span<double> sums
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(source, starts, row.Length);
        ref var x = ref MemoryMarshal.GetReference(source);
        ref var r = ref MemoryMarshal.GetReference(row);
        var (t, step) = (0, Vector<T>.Count);
        // A vector of the row meets eight others.
        for (; t <= starts.Length - 8; t += 8)
        {
            var at = starts.Slice(t, 8);
            var (a0, a1, a2, a3) = (at[0], at[1], at[2], at[3]);
            var (a4, a5, a6, a7) = (at[4], at[5], at[6], at[7]);
            Vector<T> s0,
                s1,
                s2,
                s3,
                s4,
                s5,
                s6,
                s7;
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = Vector<T>.Zero;
            var i = 0;
            for (; i <= row.Length - step; i += step)
            {
                var v = Vector.LoadUnsafe(ref r, (nuint)i);
                s0 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a0 + i)), s0);
                s1 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a1 + i)), s1);
                s2 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a2 + i)), s2);
                s3 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a3 + i)), s3);
                s4 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a4 + i)), s4);
                s5 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a5 + i)), s5);
                s6 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a6 + i)), s6);
                s7 = Fma(v, Vector.LoadUnsafe(ref x, (nuint)(a7 + i)), s7);
            }
            ReadOnlySpan<T> whole =
            [
                Vector.Sum(s0),
                Vector.Sum(s1),
                Vector.Sum(s2),
                Vector.Sum(s3),
                Vector.Sum(s4),
                Vector.Sum(s5),
                Vector.Sum(s6),
                Vector.Sum(s7),
            ];
            for (var j = 0; j < 8; j++)
                sums[t + j] += double.CreateTruncating(whole[j] + Rest(row, source, at[j], i));
        }
        for (; t < starts.Length; t++)
        {
            var s = Vector<T>.Zero;
            var i = 0;
            for (; i <= row.Length - step; i += step)
                s = Fma(
                    Vector.LoadUnsafe(ref r, (nuint)i),
                    Vector.LoadUnsafe(ref x, (nuint)(starts[t] + i)),
                    s
                );
            sums[t] += double.CreateTruncating(Vector.Sum(s) + Rest(row, source, starts[t], i));
        }
    }

    // The products behind the last whole vector.
    static T Rest<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> source, int start, int i)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (; i < row.Length; i++)
            sum = T.FusedMultiplyAdd(row[i], source[start + i], sum);
        return sum;
    }

    /// <summary>Refuses rows that reach beyond their source: the loops do not look where they read.</summary>
    public static void Check<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> starts, int length)
    {
        foreach (var start in starts)
            _ = source.Slice(start, length);
    }

    // The type is known when this is compiled for it, and so is the branch.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> Fma<T>(Vector<T> a, Vector<T> b, Vector<T> c) =>
        typeof(T) == typeof(float)
            ? Vector
                .FusedMultiplyAdd(
                    Vector.AsVectorSingle(a),
                    Vector.AsVectorSingle(b),
                    Vector.AsVectorSingle(c)
                )
                .As<float, T>()
            : Vector
                .FusedMultiplyAdd(
                    Vector.AsVectorDouble(a),
                    Vector.AsVectorDouble(b),
                    Vector.AsVectorDouble(c)
                )
                .As<double, T>();
}
