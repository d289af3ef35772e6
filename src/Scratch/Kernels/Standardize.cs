using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Which elements of a contiguous tensor share a mean and a variance: groups of runs of neighbours.</summary>
/// <param name="Count">How many groups there are.</param>
/// <param name="Runs">How many runs a group has.</param>
/// <param name="First">From the first run of a group to the first run of the next, in runs.</param>
/// <param name="Step">From one run of a group to its next, in runs.</param>
/// <param name="Length">Elements in a run.</param>
/// <param name="IsElementwise">Whether each place in a run has a γ and a β of its own, and not each run.</param>
readonly record struct Groups(
    int Count,
    int Runs,
    int First,
    int Step,
    int Length,
    bool IsElementwise = false
)
{
    /// <summary>The last dimensions of each sample.</summary>
    public static Groups OfRows(long rows, long length) =>
        new((int)rows, 1, 1, 1, (int)length, IsElementwise: true);

    /// <summary>(N, C, *) by channel, over the batch.</summary>
    public static Groups OfChannels(long n, long c, long length) =>
        new((int)c, (int)n, 1, (int)c, (int)length);

    /// <summary>(N, G, C / G, *) by sample and group of channels.</summary>
    public static Groups OfChannelGroups(long n, long groups, long channels, long length) =>
        new((int)(n * groups), (int)channels, (int)channels, 1, (int)length);

    /// <summary>Whether groups lie in so many short runs that it pays to bring each together first.</summary>
    public bool AreScattered => Step > 1 && Runs > 1 && Length < 16;

    /// <summary>The groups once each lies in one run.</summary>
    public Groups Gathered => new(Count, 1, 1, 1, Runs * Length);

    /// <summary>The elements of scattered groups, group by group.</summary>
    public Tensor Gather(Tensor x)
    {
        x = Copy.Contiguous(x);
        return Copy.Contiguous(
            x.View([Count, Runs, Length], [Length, (long)Count * Length, 1], x.Offset)
        );
    }

    /// <summary>The elements back in their places in a tensor like another.</summary>
    public Tensor Scatter(Tensor gathered, Tensor like)
    {
        var y = Tensor.AllocateUnset(like.Dtype, like.Shape);
        Copy.Into(
            gathered.View([Runs, Count, Length], [Length, (long)Runs * Length, 1], gathered.Offset),
            y.View([Runs, Count, Length], Shapes.ContiguousStrides([Runs, Count, Length]), 0)
        );
        return y;
    }

    /// <summary>Elements in a group.</summary>
    public double Size => (double)Runs * Length;

    /// <summary>The number of a run among all.</summary>
    public int Run(int group, int i) => group * First + i * Step;
}

/// <summary>x̂ = (x − μ) / √(σ² + ε) group by group, y = x̂ γ + β, and the gradients.</summary>
/// <remarks>
/// Means, variances and all that is added up for the gradients are carried in float64. γ and β are one number for a run,
/// where the runs go through them over and over, or one for each element of a run.
/// </remarks>
static class Standardize
{
    // Rows whose parts of dγ are added up one after the other.
    const int RowsPerPart = 64;

    /// <summary>y, with the mean, the variance and 1 / √(σ² + ε) of each group.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="groups">What belongs together in it.</param>
    /// <param name="weight">γ; 1 where null.</param>
    /// <param name="bias">β; 0 where null.</param>
    /// <param name="eps">ε</param>
    /// <param name="centered">Whether the mean is taken off; the variance is the mean of x² where not.</param>
    public static (Tensor Y, Tensor Mean, Tensor Variance, Tensor Rstd) Forward(
        Tensor x,
        Groups groups,
        Tensor? weight,
        Tensor? bias,
        double eps,
        bool centered = true
    )
    {
        if (groups.AreScattered)
        {
            var (gathered, mean2, variance2, rstd2) = Forward(
                groups.Gather(x),
                groups.Gathered,
                weight,
                bias,
                eps,
                centered
            );
            return (groups.Scatter(gathered, x), mean2, variance2, rstd2);
        }
        x = Copy.Contiguous(x);
        var y = Tensor.AllocateUnset(x.Dtype, x.Shape);
        var mean = Tensor.AllocateUnset(x.Dtype, groups.Count);
        var variance = Tensor.AllocateUnset(x.Dtype, groups.Count);
        var rstd = Tensor.AllocateUnset(x.Dtype, groups.Count);
        Dispatch.Reals(
            x.Dtype,
            new ForwardKernel(
                new(x, groups, Contiguous(weight), mean, rstd),
                Contiguous(bias),
                y,
                variance,
                eps,
                centered
            )
        );
        return (y, mean, variance, rstd);
    }

    /// <summary>
    /// dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε) with g = dy · γ, dγ = Σ dy · x̂ and dβ = Σ dy; without mean(g) where
    /// the mean was not taken off.
    /// </summary>
    public static (Tensor Dx, Tensor? Dweight, Tensor? Dbias) Backward(
        Tensor x,
        Groups groups,
        Tensor? weight,
        Tensor? bias,
        Tensor mean,
        Tensor rstd,
        Tensor dy,
        bool centered = true
    )
    {
        if (groups.AreScattered)
        {
            var (gathered, dWeight2, dBias2) = Backward(
                groups.Gather(x),
                groups.Gathered,
                weight,
                bias,
                mean,
                rstd,
                groups.Gather(dy),
                centered
            );
            return (groups.Scatter(gathered, x), dWeight2, dBias2);
        }
        (x, dy) = (Copy.Contiguous(x), Copy.Contiguous(dy));
        var dx = Tensor.AllocateUnset(x.Dtype, x.Shape);
        var dWeight = weight is null ? null : Tensor.Allocate(x.Dtype, weight.Shape);
        var dBias = bias is null ? null : Tensor.Allocate(x.Dtype, bias.Shape);
        Dispatch.Reals(
            x.Dtype,
            new BackwardKernel(
                new(x, groups, Contiguous(weight), mean, rstd),
                dy,
                dx,
                dWeight,
                dBias,
                centered
            )
        );
        return (dx, dWeight, dBias);
    }

    static Tensor? Contiguous(Tensor? x) => x is null ? null : Copy.Contiguous(x);

    // What both directions need.
    readonly record struct Data(Tensor X, Groups Groups, Tensor? Weight, Tensor Mean, Tensor Rstd)
    {
        // Whether each element of a run has a γ and a β of its own.
        public bool IsElementwise => Groups.IsElementwise && Weight is not null;
    }

    readonly struct ForwardKernel(
        Data data,
        Tensor? bias,
        Tensor y,
        Tensor variance,
        double eps,
        bool centered
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Ranges.ShareRows(
                data.Groups.Count,
                (int)data.Groups.Size,
                new ForwardGroups<T>(data, bias, y, variance, eps, centered)
            );
    }

    readonly struct ForwardGroups<T>(
        Data data,
        Tensor? bias,
        Tensor y,
        Tensor variance,
        double eps,
        bool centered
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            ReadOnlySpan<T> x = data.X.Data<T>();
            ReadOnlySpan<T> gamma = data.Weight is null ? default : data.Weight.Data<T>();
            ReadOnlySpan<T> beta = bias is null ? default : bias.Data<T>();
            var result = y.Data<T>();
            var groups = data.Groups;
            var n = groups.Length;
            for (var g = start; g < start + count; g++)
            {
                var (mean, square) = Moments(x, g);
                data.Mean.Data<T>()[g] = T.CreateTruncating(mean);
                variance.Data<T>()[g] = T.CreateTruncating(square);
                // In the precision of x step by step, as PyTorch does.
                data.Rstd.Data<T>()[g] =
                    T.One / T.Sqrt(variance.Data<T>()[g] + T.CreateTruncating(eps));
                var m = double.CreateTruncating(data.Mean.Data<T>()[g]);
                var r = double.CreateTruncating(data.Rstd.Data<T>()[g]);
                for (var i = 0; i < groups.Runs; i++)
                {
                    var run = groups.Run(g, i);
                    var from = x.Slice(run * n, n);
                    var to = result.Slice(run * n, n);
                    if (!data.IsElementwise)
                        Vectors.Map(
                            new Line(
                                m,
                                gamma.IsEmpty ? r : r * Number(gamma, run),
                                beta.IsEmpty ? 0 : Number(beta, run)
                            ),
                            from,
                            to
                        );
                    else if (beta.IsEmpty)
                        Vectors.Map(new Weighted(m, r), from, gamma, to);
                    else
                        Vectors.Map(new WeightedLine(m, r), from, gamma, beta, to);
                }
            }
        }

        // The mean and the variance of a group, or 0 and the mean of x².
        (double Mean, double Variance) Moments(ReadOnlySpan<T> x, int g)
        {
            var (groups, n) = (data.Groups, data.Groups.Length);
            var isSingle = typeof(T) == typeof(float);
            // Numbers of float32 are read once: as far from a member of the group as they are, √size deviations at most,
            // the squares lose nothing in float64 that float32 could hold.
            double from = 0;
            if (centered && isSingle && groups.Size > 0)
                from = double.CreateTruncating(x[groups.Run(g, 0) * n]);
            if (!double.IsFinite(from))
                from = 0;
            double sum = 0,
                square = 0;
            for (var i = 0; i < groups.Runs; i++)
            {
                var (first, second) = Vectors.Moments(x.Slice(groups.Run(g, i) * n, n), from);
                sum += first;
                square += second;
            }
            var mean = sum / groups.Size;
            if (!centered)
                return (0, square / groups.Size);
            if (isSingle)
                return (from + mean, Math.Max(square / groups.Size - mean * mean, 0));
            square = 0;
            for (var i = 0; i < groups.Runs; i++)
                square += Vectors.Sum(new SquareFrom(mean), x.Slice(groups.Run(g, i) * n, n));
            return (mean, square / groups.Size);
        }
    }

    // Runs go through the weights over and over.
    static double Number<T>(ReadOnlySpan<T> numbers, int run)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        double.CreateTruncating(numbers[run % numbers.Length]);

    readonly struct BackwardKernel(
        Data data,
        Tensor dy,
        Tensor dx,
        Tensor? dWeight,
        Tensor? dBias,
        bool centered
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var groups = data.Groups;
            if (data.X.Count == 0)
                return;
            // Σ dy · x̂ and then Σ dy: of each run, or of each column of some rows.
            var parts = (groups.Count + RowsPerPart - 1) / RowsPerPart;
            var size = data.IsElementwise ? parts * groups.Length : groups.Count * groups.Runs;
            var sums = ArrayPool<double>.Shared.Rent(2 * size);
            try
            {
                if (data.IsElementwise)
                    Ranges.ShareRows(
                        parts,
                        RowsPerPart * groups.Length,
                        new BackwardRows<T>(data, dy, dx, sums, size, centered)
                    );
                else
                    Ranges.ShareRows(
                        groups.Count,
                        (int)groups.Size,
                        new BackwardGroups<T>(data, dy, dx, sums, size, centered)
                    );
                if (dWeight is not null)
                    AddUp(sums.AsSpan(0, size), dWeight.Data<T>());
                if (dBias is not null)
                    AddUp(sums.AsSpan(size, size), dBias.Data<T>());
            }
            finally
            {
                ArrayPool<double>.Shared.Return(sums);
            }
        }

        static void AddUp<T>(Span<double> sums, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var first = sums[..result.Length];
            for (var rest = sums[result.Length..]; !rest.IsEmpty; rest = rest[result.Length..])
                TensorPrimitives.Add(first, rest[..result.Length], first);
            for (var i = 0; i < result.Length; i++)
                result[i] = T.CreateTruncating(first[i]);
        }
    }

    readonly struct BackwardGroups<T>(
        Data data,
        Tensor dy,
        Tensor dx,
        double[] sums,
        int size,
        bool centered
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            ReadOnlySpan<T> x = data.X.Data<T>();
            ReadOnlySpan<T> gamma = data.Weight is null ? default : data.Weight.Data<T>();
            ReadOnlySpan<T> gradient = dy.Data<T>();
            var result = dx.Data<T>();
            var groups = data.Groups;
            var n = groups.Length;
            for (var g = start; g < start + count; g++)
            {
                var m = double.CreateTruncating(data.Mean.Data<T>()[g]);
                var r = double.CreateTruncating(data.Rstd.Data<T>()[g]);
                double meanG = 0,
                    meanGx = 0;
                for (var i = 0; i < groups.Runs; i++)
                {
                    var run = groups.Run(g, i);
                    var from = gradient.Slice(run * n, n);
                    sums[run] = Vectors.Sum(new Correlation(m, r), x.Slice(run * n, n), from);
                    sums[size + run] = Vectors.Sum<Itself, T>(new(), from);
                    var factor = gamma.IsEmpty ? 1 : Number(gamma, run);
                    meanG += factor * sums[size + run];
                    meanGx += factor * sums[run];
                }
                meanG = centered ? meanG / groups.Size : 0;
                meanGx /= groups.Size;
                for (var i = 0; i < groups.Runs; i++)
                {
                    var run = groups.Run(g, i);
                    var factor = gamma.IsEmpty ? 1 : Number(gamma, run);
                    Vectors.Map(
                        new Gradient(m, r, factor, meanG, meanGx),
                        x.Slice(run * n, n),
                        gradient.Slice(run * n, n),
                        result.Slice(run * n, n)
                    );
                }
            }
        }
    }

    readonly struct BackwardRows<T>(
        Data data,
        Tensor dy,
        Tensor dx,
        double[] sums,
        int size,
        bool centered
    ) : IRanges
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int start, int count)
        {
            ReadOnlySpan<T> x = data.X.Data<T>();
            ReadOnlySpan<T> gamma = data.Weight!.Data<T>();
            ReadOnlySpan<T> gradient = dy.Data<T>();
            var result = dx.Data<T>();
            var n = data.Groups.Length;
            for (var part = start; part < start + count; part++)
            {
                var sumsGx = sums.AsSpan(part * n, n);
                var sumsG = sums.AsSpan(size + part * n, n);
                sumsGx.Clear();
                sumsG.Clear();
                var last = Math.Min(data.Groups.Count, (part + 1) * RowsPerPart);
                for (var g = part * RowsPerPart; g < last; g++)
                {
                    var m = double.CreateTruncating(data.Mean.Data<T>()[g]);
                    var r = double.CreateTruncating(data.Rstd.Data<T>()[g]);
                    var from = x.Slice(g * n, n);
                    var over = gradient.Slice(g * n, n);
                    var meanG = centered ? Vectors.Sum<Product, T>(new(), over, gamma) / n : 0;
                    var meanGx = Vectors.Sum(new WeightedCorrelation(m, r), from, over, gamma) / n;
                    Vectors.Map(
                        new WeightedGradient(m, r, meanG, meanGx),
                        from,
                        over,
                        gamma,
                        result.Slice(g * n, n)
                    );
                    Vectors.AddTo(sumsGx, new Correlation(m, r), from, over);
                    Vectors.AddTo<Itself, T>(sumsG, new(), over);
                }
            }
        }
    }

    // (x − μ) s + β
    readonly struct Line(double mean, double slope, double bias) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x)
            where V : struct, IReals<V> => V.MultiplyAdd(x - V.Of(mean), V.Of(slope), V.Of(bias));
    }

    // (x − μ) r γ
    readonly struct Weighted(double mean, double rstd) : IFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V gamma)
            where V : struct, IReals<V> => (x - V.Of(mean)) * V.Of(rstd) * gamma;
    }

    // (x − μ) r γ + β
    readonly struct WeightedLine(double mean, double rstd) : IFunction3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V gamma, V beta)
            where V : struct, IReals<V> =>
            V.MultiplyAdd((x - V.Of(mean)) * V.Of(rstd), gamma, beta);
    }

    // x̂ · dy
    readonly struct Correlation(double mean, double rstd) : IFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V dy)
            where V : struct, IReals<V> => (x - V.Of(mean)) * V.Of(rstd) * dy;
    }

    // x̂ · dy · γ
    readonly struct WeightedCorrelation(double mean, double rstd) : IFunction3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V dy, V gamma)
            where V : struct, IReals<V> => (x - V.Of(mean)) * V.Of(rstd) * (dy * gamma);
    }

    // (dy γ − mean(g) − x̂ mean(g x̂)) r
    readonly struct Gradient(double mean, double rstd, double gamma, double meanG, double meanGx)
        : IFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V dy)
            where V : struct, IReals<V> =>
            (dy * V.Of(gamma) - V.Of(meanG) - (x - V.Of(mean)) * V.Of(rstd) * V.Of(meanGx))
            * V.Of(rstd);
    }

    readonly struct WeightedGradient(double mean, double rstd, double meanG, double meanGx)
        : IFunction3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V>(V x, V dy, V gamma)
            where V : struct, IReals<V> =>
            (dy * gamma - V.Of(meanG) - (x - V.Of(mean)) * V.Of(rstd) * V.Of(meanGx)) * V.Of(rstd);
    }
}
