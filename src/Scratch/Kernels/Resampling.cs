using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>One dimension of a resampled tensor: which elements of the input make each element of the output, and with what weights.</summary>
sealed class ResampleAxis
{
    readonly List<int> ends = [];
    readonly List<int> places = [];
    readonly List<double> weights = [];

    /// <summary>The output's size: how many elements were added.</summary>
    public int Size => ends.Count;

    /// <summary>Adds the next element of the output: Σ weight · input[place].</summary>
    public void Add(params ReadOnlySpan<(long Place, double Weight)> terms)
    {
        foreach (var (place, weight) in terms)
        {
            places.Add((int)place);
            weights.Add(weight);
        }
        ends.Add(places.Count);
    }

    /// <summary>Where the terms of an element lie among all.</summary>
    public Range Terms(int element) => (element == 0 ? 0 : ends[element - 1])..ends[element];

    /// <summary>The place in the input of each term.</summary>
    public ReadOnlySpan<int> Places =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(places);

    /// <summary>The weight of each term.</summary>
    public ReadOnlySpan<double> Weights =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(weights);
}

/// <summary>Weighted sums along one dimension, and the way back. Sums of float32 are carried in float64.</summary>
static class Resampling
{
    /// <summary>y[…, o, …] = Σ weight · x[…, place, …] over the terms of o.</summary>
    public static Tensor Apply(Tensor x, int dim, ResampleAxis axis)
    {
        var shape = x.Shape.ToArray();
        shape[dim] = axis.Size;
        var y = Tensor.Allocate(x.Dtype, shape);
        Dispatch.Reals(x.Dtype, new ApplyKernel(Copy.Contiguous(x.Detach()), dim, axis, y));
        return y;
    }

    /// <summary>dx[…, place, …] = Σ weight · dy[…, o, …] over all terms with that place.</summary>
    /// <param name="dy">The gradient of the output.</param>
    /// <param name="dim">The dimension that was resampled.</param>
    /// <param name="axis">How it was.</param>
    /// <param name="size">The input's size there.</param>
    public static Tensor Return(Tensor dy, int dim, ResampleAxis axis, long size)
    {
        var shape = dy.Shape.ToArray();
        shape[dim] = size;
        var dx = Tensor.Allocate(dy.Dtype, shape);
        Dispatch.Reals(dy.Dtype, new ReturnKernel(Copy.Contiguous(dy), dim, axis, dx));
        return dx;
    }

    readonly struct ApplyKernel(Tensor x, int dim, ResampleAxis axis, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> source = x.Data<T>();
            var target = y.Data<T>();
            var (from, inner) = ((int)x.Shape[dim], (int)Shapes.Count(x.Shape[(dim + 1)..]));
            var places = axis.Places;
            var weights = axis.Weights;
            for (int begin = 0, o = 0; o < target.Length; begin += from * inner)
            for (var element = 0; element < axis.Size; element++)
            {
                var (first, count) = axis.Terms(element).GetOffsetAndLength(places.Length);
                for (var i = 0; i < inner; i++, o++)
                {
                    var sum = 0.0;
                    for (var term = first; term < first + count; term++)
                        sum +=
                            weights[term]
                            * double.CreateTruncating(source[begin + places[term] * inner + i]);
                    target[o] = T.CreateTruncating(sum);
                }
            }
        }
    }

    readonly struct ReturnKernel(Tensor dy, int dim, ResampleAxis axis, Tensor dx) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> source = dy.Data<T>();
            var target = dx.Data<T>();
            var inner = (int)Shapes.Count(dx.Shape[(dim + 1)..]);
            var sums = new double[(int)dx.Shape[dim] * inner];
            var places = axis.Places;
            var weights = axis.Weights;
            for (int begin = 0, o = 0; begin < target.Length; begin += sums.Length)
            {
                Array.Clear(sums);
                for (var element = 0; element < axis.Size; element++)
                {
                    var (first, count) = axis.Terms(element).GetOffsetAndLength(places.Length);
                    for (var i = 0; i < inner; i++, o++)
                    for (var term = first; term < first + count; term++)
                        sums[places[term] * inner + i] +=
                            weights[term] * double.CreateTruncating(source[o]);
                }
                for (var i = 0; i < sums.Length; i++)
                    target[begin + i] = T.CreateTruncating(sums[i]);
            }
        }
    }
}
