using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Elements by their index, and elements by a condition.</summary>
static class Indexing
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along one dimension.</summary>
    /// <exception cref="IndexOutOfRangeException">An index lies outside that dimension.</exception>
    public static Tensor Gather(Tensor x, int dim, Tensor index)
    {
        var y = Tensor.AllocateUnset(x.Dtype, index.Shape);
        Dispatch.Elements(x.Dtype, new GatherKernel(x, dim, Copy.Contiguous(index), y));
        return y;
    }

    /// <summary>y[…, index[…, i, …], …] += x[…, i, …] along one dimension.</summary>
    public static void ScatterAdd(Tensor y, int dim, Tensor index, Tensor x) =>
        Dispatch.Numbers(
            x.Dtype,
            new ScatterKernel(y, dim, Copy.Contiguous(index), Copy.Contiguous(x))
        );

    /// <summary>a where the condition holds, else b; all three broadcast.</summary>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        var shape = Shapes.Broadcast(condition.Shape, Shapes.Broadcast(a.Shape, b.Shape));
        var y = Tensor.AllocateUnset(a.Dtype, shape);
        Dispatch.Elements(
            a.Dtype,
            new WhereKernel(Flat(condition, shape), Flat(a, shape), Flat(b, shape), y)
        );
        return y;
    }

    /// <summary>Whether a holds the relation to b, element by element; both broadcast.</summary>
    public static Tensor Compare<TRelation>(Tensor a, Tensor b)
        where TRelation : IRelation
    {
        var shape = Shapes.Broadcast(a.Shape, b.Shape);
        var y = Tensor.AllocateUnset(ScalarType.Bool, shape);
        Dispatch.Numbers(a.Dtype, new CompareKernel<TRelation>(Flat(a, shape), Flat(b, shape), y));
        return y;
    }

    /// <summary>A mask's elements turned around.</summary>
    public static Tensor Not(Tensor mask)
    {
        var y = Tensor.Allocate(ScalarType.Bool, mask.Shape);
        ReadOnlySpan<bool> source = Copy.Contiguous(mask).Data<bool>();
        var target = y.Data<bool>();
        for (var i = 0; i < target.Length; i++)
            target[i] = !source[i];
        return y;
    }

    /// <summary>Where both masks hold, or either; they broadcast.</summary>
    public static Tensor Join(Tensor a, Tensor b, bool both)
    {
        var shape = Shapes.Broadcast(a.Shape, b.Shape);
        var y = Tensor.AllocateUnset(ScalarType.Bool, shape);
        ReadOnlySpan<bool> left = Copy.Contiguous(a.Detach().Expand(shape)).Data<bool>();
        ReadOnlySpan<bool> right = Copy.Contiguous(b.Detach().Expand(shape)).Data<bool>();
        var target = y.Data<bool>();
        for (var i = 0; i < target.Length; i++)
            target[i] = both ? left[i] & right[i] : left[i] | right[i];
        return y;
    }

    // One number stays one; anything else is brought to the shape.
    static Tensor Flat(Tensor x, long[] shape) =>
        x.Count == 1 ? Copy.Contiguous(x) : Copy.Contiguous(x.Detach().Expand(shape));

    static int Step<T>(ReadOnlySpan<T> x) => x.Length == 1 ? 0 : 1;

    // Where element i of the walk over the index lies in the other tensor, once its index is known.
    static long Position(
        ReadOnlySpan<long> shape,
        ReadOnlySpan<long> strides,
        int dim,
        long i,
        long chosen
    )
    {
        long position = chosen * strides[dim];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            if (d != dim)
                position += i % shape[d] * strides[d];
            i /= shape[d];
        }
        return position;
    }

    static void CheckIndex(long index, long size, int dim)
    {
        if (index < 0 || index >= size)
            throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"index {index} is out of bounds for dimension {dim} with size {size}"
            );
    }

    readonly struct GatherKernel(Tensor x, int dim, Tensor index, Tensor y) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            ReadOnlySpan<T> source = x.Window<T>();
            ReadOnlySpan<long> chosen = index.Data<long>();
            var target = y.Data<T>();
            for (var i = 0; i < target.Length; i++)
            {
                CheckIndex(chosen[i], x.Shape[dim], dim);
                target[i] = source[(int)Position(index.Shape, x.Strides, dim, i, chosen[i])];
            }
        }
    }

    readonly struct ScatterKernel(Tensor y, int dim, Tensor index, Tensor x) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> source = x.Data<T>();
            ReadOnlySpan<long> chosen = index.Data<long>();
            var target = y.Window<T>();
            for (var i = 0; i < source.Length; i++)
            {
                CheckIndex(chosen[i], y.Shape[dim], dim);
                target[(int)Position(index.Shape, y.Strides, dim, i, chosen[i])] += source[i];
            }
        }
    }

    readonly struct WhereKernel(Tensor condition, Tensor a, Tensor b, Tensor y) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            ReadOnlySpan<bool> chosen = condition.Data<bool>();
            ReadOnlySpan<T> left = a.Data<T>();
            ReadOnlySpan<T> right = b.Data<T>();
            var target = y.Data<T>();
            var (stepC, stepA, stepB) = (Step(chosen), Step(left), Step(right));
            for (int i = 0, c = 0, l = 0, r = 0; i < target.Length; i++)
            {
                target[i] = chosen[c] ? left[l] : right[r];
                (c, l, r) = (c + stepC, l + stepA, r + stepB);
            }
        }
    }

    readonly struct CompareKernel<TRelation>(Tensor a, Tensor b, Tensor y) : INumberKernel
        where TRelation : IRelation
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> left = a.Data<T>();
            ReadOnlySpan<T> right = b.Data<T>();
            var target = y.Data<bool>();
            var (stepA, stepB) = (Step(left), Step(right));
            for (int i = 0, l = 0, r = 0; i < target.Length; i++)
            {
                target[i] = TRelation.Holds(left[l], right[r]);
                (l, r) = (l + stepA, r + stepB);
            }
        }
    }
}

/// <summary>A relation between two numbers.</summary>
interface IRelation
{
    static abstract bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}

/// <summary>a = b</summary>
readonly struct Equal : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a == b;
}

/// <summary>a &gt; b</summary>
readonly struct Greater : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a > b;
}

/// <summary>a &lt; b</summary>
readonly struct Less : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a < b;
}

/// <summary>a ≥ b</summary>
readonly struct GreaterOrEqual : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a >= b;
}

/// <summary>a ≠ b, so also where one is NaN</summary>
readonly struct NotEqual : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a != b;
}

/// <summary>a ≤ b</summary>
readonly struct LessOrEqual : IRelation
{
    public static bool Holds<T>(T a, T b)
        where T : unmanaged, INumber<T> => a <= b;
}
