using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Rows of a table brought together bag by bag: bag b holds the row numbers from starts[b] to starts[b + 1].</summary>
static class Bags
{
    /// <summary>y[b] = Σᵢ s[i] · W[number[i]] over the bag, added up in float64; 0 for an empty one.</summary>
    /// <param name="weight">W, contiguous.</param>
    /// <param name="numbers">The rows of all bags, one bag after the other.</param>
    /// <param name="starts">Where each bag begins, and where the last ends.</param>
    /// <param name="scales">s, (rows), contiguous, or null for 1.</param>
    public static Tensor Sum(Tensor weight, long[] numbers, int[] starts, Tensor? scales)
    {
        var y = Tensor.Allocate(weight.Dtype, starts.Length - 1, weight.Shape[1]);
        Dispatch.Reals(weight.Dtype, new SumKernel(weight, numbers, starts, scales, y));
        return y;
    }

    /// <summary>y[b, j] = max W[number[i], j] over the bag, the first of equals; 0 for an empty one.</summary>
    /// <param name="weight">W, contiguous.</param>
    /// <param name="numbers">The rows of all bags, one bag after the other.</param>
    /// <param name="starts">Where each bag begins, and where the last ends.</param>
    /// <returns>The largest elements, and the row that each comes from; row 0 for an empty bag.</returns>
    public static (Tensor Largest, Tensor Rows) Max(Tensor weight, long[] numbers, int[] starts)
    {
        var y = Tensor.Allocate(weight.Dtype, starts.Length - 1, weight.Shape[1]);
        var rows = Tensor.Allocate(ScalarType.Int64, y.Shape);
        Dispatch.Reals(weight.Dtype, new MaxKernel(weight, numbers, starts, y, rows));
        return (y, rows);
    }

    readonly struct SumKernel(Tensor weight, long[] numbers, int[] starts, Tensor? scales, Tensor y)
        : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> table = weight.Data<T>();
            ReadOnlySpan<T> factors = scales is null ? default : scales.Data<T>();
            var result = y.Data<T>();
            var width = (int)weight.Shape[1];
            var sums = new double[width];
            for (var bag = 0; bag < starts.Length - 1; bag++)
            {
                Array.Clear(sums);
                for (var i = starts[bag]; i < starts[bag + 1]; i++)
                {
                    var row = table.Slice((int)numbers[i] * width, width);
                    var factor = factors.IsEmpty ? 1 : double.CreateTruncating(factors[i]);
                    for (var j = 0; j < width; j++)
                        sums[j] += factor * double.CreateTruncating(row[j]);
                }
                for (var j = 0; j < width; j++)
                    result[bag * width + j] = T.CreateTruncating(sums[j]);
            }
        }
    }

    readonly struct MaxKernel(Tensor weight, long[] numbers, int[] starts, Tensor y, Tensor rows)
        : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> table = weight.Data<T>();
            var largest = y.Data<T>();
            var places = rows.Data<long>();
            var width = (int)weight.Shape[1];
            for (var bag = 0; bag < starts.Length - 1; bag++)
            for (var i = starts[bag]; i < starts[bag + 1]; i++)
            {
                var row = table.Slice((int)numbers[i] * width, width);
                for (var j = 0; j < width; j++)
                    // NaN is passed over unless it comes first, as in PyTorch.
                    if (i == starts[bag] || row[j] > largest[bag * width + j])
                    {
                        largest[bag * width + j] = row[j];
                        places[bag * width + j] = numbers[i];
                    }
            }
        }
    }
}
