using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>x</summary>
readonly struct Itself : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x;
}

/// <summary>a · b</summary>
readonly struct Product : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V a, V b)
        where V : struct, IReals<V> => a * b;
}

/// <summary>(x − m)²</summary>
readonly struct SquareFrom(double m) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V>
    {
        var distance = x - V.Of(m);
        return distance * distance;
    }
}

/// <summary>Sums in float64 over the middle of three dimensions.</summary>
/// <remarks>
/// The work is cut where the sizes say, and not the number of threads; parts are added up in their order. So no bit of
/// a sum depends on the threads.
/// </remarks>
static class Sums
{
    // Elements that become one partial sum of a long row.
    const int Part = 1 << 14;

    // Columns that are added up together, so that their sums stay in the fastest cache.
    const int Columns = 512;

    /// <summary>y[o, i] = Σₗ x[o, l, i]</summary>
    /// <param name="x">Memory of (outer, length, inner) elements.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="outer">The sizes before the one that is summed over.</param>
    /// <param name="length">The one that is summed over.</param>
    /// <param name="inner">The sizes behind it.</param>
    /// <param name="y">(outer, inner)</param>
    public static void Of<T>(T[] x, int start, int outer, int length, int inner, double[] y)
        where T : unmanaged
    {
        // A long sum in parts, each of which counts as an index of the outer dimension; the last may be shorter.
        var part = inner == 1 ? Part : Math.Max(64, Part / inner);
        if (length < 2 * part)
        {
            Whole(x, start, outer, length, inner, y, length, 1);
            return;
        }
        var parts = (length + part - 1) / part;
        var partial = ArrayPool<double>.Shared.Rent(outer * parts * inner);
        try
        {
            Whole(x, start, outer, length, inner, partial, part, parts);
            for (var o = 0; o < outer; o++)
            {
                var to = y.AsSpan(o * inner, inner);
                to.Clear();
                for (var p = 0; p < parts; p++)
                    TensorPrimitives.Add(to, partial.AsSpan((o * parts + p) * inner, inner), to);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(partial);
        }
    }

    static void Whole<T>(
        T[] x,
        int start,
        int outer,
        int length,
        int inner,
        double[] y,
        int part,
        int parts
    )
        where T : unmanaged
    {
        if (inner == 1)
            Ranges.ShareRows(outer * parts, part, new RowSums<T>(x, start, length, y, part, parts));
        else
        {
            var blocks = (inner + Columns - 1) / Columns;
            Ranges.ShareRows(
                outer * parts * blocks,
                part * Math.Min(inner, Columns),
                new ColumnSums<T>(x, start, length, inner, y, part, parts, blocks)
            );
        }
    }

    readonly struct RowSums<T>(T[] x, int start, int length, double[] y, int part, int parts)
        : IRanges
        where T : unmanaged
    {
        public void Run(int first, int count)
        {
            for (var row = first; row < first + count; row++)
            {
                var from = row % parts * part;
                y[row] = Vectors.Sum<Itself, T>(
                    new(),
                    x.AsSpan(start + row / parts * length + from, Math.Min(part, length - from))
                );
            }
        }
    }

    readonly struct ColumnSums<T>(
        T[] x,
        int start,
        int length,
        int inner,
        double[] y,
        int part,
        int parts,
        int blocks
    ) : IRanges
        where T : unmanaged
    {
        public void Run(int first, int count)
        {
            for (var i = first; i < first + count; i++)
            {
                var (row, column) = (i / blocks, i % blocks * Columns);
                var width = Math.Min(Columns, inner - column);
                var sums = y.AsSpan(row * inner + column, width);
                sums.Clear();
                var from = row % parts * part;
                for (var l = from; l < Math.Min(from + part, length); l++)
                    Vectors.AddTo<Itself, T>(
                        sums,
                        new(),
                        x.AsSpan(start + (row / parts * length + l) * inner + column, width)
                    );
            }
        }
    }
}
