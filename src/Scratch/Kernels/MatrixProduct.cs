using System.Numerics;
using System.Numerics.Tensors;
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
    const long Worthwhile = 1 << 18;

    /// <summary>(…, m, k) times (…, k, n) is (…, m, n); the leading sizes agree. Either operand may be a transposed view.</summary>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        var y = Tensor.Allocate(a.Dtype, [.. a.Shape[..^1], b.Shape[^1]]);
        var few = y.Shape[^2] < 4;
        // Rows of b must lie side by side, unless there are so few of a that their dot products cost less than a copy.
        if (b.Strides[^1] != 1 && (!few || b.Strides[^2] != 1))
            b = Copy.Clone(b);
        if (b.Strides[^1] != 1 && a.Strides[^1] != 1)
            a = Copy.Clone(a);
        if (y.Count > 0)
            Dispatch.Reals(a.Dtype, new Kernel(a, b, y));
        return y;
    }

    readonly struct Kernel(Tensor a, Tensor b, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (m, k, n) = ((int)a.Shape[^2], (int)a.Shape[^1], (int)b.Shape[^1]);
            if (k == 0)
                return;
            var batches = new Rows(
                [.. y.Shape[..^2], 1],
                [.. a.Strides[..^2], 1],
                [.. b.Strides[..^2], 1]
            );
            var at = 0;
            do
            {
                var product = new Product<T>(
                    new Matrix<T>(a, batches.A),
                    new Matrix<T>(b, batches.B),
                    new Matrix<T>(y, at),
                    m,
                    k,
                    n
                );
                if (b.Strides[^1] == 1)
                    product.Run();
                else
                    product.Dots();
                at += m * n;
            } while (batches.Next());
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
    readonly struct Product<T>(Matrix<T> a, Matrix<T> b, Matrix<T> y, int m, int k, int n) : IPieces
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

        bool ByRows => (m + Rows - 1) / Rows >= (n + Columns - 1) / Columns;

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

        /// <summary>Rows of a against columns of bᵀ.</summary>
        public void Dots()
        {
            for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
                y[i, j] = TensorPrimitives.Dot(
                    MemoryMarshal.CreateReadOnlySpan(ref a[i, 0], k),
                    MemoryMarshal.CreateReadOnlySpan(ref b[0, j], k)
                );
        }

        void Part(int top, int bottom, int left, int right)
        {
            if (Vector512.IsHardwareAccelerated && right - left >= Vector512<T>.Count)
                Blocks<Lanes512<T>>(top, bottom, left, right);
            else if (Vector256.IsHardwareAccelerated && right - left >= Vector256<T>.Count)
                Blocks<Lanes256<T>>(top, bottom, left, right);
            else if (Vector128.IsHardwareAccelerated && right - left >= Vector128<T>.Count)
                Blocks<Lanes128<T>>(top, bottom, left, right);
            else
                Blocks<Lane<T>>(top, bottom, left, right);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Blocks<TLanes>(int top, int bottom, int left, int right)
            where TLanes : struct, ILanes<TLanes, T>
        {
            var broad = 3 * TLanes.Count;
            var pack = n >= Scattered && bottom - top >= 4 * TLanes.Rows;
            var side = pack ? new T[k * broad] : [];
            var j = left;
            for (; j <= right - broad; j += broad)
                if (pack)
                {
                    for (var p = 0; p < k; p++)
                        MemoryMarshal
                            .CreateReadOnlySpan(ref b[p, j], broad)
                            .CopyTo(side.AsSpan(p * broad));
                    Strip<TLanes, Broad<TLanes, T>>(top, bottom, j, ref side[0], broad);
                }
                else
                    Strip<TLanes, Broad<TLanes, T>>(top, bottom, j, ref b[0, j], b.Row);
            // The rest is narrower; its last vector goes over what is there already, to the same numbers.
            for (; j < right; j += TLanes.Count)
            {
                var at = Math.Min(j, right - TLanes.Count);
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
                    TRow.Width > 1 ? TLanes.Load(ref Unsafe.Add(ref row, 2 * TLanes.Count)) : b0;
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

        void Store(ref T to);
    }

    struct Broad<TLanes, T> : ITileRow<Broad<TLanes, T>, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
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
        public readonly void Store(ref T to)
        {
            s0.Store(ref to);
            s1.Store(ref Unsafe.Add(ref to, TLanes.Count));
            s2.Store(ref Unsafe.Add(ref to, 2 * TLanes.Count));
        }
    }

    struct Narrow<TLanes, T> : ITileRow<Narrow<TLanes, T>, TLanes, T>
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged
    {
        TLanes s0;

        public static int Width => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes b0, TLanes b1, TLanes b2) =>
            s0 = TLanes.MultiplyAdd(TLanes.All(factor), b0, s0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(ref T to) => s0.Store(ref to);
    }
}
