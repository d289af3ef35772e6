using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Matrix products, one after the other.</summary>
static class MatrixProduct
{
    /// <summary>(…, m, k) times (…, k, n) is (…, m, n); the leading sizes agree. Either operand may be a transposed view.</summary>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        var y = Tensor.Allocate(a.Dtype, [.. a.Shape[..^1], b.Shape[^1]]);
        // Rows of a, and rows or columns of b, must lie side by side.
        if (a.Strides[^1] != 1)
            a = Copy.Clone(a);
        if (b.Strides[^1] != 1 && b.Strides[^2] != 1)
            b = Copy.Clone(b);
        if (y.Count > 0)
            Dispatch.Reals(a.Dtype, new Kernel(a, b, y));
        return y;
    }

    readonly struct Kernel(Tensor a, Tensor b, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> left = a.Window<T>();
            ReadOnlySpan<T> right = b.Window<T>();
            var result = y.Data<T>();
            var (m, k, n) = ((int)a.Shape[^2], (int)a.Shape[^1], (int)b.Shape[^1]);
            if (k == 0)
                return;
            var batches = new Rows(
                [.. y.Shape[..^2], 1],
                [.. a.Strides[..^2], 1],
                [.. b.Strides[..^2], 1]
            );
            do
            {
                for (var i = 0; i < m; i++)
                {
                    var row = left.Slice(batches.A + i * (int)a.Strides[^2], k);
                    var sums = result[..n];
                    result = result[n..];
                    if (b.Strides[^1] == 1)
                        Combine(row, right[batches.B..], (int)b.Strides[^2], sums);
                    else
                        for (var j = 0; j < n; j++)
                            sums[j] = TensorPrimitives.Dot(
                                row,
                                right.Slice(batches.B + j * (int)b.Strides[^1], k)
                            );
                }
            } while (batches.Next());
        }

        // A row of the product is a combination of the rows of b: y[i, :] = Σₚ a[i, p] · b[p, :]
        static void Combine<T>(
            ReadOnlySpan<T> factors,
            ReadOnlySpan<T> rows,
            int stride,
            Span<T> sum
        )
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (var p = 0; p < factors.Length; p++)
                TensorPrimitives.FusedMultiplyAdd(
                    rows.Slice(p * stride, sum.Length),
                    factors[p],
                    sum,
                    sum
                );
        }
    }
}
