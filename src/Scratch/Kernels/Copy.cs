using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>Moves elements between tensors without changing them, except in type.</summary>
static class Copy
{
    /// <summary>The tensor itself where its elements lie side by side, else a copy in which they do.</summary>
    public static Tensor Contiguous(Tensor x)
    {
        if (x.IsContiguous)
            return x;
        var y = Tensor.Allocate(x.Dtype, x.Shape);
        Into(x, y);
        return y;
    }

    /// <summary>A tensor with memory of its own.</summary>
    public static Tensor Clone(Tensor x)
    {
        var y = Tensor.Allocate(x.Dtype, x.Shape);
        Into(x, y);
        return y;
    }

    /// <summary>y ← x, element by element; both have one shape and type, and any strides.</summary>
    public static void Into(Tensor x, Tensor y) => Dispatch.Elements(x.Dtype, new Strided(x, y));

    /// <summary>y ← value everywhere.</summary>
    public static void Fill(Tensor y, double value)
    {
        switch (y.Dtype)
        {
            case ScalarType.Float32:
                FillRows(y, (float)value);
                break;
            case ScalarType.Float64:
                FillRows(y, value);
                break;
            case ScalarType.Int64:
                FillRows(y, (long)value);
                break;
            default:
                FillRows(y, value != 0);
                break;
        }
    }

    /// <summary>The elements in another type; from real numbers to integers they are cut, as in C and PyTorch.</summary>
    public static Tensor Cast(Tensor x, ScalarType dtype)
    {
        if (x.Dtype == dtype)
            return Clone(x);
        x = Contiguous(x);
        var y = Tensor.Allocate(dtype, x.Shape);
        if (x.Dtype == ScalarType.Bool)
            Dispatch.Numbers(dtype, new OneOrZero(x, y));
        else if (dtype == ScalarType.Bool)
            Dispatch.Numbers(x.Dtype, new IsNotZero(x, y));
        else
            Dispatch.Numbers(x.Dtype, new Convert(x, y));
        return y;
    }

    static void FillRows<T>(Tensor y, T value)
        where T : unmanaged
    {
        if (y.IsContiguous)
        {
            y.Data<T>().Fill(value);
            return;
        }
        var source = Tensor.FromArray([value]).View(y.Shape.ToArray(), new long[y.Rank], 0);
        new Strided(source, y).Run<T>();
    }

    readonly struct Strided(Tensor x, Tensor y) : IElementKernel
    {
        public void Run<T>()
            where T : unmanaged
        {
            if (y.Count == 0)
                return;
            var source = x.Window<T>();
            var target = y.Window<T>();
            if (x.IsContiguous && y.IsContiguous)
            {
                source[..(int)x.Count].CopyTo(target);
                return;
            }
            var rows = new Rows(y.Shape, x.Strides, y.Strides);
            var (n, stepX, stepY) = (rows.Length, rows.StepA, rows.StepB);
            do
            {
                if (stepX == 1 && stepY == 1)
                {
                    source.Slice(rows.A, n).CopyTo(target[rows.B..]);
                    continue;
                }
                for (var i = 0; i < n; i++)
                    target[rows.B + i * stepY] = source[rows.A + i * stepX];
            } while (rows.Next());
        }
    }

    readonly struct OneOrZero(Tensor x, Tensor y) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var source = x.Data<bool>();
            var target = y.Data<T>();
            for (var i = 0; i < source.Length; i++)
                target[i] = source[i] ? T.One : T.Zero;
        }
    }

    readonly struct IsNotZero(Tensor x, Tensor y) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var source = x.Data<T>();
            var target = y.Data<bool>();
            for (var i = 0; i < source.Length; i++)
                target[i] = source[i] != T.Zero;
        }
    }

    readonly struct Convert(Tensor x, Tensor y) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            switch (y.Dtype)
            {
                case ScalarType.Float32:
                    To<T, float>(x.Data<T>(), y.Data<float>());
                    break;
                case ScalarType.Float64:
                    To<T, double>(x.Data<T>(), y.Data<double>());
                    break;
                default:
                    To<T, long>(x.Data<T>(), y.Data<long>());
                    break;
            }
        }

        static void To<T, TTo>(ReadOnlySpan<T> x, Span<TTo> y)
            where T : unmanaged, INumber<T>
            where TTo : unmanaged, INumber<TTo>
        {
            for (var i = 0; i < x.Length; i++)
                y[i] = TTo.CreateTruncating(x[i]);
        }
    }
}
