using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>The likelihood of a class by the softmax of a row, without the softmax itself in memory.</summary>
static class ClassLikelihood
{
    // Rows of so few classes are turned, so many at a time, and a vector then has one number of each row.
    const int Few = 64;
    const int Rows = 128;

    /// <summary>ln p of a class of each row, p = softmax(x); and of each row max x and ln Σ e^(x − max).</summary>
    /// <param name="x">(N, C)</param>
    /// <param name="classes">(N); what is no class has the likelihood 0.</param>
    public static (Tensor LogP, Tensor Largest, Tensor LogSum) Forward(Tensor x, Tensor classes)
    {
        x = Copy.Contiguous(x);
        var logP = Tensor.AllocateUnset(x.Dtype, x.Shape[0]);
        var largest = Tensor.AllocateUnset(x.Dtype, x.Shape[0]);
        var logSum = Tensor.AllocateUnset(x.Dtype, x.Shape[0]);
        Dispatch.Reals(
            x.Dtype,
            new ForwardKernel(x, Copy.Contiguous(classes), logP, largest, logSum)
        );
        return (logP, largest, logSum);
    }

    /// <summary>dx[i, c] = −s[i] p[i, c], and s[i] more for the class of row i.</summary>
    /// <param name="x">(N, C)</param>
    /// <param name="classes">(N)</param>
    /// <param name="largest">(N), the largest x of each row.</param>
    /// <param name="logSum">(N), ln Σ e^(x − max) of each row.</param>
    /// <param name="slopes">s, (N): the gradient of each ln p.</param>
    public static Tensor Backward(
        Tensor x,
        Tensor classes,
        Tensor largest,
        Tensor logSum,
        Tensor slopes
    )
    {
        x = Copy.Contiguous(x);
        var dx = Tensor.AllocateUnset(x.Dtype, x.Shape);
        Dispatch.Reals(
            x.Dtype,
            new BackwardKernel(
                x,
                Copy.Contiguous(classes),
                largest,
                logSum,
                Copy.Contiguous(slopes),
                dx
            )
        );
        return dx;
    }

    readonly struct ForwardKernel(
        Tensor x,
        Tensor classes,
        Tensor logP,
        Tensor largest,
        Tensor logSum
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.ShareRows(
                (int)x.Shape[0],
                (int)x.Shape[1],
                new ForwardRows<T>(x, classes, logP, largest, logSum)
            );
    }

    readonly struct ForwardRows<T>(
        Tensor x,
        Tensor classes,
        Tensor logP,
        Tensor largest,
        Tensor logSum
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            var n = (int)x.Shape[1];
            ReadOnlySpan<T> all = x.Data<T>();
            ReadOnlySpan<long> chosen = classes.Data<long>();
            var max = largest.Data<T>();
            var log = logSum.Data<T>();
            var result = logP.Data<T>();
            if (n is > 0 and <= Few)
                for (var i = start; i < start + count; i += Rows)
                {
                    var rows = Math.Min(Rows, start + count - i);
                    Turned(all.Slice(i * n, rows * n), n, max.Slice(i, rows), log.Slice(i, rows));
                }
            else
            {
                Span<T> powers = stackalloc T[SoftmaxRows.Chunk];
                for (var i = start; i < start + count; i++)
                {
                    var (m, l) = SoftmaxRows.LogSumExp(all.Slice(i * n, n), powers);
                    (max[i], log[i]) = (T.CreateTruncating(m), T.CreateTruncating(l));
                }
            }
            for (var i = start; i < start + count; i++)
                result[i] =
                    chosen[i] >= 0 && chosen[i] < n
                        ? all[i * n + (int)chosen[i]] - max[i] - log[i]
                        : T.Zero;
        }

        // m = max x, and ln Σ e^(x − m), of rows of n classes
        [SkipLocalsInit]
        static void Turned(ReadOnlySpan<T> x, int n, Span<T> max, Span<T> log)
        {
            var rows = max.Length;
            Span<T> turned = stackalloc T[Few * Rows];
            Span<double> sums = stackalloc double[Rows];
            Transpose.Run(x, n, turned, rows, rows, n);
            turned[..rows].CopyTo(max);
            for (var c = 1; c < n; c++)
                TensorPrimitives.MaxNumber<T>(max, turned.Slice(c * rows, rows), max);
            sums.Clear();
            for (var c = 0; c < n; c++)
            {
                var column = turned.Slice(c * rows, rows);
                Vectors.Map<ExpFromEach, T>(new(), column, max, column);
                Vectors.AddTo<Itself, T>(sums, new(), column);
            }
            for (var i = 0; i < rows; i++)
                log[i] = SoftmaxRows.Log<T>(sums[i]);
        }
    }

    readonly struct BackwardKernel(
        Tensor x,
        Tensor classes,
        Tensor largest,
        Tensor logSum,
        Tensor slopes,
        Tensor dx
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.ShareRows(
                (int)x.Shape[0],
                (int)x.Shape[1],
                new BackwardRows<T>(x, classes, largest, logSum, slopes, dx)
            );
    }

    readonly struct BackwardRows<T>(
        Tensor x,
        Tensor classes,
        Tensor largest,
        Tensor logSum,
        Tensor slopes,
        Tensor dx
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            var n = (int)x.Shape[1];
            ReadOnlySpan<T> all = x.Data<T>();
            ReadOnlySpan<long> chosen = classes.Data<long>();
            var max = largest.Data<T>();
            var log = logSum.Data<T>();
            var s = slopes.Data<T>();
            var result = dx.Data<T>();
            if (n is > 0 and <= Few)
                for (var i = start; i < start + count; i += Rows)
                {
                    var rows = Math.Min(Rows, start + count - i);
                    Turned(
                        all.Slice(i * n, rows * n),
                        n,
                        max.Slice(i, rows),
                        log.Slice(i, rows),
                        s.Slice(i, rows),
                        result.Slice(i * n, rows * n)
                    );
                }
            else
                for (var i = start; i < start + count; i++)
                    Vectors.Map(
                        new MinusShare(
                            double.CreateTruncating(max[i]),
                            double.CreateTruncating(log[i]),
                            double.CreateTruncating(s[i])
                        ),
                        all.Slice(i * n, n),
                        result.Slice(i * n, n)
                    );
            for (var i = start; i < start + count; i++)
                if (chosen[i] >= 0 && chosen[i] < n)
                    result[i * n + (int)chosen[i]] += s[i];
        }

        [SkipLocalsInit]
        static void Turned(
            ReadOnlySpan<T> x,
            int n,
            ReadOnlySpan<T> max,
            ReadOnlySpan<T> log,
            ReadOnlySpan<T> slopes,
            Span<T> dx
        )
        {
            var rows = max.Length;
            Span<T> turned = stackalloc T[Few * Rows];
            Transpose.Run(x, n, turned, rows, rows, n);
            for (var c = 0; c < n; c++)
            {
                var column = turned.Slice(c * rows, rows);
                Vectors.Map<ShareOfEach, T>(new(), column, max, log, column);
                Vectors.Map<MinusProduct, T>(new(), column, slopes, column);
            }
            Transpose.Run<T>(turned, rows, dx, n, n, rows);
        }
    }

    // e^(x − m − l), each with numbers of its own
    readonly struct ShareOfEach : IFunction3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V m, V l)
            where V : struct, IReals<V> => Transcendental.Exp(x - m - l);
    }

    // −a b
    readonly struct MinusProduct : IFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V a, V b)
            where V : struct, IReals<V> => a * -b;
    }

    // −s e^(x − m − l)
    readonly struct MinusShare(double m, double l, double s) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IReals<V> => Transcendental.Exp(x - V.Of(m) - V.Of(l)) * V.Of(-s);
    }
}
