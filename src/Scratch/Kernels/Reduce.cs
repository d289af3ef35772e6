using System.Buffers;
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
        if (!x.Dtype.IsFloatingPoint())
        {
            var (rows, whole) = Arrange(x, over);
            Dispatch.Numbers(x.Dtype, new SumWhole(rows, whole));
            return whole;
        }
        Span<long> reduced = stackalloc long[x.Rank];
        for (var d = 0; d < x.Rank; d++)
            reduced[d] = over[d] ? 1 : x.Shape[d];
        var y = Tensor.AllocateUnset(x.Dtype, reduced);
        Dispatch.Reals(x.Dtype, new SumKernel(Copy.Contiguous(x), over, y));
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
        var places = Tensor.AllocateUnset(ScalarType.Int64, y.Shape);
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
        var y = Tensor.AllocateUnset(x.Dtype, reduced);
        return (Copy.Contiguous(x.Permute(order)).Reshape([y.Count, n]), y);
    }

    readonly struct SumWhole(Tensor x, Tensor y) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> elements = x.Data<T>();
            var sums = y.Data<T>();
            var n = (int)x.Shape[1];
            for (var i = 0; i < sums.Length; i++)
                sums[i] = TensorPrimitives.Sum(elements.Slice(i * n, n));
        }
    }

    // Neighbouring dimensions that are all reduced, or all kept, are one. The innermost of those reduced goes first, and
    // what is left, in float64, is treated alike.
    readonly struct SumKernel(Tensor x, bool[] over, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var sums = y.Data<T>();
            if (sums.IsEmpty)
                return;
            if (x.Count == 0)
            {
                sums.Clear();
                return;
            }
            var (outer, length, inner, more) = Innermost(x.Rank);
            if (x.Count == sums.Length)
            {
                x.Data<T>().CopyTo(sums);
                return;
            }
            var wide = ArrayPool<double>.Shared.Rent(outer * inner);
            try
            {
                Sums.Of((T[])x.Storage.Data, (int)x.Offset, outer, length, inner, wide);
                while (more > 0)
                {
                    (outer, length, inner, more) = Innermost(more);
                    for (var o = 0; o < outer; o++)
                    {
                        var to = wide.AsSpan(o * inner, inner);
                        wide.AsSpan(o * length * inner, inner).CopyTo(to);
                        for (var i = 1; i < length; i++)
                            TensorPrimitives.Add(
                                to,
                                wide.AsSpan((o * length + i) * inner, inner),
                                to
                            );
                    }
                }
                for (var i = 0; i < sums.Length; i++)
                    sums[i] = T.CreateTruncating(wide[i]);
            }
            finally
            {
                ArrayPool<double>.Shared.Return(wide);
            }
        }

        // Of the first dimensions, so many: the last group that is reduced, what lies before and what lies behind of
        // those kept, and how many dimensions are left before the group.
        (int Outer, int Length, int Inner, int More) Innermost(int rank)
        {
            int outer = 1,
                length = 1,
                inner = 1,
                more = 0;
            var d = x.Rank - 1;
            for (; d >= 0 && (d >= rank || !over[d]); d--)
                if (!over[d])
                    inner *= (int)x.Shape[d];
            for (; d >= 0 && over[d]; d--)
                length *= (int)x.Shape[d];
            for (; d >= 0; d--)
            {
                outer *= (int)x.Shape[d];
                if (over[d] && more == 0)
                    more = d + 1;
            }
            return (outer, length, inner, more);
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
                // NaN, where there is one, is what this returns.
                var largest = TensorPrimitives.Max(row);
                var best = 0;
                while (row[best] != largest && !T.IsNaN(row[best]))
                    best++;
                found[i] = best;
            }
        }
    }
}
