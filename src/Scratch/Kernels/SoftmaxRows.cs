using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>e^(x − m)</summary>
readonly struct ExpFrom(double m) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => Transcendental.Exp(x - V.Of(m));
}

/// <summary>e^(x − m), each with a limit of its own</summary>
readonly struct ExpFromEach : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x, V m)
        where V : struct, IReals<V> => Transcendental.Exp(x - m);
}

/// <summary>(x − m) − l</summary>
readonly struct LogShare(double m, double l) : IFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V x)
        where V : struct, IReals<V> => x - V.Of(m) - V.Of(l);
}

/// <summary>y (dy − s)</summary>
readonly struct SoftmaxGradient(double s) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V> => y * (dy - V.Of(s));
}

/// <summary>dy − e^y s</summary>
readonly struct LogSoftmaxGradient(double s) : IFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy)
        where V : struct, IReals<V> => dy - Transcendental.Exp(y) * V.Of(s);
}

/// <summary>y (dy − s), each with a sum of its own</summary>
readonly struct SoftmaxGradientOfEach : IFunction3
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy, V s)
        where V : struct, IReals<V> => y * (dy - s);
}

/// <summary>dy − e^y s, each with a sum of its own</summary>
readonly struct LogSoftmaxGradientOfEach : IFunction3
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V y, V dy, V s)
        where V : struct, IReals<V> => dy - Transcendental.Exp(y) * s;
}

/// <summary>Softmax and its logarithm along one dimension, and their gradients, each in one walk through memory.</summary>
/// <remarks>The sums are carried in float64.</remarks>
static class SoftmaxRows
{
    /// <summary>Numbers that stay in the fastest cache between two passes over them.</summary>
    public const int Chunk = 1024;

    // Neighbouring columns that are treated together where the dimension is not the last.
    const int Columns = 256;

    /// <summary>yᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m) with m = max x</summary>
    public static Tensor Softmax(Tensor x, int dim) => Forward(x, dim, log: false);

    /// <summary>yᵢ = (xᵢ − m) − ln Σⱼ e^(xⱼ − m) with m = max x</summary>
    public static Tensor LogSoftmax(Tensor x, int dim) => Forward(x, dim, log: true);

    /// <summary>dx = y (dy − Σ dy y)   for y = softmax(x)</summary>
    public static Tensor SoftmaxGradient(Tensor y, Tensor dy, int dim) =>
        Backward(y, dy, dim, log: false);

    /// <summary>dx = dy − e^y Σ dy   for y = ln softmax(x)</summary>
    public static Tensor LogSoftmaxGradient(Tensor y, Tensor dy, int dim) =>
        Backward(y, dy, dim, log: true);

    /// <summary>m = max x, and ln Σⱼ e^(xⱼ − m)</summary>
    /// <param name="x">Any number of elements.</param>
    /// <param name="powers">Room for as many, or for <see cref="Chunk"/>.</param>
    public static (double Largest, double LogSum) LogSumExp<T>(ReadOnlySpan<T> x, Span<T> powers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = Vectors.Largest(x);
        double sum = 0;
        for (; !x.IsEmpty; x = x[Math.Min(Chunk, x.Length)..])
        {
            var chunk = x[..Math.Min(Chunk, x.Length)];
            Vectors.Map(new ExpFrom(largest), chunk, powers);
            sum += Vectors.Sum<Itself, T>(new(), powers[..chunk.Length]);
        }
        return (largest, double.CreateTruncating(Log<T>(sum)));
    }

    /// <summary>ln Σ in the precision of T, as in PyTorch.</summary>
    public static T Log<T>(double sum)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Log(T.CreateTruncating(sum));

    static Tensor Forward(Tensor x, int dim, bool log)
    {
        x = Copy.Contiguous(x);
        var y = Tensor.AllocateUnset(x.Dtype, x.Shape);
        Dispatch.Reals(x.Dtype, new ForwardKernel(x, y, dim, log));
        return y;
    }

    static Tensor Backward(Tensor y, Tensor dy, int dim, bool log)
    {
        (y, dy) = (Copy.Contiguous(y), Copy.Contiguous(dy));
        var dx = Tensor.AllocateUnset(y.Dtype, y.Shape);
        Dispatch.Reals(y.Dtype, new BackwardKernel(y, dy, dx, dim, log));
        return dx;
    }

    static (int Outer, int Length, int Inner) Around(Tensor x, int dim) =>
        x.Rank == 0
            ? (1, 1, 1)
            : (
                (int)Shapes.Count(x.Shape[..dim]),
                (int)x.Shape[dim],
                (int)Shapes.Count(x.Shape[(dim + 1)..])
            );

    readonly struct ForwardKernel(Tensor x, Tensor y, int dim, bool log) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (outer, length, inner) = Around(x, dim);
            if (x.Count == 0)
                return;
            if (inner == 1)
                Ranges.ShareRows(outer, length, new ForwardRows<T>(x, y, length, log));
            else
            {
                var blocks = (inner + Columns - 1) / Columns;
                Ranges.ShareRows(
                    outer * blocks,
                    length * Math.Min(inner, Columns),
                    new ForwardColumns<T>(x, y, length, inner, blocks, log)
                );
            }
        }
    }

    readonly struct BackwardKernel(Tensor y, Tensor dy, Tensor dx, int dim, bool log) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (outer, length, inner) = Around(y, dim);
            if (y.Count == 0)
                return;
            if (inner == 1)
                Ranges.ShareRows(outer, length, new BackwardRows<T>(y, dy, dx, length, log));
            else
            {
                var blocks = (inner + Columns - 1) / Columns;
                Ranges.ShareRows(
                    outer * blocks,
                    length * Math.Min(inner, Columns),
                    new BackwardColumns<T>(y, dy, dx, length, inner, blocks, log)
                );
            }
        }
    }

    readonly struct ForwardRows<T>(Tensor x, Tensor y, int length, bool log) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            for (var row = start; row < start + count; row++)
            {
                ReadOnlySpan<T> from = x.Data<T>().Slice(row * length, length);
                var to = y.Data<T>().Slice(row * length, length);
                if (log)
                {
                    // The powers go where the results will be. On the stack they could lie a whole number of pages from
                    // x, and each load would wait for a store that seems to be of the same place.
                    var (largest, logSum) = LogSumExp(from, to);
                    Vectors.Map(new LogShare(largest, logSum), from, to);
                }
                else
                    Powers(from, to);
            }
        }

        static void Powers(ReadOnlySpan<T> x, Span<T> y)
        {
            var f = new ExpFrom(Vectors.Largest(x));
            double sum = 0;
            for (var i = 0; i < x.Length; i += Chunk)
            {
                var n = Math.Min(Chunk, x.Length - i);
                Vectors.Map(f, x.Slice(i, n), y.Slice(i, n));
                sum += Vectors.Sum<Itself, T>(new(), y.Slice(i, n));
            }
            Vectors.Map(new Times(1 / sum), y, y);
        }

        readonly struct Times(double factor) : IFunction
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public V Of<V>(V x)
                where V : struct, IReals<V> => x * V.Of(factor);
        }
    }

    readonly struct BackwardRows<T>(Tensor y, Tensor dy, Tensor dx, int length, bool log) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            for (var row = start; row < start + count; row++)
            {
                ReadOnlySpan<T> result = y.Data<T>().Slice(row * length, length);
                ReadOnlySpan<T> gradient = dy.Data<T>().Slice(row * length, length);
                var to = dx.Data<T>().Slice(row * length, length);
                if (log)
                {
                    var sum = Vectors.Sum<Itself, T>(new(), gradient);
                    Vectors.Map(new LogSoftmaxGradient(sum), result, gradient, to);
                }
                else
                {
                    var sum = Vectors.Sum<Product, T>(new(), result, gradient);
                    Vectors.Map(new SoftmaxGradient(sum), result, gradient, to);
                }
            }
        }
    }

    // Columns side by side: each row of theirs is treated at once.
    readonly struct ForwardColumns<T>(
        Tensor x,
        Tensor y,
        int length,
        int inner,
        int blocks,
        bool log
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            Span<T> largest = stackalloc T[Columns];
            Span<T> sum = stackalloc T[Columns];
            Span<T> powers = stackalloc T[Columns];
            Span<double> wide = stackalloc double[Columns];
            for (var block = start; block < start + count; block++)
            {
                var first = block % blocks * Columns;
                var width = Math.Min(Columns, inner - first);
                var begin = block / blocks * length * inner + first;
                ReadOnlySpan<T> from = x.Data<T>()[begin..];
                var to = y.Data<T>()[begin..];
                var m = largest[..width];
                var s = sum[..width];
                from[..width].CopyTo(m);
                for (var l = 1; l < length; l++)
                    TensorPrimitives.MaxNumber(m, from.Slice(l * inner, width), m);
                wide.Clear();
                for (var l = 0; l < length; l++)
                {
                    var row = from.Slice(l * inner, width);
                    var power = log ? powers[..width] : to.Slice(l * inner, width);
                    Vectors.Map<ExpFromEach, T>(new(), row, m, power);
                    Vectors.AddTo<Itself, T>(wide, new(), power);
                }
                for (var i = 0; i < width; i++)
                    s[i] = log ? Log<T>(wide[i]) : T.CreateTruncating(wide[i]);
                for (var l = 0; l < length; l++)
                {
                    var row = to.Slice(l * inner, width);
                    if (log)
                    {
                        TensorPrimitives.Subtract(from.Slice(l * inner, width), m, row);
                        TensorPrimitives.Subtract(row, s, row);
                    }
                    else
                        TensorPrimitives.Divide(row, s, row);
                }
            }
        }
    }

    readonly struct BackwardColumns<T>(
        Tensor y,
        Tensor dy,
        Tensor dx,
        int length,
        int inner,
        int blocks,
        bool log
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            Span<T> sum = stackalloc T[Columns];
            Span<double> wide = stackalloc double[Columns];
            for (var block = start; block < start + count; block++)
            {
                var first = block % blocks * Columns;
                var width = Math.Min(Columns, inner - first);
                var begin = block / blocks * length * inner + first;
                ReadOnlySpan<T> result = y.Data<T>()[begin..];
                ReadOnlySpan<T> gradient = dy.Data<T>()[begin..];
                var to = dx.Data<T>()[begin..];
                wide.Clear();
                for (var l = 0; l < length; l++)
                {
                    var g = gradient.Slice(l * inner, width);
                    if (log)
                        Vectors.AddTo<Itself, T>(wide, new(), g);
                    else
                        Vectors.AddTo<Product, T>(wide, new(), result.Slice(l * inner, width), g);
                }
                for (var i = 0; i < width; i++)
                    sum[i] = T.CreateTruncating(wide[i]);
                for (var l = 0; l < length; l++)
                {
                    var r = result.Slice(l * inner, width);
                    var g = gradient.Slice(l * inner, width);
                    if (log)
                        Vectors.Map<LogSoftmaxGradientOfEach, T>(
                            new(),
                            r,
                            g,
                            sum,
                            to.Slice(l * inner, width)
                        );
                    else
                        Vectors.Map<SoftmaxGradientOfEach, T>(
                            new(),
                            r,
                            g,
                            sum,
                            to.Slice(l * inner, width)
                        );
                }
            }
        }
    }
}
