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

/// <summary>A loop written for any width.</summary>
interface ILoop
{
    void Run<V>()
        where V : struct, IReals<V>;
}

/// <summary>A loop that carries what it reads in float64, written for any width.</summary>
interface IWideLoop
{
    void Run<V>()
        where V : struct, IDoubles<V>;
}

/// <summary>Formulas applied to rows of numbers, in the widest vectors that the processor has.</summary>
static class Vectors
{
    /// <summary>Runs a loop in the precision of T.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TLoop>(TLoop loop)
        where TLoop : struct, ILoop, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            if (Vector512.IsHardwareAccelerated)
                loop.Run<Singles512>();
            else if (Vector256.IsHardwareAccelerated)
                loop.Run<Singles256>();
            else
                loop.Run<Singles128>();
        }
        else if (Vector512.IsHardwareAccelerated)
            loop.Run<Doubles512>();
        else if (Vector256.IsHardwareAccelerated)
            loop.Run<Doubles256>();
        else
            loop.Run<Doubles128>();
    }

    /// <summary>Runs a loop in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunWide<TLoop>(TLoop loop)
        where TLoop : struct, IWideLoop, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            loop.Run<Doubles512>();
        else if (Vector256.IsHardwareAccelerated)
            loop.Run<Doubles256>();
        else
            loop.Run<Doubles128>();
    }

    /// <summary>y[i] ← f(x[i]); y may be x.</summary>
    public static void Map<TFunction, T>(TFunction f, ReadOnlySpan<T> x, Span<T> y)
        where TFunction : struct, IFunction
        where T : unmanaged => Run<T, MapLoop<TFunction, T>>(new(f, x, y));

    /// <summary>y[i] ← f(a[i], b[i]); y may be either.</summary>
    public static void Map<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y
    )
        where TFunction : struct, IFunction2
        where T : unmanaged => Run<T, Map2Loop<TFunction, T>>(new(f, a, b, y));

    readonly ref struct MapLoop<TFunction, T>(TFunction f, ReadOnlySpan<T> x, Span<T> y) : ILoop
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> x = x;
        readonly Span<T> y = y[..x.Length];

        public void Run<V>()
            where V : struct, IReals<V>
        {
            ref var from = ref MemoryMarshal.GetReference(x);
            ref var to = ref MemoryMarshal.GetReference(y);
            var whole = x.Length - x.Length % V.Count;
            for (nint i = 0; i < whole; i += V.Count)
                f.Of(V.Load(ref Unsafe.Add(ref from, i))).Store(ref Unsafe.Add(ref to, i));
            if (whole == x.Length)
                return;
            // What is left over goes through a whole vector of its own.
            Span<T> rest = stackalloc T[V.Count];
            x[whole..].CopyTo(rest);
            new MapLoop<TFunction, T>(f, rest, rest).Run<V>();
            rest[..(x.Length - whole)].CopyTo(y[whole..]);
        }
    }

    readonly ref struct Map2Loop<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y
    ) : ILoop
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> a = a;
        readonly ReadOnlySpan<T> b = b[..a.Length];
        readonly Span<T> y = y[..a.Length];

        public void Run<V>()
            where V : struct, IReals<V>
        {
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
            new Map2Loop<TFunction, T>(f, rest, restB, rest).Run<V>();
            rest[..(a.Length - whole)].CopyTo(y[whole..]);
        }
    }
}
