using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

/// <summary>A function of three real numbers, as a formula over several at once.</summary>
interface IFunction3
{
    /// <summary>y = f(a, b, c)</summary>
    V Of<V>(V a, V b, V c)
        where V : struct, IReals<V>;
}

/// <summary>A loop written for any width and precision.</summary>
interface ILoop
{
    void Run<V>()
        where V : struct, IReals<V>;
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
        where TLoop : struct, ILoop, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            loop.Run<Doubles512>();
        else if (Vector256.IsHardwareAccelerated)
            loop.Run<Doubles256>();
        else
            loop.Run<Doubles128>();
    }

    /// <summary>
    /// Whether results are so many that they go past the caches: nobody would find them there, and memory that is only
    /// written need not be read first.
    /// </summary>
    public static bool IsLarge<T>(Tensor results)
        where T : unmanaged => results.Count * Unsafe.SizeOf<T>() >= 1 << 24;

    /// <summary>Asks for memory that is read a little later, where the processor can be asked; it may lie behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T place)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }

    /// <summary>y[i] ← f(x[i]); y may be x.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">Its arguments.</param>
    /// <param name="y">Its values.</param>
    /// <param name="stream">Whether the values are a part of very many.</param>
    public static void Map<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> x,
        Span<T> y,
        bool stream = false
    )
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        if (stream)
            Run<T, MapLoop<TFunction, T, Streamed>>(new(f, x, y));
        else
            Run<T, MapLoop<TFunction, T, Stored>>(new(f, x, y));
    }

    /// <summary>y[i] ← f(a[i], b[i]); y may be either.</summary>
    public static void Map<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y,
        bool stream = false
    )
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        if (stream)
            Run<T, Map2Loop<TFunction, T, Streamed>>(new(f, a, b, y));
        else
            Run<T, Map2Loop<TFunction, T, Stored>>(new(f, a, b, y));
    }

    /// <summary>y[i] ← f(a[i], b[i], c[i]); y may be any of them.</summary>
    public static void Map<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> c,
        Span<T> y,
        bool stream = false
    )
        where TFunction : struct, IFunction3
        where T : unmanaged
    {
        if (stream)
            Run<T, Map3Loop<TFunction, T, Streamed>>(new(f, a, b, c, y));
        else
            Run<T, Map3Loop<TFunction, T, Stored>>(new(f, a, b, c, y));
    }

    /// <summary>Σ f(x[i]), each summand and the sum in float64.</summary>
    public static double Sum<TFunction, T>(TFunction f, ReadOnlySpan<T> x)
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        var sum = 0.0;
        RunWide(new SumLoop<TFunction, T>(f, x, ref sum));
        return sum;
    }

    /// <summary>Σ f(a[i], b[i]), each summand and the sum in float64.</summary>
    public static double Sum<TFunction, T>(TFunction f, ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        var sum = 0.0;
        RunWide(new Sum2Loop<TFunction, T>(f, a, b, ref sum));
        return sum;
    }

    /// <summary>Σ (x[i] − from) and Σ (x[i] − from)² in one pass.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="from">What they are counted from.</param>
    /// <param name="wide">Whether all is done in float64, and not a few sums in the precision of T.</param>
    public static (double Sum, double Square) Moments<T>(ReadOnlySpan<T> x, double from, bool wide)
        where T : unmanaged
    {
        double sum = 0,
            square = 0;
        if (wide)
            RunWide(new MomentsLoop<T>(x, from, ref sum, ref square));
        else
            for (; !x.IsEmpty; x = x[Math.Min(Few, x.Length)..])
                Run<T, MomentsLoop<T>>(
                    new(x[..Math.Min(Few, x.Length)], from, ref sum, ref square)
                );
        return (sum, square);
    }

    // Numbers that are added up in their own precision: 16 of them in each place of four vectors of 512 bits.
    const int Few = 1024;

    /// <summary>sums[i] ← sums[i] + f(x[i]) in float64.</summary>
    public static void AddTo<TFunction, T>(Span<double> sums, TFunction f, ReadOnlySpan<T> x)
        where TFunction : struct, IFunction
        where T : unmanaged => RunWide(new AddLoop<TFunction, T>(sums, f, x));

    /// <summary>sums[i] ← sums[i] + f(a[i], b[i]) in float64.</summary>
    public static void AddTo<TFunction, T>(
        Span<double> sums,
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b
    )
        where TFunction : struct, IFunction2
        where T : unmanaged => RunWide(new Add2Loop<TFunction, T>(sums, f, a, b));

    /// <summary>The largest x; −∞ of none. NaN may be passed over.</summary>
    public static double Largest<T>(ReadOnlySpan<T> x)
        where T : unmanaged
    {
        var largest = double.NegativeInfinity;
        Run<T, LargestLoop<T>>(new(x, ref largest));
        return largest;
    }

    // How a loop writes its results.
    interface IStore
    {
        static abstract bool IsAligned { get; }

        static abstract void Store<V, T>(V value, ref T to)
            where V : struct, IReals<V>
            where T : unmanaged;
    }

    readonly struct Stored : IStore
    {
        public static bool IsAligned => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<V, T>(V value, ref T to)
            where V : struct, IReals<V>
            where T : unmanaged => value.Store(ref to);
    }

    readonly struct Streamed : IStore
    {
        public static bool IsAligned => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<V, T>(V value, ref T to)
            where V : struct, IReals<V>
            where T : unmanaged => value.Stream(ref to);
    }

    // Elements before the first place where a whole vector is aligned.
    static unsafe int Unaligned<T>(T* to, int width)
        where T : unmanaged
    {
        var bytes = width * sizeof(T);
        return (int)(((nuint)bytes - (nuint)to % (nuint)bytes) % (nuint)bytes) / sizeof(T);
    }

    readonly ref struct MapLoop<TFunction, T, TStore>(TFunction f, ReadOnlySpan<T> x, Span<T> y)
        : ILoop
        where TFunction : struct, IFunction
        where T : unmanaged
        where TStore : IStore
    {
        readonly ReadOnlySpan<T> x = x;
        readonly Span<T> y = y[..x.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<V>()
            where V : struct, IReals<V>
        {
            // Not by way of a local copy of f: then eˣ, stored past the caches, is no longer one loop but a call a vector.
            ref var from = ref MemoryMarshal.GetReference(x);
            fixed (T* to = y)
            {
                nint i = 0;
                if (TStore.IsAligned)
                {
                    i = Math.Min(Unaligned(to, V.Count), x.Length);
                    Part<V>(0, (int)i);
                }
                for (; i <= x.Length - V.Count; i += V.Count)
                    TStore.Store(f.Of(V.Load(ref Unsafe.Add(ref from, i))), ref to[i]);
                if (i < x.Length)
                    Part<V>((int)i, x.Length - (int)i);
            }
        }

        // Less than a whole vector goes through one of its own.
        void Part<V>(int start, int length)
            where V : struct, IReals<V>
        {
            Span<T> part = stackalloc T[V.Count];
            x.Slice(start, length).CopyTo(part);
            new MapLoop<TFunction, T, Stored>(f, part, part).Run<V>();
            part[..length].CopyTo(y[start..]);
        }
    }

    readonly ref struct Map2Loop<TFunction, T, TStore>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y
    ) : ILoop
        where TFunction : struct, IFunction2
        where T : unmanaged
        where TStore : IStore
    {
        readonly ReadOnlySpan<T> a = a;
        readonly ReadOnlySpan<T> b = b[..a.Length];
        readonly Span<T> y = y[..a.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var left = ref MemoryMarshal.GetReference(a);
            ref var right = ref MemoryMarshal.GetReference(b);
            fixed (T* to = y)
            {
                nint i = 0;
                if (TStore.IsAligned)
                {
                    i = Math.Min(Unaligned(to, V.Count), a.Length);
                    Part<V>(0, (int)i);
                }
                for (; i <= a.Length - V.Count; i += V.Count)
                    TStore.Store(
                        function.Of(
                            V.Load(ref Unsafe.Add(ref left, i)),
                            V.Load(ref Unsafe.Add(ref right, i))
                        ),
                        ref to[i]
                    );
                if (i < a.Length)
                    Part<V>((int)i, a.Length - (int)i);
            }
        }

        void Part<V>(int start, int length)
            where V : struct, IReals<V>
        {
            Span<T> part = stackalloc T[V.Count];
            Span<T> partB = stackalloc T[V.Count];
            a.Slice(start, length).CopyTo(part);
            b.Slice(start, length).CopyTo(partB);
            new Map2Loop<TFunction, T, Stored>(f, part, partB, part).Run<V>();
            part[..length].CopyTo(y[start..]);
        }
    }

    readonly ref struct Map3Loop<TFunction, T, TStore>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> c,
        Span<T> y
    ) : ILoop
        where TFunction : struct, IFunction3
        where T : unmanaged
        where TStore : IStore
    {
        readonly ReadOnlySpan<T> a = a;
        readonly ReadOnlySpan<T> b = b[..a.Length];
        readonly ReadOnlySpan<T> c = c[..a.Length];
        readonly Span<T> y = y[..a.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var first = ref MemoryMarshal.GetReference(a);
            ref var second = ref MemoryMarshal.GetReference(b);
            ref var third = ref MemoryMarshal.GetReference(c);
            fixed (T* to = y)
            {
                nint i = 0;
                if (TStore.IsAligned)
                {
                    i = Math.Min(Unaligned(to, V.Count), a.Length);
                    Part<V>(0, (int)i);
                }
                for (; i <= a.Length - V.Count; i += V.Count)
                    TStore.Store(
                        function.Of(
                            V.Load(ref Unsafe.Add(ref first, i)),
                            V.Load(ref Unsafe.Add(ref second, i)),
                            V.Load(ref Unsafe.Add(ref third, i))
                        ),
                        ref to[i]
                    );
                if (i < a.Length)
                    Part<V>((int)i, a.Length - (int)i);
            }
        }

        void Part<V>(int start, int length)
            where V : struct, IReals<V>
        {
            Span<T> part = stackalloc T[V.Count];
            Span<T> partB = stackalloc T[V.Count];
            Span<T> partC = stackalloc T[V.Count];
            a.Slice(start, length).CopyTo(part);
            b.Slice(start, length).CopyTo(partB);
            c.Slice(start, length).CopyTo(partC);
            new Map3Loop<TFunction, T, Stored>(f, part, partB, partC, part).Run<V>();
            part[..length].CopyTo(y[start..]);
        }
    }

    readonly ref struct SumLoop<TFunction, T>(TFunction f, ReadOnlySpan<T> x, ref double sum)
        : ILoop
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> x = x;
        readonly ref double sum = ref sum;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var from = ref MemoryMarshal.GetReference(x);
            var n = V.Count;
            nint i = 0;
            // Four sums side by side, as one would wait for itself.
            var (s0, s1, s2, s3) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0));
            for (; i + 4 * n <= x.Length; i += 4 * n)
            {
                s0 += function.Of(V.Widen(ref Unsafe.Add(ref from, i)));
                s1 += function.Of(V.Widen(ref Unsafe.Add(ref from, i + n)));
                s2 += function.Of(V.Widen(ref Unsafe.Add(ref from, i + 2 * n)));
                s3 += function.Of(V.Widen(ref Unsafe.Add(ref from, i + 3 * n)));
            }
            for (; i + n <= x.Length; i += n)
                s0 += function.Of(V.Widen(ref Unsafe.Add(ref from, i)));
            sum += V.Sum(s0 + s1 + (s2 + s3));
            for (; i < x.Length; i++)
                sum += function.Of(One(Unsafe.Add(ref from, i))).First;
        }
    }

    readonly ref struct Sum2Loop<TFunction, T>(
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ref double sum
    ) : ILoop
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> a = a;
        readonly ReadOnlySpan<T> b = b[..a.Length];
        readonly ref double sum = ref sum;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var left = ref MemoryMarshal.GetReference(a);
            ref var right = ref MemoryMarshal.GetReference(b);
            var n = V.Count;
            nint i = 0;
            var (s0, s1) = (V.Of(0), V.Of(0));
            for (; i + 2 * n <= a.Length; i += 2 * n)
            {
                s0 += function.Of(
                    V.Widen(ref Unsafe.Add(ref left, i)),
                    V.Widen(ref Unsafe.Add(ref right, i))
                );
                s1 += function.Of(
                    V.Widen(ref Unsafe.Add(ref left, i + n)),
                    V.Widen(ref Unsafe.Add(ref right, i + n))
                );
            }
            for (; i + n <= a.Length; i += n)
                s0 += function.Of(
                    V.Widen(ref Unsafe.Add(ref left, i)),
                    V.Widen(ref Unsafe.Add(ref right, i))
                );
            sum += V.Sum(s0 + s1);
            for (; i < a.Length; i++)
                sum += function
                    .Of(One(Unsafe.Add(ref left, i)), One(Unsafe.Add(ref right, i)))
                    .First;
        }
    }

    readonly ref struct MomentsLoop<T>(
        ReadOnlySpan<T> x,
        double from,
        ref double sum,
        ref double square
    ) : ILoop
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> x = x;
        readonly ref double sum = ref sum;
        readonly ref double square = ref square;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            ref var first = ref MemoryMarshal.GetReference(x);
            var n = V.Count;
            var c = V.Of(from);
            nint i = 0;
            var (s0, s1, s2, s3) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0));
            var (q0, q1, q2, q3) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0));
            for (; i + 4 * n <= x.Length; i += 4 * n)
            {
                Add(V.Widen(ref Unsafe.Add(ref first, i)) - c, ref s0, ref q0);
                Add(V.Widen(ref Unsafe.Add(ref first, i + n)) - c, ref s1, ref q1);
                Add(V.Widen(ref Unsafe.Add(ref first, i + 2 * n)) - c, ref s2, ref q2);
                Add(V.Widen(ref Unsafe.Add(ref first, i + 3 * n)) - c, ref s3, ref q3);
            }
            for (; i + n <= x.Length; i += n)
                Add(V.Widen(ref Unsafe.Add(ref first, i)) - c, ref s0, ref q0);
            sum += V.Sum(s0 + s1 + (s2 + s3));
            square += V.Sum(q0 + q1 + (q2 + q3));
            for (; i < x.Length; i++)
            {
                var distance = One(Unsafe.Add(ref first, i)).First - from;
                sum += distance;
                square += distance * distance;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add<V>(V distance, ref V sum, ref V square)
            where V : struct, IReals<V>
        {
            sum += distance;
            square = V.MultiplyAdd(distance, distance, square);
        }
    }

    readonly ref struct AddLoop<TFunction, T>(Span<double> sums, TFunction f, ReadOnlySpan<T> x)
        : ILoop
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        readonly Span<double> sums = sums[..x.Length];
        readonly ReadOnlySpan<T> x = x;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var from = ref MemoryMarshal.GetReference(x);
            ref var to = ref MemoryMarshal.GetReference(sums);
            nint i = 0;
            for (; i + V.Count <= x.Length; i += V.Count)
                (
                    V.Load(ref Unsafe.Add(ref to, i))
                    + function.Of(V.Widen(ref Unsafe.Add(ref from, i)))
                ).Store(ref Unsafe.Add(ref to, i));
            for (; i < x.Length; i++)
                sums[(int)i] += function.Of(One(Unsafe.Add(ref from, i))).First;
        }
    }

    readonly ref struct Add2Loop<TFunction, T>(
        Span<double> sums,
        TFunction f,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b
    ) : ILoop
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        readonly Span<double> sums = sums[..a.Length];
        readonly ReadOnlySpan<T> a = a;
        readonly ReadOnlySpan<T> b = b[..a.Length];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            var function = f;
            ref var left = ref MemoryMarshal.GetReference(a);
            ref var right = ref MemoryMarshal.GetReference(b);
            ref var to = ref MemoryMarshal.GetReference(sums);
            nint i = 0;
            for (; i + V.Count <= a.Length; i += V.Count)
            {
                var more = function.Of(
                    V.Widen(ref Unsafe.Add(ref left, i)),
                    V.Widen(ref Unsafe.Add(ref right, i))
                );
                (V.Load(ref Unsafe.Add(ref to, i)) + more).Store(ref Unsafe.Add(ref to, i));
            }
            for (; i < a.Length; i++)
                sums[(int)i] += function
                    .Of(One(Unsafe.Add(ref left, i)), One(Unsafe.Add(ref right, i)))
                    .First;
        }
    }

    readonly ref struct LargestLoop<T>(ReadOnlySpan<T> x, ref double largest) : ILoop
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> x = x;
        readonly ref double largest = ref largest;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            ref var from = ref MemoryMarshal.GetReference(x);
            var n = V.Count;
            nint i = 0;
            var (m0, m1) = (V.Of(double.NegativeInfinity), V.Of(double.NegativeInfinity));
            for (; i + 2 * n <= x.Length; i += 2 * n)
            {
                m0 = V.AtLeast(V.Load(ref Unsafe.Add(ref from, i)), m0);
                m1 = V.AtLeast(V.Load(ref Unsafe.Add(ref from, i + n)), m1);
            }
            for (; i + n <= x.Length; i += n)
                m0 = V.AtLeast(V.Load(ref Unsafe.Add(ref from, i)), m0);
            largest = Math.Max(largest, V.Largest(V.AtLeast(m0, m1)));
            for (; i < x.Length; i++)
                largest = Math.Max(largest, One(Unsafe.Add(ref from, i)).First);
        }
    }

    // One number of either precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Doubles128 One<T>(T number)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Doubles128.Of(Unsafe.BitCast<T, float>(number))
            : Doubles128.Of(Unsafe.BitCast<T, double>(number));
}
