using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>A function of one real number, over whole rows.</summary>
interface IUnary
{
    static abstract void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A function of one real number that is a formula over several at once.</summary>
/// <typeparam name="TSelf">The function itself.</typeparam>
interface IFunction<TSelf> : IFunction, IUnary
    where TSelf : struct, IFunction<TSelf>
{
    static void IUnary.Invoke<T>(ReadOnlySpan<T> x, Span<T> y) => Vectors.Map(default(TSelf), x, y);
}

/// <summary>A function of two numbers, over whole rows, either of which may be one number for all.</summary>
interface IBinary : IFunction2
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
        x = Dense(x);
        var y = UnsetLike(x);
        Dispatch.Reals(x.Dtype, new UnaryKernel<TUnary>(x, y));
        return y;
    }

    /// <summary>y = f(x)</summary>
    public static Tensor Map<TFunction>(Tensor x, TFunction f)
        where TFunction : struct, IFunction
    {
        x = Dense(x);
        var y = UnsetLike(x);
        Dispatch.Reals(x.Dtype, new MapKernel<TFunction>(f, x, y));
        return y;
    }

    /// <summary>y = f(a, b) for two of one shape and type, such as a tensor and a gradient.</summary>
    public static Tensor Map<TFunction>(Tensor a, Tensor b, TFunction f)
        where TFunction : struct, IFunction2
    {
        if (!a.Shape.SequenceEqual(b.Shape))
            throw new ArgumentException($"{a.ShapeText} and {b.ShapeText} are not one shape.");
        // Both must lie in memory alike.
        if (!(a.IsDense && a.Strides.SequenceEqual(b.Strides)))
            (a, b) = (Copy.Contiguous(a), Copy.Contiguous(b));
        var y = UnsetLike(a);
        Dispatch.Reals(a.Dtype, new Map2Kernel<TFunction>(f, a, b, y));
        return y;
    }

    static Tensor Dense(Tensor x) => x.IsContiguous || x.IsDense ? x : Copy.Contiguous(x);

    static Tensor UnsetLike(Tensor x) =>
        x.IsContiguous ? Tensor.AllocateUnset(x.Dtype, x.Shape) : Tensor.AllocateLike(x);

    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that broadcasts with it, of the same type.</param>
    public static Tensor Apply<TBinary>(Tensor a, Tensor b)
        where TBinary : struct, IBinary
    {
        // Most often two of one shape, or one number beside a tensor.
        if (a.IsContiguous && b.IsContiguous)
        {
            if (a.Shape.SequenceEqual(b.Shape) || (IsNumber(b) && b.Rank <= a.Rank))
                return Flat<TBinary>(a, b, Tensor.AllocateUnset(a.Dtype, a.Shape));
            if (IsNumber(a) && a.Rank <= b.Rank)
                return Flat<TBinary>(a, b, Tensor.AllocateUnset(a.Dtype, b.Shape));
        }
        var shape = Shapes.Broadcast(a.Shape, b.Shape);
        // The result lies in memory as the first operand of its shape does, as in PyTorch.
        var y =
            a.Shape.SequenceEqual(shape) && a.IsDense ? UnsetLike(a)
            : b.Shape.SequenceEqual(shape) && b.IsDense ? UnsetLike(b)
            : Tensor.AllocateUnset(a.Dtype, shape);
        if (y.Count > 0)
            Dispatch.Numbers(
                a.Dtype,
                new RowsKernel<TBinary>(InOrder(a, y), InOrder(b, y), InOrder(y, y))
            );
        return y;
    }

    /// <summary>y = f(x, c) for one number, rounded to the type.</summary>
    public static Tensor Apply<TBinary>(Tensor x, double number)
        where TBinary : IBinary
    {
        x = Dense(x);
        var y = UnsetLike(x);
        Dispatch.Reals(x.Dtype, new NumberKernel<TBinary>(x, number, y));
        return y;
    }

    static bool IsNumber(Tensor x) => x.Count == 1;

    static Tensor Flat<TBinary>(Tensor a, Tensor b, Tensor y)
        where TBinary : struct, IBinary
    {
        Dispatch.Numbers(a.Dtype, new FlatKernel<TBinary>(a, b, y));
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
        var sum = Tensor.AllocateUnset(x.Dtype, x.Shape);
        Dispatch.Reals(x.Dtype, new AddScaledKernel(x, y, alpha, sum));
        return sum;
    }

    // The operand seen in the order of the result's memory, whose rows are then whole; a row's elements must lie side by
    // side or be all the same, and any other stride is copied away first.
    static Tensor InOrder(Tensor operand, Tensor y)
    {
        var expanded = operand.Detach().Expand(y.Shape);
        if (!y.IsContiguous)
            expanded = expanded.Permute(MemoryOrder(y));
        var last = expanded.Rank - 1;
        while (last >= 0 && expanded.Shape[last] == 1)
            last--;
        return last < 0 || expanded.Strides[last] is 0 or 1 ? expanded : Copy.Contiguous(expanded);
    }

    // The dimensions from the largest stride to the smallest.
    static long[] MemoryOrder(Tensor y)
    {
        var order = new long[y.Rank];
        for (var d = 0; d < order.Length; d++)
        {
            var place = d;
            for (; place > 0 && y.Strides[(int)order[place - 1]] < y.Strides[d]; place--)
                order[place] = order[place - 1];
            order[place] = d;
        }
        return order;
    }

    readonly struct UnaryKernel<TUnary>(Tensor x, Tensor y) : IRealKernel
        where TUnary : IUnary
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.Share((int)y.Count, new UnaryRanges<TUnary, T>(x, y));
    }

    readonly struct UnaryRanges<TUnary, T>(Tensor x, Tensor y) : IRanges
        where TUnary : IUnary
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int length) =>
            TUnary.Invoke<T>(
                x.Memory<T>().Slice(start, length),
                y.Memory<T>().Slice(start, length)
            );
    }

    readonly struct MapKernel<TFunction>(TFunction f, Tensor x, Tensor y) : IRealKernel
        where TFunction : struct, IFunction
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.Share((int)y.Count, new MapRanges<TFunction, T>(f, x, y));
    }

    readonly struct MapRanges<TFunction, T>(TFunction f, Tensor x, Tensor y) : IRanges
        where TFunction : struct, IFunction
        where T : unmanaged
    {
        public void Run(int start, int length) =>
            Vectors.Map<TFunction, T>(
                f,
                x.Memory<T>().Slice(start, length),
                y.Memory<T>().Slice(start, length),
                Vectors.IsLarge<T>(y)
            );
    }

    readonly struct Map2Kernel<TFunction>(TFunction f, Tensor a, Tensor b, Tensor y) : IRealKernel
        where TFunction : struct, IFunction2
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.Share((int)y.Count, new Map2Ranges<TFunction, T>(f, a, b, y));
    }

    readonly struct Map2Ranges<TFunction, T>(TFunction f, Tensor a, Tensor b, Tensor y) : IRanges
        where TFunction : struct, IFunction2
        where T : unmanaged
    {
        public void Run(int start, int length) =>
            Vectors.Map<TFunction, T>(
                f,
                a.Memory<T>().Slice(start, length),
                b.Memory<T>().Slice(start, length),
                y.Memory<T>().Slice(start, length),
                Vectors.IsLarge<T>(y)
            );
    }

    readonly struct NumberKernel<TBinary>(Tensor x, double number, Tensor y) : IRealKernel
        where TBinary : IBinary
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.Share(
                (int)y.Count,
                new NumberRanges<TBinary, T>(x, T.CreateTruncating(number), y)
            );
    }

    readonly struct NumberRanges<TBinary, T>(Tensor x, T number, Tensor y) : IRanges
        where TBinary : IBinary
        where T : unmanaged, INumber<T>
    {
        public void Run(int start, int length) =>
            TBinary.Invoke(
                x.Memory<T>().Slice(start, length),
                number,
                y.Memory<T>().Slice(start, length)
            );
    }

    readonly struct PowerKernel(Tensor x, double exponent, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> numbers = x.Memory<T>();
            var powers = y.Memory<T>();
            for (var i = 0; i < numbers.Length; i++)
                // In float32 a third is wrong in its eighth digit, and the power of a large number in more.
                powers[i] = T.CreateTruncating(
                    Math.Pow(double.CreateTruncating(numbers[i]), exponent)
                );
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

    readonly struct FlatKernel<TBinary>(Tensor a, Tensor b, Tensor y) : INumberKernel
        where TBinary : struct, IBinary
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            Ranges.Share((int)y.Count, new FlatRanges<TBinary, T>(a, b, y));
    }

    readonly struct FlatRanges<TBinary, T>(Tensor a, Tensor b, Tensor y) : IRanges
        where TBinary : struct, IBinary
        where T : unmanaged, INumber<T>
    {
        public void Run(int start, int length)
        {
            ReadOnlySpan<T> left = a.Data<T>();
            ReadOnlySpan<T> right = b.Data<T>();
            var result = y.Data<T>();
            if (typeof(T) == typeof(long))
            {
                if (left.Length == right.Length)
                    TBinary.Invoke(
                        left.Slice(start, length),
                        right.Slice(start, length),
                        result.Slice(start, length)
                    );
                else if (right.Length == 1)
                    TBinary.Invoke(
                        left.Slice(start, length),
                        right[0],
                        result.Slice(start, length)
                    );
                else
                    TBinary.Invoke(
                        left[0],
                        right.Slice(start, length),
                        result.Slice(start, length)
                    );
            }
            else if (left.Length == right.Length)
                Vectors.Map(
                    default(TBinary),
                    left.Slice(start, length),
                    right.Slice(start, length),
                    result.Slice(start, length),
                    Vectors.IsLarge<T>(y)
                );
            else if (right.Length == 1)
                Vectors.Map(
                    new WithRight<TBinary>(double.CreateTruncating(right[0])),
                    left.Slice(start, length),
                    result.Slice(start, length),
                    Vectors.IsLarge<T>(y)
                );
            else
                Vectors.Map(
                    new WithLeft<TBinary>(double.CreateTruncating(left[0])),
                    right.Slice(start, length),
                    result.Slice(start, length),
                    Vectors.IsLarge<T>(y)
                );
        }
    }

    // A function of two with one number for the second, or for the first.
    readonly struct WithRight<TBinary>(double b) : IFunction
        where TBinary : struct, IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V a)
            where V : struct, IReals<V> => default(TBinary).Of(a, V.Of(b));
    }

    readonly struct WithLeft<TBinary>(double a) : IFunction
        where TBinary : struct, IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V b)
            where V : struct, IReals<V> => default(TBinary).Of(V.Of(a), b);
    }

    readonly struct RowsKernel<TBinary>(Tensor a, Tensor b, Tensor y) : INumberKernel
        where TBinary : struct, IBinary
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var (shape, stridesA, stridesB) = (
                y.Shape.ToArray(),
                a.Strides.ToArray(),
                b.Strides.ToArray()
            );
            Rows.Merge(shape, stridesA, stridesB);
            var length = shape.Length == 0 ? 1 : (int)shape[^1];
            Ranges.ShareRows(
                (int)(y.Count / length),
                length,
                new BroadcastRows<TBinary, T>(a, b, y, shape, stridesA, stridesB)
            );
        }
    }

    readonly struct BroadcastRows<TBinary, T>(
        Tensor a,
        Tensor b,
        Tensor y,
        long[] shape,
        long[] stridesA,
        long[] stridesB
    ) : IRanges
        where TBinary : struct, IBinary
        where T : unmanaged, INumber<T>
    {
        public void Run(int start, int length)
        {
            ReadOnlySpan<T> left = a.Window<T>();
            ReadOnlySpan<T> right = b.Window<T>();
            var rows = new Rows(shape, stridesA, stridesB, stackalloc long[shape.Length], start);
            var n = rows.Length;
            var result = y.Data<T>().Slice(start * n, length * n);
            for (; !result.IsEmpty; result = result[n..])
            {
                var row = result[..n];
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
                rows.Next();
            }
        }
    }
}
