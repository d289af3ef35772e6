using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>The likelihood of a class by the softmax of a row, without the softmax itself in memory.</summary>
static class ClassLikelihood
{
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
            for (var i = start; i < start + count; i++)
            {
                var row = all.Slice(i * n, n);
                var (m, l) = SoftmaxRows.LogSumExp(row);
                var (max, log) = (T.CreateTruncating(m), T.CreateTruncating(l));
                (largest.Data<T>()[i], logSum.Data<T>()[i]) = (max, log);
                logP.Data<T>()[i] =
                    chosen[i] >= 0 && chosen[i] < n ? row[(int)chosen[i]] - max - log : T.Zero;
            }
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
            for (var i = start; i < start + count; i++)
            {
                var slope = slopes.Data<T>()[i];
                var to = dx.Data<T>().Slice(i * n, n);
                Vectors.Map(
                    new MinusShare(
                        double.CreateTruncating(largest.Data<T>()[i]),
                        double.CreateTruncating(logSum.Data<T>()[i]),
                        double.CreateTruncating(slope)
                    ),
                    all.Slice(i * n, n),
                    to
                );
                if (chosen[i] >= 0 && chosen[i] < n)
                    to[(int)chosen[i]] += slope;
            }
        }
    }

    // −s e^(x − m − l)
    readonly struct MinusShare(double m, double l, double s) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IReals<V> => Transcendental.Exp(x - V.Of(m) - V.Of(l)) * V.Of(-s);
    }
}
