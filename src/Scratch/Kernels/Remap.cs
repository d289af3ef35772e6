using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Tensors whose every dimension is read through a list of places.</summary>
static class Remap
{
    /// <summary>y[i, j, …] = x[places₀[i], places₁[j], …], or a value where a place is −1.</summary>
    public static Tensor Take(Tensor x, int[][] places, double value)
    {
        var y = Tensor.Allocate(x.Dtype, Array.ConvertAll(places, list => (long)list.Length));
        if (y.Count == 0)
            return y;
        Copy.Fill(y, value);
        Dispatch.Elements(x.Dtype, new TakeKernel(Copy.Contiguous(x.Detach()), places, y));
        return y;
    }

    /// <summary>dx[places₀[i], places₁[j], …] is the sum of all dy[i, j, …] that were taken from there.</summary>
    public static Tensor Return(Tensor dy, int[][] places, ReadOnlySpan<long> shape)
    {
        var dx = Tensor.Allocate(dy.Dtype, shape);
        if (dy.Count > 0)
            Dispatch.Numbers(dy.Dtype, new ReturnKernel(Copy.Contiguous(dy), places, dx));
        return dx;
    }

    // The rows of y: where each begins there, and where the row of x begins that it is taken from.
    static IEnumerable<(int Y, int X)> Rows(int[][] places, long[] strides)
    {
        if (places.Length < 2)
            return [(0, 0)];
        var rows = places[0].Select(place => place < 0 ? -1 : place * (int)strides[0]);
        for (var d = 1; d < places.Length - 1; d++)
        {
            var (list, stride) = (places[d], (int)strides[d]);
            rows = rows.SelectMany(begin =>
                list.Select(place => begin < 0 || place < 0 ? -1 : begin + place * stride)
            );
        }
        return rows.Select((begin, row) => (row * places[^1].Length, begin))
            .Where(row => row.begin >= 0);
    }

    static int[] Columns(int[][] places) => places.Length == 0 ? [0] : places[^1];

    readonly struct TakeKernel(Tensor x, int[][] places, Tensor y) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            ReadOnlySpan<T> source = x.Data<T>();
            var target = y.Data<T>();
            var columns = Columns(places);
            foreach (var (to, from) in Rows(places, x.Strides.ToArray()))
                for (var i = 0; i < columns.Length; i++)
                    if (columns[i] >= 0)
                        target[to + i] = source[from + columns[i]];
        }
    }

    readonly struct ReturnKernel(Tensor dy, int[][] places, Tensor dx) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> source = dy.Data<T>();
            var target = dx.Data<T>();
            var columns = Columns(places);
            foreach (var (from, to) in Rows(places, dx.Strides.ToArray()))
                for (var i = 0; i < columns.Length; i++)
                    if (columns[i] >= 0)
                        target[to + columns[i]] += source[from + i];
        }
    }
}
