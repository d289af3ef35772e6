using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>A function of one real number, as a formula over several at once.</summary>
interface IFunction
{
    /// <summary>y = f(x)</summary>
    V Of<V>(V x)
        where V : struct, IReals<V>;
}

/// <summary>A function of two real numbers, as a formula over several at once; often a gradient, of x or y and of dy.</summary>
interface IFunction2
{
    /// <summary>y = f(a, b)</summary>
    V Of<V>(V a, V b)
        where V : struct, IReals<V>;
}

/// <summary>Formulas applied to rows of numbers, in the widest vectors that the processor has.</summary>
static class Vectors
{
    /// <summary>y[i] ← f(x[i]); y may be x.</summary>
    public static void Map<TFunction, T>(TFunction f, ReadOnlySpan<T> x, Span<T> y)
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            Map<TFunction, Lanes512<T>, T>(f, x, y);
        else if (Vector256.IsHardwareAccelerated)
            Map<TFunction, Lanes256<T>, T>(f, x, y);
        else
            Map<TFunction, Lanes128<T>, T>(f, x, y);
    }

    /// <summary>y[i] ← f(a[i], b[i]); y may be either.</summary>
    public static void Map<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y
    )
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            Map<TFunction, Lanes512<T>, T>(f, a, b, y);
        else if (Vector256.IsHardwareAccelerated)
            Map<TFunction, Lanes256<T>, T>(f, a, b, y);
        else
            Map<TFunction, Lanes128<T>, T>(f, a, b, y);
    }

    static void Map<TFunction, V, T>(TFunction f, ReadOnlySpan<T> x, Span<T> y)
        where TFunction : struct, IFunction
        where V : struct, ILanes<V, T>, IReals<V>
        where T : unmanaged
    {
        y = y[..x.Length];
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var whole = x.Length - x.Length % V.Count;
        for (nint i = 0; i < whole; i += V.Count)
            f.Of(V.Load(ref Unsafe.Add(ref from, i))).Store(ref Unsafe.Add(ref to, i));
        if (whole == x.Length)
            return;
        // What is left over goes through a full vector of its own.
        Span<T> rest = stackalloc T[V.Count];
        x[whole..].CopyTo(rest);
        f.Of(V.Load(ref rest[0])).Store(ref rest[0]);
        rest[..(x.Length - whole)].CopyTo(y[whole..]);
    }

    static void Map<TFunction, V, T>(TFunction f, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where TFunction : struct, IFunction2
        where V : struct, ILanes<V, T>, IReals<V>
        where T : unmanaged
    {
        b = b[..a.Length];
        y = y[..a.Length];
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var to = ref MemoryMarshal.GetReference(y);
        var whole = a.Length - a.Length % V.Count;
        for (nint i = 0; i < whole; i += V.Count)
            f.Of(V.Load(ref Unsafe.Add(ref left, i)), V.Load(ref Unsafe.Add(ref right, i)))
                .Store(ref Unsafe.Add(ref to, i));
        if (whole == a.Length)
            return;
        Span<T> rest = stackalloc T[V.Count];
        Span<T> restB = stackalloc T[V.Count];
        a[whole..].CopyTo(rest);
        b[whole..].CopyTo(restB);
        f.Of(V.Load(ref rest[0]), V.Load(ref restB[0])).Store(ref rest[0]);
        rest[..(a.Length - whole)].CopyTo(y[whole..]);
    }
}
