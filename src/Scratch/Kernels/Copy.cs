using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Moves elements between tensors without changing them, except in type.</summary>
static class Copy
{
    /// <summary>The tensor itself where its elements lie side by side, else a copy in which they do.</summary>
    public static Tensor Contiguous(Tensor x)
    {
        if (x.IsContiguous)
            return x;
        var y = Tensor.AllocateUnset(x.Dtype, x.Shape);
        Into(x, y);
        return y;
    }

    /// <summary>A tensor with memory of its own.</summary>
    public static Tensor Clone(Tensor x)
    {
        var y = Tensor.AllocateUnset(x.Dtype, x.Shape);
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
        var y = Tensor.AllocateUnset(dtype, x.Shape);
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
            if (x.IsContiguous && y.IsContiguous)
            {
                Ranges.Share((int)y.Count, new FlatRanges<T>(x, y));
                return;
            }
            var (shape, stridesX, stridesY) = (
                y.Shape.ToArray(),
                x.Strides.ToArray(),
                y.Strides.ToArray()
            );
            Rows.Merge(shape, stridesX, stridesY);
            var length = (int)shape[^1];
            // Where the source lies side by side along another dimension than the target, squares are turned.
            var turned = stridesX[^1] == 1 ? -1 : Array.IndexOf(stridesX, 1);
            if (turned < 0 || stridesY[^1] != 1 || shape[turned] == 1)
            {
                Ranges.ShareRows(
                    (int)(y.Count / length),
                    length,
                    new StridedRows<T>(x, y, shape, stridesX, stridesY)
                );
                return;
            }
            var columns = (int)shape[turned];
            (shape[turned], shape[^1]) = (1, 1);
            var squares = (columns + Square - 1) / Square;
            Ranges.ShareRows(
                (int)Shapes.Count(shape) * squares,
                Square * length,
                new TurnedRows<T>(x, y, shape, stridesX, stridesY, turned, columns, length)
            );
        }
    }

    // The side of a square that stays in the fastest cache while it is turned.
    const int Square = 32;

    readonly struct FlatRanges<T>(Tensor x, Tensor y) : IRanges
        where T : unmanaged
    {
        public void Run(int start, int length)
        {
            var from = x.Data<T>().Slice(start, length);
            var to = y.Data<T>().Slice(start, length);
            if (!Vectors.IsLarge<T>(y) || typeof(T) == typeof(bool))
                from.CopyTo(to);
            else
                // The bits of any type, as if they were numbers.
                Vectors.Map<Itself, float>(
                    new(),
                    MemoryMarshal.Cast<T, float>(from),
                    MemoryMarshal.Cast<T, float>(to),
                    stream: true
                );
        }
    }

    readonly struct StridedRows<T>(
        Tensor x,
        Tensor y,
        long[] shape,
        long[] stridesX,
        long[] stridesY
    ) : IRanges
        where T : unmanaged
    {
        public void Run(int start, int length)
        {
            var source = x.Window<T>();
            var target = y.Window<T>();
            var rows = new Rows(shape, stridesX, stridesY, stackalloc long[shape.Length], start);
            var (n, stepX, stepY) = (rows.Length, rows.StepA, rows.StepB);
            for (; length > 0; length--, rows.Next())
                if (stepX == 1 && stepY == 1)
                    source.Slice(rows.A, n).CopyTo(target[rows.B..]);
                else if (stepX == 0 && stepY == 1)
                    target.Slice(rows.B, n).Fill(source[rows.A]);
                else
                    for (var i = 0; i < n; i++)
                        target[rows.B + i * stepY] = source[rows.A + i * stepX];
        }
    }

    // Of each plane of two dimensions some columns, which are rows of the target.
    readonly struct TurnedRows<T>(
        Tensor x,
        Tensor y,
        long[] outer,
        long[] stridesX,
        long[] stridesY,
        int turned,
        int columns,
        int rows
    ) : IRanges
        where T : unmanaged
    {
        public void Run(int start, int length)
        {
            var perPlane = (columns + Square - 1) / Square;
            Span<long> index = stackalloc long[outer.Length];
            for (var part = start; part < start + length; part++)
            {
                var plane = new Rows(outer, stridesX, stridesY, index, part / perPlane);
                var first = part % perPlane * Square;
                ref var source = ref x.Window<T>()[plane.A + first];
                ref var target = ref y.Window<T>()[plane.B + first * (int)stridesY[turned]];
                for (nint top = 0; top < rows; top += Square)
                    Transpose.Run(
                        ref Unsafe.Add(ref source, top * (nint)stridesX[^1]),
                        (nint)stridesX[^1],
                        ref Unsafe.Add(ref target, top),
                        (nint)stridesY[turned],
                        (int)Math.Min(Square, rows - top),
                        Math.Min(Square, columns - first)
                    );
            }
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
            if (typeof(T) != typeof(long) && typeof(TTo) != typeof(long))
            {
                TensorPrimitives.ConvertTruncating(x, y);
                return;
            }
            for (var i = 0; i < x.Length; i++)
                y[i] = TTo.CreateTruncating(x[i]);
        }
    }
}
