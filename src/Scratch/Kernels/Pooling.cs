using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>One dimension of a pool: which indices of the input each index of the output looks at.</summary>
sealed class PoolAxis
{
    readonly int[] starts;
    readonly int[] ends;
    readonly long[] counted;

    PoolAxis(long size, long windows, int step)
    {
        Size = (int)size;
        Step = step;
        starts = new int[windows];
        ends = new int[windows];
        counted = new long[windows];
    }

    /// <summary>A dimension that is not there: one window on one index.</summary>
    public static PoolAxis None { get; } = Adaptive(1, 1);

    /// <summary>The input's size.</summary>
    public int Size { get; }

    /// <summary>Whether window i is the indices 2 i and 2 i + 1.</summary>
    public bool IsPairs { get; private init; }

    /// <summary>The output's size.</summary>
    public int Windows => starts.Length;

    /// <summary>The windows that slide and have no padding in them.</summary>
    public (int From, int To) Whole { get; private set; }

    /// <summary>From one window that slides to the next.</summary>
    public int Stride { get; private init; } = 1;

    /// <summary>From one index of a window to the next: the dilation.</summary>
    public int Step { get; }

    /// <summary>Where each window begins inside the input.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>Where each ends, exclusive.</summary>
    public ReadOnlySpan<int> Ends => ends;

    /// <summary>How many indices each counts for in an average.</summary>
    public ReadOnlySpan<long> Counted => counted;

    /// <summary>Windows of one size, a stride apart: i · stride − padding, and every dilation-th index from there.</summary>
    /// <param name="size">The input's size.</param>
    /// <param name="windows">The output's size.</param>
    /// <param name="kernel">Indices in a window.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Indices before the input and after it.</param>
    /// <param name="dilation">From one index of a window to the next.</param>
    /// <param name="countPadding">Whether the padding counts in an average.</param>
    public static PoolAxis Sliding(
        long size,
        long windows,
        long kernel,
        long stride,
        long padding,
        long dilation,
        bool countPadding = false
    )
    {
        // A step of the input's size leaves it as well as a longer one.
        var axis = new PoolAxis(size, windows, (int)Math.Min(dilation, size))
        {
            Stride = (int)Math.Min(stride, size),
            IsPairs = (kernel, stride, padding, dilation) == (2, 2, 0, 1) && 2 * windows <= size,
        };
        for (var i = 0; i < windows; i++)
        {
            var from = i * stride - padding;
            var to = from + (kernel - 1) * dilation + 1;
            // The first index that is not in the padding.
            var start = from < 0 ? from + (-from + dilation - 1) / dilation * dilation : from;
            axis.starts[i] = (int)start;
            axis.ends[i] = (int)Math.Min(to, size);
            // Windows may reach over the padding too, in ceil mode; that part never counts.
            axis.counted[i] = countPadding
                ? Math.Min(to, size + padding) - from
                : axis.ends[i] - start;
            if (from >= 0 && to <= size)
                axis.Whole = (axis.Whole.To == 0 ? i : axis.Whole.From, i + 1);
        }
        return axis;
    }

    /// <summary>Windows that share the input evenly: from ⌊i · size / windows⌋ to ⌈(i + 1) · size / windows⌉.</summary>
    /// <param name="size">The input's size.</param>
    /// <param name="windows">The output's size.</param>
    public static PoolAxis Adaptive(long size, long windows)
    {
        var axis = new PoolAxis(size, windows, 1);
        for (var i = 0; i < windows; i++)
        {
            axis.starts[i] = (int)(i * size / windows);
            axis.ends[i] = (int)(((i + 1) * size + windows - 1) / windows);
            axis.counted[i] = axis.ends[i] - axis.starts[i];
        }
        return axis;
    }

    /// <summary>Windows of one size at distances that a number from [0, 1) decides: from ⌊(i + u) · a⌋ − ⌊u · a⌋, a = (size − kernel) / (windows − 1), the last at the very end.</summary>
    /// <param name="size">The input's size.</param>
    /// <param name="windows">The output's size.</param>
    /// <param name="kernel">Indices in a window.</param>
    /// <param name="sample">u.</param>
    /// <param name="dtype">In whose precision the places are computed.</param>
    public static PoolAxis Fractional(
        long size,
        long windows,
        long kernel,
        double sample,
        ScalarType dtype
    )
    {
        var axis = new PoolAxis(size, windows, 1);
        var step = Round((double)(size - kernel) / (windows - 1));
        for (var i = 0; i < windows; i++)
        {
            axis.starts[i] =
                i == windows - 1
                    ? (int)(size - kernel)
                    : (int)Round(Round(i + sample) * step) - (int)Round(sample * step);
            axis.ends[i] = axis.starts[i] + (int)kernel;
            axis.counted[i] = kernel;
        }
        return axis;

        double Round(double x) => dtype == ScalarType.Float32 ? (float)x : x;
    }
}

/// <summary>Many numbers of a window to one. A plane has three dimensions here; those that a tensor lacks have size 1.</summary>
static class Pooling
{
    // Elements below which a second thread costs more than it brings.
    const long Worthwhile = 1 << 15;

    /// <summary>The largest element of each window, and where it stands in its plane: the first of equal ones, but NaN before all, and of several the last.</summary>
    /// <param name="x">(*, one size for each axis)</param>
    /// <param name="axes">One for each of the last dimensions, three at most.</param>
    public static (Tensor Y, Tensor Indices) Max(Tensor x, PoolAxis[] axes)
    {
        var y = Output(x, axes);
        var indices = Tensor.AllocateUnset(ScalarType.Int64, y.Shape);
        Dispatch.Numbers(
            x.Dtype,
            new MaxKernel(Copy.Contiguous(x.Detach()), Three(axes), y, indices)
        );
        return (y, indices);
    }

    /// <summary>dx[index] += dy in each plane; all else is 0.</summary>
    /// <param name="dy">The gradients of the largest elements.</param>
    /// <param name="indices">Where those stand, as <see cref="Max"/> tells.</param>
    /// <param name="shape">The input's shape.</param>
    /// <param name="dimensions">How many of the last dimensions make a plane.</param>
    public static Tensor MaxGradient(
        Tensor dy,
        Tensor indices,
        ReadOnlySpan<long> shape,
        int dimensions
    )
    {
        var dx = Tensor.AllocateUnset(dy.Dtype, shape);
        var (from, to) = (
            Shapes.Count(dy.Shape[^dimensions..]),
            Shapes.Count(shape[^dimensions..])
        );
        Dispatch.Numbers(
            dy.Dtype,
            new MaxGradientKernel(
                Copy.Contiguous(dy),
                Copy.Contiguous(indices),
                dx,
                (int)from,
                (int)to
            )
        );
        return dx;
    }

    /// <summary>The sum of each window, divided by what it counts or by a number of one's own.</summary>
    /// <remarks>Sums of float32 are carried in float64.</remarks>
    /// <param name="x">(*, one size for each axis)</param>
    /// <param name="axes">One for each of the last dimensions, three at most.</param>
    /// <param name="divisor">In place of the count, where there is one.</param>
    public static Tensor Average(Tensor x, PoolAxis[] axes, long? divisor)
    {
        var y = Output(x, axes);
        x = Copy.Contiguous(x.Detach());
        if (x.Dtype.IsFloatingPoint() && x.Count > 0 && Array.TrueForAll(axes, IsWhole))
            Dispatch.Reals(x.Dtype, new MeanKernel(x, divisor, y));
        else
            Dispatch.Numbers(x.Dtype, new AverageKernel(x, Three(axes), divisor, y));
        return y;
    }

    /// <summary>dx += dy / divisor all over each window.</summary>
    /// <param name="dy">The gradients of the averages.</param>
    /// <param name="axes">One for each of the last dimensions, three at most.</param>
    /// <param name="divisor">In place of the count, where there is one.</param>
    /// <param name="shape">The input's shape.</param>
    public static Tensor AverageGradient(
        Tensor dy,
        PoolAxis[] axes,
        long? divisor,
        ReadOnlySpan<long> shape
    )
    {
        var dx = Tensor.AllocateUnset(dy.Dtype, shape);
        var kernel = new AverageGradientKernel(Copy.Contiguous(dy), Three(axes), divisor, dx);
        Dispatch.Reals(dy.Dtype, kernel);
        return dx;
    }

    static Tensor Output(Tensor x, PoolAxis[] axes) =>
        Tensor.AllocateUnset(
            x.Dtype,
            [.. x.Shape[..^axes.Length], .. Array.ConvertAll(axes, axis => (long)axis.Windows)]
        );

    static PoolAxis[] Three(PoolAxis[] axes) =>
        axes.Length switch
        {
            1 => [PoolAxis.None, PoolAxis.None, axes[0]],
            2 => [PoolAxis.None, axes[0], axes[1]],
            _ => axes,
        };

    // Planes do not depend on one another. A piece is a range of them, of one thread's all.
    static void Share<TPlanes>(int planes, long elements, TPlanes work)
        where TPlanes : IPlanes
    {
        var many = elements >= Worthwhile && Workers.Threads > 1;
        var pieces = Math.Min(planes, many ? 4 * Workers.Threads : 1);
        Workers.Run(pieces, new Pieces<TPlanes>(planes, pieces, work));
    }

    static int Count(Tensor x, PoolAxis[] axes) => x.Count == 0 ? 0 : (int)(x.Count / Plane(axes));

    static int WindowsOf(PoolAxis[] axes) => axes[0].Windows * axes[1].Windows * axes[2].Windows;

    static int Plane(PoolAxis[] axes) => axes[0].Size * axes[1].Size * axes[2].Size;

    /// <summary>Work on planes that do not depend on one another.</summary>
    interface IPlanes
    {
        void Run(int plane);
    }

    readonly struct Pieces<TPlanes>(int planes, int pieces, TPlanes work) : IPieces
        where TPlanes : IPlanes
    {
        public void Run(int piece)
        {
            var to = (int)((long)planes * (piece + 1) / pieces);
            for (var plane = (int)((long)planes * piece / pieces); plane < to; plane++)
                work.Run(plane);
        }
    }

    /// <summary>A tensor as planes of one size that lie one behind the other.</summary>
    readonly struct Planes<T>(Tensor tensor, int size)
    {
        readonly T[] memory = (T[])tensor.Storage.Data;
        readonly int offset = (int)tensor.Offset;

        public Span<T> this[int plane] => memory.AsSpan(offset + plane * size, size);
    }

    readonly struct MaxKernel(Tensor x, PoolAxis[] axes, Tensor y, Tensor indices) : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            Share(Count(x, axes), x.Count, new MaxPlanes<T>(x, axes, y, indices));
    }

    readonly struct MaxPlanes<T>(Tensor x, PoolAxis[] axes, Tensor y, Tensor indices) : IPlanes
        where T : unmanaged, INumber<T>
    {
        readonly Planes<T> elements = new(x, Plane(axes));
        readonly Planes<T> results = new(y, WindowsOf(axes));
        readonly Planes<long> foundAt = new(indices, WindowsOf(axes));

        public void Run(int n)
        {
            var (depth, height, width) = (axes[0], axes[1], axes[2]);
            var plane = elements[n];
            var largest = results[n];
            var places = foundAt[n];
            var o = 0;
            for (var d = 0; d < depth.Windows; d++)
            for (var h = 0; h < height.Windows; h++)
            {
                var w = 0;
                // Planes of their own, and no volumes.
                if (
                    typeof(T) == typeof(float)
                    && height.IsPairs
                    && width.IsPairs
                    && depth.Size == 1
                )
                {
                    w = Pairs.Max(
                        MemoryMarshal.Cast<T, float>(plane),
                        2 * h * width.Size,
                        width.Size,
                        MemoryMarshal.Cast<T, float>(largest.Slice(o, width.Windows)),
                        places.Slice(o, width.Windows)
                    );
                    o += w;
                }
                for (; w < width.Windows; w++, o++)
                {
                    if (typeof(T) == typeof(float) && w == width.Whole.From)
                    {
                        var done = Windows.Max(
                            MemoryMarshal.Cast<T, float>(plane),
                            axes,
                            (d, h),
                            MemoryMarshal.Cast<T, float>(largest.Slice(o - w, width.Windows)),
                            places.Slice(o - w, width.Windows)
                        );
                        (w, o) = (w + done, o + done);
                        if (w == width.Windows)
                            break;
                    }
                    var place =
                        (depth.Starts[d] * height.Size + height.Starts[h]) * width.Size
                        + width.Starts[w];
                    var max = plane[place];
                    for (var i = depth.Starts[d]; i < depth.Ends[d]; i += depth.Step)
                    for (var j = height.Starts[h]; j < height.Ends[h]; j += height.Step)
                    {
                        var row = (i * height.Size + j) * width.Size;
                        for (var k = width.Starts[w]; k < width.Ends[w]; k += width.Step)
                        {
                            var element = plane[row + k];
                            // One question where the answer is no, as it mostly is.
                            if (!(element <= max) && (element > max || T.IsNaN(element)))
                                (max, place) = (element, row + k);
                        }
                    }
                    (largest[o], places[o]) = (max, place);
                }
            }
        }
    }

    readonly struct MaxGradientKernel(Tensor dy, Tensor indices, Tensor dx, int from, int to)
        : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T> =>
            Share(
                to == 0 ? 0 : (int)(dx.Count / to),
                dx.Count,
                new MaxGradientPlanes<T>(dy, indices, dx, from, to)
            );
    }

    readonly struct MaxGradientPlanes<T>(Tensor dy, Tensor indices, Tensor dx, int from, int to)
        : IPlanes
        where T : unmanaged, INumber<T>
    {
        readonly Planes<T> gradientsOf = new(dy, from);
        readonly Planes<long> foundAt = new(indices, from);
        readonly Planes<T> results = new(dx, to);

        public void Run(int n)
        {
            ReadOnlySpan<T> gradients = gradientsOf[n];
            ReadOnlySpan<long> places = foundAt[n];
            var plane = results[n];
            plane.Clear();
            for (var o = 0; o < places.Length; o++)
                plane[(int)places[o]] += gradients[o];
        }
    }

    // Of one window a plane, which is all of it.
    readonly struct MeanKernel(Tensor x, long? divisor, Tensor y) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var means = y.Data<T>();
            var plane = (int)(x.Count / means.Length);
            using var sums = new Scratch<double>(means.Length);
            Sums.Of((T[])x.Storage.Data, (int)x.Offset, means.Length, plane, 1, sums.Array);
            for (var i = 0; i < means.Length; i++)
                means[i] = T.CreateTruncating(sums.Span[i] / (divisor ?? plane));
        }
    }

    readonly struct AverageKernel(Tensor x, PoolAxis[] axes, long? divisor, Tensor y)
        : INumberKernel
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            if (typeof(T) == typeof(float))
                Share(Count(x, axes), x.Count, new AveragePlanes<T, double>(x, axes, divisor, y));
            else
                Share(Count(x, axes), x.Count, new AveragePlanes<T, T>(x, axes, divisor, y));
        }
    }

    readonly struct AveragePlanes<T, TSum>(Tensor x, PoolAxis[] axes, long? divisor, Tensor y)
        : IPlanes
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum>
    {
        readonly Planes<T> elements = new(x, Plane(axes));
        readonly Planes<T> results = new(y, WindowsOf(axes));

        public void Run(int n)
        {
            var (depth, height, width) = (axes[0], axes[1], axes[2]);
            ReadOnlySpan<T> plane = elements[n];
            var averages = results[n];
            var o = 0;
            for (var d = 0; d < depth.Windows; d++)
            for (var h = 0; h < height.Windows; h++)
            {
                var w = 0;
                if (
                    typeof(T) == typeof(float)
                    && height.IsPairs
                    && width.IsPairs
                    && depth.Size == 1
                )
                {
                    w = Pairs.Average(
                        MemoryMarshal.Cast<T, float>(plane[(2 * h * width.Size)..]),
                        width.Size,
                        divisor ?? 4,
                        MemoryMarshal.Cast<T, float>(averages.Slice(o, width.Windows))
                    );
                    o += w;
                }
                for (; w < width.Windows; w++, o++)
                {
                    if (typeof(T) == typeof(float) && w == width.Whole.From)
                    {
                        var done = Windows.Average(
                            MemoryMarshal.Cast<T, float>(plane),
                            axes,
                            (d, h),
                            divisor,
                            MemoryMarshal.Cast<T, float>(averages.Slice(o - w, width.Windows))
                        );
                        (w, o) = (w + done, o + done);
                        if (w == width.Windows)
                            break;
                    }
                    var sum = TSum.Zero;
                    for (var i = depth.Starts[d]; i < depth.Ends[d]; i++)
                        if (IsAll(height, h) && IsAll(width, w))
                            sum += Sum(
                                plane.Slice(i * height.Size * width.Size, height.Size * width.Size)
                            );
                        else
                            for (var j = height.Starts[h]; j < height.Ends[h]; j++)
                                sum += Sum(
                                    plane[
                                        ((i * height.Size + j) * width.Size + width.Starts[w])..(
                                            (i * height.Size + j) * width.Size + width.Ends[w]
                                        )
                                    ]
                                );
                    var count = depth.Counted[d] * height.Counted[h] * width.Counted[w];
                    averages[o] = T.CreateTruncating(sum / TSum.CreateTruncating(divisor ?? count));
                }
            }
        }

        static TSum Sum(ReadOnlySpan<T> row)
        {
            if (typeof(T) == typeof(float) && row.Length >= 8)
                return TSum.CreateTruncating(Vectors.Sum<Itself, T>(new(), row));
            var sum = TSum.Zero;
            foreach (var element in row)
                sum += TSum.CreateTruncating(element);
            return sum;
        }
    }

    static bool IsWhole(PoolAxis axis) =>
        axis.Windows == 1 && IsAll(axis, 0) && axis.Step == 1 && axis.Counted[0] == axis.Size;

    static bool IsAll(PoolAxis axis, int window) =>
        axis.Starts[window] == 0 && axis.Ends[window] == axis.Size;

    readonly struct AverageGradientKernel(Tensor dy, PoolAxis[] axes, long? divisor, Tensor dx)
        : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Share(Count(dx, axes), dx.Count, new AverageGradientPlanes<T>(dy, axes, divisor, dx));
    }

    readonly struct AverageGradientPlanes<T>(Tensor dy, PoolAxis[] axes, long? divisor, Tensor dx)
        : IPlanes
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly Planes<T> gradientsOf = new(dy, WindowsOf(axes));
        readonly Planes<T> results = new(dx, Plane(axes));

        public void Run(int n)
        {
            var (depth, height, width) = (axes[0], axes[1], axes[2]);
            ReadOnlySpan<T> gradients = gradientsOf[n];
            var plane = results[n];
            plane.Clear();
            var o = 0;
            for (var d = 0; d < depth.Windows; d++)
            for (var h = 0; h < height.Windows; h++)
            {
                var w = 0;
                if (
                    typeof(T) == typeof(float)
                    && height.IsPairs
                    && width.IsPairs
                    && depth.Size == 1
                )
                {
                    w = Pairs.Share(
                        MemoryMarshal.Cast<T, float>(gradients.Slice(o, width.Windows)),
                        divisor ?? 4,
                        MemoryMarshal.Cast<T, float>(plane[(2 * h * width.Size)..]),
                        width.Size
                    );
                    o += w;
                }
                for (; w < width.Windows; w++, o++)
                {
                    if (w == width.Whole.From && width.Whole.To > w + 1 && width.Stride == 1)
                    {
                        var done = width.Whole.To - w;
                        Spread(gradients.Slice(o, done), plane, d, h);
                        (w, o) = (w + done, o + done);
                        if (w == width.Windows)
                            break;
                    }
                    var count = depth.Counted[d] * height.Counted[h] * width.Counted[w];
                    var share = gradients[o] / T.CreateTruncating(divisor ?? count);
                    if (
                        width.Windows * height.Windows * depth.Windows == 1
                        && IsAll(height, h)
                        && IsAll(width, w)
                        && IsAll(depth, d)
                    )
                    {
                        plane.Fill(share);
                        break;
                    }
                    for (var i = depth.Starts[d]; i < depth.Ends[d]; i++)
                    for (var j = height.Starts[h]; j < height.Ends[h]; j++)
                    {
                        var row = (i * height.Size + j) * width.Size;
                        for (var k = width.Starts[w]; k < width.Ends[w]; k++)
                            plane[row + k] += share;
                    }
                }
            }
        }

        // Windows one index apart: what each place of a window gives to all of them, the last place first, so that an
        // element takes from one window after the other.
        void Spread(ReadOnlySpan<T> gradients, Span<T> plane, int d, int h)
        {
            var (depth, height, width) = (axes[0], axes[1], axes[2]);
            var first = width.Whole.From;
            var count = depth.Counted[d] * height.Counted[h] * width.Counted[first];
            using var shares = new Scratch<T>(gradients.Length);
            TensorPrimitives.Divide(gradients, T.CreateTruncating(divisor ?? count), shares.Span);
            for (var i = depth.Starts[d]; i < depth.Ends[d]; i++)
            for (var j = height.Starts[h]; j < height.Ends[h]; j++)
            for (var k = width.Ends[first] - 1; k >= width.Starts[first]; k--)
            {
                var row = plane.Slice((i * height.Size + j) * width.Size + k, gradients.Length);
                TensorPrimitives.Add<T>(row, shares.Span, row);
            }
        }
    }
}
