using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
/// Means, variances and all that is added up for the gradients are carried in float64, except that where each element has a
/// γ of its own a few numbers are first added up in their own precision. γ and β are one number for a run,
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
        readonly Groups groups = data.Groups;

        public void Run(int start, int count)
        {
            ReadOnlySpan<T> x = data.X.Data<T>();
            ReadOnlySpan<T> gamma = data.Weight is null ? default : data.Weight.Data<T>();
            ReadOnlySpan<T> beta = bias is null ? default : bias.Data<T>();
            var result = y.Data<T>();
            var n = groups.Length;
            var means = data.Mean.Data<T>();
            var variances = variance.Data<T>();
            var rstds = data.Rstd.Data<T>();
            var isLarge = Vectors.IsLarge<T>(y);
            for (var g = start; g < start + count; g++)
            {
                var (mean, square) = Moments(x, g);
                means[g] = T.CreateTruncating(mean);
                variances[g] = T.CreateTruncating(square);
                // In the precision of x step by step, as PyTorch does.
                rstds[g] = T.One / T.Sqrt(variances[g] + T.CreateTruncating(eps));
                var m = double.CreateTruncating(means[g]);
                var r = double.CreateTruncating(rstds[g]);
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
                            to,
                            isLarge
                        );
                    else if (beta.IsEmpty)
                        Vectors.Map(new Weighted(m, r), from, gamma, to, isLarge);
                    else
                        Vectors.Map(new WeightedLine(m, r), from, gamma, beta, to, isLarge);
                }
            }
        }

        // The mean and the variance of a group, or 0 and the mean of x².
        (double Mean, double Variance) Moments(ReadOnlySpan<T> x, int g)
        {
            if (typeof(T) == typeof(float) && groups.Size > 0)
            {
                // Read once: from a member that is not the one far from all others, if there is such, nothing cancels.
                var some = Run(x, g, 0);
                var from = centered ? Middle(some[0], some[some.Length / 2], some[^1]) : 0;
                var (sum, square) = (0.0, 0.0);
                for (var i = 0; i < groups.Runs; i++)
                {
                    var (first, second) = Vectors.Moments(
                        Run(x, g, i),
                        from,
                        wide: !groups.IsElementwise
                    );
                    sum += first;
                    square += second;
                }
                var distance = centered ? sum / groups.Size : 0;
                square = square / groups.Size - distance * distance;
                // Squares of float32 numbers may be too large for float32.
                if (double.IsFinite(square))
                    return (from + distance, Math.Max(square, 0));
            }
            double total = 0,
                squares = 0;
            for (var i = 0; i < groups.Runs && centered; i++)
                total += Vectors.Sum<Itself, T>(new(), Run(x, g, i));
            var mean = total / groups.Size;
            for (var i = 0; i < groups.Runs; i++)
                squares += Vectors.Sum(new SquareFrom(centered ? mean : 0), Run(x, g, i));
            return (centered ? mean : 0, squares / groups.Size);
        }

        static double Middle(T a, T b, T c) =>
            double.CreateTruncating(T.Max(T.Min(a, b), T.Min(T.Max(a, b), c)));

        ReadOnlySpan<T> Run(ReadOnlySpan<T> x, int g, int i) =>
            x.Slice(groups.Run(g, i) * groups.Length, groups.Length);
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
            ReadOnlySpan<T> means = data.Mean.Data<T>();
            ReadOnlySpan<T> rstds = data.Rstd.Data<T>();
            var result = dx.Data<T>();
            var n = data.Groups.Length;
            var isLarge = Vectors.IsLarge<T>(dx);
            Span<double> totals = stackalloc double[2 * RowSums<T>.Rows];
            for (var part = start; part < start + count; part++)
            {
                var columnsGx = sums.AsSpan(part * n, n);
                var columnsG = sums.AsSpan(size + part * n, n);
                columnsGx.Clear();
                columnsG.Clear();
                var last = Math.Min(data.Groups.Count, (part + 1) * RowsPerPart);
                for (var first = part * RowsPerPart; first < last; first += RowSums<T>.Rows)
                {
                    var rows = Math.Min(RowSums<T>.Rows, last - first);
                    Vectors.Run<T, RowSums<T>>(
                        new(
                            x.Slice(first * n, rows * n),
                            gradient.Slice(first * n, rows * n),
                            gamma,
                            means.Slice(first, rows),
                            rstds.Slice(first, rows),
                            totals,
                            columnsGx,
                            columnsG
                        )
                    );
                    for (var i = 0; i < rows; i++)
                        Vectors.Map(
                            new WeightedGradient(
                                double.CreateTruncating(means[first + i]),
                                double.CreateTruncating(rstds[first + i]),
                                centered ? totals[2 * i] / n : 0,
                                totals[2 * i + 1] / n
                            ),
                            x.Slice((first + i) * n, n),
                            gradient.Slice((first + i) * n, n),
                            gamma,
                            result.Slice((first + i) * n, n),
                            isLarge
                        );
                }
            }
        }
    }

    /// <summary>
    /// Of some rows with g = dy γ: Σ g and Σ g x̂ of each, and onto the sums of the columns dy x̂ and dy. A few numbers are
    /// added up in the precision of T, and their sums in float64.
    /// </summary>
    readonly ref struct RowSums<T>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> rstd,
        Span<double> totals,
        Span<double> columnsGx,
        Span<double> columnsG
    ) : ILoop
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>Rows at once, so that the sums of the columns are read and written once for all.</summary>
        public const int Rows = 4;

        // Columns whose numbers are added up in their own precision: 32 in each place of a vector of 512 bits.
        const int Columns = 512;

        readonly ReadOnlySpan<T> x = x;
        readonly ReadOnlySpan<T> dy = dy;
        readonly ReadOnlySpan<T> gamma = gamma;
        readonly ReadOnlySpan<T> mean = mean;
        readonly ReadOnlySpan<T> rstd = rstd;
        readonly Span<double> totals = totals;
        readonly Span<double> columnsGx = columnsGx;
        readonly Span<double> columnsG = columnsG;

        public void Run<V>()
            where V : struct, IReals<V>
        {
            totals.Clear();
            for (var column = 0; column < gamma.Length; column += Columns)
            {
                var end = Math.Min(column + Columns, gamma.Length);
                var whole = end - (end - column) % V.Count;
                if (mean.Length == Rows)
                    Four<V>(column, whole);
                else
                    for (var row = 0; row < mean.Length; row++)
                        One<V>(row, column, whole);
                for (var row = 0; row < mean.Length; row++)
                    Rest(row, whole, end);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Four<V>(nint column, nint end)
            where V : struct, IReals<V>
        {
            nint n = gamma.Length;
            ref var xs = ref MemoryMarshal.GetReference(x);
            ref var dys = ref MemoryMarshal.GetReference(dy);
            ref var gammas = ref MemoryMarshal.GetReference(gamma);
            ref var allGx = ref MemoryMarshal.GetReference(columnsGx);
            ref var allG = ref MemoryMarshal.GetReference(columnsG);
            var (m0, m1, m2, m3) = (Of<V>(mean[0]), Of<V>(mean[1]), Of<V>(mean[2]), Of<V>(mean[3]));
            var (r0, r1, r2, r3) = (Of<V>(rstd[0]), Of<V>(rstd[1]), Of<V>(rstd[2]), Of<V>(rstd[3]));
            var (g0, g1, g2, g3) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0));
            var (h0, h1, h2, h3) = (V.Of(0), V.Of(0), V.Of(0), V.Of(0));
            for (var i = column; i < end; i += V.Count)
            {
                var weight = V.Load(ref Unsafe.Add(ref gammas, i));
                var (gx, g) = (V.Of(0), V.Of(0));
                Add(
                    ref Unsafe.Add(ref xs, i),
                    ref Unsafe.Add(ref dys, i),
                    Rows * n,
                    weight,
                    m0,
                    r0,
                    ref g0,
                    ref h0,
                    ref gx,
                    ref g
                );
                Add(
                    ref Unsafe.Add(ref xs, i + n),
                    ref Unsafe.Add(ref dys, i + n),
                    Rows * n,
                    weight,
                    m1,
                    r1,
                    ref g1,
                    ref h1,
                    ref gx,
                    ref g
                );
                Add(
                    ref Unsafe.Add(ref xs, i + 2 * n),
                    ref Unsafe.Add(ref dys, i + 2 * n),
                    Rows * n,
                    weight,
                    m2,
                    r2,
                    ref g2,
                    ref h2,
                    ref gx,
                    ref g
                );
                Add(
                    ref Unsafe.Add(ref xs, i + 3 * n),
                    ref Unsafe.Add(ref dys, i + 3 * n),
                    Rows * n,
                    weight,
                    m3,
                    r3,
                    ref g3,
                    ref h3,
                    ref gx,
                    ref g
                );
                gx.AddTo(ref Unsafe.Add(ref allGx, i));
                g.AddTo(ref Unsafe.Add(ref allG, i));
            }
            Total(0, g0, h0);
            Total(1, g1, h1);
            Total(2, g2, h2);
            Total(3, g3, h3);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void One<V>(int row, nint column, nint end)
            where V : struct, IReals<V>
        {
            ref var xs = ref MemoryMarshal.GetReference(x[(row * gamma.Length)..]);
            ref var dys = ref MemoryMarshal.GetReference(dy[(row * gamma.Length)..]);
            ref var gammas = ref MemoryMarshal.GetReference(gamma);
            var (m, r) = (Of<V>(mean[row]), Of<V>(rstd[row]));
            var (g, h) = (V.Of(0), V.Of(0));
            for (var i = column; i < end; i += V.Count)
            {
                var (columnGx, columnG) = (V.Of(0), V.Of(0));
                Add(
                    ref Unsafe.Add(ref xs, i),
                    ref Unsafe.Add(ref dys, i),
                    0,
                    V.Load(ref Unsafe.Add(ref gammas, i)),
                    m,
                    r,
                    ref g,
                    ref h,
                    ref columnGx,
                    ref columnG
                );
                columnGx.AddTo(ref columnsGx[(int)i]);
                columnG.AddTo(ref columnsG[(int)i]);
            }
            Total(row, g, h);
        }

        // Fewer columns than a vector has.
        void Rest(int row, int column, int end)
        {
            var (m, r) = (double.CreateTruncating(mean[row]), double.CreateTruncating(rstd[row]));
            for (; column < end; column++)
            {
                var i = row * gamma.Length + column;
                var slope = double.CreateTruncating(dy[i]);
                var weighted = slope * double.CreateTruncating(gamma[column]);
                var unit = (double.CreateTruncating(x[i]) - m) * r;
                totals[2 * row] += weighted;
                totals[2 * row + 1] += weighted * unit;
                columnsGx[column] += slope * unit;
                columnsG[column] += slope;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Add<V>(
            ref T x,
            ref T dy,
            nint ahead,
            V gamma,
            V mean,
            V rstd,
            ref V sumG,
            ref V sumGx,
            ref V columnGx,
            ref V columnG
        )
            where V : struct, IReals<V>
        {
            Vectors.Prefetch(ref Unsafe.Add(ref x, ahead));
            Vectors.Prefetch(ref Unsafe.Add(ref dy, ahead));
            var slope = V.Load(ref dy);
            var weighted = slope * gamma;
            var unit = (V.Load(ref x) - mean) * rstd;
            sumG += weighted;
            sumGx = V.MultiplyAdd(weighted, unit, sumGx);
            columnGx = V.MultiplyAdd(slope, unit, columnGx);
            columnG += slope;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static V Of<V>(T number)
            where V : struct, IReals<V> => V.Of(double.CreateTruncating(number));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Total<V>(int row, V sumG, V sumGx)
            where V : struct, IReals<V>
        {
            totals[2 * row] += V.Sum(sumG);
            totals[2 * row + 1] += V.Sum(sumGx);
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
