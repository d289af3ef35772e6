namespace Diptych.Reference;

/// <summary>What TorchSharp has had since 0.106, of tensor operations. Compiled with 0.105.0 alone.</summary>
static class TorchSharp105
{
    /// <summary>y = x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2</summary>
    public static Tensor GeluTanh(Tensor x) =>
        0.5 * x * (1 + (Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)).tanh());

    /// <summary>Interpolation where "nearest-exact" and antialias are needed, which are composed dimension by dimension.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="sizes">The output's, or null.</param>
    /// <param name="factors">How often the input's sizes they are, or null.</param>
    /// <param name="mode">"nearest-exact", or with antialias "bilinear" or "bicubic".</param>
    /// <param name="alignCorners">Whether the first and last elements of both lie upon each other.</param>
    /// <param name="recompute">Whether places are computed from the sizes.</param>
    public static Tensor Interpolate(
        Tensor input,
        long[]? sizes,
        double[]? factors,
        string mode,
        bool alignCorners,
        bool recompute
    )
    {
        var output = input;
        for (var d = 0; d < input.dim() - 2; d++)
        {
            var size = input.shape[d + 2];
            var length = sizes?[d] ?? (long)Math.Floor(size * factors![d]);
            if (length < 1)
                throw new ArgumentException(
                    $"Input and output sizes should be greater than 0, but got {size} and {length}",
                    nameof(sizes)
                );
            var step = alignCorners
                ? length > 1
                    ? (double)(size - 1) / (length - 1)
                    : 0
                : factors is null || recompute
                    ? (double)size / length
                    : 1 / factors[d];
            // Places are computed in float32 for float32, as in libtorch.
            Func<double, double> round = input.dtype == ScalarType.Float64 ? x => x : x => (float)x;
            if (mode == "nearest-exact")
            {
                var places = Nearest(size, length, round(step), round);
                output = output.index_select(d + 2, tensor(places, device: input.device));
                continue;
            }
            var weighted = Weighted(output, d, Covered(size, length, round(step), round, mode));
            // libtorch leaves a dimension whose size stays as it is, and still sends the gradient through the weights.
            output = length == size ? weighted + (output - weighted).detach() : weighted;
        }
        return output;
    }

    static long[] Nearest(long size, long length, double step, Func<double, double> round)
    {
        var places = new long[length];
        for (var i = 0; i < length; i++)
        {
            var middle = Math.Max(round(round(step * (i + 0.5)) - 0.5), 0);
            places[i] = Math.Min((long)Math.Floor(round(middle + 0.5)), size - 1);
        }
        return places;
    }

    // (N, C, H, W) weighed along H or W; W is the last, along which a product with the transposed matrix goes.
    static Tensor Weighted(Tensor x, int d, double[,] weights)
    {
        var matrix = tensor(weights, x.dtype, x.device); // (length, size)
        return d == 1 ? x.matmul(matrix.t()) : matrix.matmul(x);
    }

    // All elements that the output's element covers, weighed by the filter drawn out to its width; a row sums to one.
    static double[,] Covered(
        long size,
        long length,
        double step,
        Func<double, double> round,
        string mode
    )
    {
        var half = mode == "bilinear" ? 1.0 : 2.0;
        var (support, shrink) = step >= 1 ? (round(half * step), round(1 / step)) : (half, 1);
        var weights = new double[length, size];
        for (var i = 0; i < length; i++)
        {
            var middle = round(step * (i + 0.5));
            var first = Math.Max((long)(round(middle - support) + 0.5), 0);
            var last = Math.Min((long)(round(middle + support) + 0.5), size);
            var total = 0.0;
            for (var j = first; j < last; j++)
            {
                var distance = Math.Abs(round((round(j - middle) + 0.5) * shrink));
                weights[i, j] = mode == "bilinear" ? Math.Max(1 - distance, 0) : Keys(distance);
                total += weights[i, j];
            }
            for (var j = first; j < last; j++)
                weights[i, j] /= total;
        }
        return weights;
    }

    // Keys' cubic with a = −0.5, as image libraries have it where they shrink.
    static double Keys(double x) =>
        x < 1 ? (1.5 * x - 2.5) * x * x + 1
        : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2
        : 0;
}
