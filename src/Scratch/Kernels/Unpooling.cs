using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Elements that go to a place of their plane, and back.</summary>
static class Unpooling
{
    /// <summary>y[index] = x in each plane, the last of those with one index; all else is 0.</summary>
    /// <param name="x">(*, sizes of a plane)</param>
    /// <param name="indices">Where each element goes, counted row by row in a plane of y; of the shape of x.</param>
    /// <param name="plane">The sizes of a plane of y, as many as there are in one of x.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside of the plane.</exception>
    public static Tensor Place(Tensor x, Tensor indices, long[] plane)
    {
        var y = Tensor.Allocate(x.Dtype, [.. x.Shape[..^plane.Length], .. plane]);
        if (y.Count > 0)
            Dispatch.Elements(
                x.Dtype,
                new PlaceKernel(Copy.Contiguous(x.Detach()), Copy.Contiguous(indices), y, plane)
            );
        return y;
    }

    /// <summary>dx = dy[index] in each plane.</summary>
    /// <param name="dy">(*, sizes of a plane)</param>
    /// <param name="indices">Where each element of dx stands in dy.</param>
    /// <param name="dimensions">How many of the last dimensions make a plane.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside of the plane.</exception>
    public static Tensor Collect(Tensor dy, Tensor indices, int dimensions)
    {
        var dx = Tensor.Allocate(dy.Dtype, indices.Shape);
        var plane = dy.Shape[^dimensions..].ToArray();
        Dispatch.Elements(
            dy.Dtype,
            new CollectKernel(Copy.Contiguous(dy), Copy.Contiguous(indices), dx, plane)
        );
        return dx;
    }

    static int Inside(ReadOnlySpan<long> indices, int i, int size, long[] plane) =>
        indices[i] >= 0 && indices[i] < size
            ? (int)indices[i]
            : throw new ArgumentOutOfRangeException(
                nameof(indices),
                indices[i],
                $"Found an invalid max index: {indices[i]} (output volumes are of size {string.Join("x", plane)})"
            );

    readonly struct PlaceKernel(Tensor x, Tensor indices, Tensor y, long[] plane) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            ReadOnlySpan<T> source = x.Data<T>();
            ReadOnlySpan<long> places = indices.Data<long>();
            var target = y.Data<T>();
            var to = (int)Shapes.Count(plane);
            var from = (int)Shapes.Count(x.Shape[^plane.Length..]);
            for (var i = 0; i < source.Length; i++)
                target[i / from * to + Inside(places, i, to, plane)] = source[i];
        }
    }

    readonly struct CollectKernel(Tensor dy, Tensor indices, Tensor dx, long[] plane)
        : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            ReadOnlySpan<T> source = dy.Data<T>();
            ReadOnlySpan<long> places = indices.Data<long>();
            var target = dx.Data<T>();
            var from = (int)Shapes.Count(plane);
            var to = (int)Shapes.Count(dx.Shape[^plane.Length..]);
            for (var i = 0; i < target.Length; i++)
                target[i] = source[i / to * from + Inside(places, i, from, plane)];
        }
    }
}
