namespace Diptych.Reference;

/// <summary>The options of a pool as TorchSharp takes them: a number for each dimension.</summary>
/// <param name="Kernel">Elements of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">Elements around the input.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
sealed record PoolWindows(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation)
{
    /// <summary>Options of a pool whose windows have one size.</summary>
    /// <exception cref="ArgumentException">The input's rank or a number of sizes does not fit, or a window lies in the padding alone.</exception>
    public static PoolWindows Sliding(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        Sizes? dilation,
        bool ceilMode
    )
    {
        CheckRank(name, input, dimensions);
        var kernel = kernelSize.Each(dimensions, "kernel_size");
        var pool = new PoolWindows(
            kernel,
            stride?.Each(dimensions, "stride") ?? kernel,
            (padding ?? 0).Each(dimensions, "padding"),
            (dilation ?? 1).Each(dimensions, "dilation")
        );
        // libtorch writes the gradient of a window that has no element outside of the input's memory.
        for (var d = 0; d < dimensions; d++)
            if (pool.Padding[d] > 0 && pool.Dilation[d] > 1 && pool.Stride[d] > 0)
                pool.CheckWindows(name, input.shape[input.dim() - dimensions + d], d, ceilMode);
        return pool;
    }

    /// <summary>The sizes that an adaptive pool shall make, a number for each dimension.</summary>
    /// <exception cref="ArgumentException">The input's rank or the number of sizes does not fit, the input has no elements, or a size is negative.</exception>
    public static long[] Adaptive(string name, Tensor input, int dimensions, OutputSizes outputSize)
    {
        CheckRank(name, input, dimensions);
        var sizes = input.shape[^dimensions..];
        // libtorch takes the mean of nothing where one window is asked for.
        if (sizes.Contains(0))
            throw Empty(name, input);
        return outputSize.Each(sizes, name);
    }

    /// <summary>The complaint about an input without elements in a dimension other than the batch.</summary>
    public static ArgumentException Empty(string name, Tensor input) =>
        new(
            $"{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [{string.Join(", ", input.shape)}]",
            nameof(input)
        );

    /// <summary>What a fractional pool asks of its input.</summary>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or it holds no real numbers.</exception>
    public static void CheckFractional(string name, Tensor input, int dimensions)
    {
        CheckRank(name, input, dimensions);
        if (!input.is_floating_point() || input.shape.AsSpan(^(dimensions + 1)..).Contains(0))
            throw new ArgumentException(
                $"{name}(): Expected real numbers of non-zero size for non-batch dimensions, but got {input.dtype} [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
    }

    void CheckWindows(string name, long size, int d, bool ceilMode)
    {
        var (k, s, p, step) = (Kernel[d], Stride[d], Padding[d], Dilation[d]);
        var windows = Functional.PoolOutputSize([size], k, s, p, step, ceilMode)[0];
        for (var i = 0L; i < windows; i++)
        {
            var from = i * s - p;
            var start = from < 0 ? from + (-from + step - 1) / step * step : from;
            if (start >= Math.Min(from + (k - 1) * step + 1, size))
                throw new ArgumentException(
                    $"{name}(): window {i} of dimension {d} has no element of the input: "
                        + $"size={size}, kernel_size={k}, stride={s}, padding={p}, dilation={step}"
                );
        }
    }

    // libtorch counts dimensions from the end, and would take others.
    static void CheckRank(string name, Tensor input, int dimensions)
    {
        if (input.dim() != dimensions + 1 && input.dim() != dimensions + 2)
            throw new ArgumentException(
                $"{name}(): Expected {dimensions + 1}D or {dimensions + 2}D (batch mode) tensor with optional 0 dim batch size for input, but got: [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
    }
}
