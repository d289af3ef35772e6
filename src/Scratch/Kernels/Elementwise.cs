using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>A function of one real number, over whole rows.</summary>
interface IUnary
{
    static abstract void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A function of two numbers, over whole rows, either of which may be one number for all.</summary>
interface IBinary
{
    static abstract void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, INumber<T>;

    static abstract void Invoke<T>(ReadOnlySpan<T> a, T b, Span<T> y)
        where T : unmanaged, INumber<T>;

    static abstract void Invoke<T>(T a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, INumber<T>;
}

/// <summary>Functions applied to each element, or to each pair of elements of broadcast operands.</summary>
static class Elementwise
{
    public static Tensor Apply<TUnary>(Tensor x)
        where TUnary : IUnary
    {
        x = x.IsDense ? x : Copy.Contiguous(x);
        var y = Tensor.AllocateLike(x);
        Dispatch.Reals(x.Dtype, new UnaryKernel<TUnary>(x, y));
        return y;
    }

    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it, of the same type.</param>
    public static Tensor Apply<TBinary>(Tensor a, Tensor b)
        where TBinary : IBinary
    {
        var shape = Shapes.Broadcast(a.Shape, b.Shape);
        // The result lies in memory as the first operand of its shape does, as in PyTorch.
        var y =
            a.IsDense && a.Shape.SequenceEqual(shape) ? Tensor.AllocateLike(a)
            : b.IsDense && b.Shape.SequenceEqual(shape) ? Tensor.AllocateLike(b)
            : Tensor.Allocate(a.Dtype, shape);
        if (y.Count > 0)
            Dispatch.Numbers(
                a.Dtype,
                new BinaryKernel<TBinary>(InOrder(a, y), InOrder(b, y), InOrder(y, y))
            );
        return y;
    }

    /// <summary>xᵖ for one exponent.</summary>
    public static Tensor Power(Tensor x, double exponent)
    {
        x = x.IsDense ? x : Copy.Contiguous(x);
        var y = Tensor.AllocateLike(x);
        Dispatch.Reals(x.Dtype, new PowerKernel(x, exponent, y));
        return y;
    }

    /// <summary>x + α y for one shape, with a single rounding.</summary>
    public static Tensor AddScaled(Tensor x, Tensor y, double alpha)
    {
        (x, y) = (Copy.Contiguous(x), Copy.Contiguous(y));
        var sum = Tensor.Allocate(x.Dtype, x.Shape);
        Dispatch.Reals(x.Dtype, new AddScaledKernel(x, y, alpha, sum));
        return sum;
    }

    // The operand seen in the order of the result's memory, whose rows are then whole; a row's elements must lie side by
    // side or be all the same, and any other stride is copied away first.
    static Tensor InOrder(Tensor operand, Tensor y)
    {
        var expanded = operand.Detach().Expand(y.Shape);
        if (!y.IsContiguous)
        {
            var order = Enumerable.Range(0, y.Rank).ToArray();
            var strides = y.Strides.ToArray();
            Array.Sort(
                order,
                (d, e) =>
                    strides[e] != strides[d] ? strides[e].CompareTo(strides[d]) : d.CompareTo(e)
            );
            expanded = expanded.Permute([.. order.Select(d => (long)d)]);
        }
        return expanded.Rank == 0 || expanded.Strides[^1] is 0 or 1
            ? expanded
            : Copy.Contiguous(expanded);
    }

    readonly struct UnaryKernel<TUnary>(Tensor x, Tensor y) : IRealKernel
        where TUnary : IUnary
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            TUnary.Invoke(x.Memory<T>(), y.Memory<T>());
    }

    readonly struct PowerKernel(Tensor x, double exponent, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> numbers = x.Memory<T>();
            var powers = y.Memory<T>();
            for (var i = 0; i < numbers.Length; i++)
                powers[i] = T.Pow(numbers[i], T.CreateTruncating(exponent));
        }
    }

    readonly struct AddScaledKernel(Tensor x, Tensor y, double alpha, Tensor sum) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            TensorPrimitives.FusedMultiplyAdd(
                y.Data<T>(),
                T.CreateTruncating(alpha),
                x.Data<T>(),
                sum.Data<T>()
            );
    }

    readonly struct BinaryKernel<TBinary>(Tensor a, Tensor b, Tensor y) : INumberKernel
        where TBinary : IBinary
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> left = a.Window<T>();
            ReadOnlySpan<T> right = b.Window<T>();
            var result = y.Data<T>();
            if (a.IsContiguous && b.IsContiguous)
            {
                TBinary.Invoke(left[..result.Length], right[..result.Length], result);
                return;
            }
            if (b.Count == 1 && a.IsContiguous)
            {
                TBinary.Invoke(left[..result.Length], right[0], result);
                return;
            }
            if (a.Count == 1 && b.IsContiguous)
            {
                TBinary.Invoke(left[0], right[..result.Length], result);
                return;
            }
            var rows = new Rows(y.Shape, a.Strides, b.Strides);
            var n = rows.Length;
            do
            {
                var row = result[..n];
                result = result[n..];
                switch (rows.StepA, rows.StepB)
                {
                    case (0, 0):
                        TBinary.Invoke(left.Slice(rows.A, 1), right[rows.B], row[..1]);
                        row.Fill(row[0]);
                        break;
                    case (_, 0):
                        TBinary.Invoke(left.Slice(rows.A, n), right[rows.B], row);
                        break;
                    case (0, _):
                        TBinary.Invoke(left[rows.A], right.Slice(rows.B, n), row);
                        break;
                    default:
                        TBinary.Invoke(left.Slice(rows.A, n), right.Slice(rows.B, n), row);
                        break;
                }
            } while (rows.Next());
        }
    }
}
