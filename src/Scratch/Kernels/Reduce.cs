using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Many numbers to one: sums and largest elements along dimensions.</summary>
static class Reduce
{
    /// <summary>Sums over the marked dimensions, which stay with size 1.</summary>
    /// <remarks>Sums of float32 are carried in float64, so that their error does not grow with their length.</remarks>
    public static Tensor Sum(Tensor x, bool[] over)
    {
        var (rows, y) = Arrange(x, over);
        Dispatch.Numbers(x.Dtype, new SumRows(rows, y));
        return y;
    }

    /// <summary>The largest element over the marked dimensions, which stay with size 1; NaN wins.</summary>
    public static Tensor Max(Tensor x, bool[] over)
    {
        var (rows, y) = Arrange(x, over);
        if (rows.Count == 0 && y.Count > 0)
            throw new ArgumentException(
                $"Expected reduction dim to be specified for input.numel() == 0: the maximum of {x.ShapeText} does not exist."
            );
        Dispatch.Reals(x.Dtype, new MaxRows(rows, y));
        return y;
    }

    /// <summary>Where the largest element over the marked dimensions stands, the first of equal ones; NaN wins.</summary>
    public static Tensor Argmax(Tensor x, bool[] over)
    {
        var (rows, y) = Arrange(x, over);
        if (rows.Count == 0 && y.Count > 0)
            throw new ArgumentException(
                $"argmax(): Expected reduction dim to be specified for input.numel() == 0: {x.ShapeText} has no largest element."
            );
        var places = Tensor.Allocate(ScalarType.Int64, y.Shape);
        Dispatch.Numbers(x.Dtype, new ArgmaxRows(rows, places));
        return places;
    }

    // Reduced dimensions go last, so that what becomes one number lies side by side.
    static (Tensor Rows, Tensor Result) Arrange(Tensor x, bool[] over)
    {
        x = x.Detach();
        var order = new long[x.Rank];
        var kept = 0;
        for (var d = 0; d < x.Rank; d++)
            if (!over[d])
                order[kept++] = d;
        var reduced = x.Shape.ToArray();
        long n = 1;
        for (int d = 0, next = kept; d < x.Rank; d++)
            if (over[d])
            {
                order[next++] = d;
                n *= reduced[d];
                reduced[d] = 1;
            }
        var y = Tensor.Allocate(x.Dtype, reduced);
        return (Copy.Contiguous(x.Permute(order)).Reshape([y.Count, n]), y);
    }

    readonly struct SumRows(Tensor x, Tensor y) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> elements = x.Data<T>();
            var sums = y.Data<T>();
            var n = (int)x.Shape[1];
            for (var i = 0; i < sums.Length; i++)
            {
                var row = elements.Slice(i * n, n);
                sums[i] =
                    typeof(T) == typeof(float)
                        ? T.CreateTruncating(Wide(row))
                        : TensorPrimitives.Sum(row);
            }
        }

        static double Wide<T>(ReadOnlySpan<T> row)
            where T : unmanaged, INumber<T>
        {
            double sum = 0;
            foreach (var element in row)
                sum += double.CreateTruncating(element);
            return sum;
        }
    }

    readonly struct MaxRows(Tensor x, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> elements = x.Data<T>();
            var largest = y.Data<T>();
            var n = (int)x.Shape[1];
            for (var i = 0; i < largest.Length; i++)
                largest[i] = TensorPrimitives.Max(elements.Slice(i * n, n));
        }
    }

    readonly struct ArgmaxRows(Tensor x, Tensor places) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> elements = x.Data<T>();
            var found = places.Data<long>();
            var n = (int)x.Shape[1];
            for (var i = 0; i < found.Length; i++)
            {
                var row = elements.Slice(i * n, n);
                var best = 0;
                for (var j = 1; j < n; j++)
                    if (!T.IsNaN(row[best]) && (row[j] > row[best] || T.IsNaN(row[j])))
                        best = j;
                found[i] = best;
            }
        }
    }
}
