using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Diptych.Scratch.Kernels;

/// <summary>A breadth of columns that is computed at a time: one or two vectors.</summary>
/// <param name="Start">The first column.</param>
/// <param name="Lanes">How many numbers a vector has.</param>
/// <param name="Vectors">How many vectors there are.</param>
readonly record struct Block(int Start, int Lanes, int Vectors)
{
    /// <summary>How many columns there are; the last block may have more than are asked for.</summary>
    public int Width => Lanes * Vectors;

    // Sums for all rows, a factor and the vectors that it meets fill the registers.
    static bool ManyRegisters => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported;

    /// <summary>How many rows the registers hold.</summary>
    public int Rows =>
        ManyRegisters ? 14
        : Vectors == 2 ? 6
        : 12;

    /// <summary>So many columns in blocks: pairs of the processor's widest vectors, then narrower ones.</summary>
    public static Block[] Of<T>(int columns)
    {
        var (lanes, least) = (1, 1);
        if (Vector128.IsHardwareAccelerated)
            lanes = least = Vector128<T>.Count;
        if (Vector256.IsHardwareAccelerated)
            lanes = Vector256<T>.Count;
        if (Vector512.IsHardwareAccelerated)
            lanes = Vector512<T>.Count;
        var blocks = new List<Block>();
        for (var start = 0; start < columns; start += blocks[^1].Width)
        {
            var rest = columns - start;
            while (lanes > least && rest <= lanes / 2)
                lanes /= 2;
            blocks.Add(new(start, lanes, rest > lanes + lanes / 2 ? 2 : 1));
        }
        return [.. blocks];
    }
}

/// <summary>y[to[r], j] = Σₜ Σₖ a[t, rows[r] + stepsA[k]] · b[t, stepsB[k], j] + last[j] for the columns of a block: a matrix product whose operands lie anywhere.</summary>
/// <remarks>
/// A tile of y stays in registers while the rows of b come by. Each element is the sum over t and k in order, each
/// product and sum rounded once, whatever tile it falls to.
/// </remarks>
readonly ref struct Tiles<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The columns.</summary>
    public required Block Block { get; init; }

    /// <summary>Nobody looks after where it is read.</summary>
    public required ReadOnlySpan<T> A { get; init; }

    /// <summary>A place in a for each row.</summary>
    public required ReadOnlySpan<int> Rows { get; init; }

    /// <summary>The way from there for each k.</summary>
    public required ReadOnlySpan<int> StepsA { get; init; }

    /// <summary>(t, …, block's width); nobody looks after where it is read.</summary>
    public required ReadOnlySpan<T> B { get; init; }

    /// <summary>The way in b for each k, in rows or in numbers.</summary>
    public required ReadOnlySpan<int> StepsB { get; init; }

    /// <summary>How far one such step is: the block's width, or 1 where the rows of b lie anywhere.</summary>
    public required int StepB { get; init; }

    /// <summary>How often, and how far a and b go on from one time to the next.</summary>
    public required (int Count, int A, int B) Turns { get; init; }

    /// <summary>(block's width). Sums that began with it would round at its size from the first product on.</summary>
    public required ReadOnlySpan<T> Last { get; init; }

    /// <summary>(…, block's width); nobody looks after where it is written.</summary>
    public required Span<T> Y { get; init; }

    /// <summary>Whether the sums are added to what stands in y.</summary>
    public bool Adds { get; init; }

    /// <summary>Its row for each row.</summary>
    public required ReadOnlySpan<int> To { get; init; }

    /// <summary>Computes all rows.</summary>
    public void Run()
    {
        if (Vector512.IsHardwareAccelerated && Block.Lanes == Vector512<T>.Count)
            Of<Lanes512<T>>();
        else if (Vector256.IsHardwareAccelerated && Block.Lanes == Vector256<T>.Count)
            Of<Lanes256<T>>();
        else if (Vector128.IsHardwareAccelerated && Block.Lanes == Vector128<T>.Count)
            Of<Lanes128<T>>();
        else
            Of<Lane<T>>();
    }

    void Of<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        if (Block.Vectors == 2)
            Strip<TLanes, Two<TLanes>>();
        else
            Strip<TLanes, One<TLanes>>();
    }

    // Tiles as high as one another, give or take a row.
    void Strip<TLanes, TRow>()
        where TLanes : struct, ILanes<TLanes, T>
        where TRow : struct, IRow<TRow, TLanes>
    {
        var tiles = (Rows.Length + Block.Rows - 1) / Block.Rows;
        for (int tile = 0, from = 0; tile < tiles; tile++)
        {
            var to = (int)((long)Rows.Length * (tile + 1) / tiles);
            Tile<TLanes, TRow>(from, to - from);
            from = to;
        }
    }

    void Tile<TLanes, TRow>(int from, int count)
        where TLanes : struct, ILanes<TLanes, T>
        where TRow : struct, IRow<TRow, TLanes>
    {
        switch (count)
        {
            case 1:
                Tile<TLanes, TRow, Rows1>(from);
                break;
            case 2:
                Tile<TLanes, TRow, Rows2>(from);
                break;
            case 3:
                Tile<TLanes, TRow, Rows3>(from);
                break;
            case 4:
                Tile<TLanes, TRow, Rows4>(from);
                break;
            case 5:
                Tile<TLanes, TRow, Rows5>(from);
                break;
            case 6:
                Tile<TLanes, TRow, Rows6>(from);
                break;
            case 7:
                Tile<TLanes, TRow, Rows7>(from);
                break;
            case 8:
                Tile<TLanes, TRow, Rows8>(from);
                break;
            case 9:
                Tile<TLanes, TRow, Rows9>(from);
                break;
            case 10:
                Tile<TLanes, TRow, Rows10>(from);
                break;
            case 11:
                Tile<TLanes, TRow, Rows11>(from);
                break;
            case 12:
                Tile<TLanes, TRow, Rows12>(from);
                break;
            case 13:
                Tile<TLanes, TRow, Rows13>(from);
                break;
            default:
                Tile<TLanes, TRow, Rows14>(from);
                break;
        }
    }

    // How many rows there are is known when the code is made, and what is behind the last is left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Tile<TLanes, TRow, TCount>(int from)
        where TLanes : struct, ILanes<TLanes, T>
        where TRow : struct, IRow<TRow, TLanes>
        where TCount : struct, ICount
    {
        var stepsA = StepsA;
        var stepsB = StepsB[..stepsA.Length];
        var turns = Turns;
        var step = StepB;
        var adds = Adds;
        var width = TRow.Vectors * TLanes.Count;
        ref var a = ref MemoryMarshal.GetReference(A);
        ref var b = ref MemoryMarshal.GetReference(B);
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(Rows), from);
        TRow r0 = default,
            r1 = r0,
            r2 = r0,
            r3 = r0,
            r4 = r0,
            r5 = r0,
            r6 = r0,
            r7 = r0,
            r8 = r0,
            r9 = r0,
            r10 = r0,
            r11 = r0,
            r12 = r0,
            r13 = r0;
        for (var t = 0; t < turns.Count; t++)
        {
            for (var k = 0; k < stepsA.Length; k++)
            {
                ref var at = ref Unsafe.Add(ref a, stepsA[k]);
                ref var other = ref Unsafe.Add(ref b, stepsB[k] * step);
                var b0 = TLanes.Load(ref other);
                var b1 =
                    TRow.Vectors == 2 ? TLanes.Load(ref Unsafe.Add(ref other, TLanes.Count)) : b0;
                r0.Add(Unsafe.Add(ref at, row), b0, b1);
                if (TCount.Value > 1)
                    r1.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 1)), b0, b1);
                if (TCount.Value > 2)
                    r2.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 2)), b0, b1);
                if (TCount.Value > 3)
                    r3.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 3)), b0, b1);
                if (TCount.Value > 4)
                    r4.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 4)), b0, b1);
                if (TCount.Value > 5)
                    r5.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 5)), b0, b1);
                if (TCount.Value > 6)
                    r6.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 6)), b0, b1);
                if (TCount.Value > 7)
                    r7.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 7)), b0, b1);
                if (TCount.Value > 8)
                    r8.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 8)), b0, b1);
                if (TCount.Value > 9)
                    r9.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 9)), b0, b1);
                if (TCount.Value > 10)
                    r10.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 10)), b0, b1);
                if (TCount.Value > 11)
                    r11.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 11)), b0, b1);
                if (TCount.Value > 12)
                    r12.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 12)), b0, b1);
                if (TCount.Value > 13)
                    r13.Add(Unsafe.Add(ref at, Unsafe.Add(ref row, 13)), b0, b1);
            }
            a = ref Unsafe.Add(ref a, turns.A);
            b = ref Unsafe.Add(ref b, turns.B);
        }
        var last = TRow.Load(ref MemoryMarshal.GetReference(Last));
        ref var y = ref MemoryMarshal.GetReference(Y);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(To), from);
        r0.Store(ref Unsafe.Add(ref y, to * width), last, adds);
        if (TCount.Value > 1)
            r1.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 1) * width), last, adds);
        if (TCount.Value > 2)
            r2.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 2) * width), last, adds);
        if (TCount.Value > 3)
            r3.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 3) * width), last, adds);
        if (TCount.Value > 4)
            r4.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 4) * width), last, adds);
        if (TCount.Value > 5)
            r5.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 5) * width), last, adds);
        if (TCount.Value > 6)
            r6.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 6) * width), last, adds);
        if (TCount.Value > 7)
            r7.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 7) * width), last, adds);
        if (TCount.Value > 8)
            r8.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 8) * width), last, adds);
        if (TCount.Value > 9)
            r9.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 9) * width), last, adds);
        if (TCount.Value > 10)
            r10.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 10) * width), last, adds);
        if (TCount.Value > 11)
            r11.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 11) * width), last, adds);
        if (TCount.Value > 12)
            r12.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 12) * width), last, adds);
        if (TCount.Value > 13)
            r13.Store(ref Unsafe.Add(ref y, Unsafe.Add(ref to, 13) * width), last, adds);
    }

    /// <summary>One row of a tile: sums that stay in registers.</summary>
    interface IRow<TSelf, TLanes>
        where TLanes : struct, ILanes<TLanes, T>
    {
        static abstract int Vectors { get; }

        static abstract TSelf Load(ref readonly T from);

        /// <summary>Adds the row of b, times one factor of a.</summary>
        void Add(T factor, TLanes b0, TLanes b1);

        /// <summary>Writes the sums, or adds them to what is there.</summary>
        void Store(ref T to, TSelf last, bool adds);
    }

    struct Two<TLanes> : IRow<Two<TLanes>, TLanes>
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes s0,
            s1;

        public static int Vectors => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Two<TLanes> Load(ref readonly T from) =>
            new()
            {
                s0 = TLanes.Load(in from),
                s1 = TLanes.Load(ref Unsafe.Add(ref Unsafe.AsRef(in from), TLanes.Count)),
            };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1)
        {
            var f = TLanes.All(factor);
            s0 = TLanes.MultiplyAdd(f, b0, s0);
            s1 = TLanes.MultiplyAdd(f, b1, s1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to, Two<TLanes> last, bool adds)
        {
            Put(s0, ref to, last.s0, adds);
            Put(s1, ref Unsafe.Add(ref to, TLanes.Count), last.s1, adds);
        }
    }

    struct One<TLanes> : IRow<One<TLanes>, TLanes>
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes s0;

        public static int Vectors => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static One<TLanes> Load(ref readonly T from) => new() { s0 = TLanes.Load(in from) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1) =>
            s0 = TLanes.MultiplyAdd(TLanes.All(factor), b0, s0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to, One<TLanes> last, bool adds) =>
            Put(s0, ref to, last.s0, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<TLanes>(TLanes sum, ref T to, TLanes last, bool adds)
        where TLanes : struct, ILanes<TLanes, T>
    {
        var one = TLanes.All(T.One);
        if (adds)
            sum = TLanes.MultiplyAdd(one, TLanes.Load(ref to), sum);
        TLanes.MultiplyAdd(one, last, sum).Store(ref to);
    }

    /// <summary>How many rows a tile has.</summary>
    interface ICount
    {
        static abstract int Value { get; }
    }

    readonly struct Rows1 : ICount
    {
        public static int Value => 1;
    }

    readonly struct Rows2 : ICount
    {
        public static int Value => 2;
    }

    readonly struct Rows3 : ICount
    {
        public static int Value => 3;
    }

    readonly struct Rows4 : ICount
    {
        public static int Value => 4;
    }

    readonly struct Rows5 : ICount
    {
        public static int Value => 5;
    }

    readonly struct Rows6 : ICount
    {
        public static int Value => 6;
    }

    readonly struct Rows7 : ICount
    {
        public static int Value => 7;
    }

    readonly struct Rows8 : ICount
    {
        public static int Value => 8;
    }

    readonly struct Rows9 : ICount
    {
        public static int Value => 9;
    }

    readonly struct Rows10 : ICount
    {
        public static int Value => 10;
    }

    readonly struct Rows11 : ICount
    {
        public static int Value => 11;
    }

    readonly struct Rows12 : ICount
    {
        public static int Value => 12;
    }

    readonly struct Rows13 : ICount
    {
        public static int Value => 13;
    }

    readonly struct Rows14 : ICount
    {
        public static int Value => 14;
    }
}
