using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>Matrix products, one after the other.</summary>
/// <remarks>
/// A tile of the result stays in registers while a column of a and a row of b after another come by. Every element is
/// the sum over k in order, each product and sum rounded once, whatever tile, width or thread it falls to.
/// </remarks>
static class MatrixProduct
{
    // From so many elements in a row of b on, its tiles are laid side by side first: they lie on too many pages else.
    const int Scattered = 1024;

    // Products below which a second thread costs more than it brings.
    const long Worthwhile = 1 << 17;

    // So many rows or columns that dot products cost less than laying b side by side.
    const int Few = 12;

    /// <summary>(…, m, k) times (…, k, n) is (…, m, n), plus (n) on each row if there is a bias; the leading sizes agree. Either operand may be a transposed view.</summary>
    public static Tensor Multiply(Tensor a, Tensor b, Tensor? bias = null)
    {
        var shape = a.Shape.ToArray();
        shape[^1] = b.Shape[^1];
        var y = Tensor.AllocateUnset(a.Dtype, shape);
        if (b.Rank == 2 && a.Rank != 2)
            Run(Rows(Copy.Contiguous(a)), b, bias, Rows(y));
        else
            Run(a, b, bias, y);
        return y;
    }

    /// <summary>y ← a b: (m, k) times (k, n), into memory that is there; the rows of y may lie apart.</summary>
    public static void Into(Tensor a, Tensor b, Tensor y) => Run(a, b, null, y);

    /// <summary>x Wᵀ + b: (…, k) times the rows of (n, k), plus (n) or a single number, is (…, n).</summary>
    public static Tensor Affine(Tensor x, Tensor weight, Tensor? bias) =>
        Multiply(x, Transposed(weight), bias);

    /// <summary>aᵀ b over all rows: (…, m) and (…, n) with the same leading sizes are (m, n).</summary>
    public static Tensor MultiplyTransposed(Tensor a, Tensor b) =>
        Multiply(Transposed(Rows(Copy.Contiguous(a))), Rows(Copy.Contiguous(b)));

    static void Run(Tensor a, Tensor b, Tensor? bias, Tensor y)
    {
        if (b.Strides[^1] != 1 && b.Strides[^2] != 1)
            b = Copy.Clone(b);
        // Dot products go along the rows of a.
        if (b.Strides[^1] != 1 && y.Shape[^2] <= Few && a.Strides[^1] != 1)
            a = Copy.Clone(a);
        if (y.Count > 0)
            Dispatch.Reals(
                a.Dtype,
                new Kernel(a, b, bias is null ? null : Copy.Contiguous(bias), y)
            );
    }

    // All rows of a contiguous tensor, one below the other.
    static Tensor Rows(Tensor x)
    {
        if (x.Rank == 2)
            return x;
        var width = x.Shape[^1];
        return x.View([Shapes.Count(x.Shape[..^1]), width], [Math.Max(width, 1), 1], x.Offset);
    }

    static Tensor Transposed(Tensor x) =>
        x.View([x.Shape[1], x.Shape[0]], [x.Strides[1], x.Strides[0]], x.Offset);

    readonly struct Kernel(Tensor a, Tensor b, Tensor? bias, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (m, k, n) = ((int)a.Shape[^2], (int)a.Shape[^1], (int)b.Shape[^1]);
            var added = bias is null ? [] : Added<T>(bias, n);
            if (y.Rank == 2)
            {
                new Product<T>(new(a, 0), new(b, 0), new(y, 0), added, m, k, n).Run();
                return;
            }
            var batches = new Kernels.Rows(
                [.. y.Shape[..^2], 1],
                [.. a.Strides[..^2], 1],
                [.. b.Strides[..^2], 1]
            );
            var at = 0;
            do
            {
                new Product<T>(
                    new(a, batches.A),
                    new(b, batches.B),
                    new(y, at),
                    added,
                    m,
                    k,
                    n
                ).Run();
                at += m * n;
            } while (batches.Next());
        }

        // One number for all columns, or one for each.
        static ArraySegment<T> Added<T>(Tensor bias, int n)
            where T : unmanaged
        {
            var numbers = new ArraySegment<T>(
                (T[])bias.Storage.Data,
                (int)bias.Offset,
                (int)bias.Count
            );
            if (numbers.Count == n)
                return numbers;
            var all = new T[n];
            Array.Fill(all, numbers[0]);
            return all;
        }
    }

    /// <summary>Where a matrix lies: its memory, its first element, and the way to the next row and column.</summary>
    readonly struct Matrix<T>(Tensor tensor, int start)
        where T : unmanaged
    {
        readonly T[] memory = (T[])tensor.Storage.Data;
        readonly int start = (int)tensor.Offset + start;

        public readonly int Row = (int)tensor.Strides[^2];
        public readonly int Column = (int)tensor.Strides[^1];

        public ref T this[int i, int j] =>
            ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(memory),
                start + (nint)i * Row + (nint)j * Column
            );
    }

    /// <summary>One product, in pieces of its rows or of its columns.</summary>
    readonly struct Product<T>(
        Matrix<T> a,
        Matrix<T> b,
        Matrix<T> y,
        ArraySegment<T> bias,
        int m,
        int k,
        int n
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A piece is a whole number of the largest tiles.
        const int Rows = 8;
        static readonly int Columns = 3 * 64 / Unsafe.SizeOf<T>();

        public void Run() => Workers.Run(Pieces, this);

        public void Run(int piece)
        {
            var pieces = Pieces;
            if (pieces == 1)
                Part(0, m, 0, n);
            else if (ByRows)
                Part(Share(m, Rows, piece, pieces), Share(m, Rows, piece + 1, pieces), 0, n);
            else
                Part(0, m, Share(n, Columns, piece, pieces), Share(n, Columns, piece + 1, pieces));
        }

        // Pieces of columns lay their own part of b side by side; pieces of rows would each do it with all of b.
        bool ByRows => n < Scattered && (m + Rows - 1) / Rows >= (n + Columns - 1) / Columns;

        // Four pieces a thread even out what else the processor does; little work stays in one.
        int Pieces =>
            Workers.Threads == 1
                ? 1
                : (int)
                    Math.Clamp(
                        (long)m * k * n / Worthwhile,
                        1,
                        Math.Clamp(ByRows ? m / Rows : n / Columns, 1, 4 * Workers.Threads)
                    );

        // Where a piece begins: at a whole number of tiles.
        static int Share(int size, int tile, int piece, int pieces) =>
            piece == pieces ? size : (int)((long)size * piece / pieces / tile * tile);

        void Part(int top, int bottom, int left, int right)
        {
            // Few rows or columns, and both lie side by side along k.
            var dots = b.Column != 1 && a.Column == 1 && (m <= Few || n <= Few);
            var along = dots ? k : right - left;
            if (Vector512.IsHardwareAccelerated && along >= Vector512<T>.Count)
                Part<Lanes512<T>>(top, bottom, left, right, dots);
            else if (Vector256.IsHardwareAccelerated && along >= Vector256<T>.Count)
                Part<Lanes256<T>>(top, bottom, left, right, dots);
            else if (Vector128.IsHardwareAccelerated && along >= Vector128<T>.Count)
                Part<Lanes128<T>>(top, bottom, left, right, dots);
            else
                Part<Lane<T>>(top, bottom, left, right, dots);
        }

        void Part<TLanes>(int top, int bottom, int left, int right, bool dots)
            where TLanes : struct, ILanes<TLanes, T>
        {
            if (dots)
                Dots<TLanes>(top, bottom, left, right);
            else
                Blocks<TLanes>(top, bottom, left, right);
        }

        // Two rows of a against four columns of b at a time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Dots<TLanes>(int top, int bottom, int left, int right)
            where TLanes : struct, ILanes<TLanes, T>
        {
            for (var j = left; j < right; j += 4)
            for (var i = top; i < bottom; i += 2)
            {
                var (i1, j1, j2, j3) = (
                    Math.Min(i + 1, bottom - 1),
                    Math.Min(j + 1, right - 1),
                    Math.Min(j + 2, right - 1),
                    Math.Min(j + 3, right - 1)
                );
                ref var a0 = ref a[i, 0];
                ref var a1 = ref a[i1, 0];
                ref var b0 = ref b[0, j];
                ref var b1 = ref b[0, j1];
                ref var b2 = ref b[0, j2];
                ref var b3 = ref b[0, j3];
                TLanes s00 = default,
                    s01 = default,
                    s02 = default,
                    s03 = default,
                    s10 = default,
                    s11 = default,
                    s12 = default,
                    s13 = default;
                nint p = 0;
                for (; p <= k - TLanes.Count; p += TLanes.Count)
                {
                    var x0 = TLanes.Load(ref Unsafe.Add(ref a0, p));
                    var x1 = TLanes.Load(ref Unsafe.Add(ref a1, p));
                    var w = TLanes.Load(ref Unsafe.Add(ref b0, p));
                    s00 = TLanes.MultiplyAdd(x0, w, s00);
                    s10 = TLanes.MultiplyAdd(x1, w, s10);
                    w = TLanes.Load(ref Unsafe.Add(ref b1, p));
                    s01 = TLanes.MultiplyAdd(x0, w, s01);
                    s11 = TLanes.MultiplyAdd(x1, w, s11);
                    w = TLanes.Load(ref Unsafe.Add(ref b2, p));
                    s02 = TLanes.MultiplyAdd(x0, w, s02);
                    s12 = TLanes.MultiplyAdd(x1, w, s12);
                    w = TLanes.Load(ref Unsafe.Add(ref b3, p));
                    s03 = TLanes.MultiplyAdd(x0, w, s03);
                    s13 = TLanes.MultiplyAdd(x1, w, s13);
                }
                Finish(i, j, TLanes.Total(s00), ref a0, ref b0, p);
                Finish(i, j1, TLanes.Total(s01), ref a0, ref b1, p);
                Finish(i, j2, TLanes.Total(s02), ref a0, ref b2, p);
                Finish(i, j3, TLanes.Total(s03), ref a0, ref b3, p);
                Finish(i1, j, TLanes.Total(s10), ref a1, ref b0, p);
                Finish(i1, j1, TLanes.Total(s11), ref a1, ref b1, p);
                Finish(i1, j2, TLanes.Total(s12), ref a1, ref b2, p);
                Finish(i1, j3, TLanes.Total(s13), ref a1, ref b3, p);
            }
        }

        // What no whole vector holds, and the bias.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Finish(int i, int j, T sum, ref T row, ref T column, nint p)
        {
            for (; p < k; p++)
                sum = T.FusedMultiplyAdd(Unsafe.Add(ref row, p), Unsafe.Add(ref column, p), sum);
            y[i, j] = bias.Count > 0 ? sum + bias[j] : sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Blocks<TLanes>(int top, int bottom, int left, int right)
            where TLanes : struct, ILanes<TLanes, T>
        {
            var broad = 3 * TLanes.Count;
            var turn = b.Column != 1;
            if (!turn && (n < Scattered || bottom - top < 4 * TLanes.Rows))
            {
                for (var j = left; j <= right - broad; j += broad)
                    Strip<TLanes, Broad<TLanes, T>>(top, bottom, j, ref b[0, j], b.Row);
                Rest<TLanes>(top, bottom, left + (right - left) / broad * broad, right);
                return;
            }
            var side = ArrayPool<T>.Shared.Rent(k * broad);
            for (var j = left; j < right; )
            {
                var width = right - j >= broad ? broad : TLanes.Count;
                // The last vector goes over what is there already, to the same numbers.
                var at = Math.Min(j, right - width);
                if (turn)
                    Transpose.Run(
                        ref b[0, at],
                        b.Column,
                        ref MemoryMarshal.GetArrayDataReference(side),
                        width,
                        width,
                        k
                    );
                else
                    for (var p = 0; p < k; p++)
                        MemoryMarshal
                            .CreateReadOnlySpan(ref b[p, at], width)
                            .CopyTo(side.AsSpan(p * width));
                if (width == broad)
                    Strip<TLanes, Broad<TLanes, T>>(
                        top,
                        bottom,
                        at,
                        ref MemoryMarshal.GetArrayDataReference(side),
                        width
                    );
                else
                    Strip<TLanes, Narrow<TLanes, T>>(
                        top,
                        bottom,
                        at,
                        ref MemoryMarshal.GetArrayDataReference(side),
                        width
                    );
                j += width;
            }
            ArrayPool<T>.Shared.Return(side);
        }

        // What is narrower; its last vector goes over what is there already, to the same numbers.
        void Rest<TLanes>(int top, int bottom, int left, int right)
            where TLanes : struct, ILanes<TLanes, T>
        {
            if (right - left > TLanes.Count && right >= 2 * TLanes.Count)
            {
                var at = Math.Min(left, right - 2 * TLanes.Count);
                Strip<TLanes, Pair<TLanes, T>>(top, bottom, at, ref b[0, at], b.Row);
                left += 2 * TLanes.Count;
            }
            for (; left < right; left += TLanes.Count)
            {
                var at = Math.Min(left, right - TLanes.Count);
                Strip<TLanes, Narrow<TLanes, T>>(top, bottom, at, ref b[0, at], b.Row);
            }
        }

        // All rows of one breadth of columns, as many at a time as there are registers for.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Strip<TLanes, TRow>(int top, int bottom, int j, ref T side, nint step)
            where TLanes : struct, ILanes<TLanes, T>
            where TRow : struct, ITileRow<TRow, TLanes, T>
        {
            var i = top;
            if (TLanes.Rows == 8 && bottom - top >= 8)
                for (; i < bottom; i += 8)
                    Tile<TLanes, TRow, Eight>(Math.Min(i, bottom - 8), j, ref side, step);
            else if (bottom - top >= 4)
                for (; i < bottom; i += 4)
                    Tile<TLanes, TRow, Four>(Math.Min(i, bottom - 4), j, ref side, step);
            else
                for (; i < bottom; i++)
                    Tile<TLanes, TRow, One>(i, j, ref side, step);
        }

        // y[i + r, j …] = Σₚ a[i + r, p] · b[p, j …] for as many rows r as TCount says
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Tile<TLanes, TRow, TCount>(int i, int j, ref T row, nint step)
            where TLanes : struct, ILanes<TLanes, T>
            where TRow : struct, ITileRow<TRow, TLanes, T>
            where TCount : struct, ICount
        {
            ref var factor = ref a[i, 0];
            nint down = a.Row;
            nint across = a.Column;
            TRow r0 = default,
                r1 = default,
                r2 = default,
                r3 = default,
                r4 = default,
                r5 = default,
                r6 = default,
                r7 = default;
            for (var p = 0; p < k; p++)
            {
                var b0 = TLanes.Load(ref row);
                var b1 = TRow.Width > 1 ? TLanes.Load(ref Unsafe.Add(ref row, TLanes.Count)) : b0;
                var b2 =
                    TRow.Width > 2 ? TLanes.Load(ref Unsafe.Add(ref row, 2 * TLanes.Count)) : b0;
                r0.Add(factor, b0, b1, b2);
                if (TCount.Value >= 4)
                {
                    r1.Add(Unsafe.Add(ref factor, down), b0, b1, b2);
                    r2.Add(Unsafe.Add(ref factor, 2 * down), b0, b1, b2);
                    r3.Add(Unsafe.Add(ref factor, 3 * down), b0, b1, b2);
                }
                if (TCount.Value == 8)
                {
                    r4.Add(Unsafe.Add(ref factor, 4 * down), b0, b1, b2);
                    r5.Add(Unsafe.Add(ref factor, 5 * down), b0, b1, b2);
                    r6.Add(Unsafe.Add(ref factor, 6 * down), b0, b1, b2);
                    r7.Add(Unsafe.Add(ref factor, 7 * down), b0, b1, b2);
                }
                factor = ref Unsafe.Add(ref factor, across);
                row = ref Unsafe.Add(ref row, step);
            }
            if (bias.Count > 0)
            {
                ref var first = ref bias.Array![bias.Offset + j];
                r0.AddOnce(ref first);
                if (TCount.Value >= 4)
                {
                    r1.AddOnce(ref first);
                    r2.AddOnce(ref first);
                    r3.AddOnce(ref first);
                }
                if (TCount.Value == 8)
                {
                    r4.AddOnce(ref first);
                    r5.AddOnce(ref first);
                    r6.AddOnce(ref first);
                    r7.AddOnce(ref first);
                }
            }
            r0.Store(ref y[i, j]);
            if (TCount.Value >= 4)
            {
                r1.Store(ref y[i + 1, j]);
                r2.Store(ref y[i + 2, j]);
                r3.Store(ref y[i + 3, j]);
            }
            if (TCount.Value == 8)
            {
                r4.Store(ref y[i + 4, j]);
                r5.Store(ref y[i + 5, j]);
                r6.Store(ref y[i + 6, j]);
                r7.Store(ref y[i + 7, j]);
            }
        }
    }

    /// <summary>How many rows a tile has, known when its code is made.</summary>
    interface ICount
    {
        static abstract int Value { get; }
    }

    readonly struct Eight : ICount
    {
        public static int Value => 8;
    }

    readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    readonly struct One : ICount
    {
        public static int Value => 1;
    }

    /// <summary>One row of a tile: sums that stay in registers.</summary>
    interface ITileRow<TSelf, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        /// <summary>How many vectors it is broad.</summary>
        static abstract int Width { get; }

        /// <summary>Adds the row of b, times one factor of a.</summary>
        void Add(T factor, TLanes b0, TLanes b1, TLanes b2);

        /// <summary>Adds numbers that lie side by side.</summary>
        void AddOnce(ref readonly T numbers);

        void Store(ref T to);
    }

    struct Broad<TLanes, T> : ITileRow<Broad<TLanes, T>, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, INumber<T>
    {
        TLanes s0,
            s1,
            s2;

        public static int Width => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1, TLanes b2)
        {
            var f = TLanes.All(factor);
            s0 = TLanes.MultiplyAdd(f, b0, s0);
            s1 = TLanes.MultiplyAdd(f, b1, s1);
            s2 = TLanes.MultiplyAdd(f, b2, s2);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddOnce(ref readonly T numbers) =>
            Add(
                T.One,
                TLanes.Load(in numbers),
                TLanes.Load(ref Unsafe.Add(ref Unsafe.AsRef(in numbers), TLanes.Count)),
                TLanes.Load(ref Unsafe.Add(ref Unsafe.AsRef(in numbers), 2 * TLanes.Count))
            );

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to)
        {
            s0.Store(ref to);
            s1.Store(ref Unsafe.Add(ref to, TLanes.Count));
            s2.Store(ref Unsafe.Add(ref to, 2 * TLanes.Count));
        }
    }

    struct Pair<TLanes, T> : ITileRow<Pair<TLanes, T>, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, INumber<T>
    {
        TLanes s0,
            s1;

        public static int Width => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1, TLanes b2)
        {
            var f = TLanes.All(factor);
            s0 = TLanes.MultiplyAdd(f, b0, s0);
            s1 = TLanes.MultiplyAdd(f, b1, s1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddOnce(ref readonly T numbers)
        {
            ref var next = ref Unsafe.Add(ref Unsafe.AsRef(in numbers), TLanes.Count);
            Add(T.One, TLanes.Load(in numbers), TLanes.Load(ref next), default);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to)
        {
            s0.Store(ref to);
            s1.Store(ref Unsafe.Add(ref to, TLanes.Count));
        }
    }

    struct Narrow<TLanes, T> : ITileRow<Narrow<TLanes, T>, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, INumber<T>
    {
        TLanes s0;

        public static int Width => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1, TLanes b2) =>
            s0 = TLanes.MultiplyAdd(TLanes.All(factor), b0, s0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddOnce(ref readonly T numbers) =>
            Add(T.One, TLanes.Load(in numbers), default, default);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to) => s0.Store(ref to);
    }
}
