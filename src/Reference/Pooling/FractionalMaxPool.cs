namespace Diptych.Reference;

/// <summary>What fractional max pools have in common: as many windows as are wanted, at distances drawn at random, and y is the largest element of each.</summary>
/// <remarks>PyTorch has no name for it. Graham 2014, <see href="https://arxiv.org/abs/1412.6071"/>.</remarks>
public abstract class FractionalMaxPoolNd : Module<Tensor, Tensor>
{
    /// <summary>The sizes of the output, or what part of the input's they are.</summary>
    private protected FractionalMaxPoolNd(
        string name,
        int dimensions,
        Sizes kernelSize,
        Sizes? outputSize,
        Factors? outputRatio,
        bool returnIndices,
        Tensor? randomSamples
    )
        : base(name)
    {
        if (outputSize is null && outputRatio is null)
            throw new ArgumentException(
                $"FractionalMaxPool{dimensions}d requires specifying either an output size, or a pooling ratio",
                nameof(outputSize)
            );
        if (outputSize is not null && outputRatio is not null)
            throw new ArgumentException(
                "only one of output_size and output_ratio may be specified",
                nameof(outputRatio)
            );
        if (
            outputRatio is { } ratio
            && Array.Exists(ratio.Each(dimensions, "output_ratio"), r => r is not (> 0 and < 1))
        )
            throw new ArgumentException(
                $"output_ratio must be between 0 and 1 (got {outputRatio})",
                nameof(outputRatio)
            );
        KernelSize = kernelSize;
        OutputSize = outputSize;
        OutputRatio = outputRatio;
        ReturnIndices = returnIndices;
        if (randomSamples is not null)
            register_buffer("_random_samples", randomSamples);
    }

    /// <summary>PyTorch's switch: whether it would answer the indices too; see <see cref="MaxPoolNd.ReturnIndices"/>.</summary>
    public bool ReturnIndices { get; }

    private protected Sizes KernelSize { get; }

    private protected Sizes? OutputSize { get; }

    private protected Factors? OutputRatio { get; }

    private protected Tensor? RandomSamples => get_buffer("_random_samples");

    /// <inheritdoc />
    public sealed override Tensor Forward(Tensor input) => ForwardWithIndices(input).Output;

    /// <summary>The largest elements and where they stand. PyTorch: <c>forward</c> with <c>return_indices=True</c>.</summary>
    /// <param name="input">What <see cref="Forward"/> takes.</param>
    /// <returns>The output, and for each of its elements the place in the input's plane, counted row by row: int64.</returns>
    public abstract (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input);
}

/// <summary>Fractional max pooling over the planes of images: as many windows as are wanted, at distances drawn at random, and y is the largest element of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.FractionalMaxPool2d</c>. Window i of n begins at ⌊(i + u) · a⌋ − ⌊u · a⌋ with a = (size − kernel) / (n − 1), the last at the very
/// end; u from [0, 1) is drawn anew for each plane, in training and evaluation. Graham 2014, <see href="https://arxiv.org/abs/1412.6071"/>.
/// Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class FractionalMaxPool2d : FractionalMaxPoolNd
{
    /// <summary>Either the sizes of the output are given, or what part of the input's they are.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="outputSize">n, how many windows there are: one number for all dimensions or one each.</param>
    /// <param name="outputRatio">n as a part of the input's sizes, from 0 to 1.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="FractionalMaxPoolNd.ForwardWithIndices"/> does.</param>
    /// <param name="randomSamples">u in place of draws, (N, C, 2): for the width, then the height.</param>
    /// <exception cref="ArgumentException">Neither size nor ratio, or both, or a ratio that is out of its range.</exception>
    public FractionalMaxPool2d(
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        bool returnIndices = false,
        Tensor? randomSamples = null
    )
        : base(
            nameof(FractionalMaxPool2d),
            2,
            kernelSize,
            outputSize,
            outputRatio,
            returnIndices,
            randomSamples
        ) { }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, or the samples do not.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.FractionalMaxPool2dWithIndices(
            input,
            KernelSize,
            OutputSize,
            OutputRatio,
            RandomSamples
        );
}

/// <summary>Fractional max pooling over volumes: as many windows as are wanted, at distances drawn at random, and y is the largest element of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.FractionalMaxPool3d</c>. Window i of n begins at ⌊(i + u) · a⌋ − ⌊u · a⌋ with a = (size − kernel) / (n − 1), the last at the very
/// end; u from [0, 1) is drawn anew for each plane, in training and evaluation. Graham 2014, <see href="https://arxiv.org/abs/1412.6071"/>.
/// Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class FractionalMaxPool3d : FractionalMaxPoolNd
{
    /// <summary>Either the sizes of the output are given, or what part of the input's they are.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="outputSize">n, how many windows there are: one number for all dimensions or one each.</param>
    /// <param name="outputRatio">n as a part of the input's sizes, from 0 to 1.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="FractionalMaxPoolNd.ForwardWithIndices"/> does.</param>
    /// <param name="randomSamples">u in place of draws, (N, C, 3): for the depth, the height, then the width.</param>
    /// <exception cref="ArgumentException">Neither size nor ratio, or both, or a ratio that is out of its range.</exception>
    public FractionalMaxPool3d(
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        bool returnIndices = false,
        Tensor? randomSamples = null
    )
        : base(
            nameof(FractionalMaxPool3d),
            3,
            kernelSize,
            outputSize,
            outputRatio,
            returnIndices,
            randomSamples
        ) { }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, or the samples do not.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.FractionalMaxPool3dWithIndices(
            input,
            KernelSize,
            OutputSize,
            OutputRatio,
            RandomSamples
        );
}

public static partial class Functional
{
    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.fractional_max_pool2d</c>; the parameters are those of <see cref="Reference.FractionalMaxPool2d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static Tensor FractionalMaxPool2d(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    ) =>
        FractionalMaxPool2dWithIndices(
            input,
            kernelSize,
            outputSize,
            outputRatio,
            randomSamples
        ).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.fractional_max_pool2d_with_indices</c>; the parameters are those of <see cref="Reference.FractionalMaxPool2d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static (Tensor Output, Tensor Indices) FractionalMaxPool2dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    )
    {
        var (kernel, size) = FractionalSizes(
            "fractional_max_pool2d",
            input,
            2,
            kernelSize,
            outputSize,
            outputRatio
        );
        return randomSamples is null
            ? functional.fractional_max_pool2d_with_indices(input, kernel, size)
            : FractionalMaxPool(input, kernel, size, randomSamples);
    }

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.fractional_max_pool3d</c>; the parameters are those of <see cref="Reference.FractionalMaxPool3d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static Tensor FractionalMaxPool3d(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    ) =>
        FractionalMaxPool3dWithIndices(
            input,
            kernelSize,
            outputSize,
            outputRatio,
            randomSamples
        ).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.fractional_max_pool3d_with_indices</c>; the parameters are those of <see cref="Reference.FractionalMaxPool3d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static (Tensor Output, Tensor Indices) FractionalMaxPool3dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    )
    {
        var (kernel, size) = FractionalSizes(
            "fractional_max_pool3d",
            input,
            3,
            kernelSize,
            outputSize,
            outputRatio
        );
        return randomSamples is null
            ? functional.fractional_max_pool3d_with_indices(input, kernel, size)
            : FractionalMaxPool(input, kernel, size, randomSamples);
    }

    static double Finite(string name, double outputRatio) =>
        double.IsFinite(outputRatio)
            ? outputRatio
            : throw new ArgumentException(
                $"{name}(): output_ratio must be finite, but got {outputRatio}",
                nameof(outputRatio)
            );

    static (long[] Kernel, long[] Size) FractionalSizes(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? outputSize,
        Factors? outputRatio
    )
    {
        PoolWindows.CheckFractional(name, input, dimensions);
        var shape = input.shape[^dimensions..];
        var kernel = kernelSize.Each(dimensions, "kernel_size");
        var size =
            outputSize?.Each(dimensions, "output_size")
            ?? outputRatio
                ?.Each(dimensions, "output_ratio")
                .Select((ratio, d) => (long)(shape[d] * Finite(name, ratio)))
                .ToArray()
            ?? throw new ArgumentException(
                $"{name} requires specifying either an output_size or an output_ratio",
                nameof(outputSize)
            );
        // PyTorch asks volumes for one element more.
        var spare = dimensions == 3 ? 1 : 0;
        for (var d = 0; d < dimensions; d++)
            if (kernel[d] < 1 || size[d] < 0 || (Int128)size[d] + kernel[d] - 1 + spare > shape[d])
                throw new ArgumentException(
                    $"{name}(): {size[d]} windows of {kernel[d]} do not fit into dimension {d} of input [{string.Join(", ", input.shape)}]",
                    nameof(kernelSize)
                );
        return (kernel, size);
    }

    // TorchSharp takes no samples: the elements of each window are gathered into a row, and libtorch's pool finds the largest.
    static (Tensor Output, Tensor Indices) FractionalMaxPool(
        Tensor input,
        long[] kernel,
        long[] size,
        Tensor samples
    )
    {
        var dimensions = kernel.Length;
        var shape = input.shape;
        var (batch, channels) = (
            shape.Length == dimensions + 1 ? 1 : shape[0],
            shape[^(dimensions + 1)]
        );
        if (
            samples.dim() != 3
            || samples.shape[0] < batch
            || samples.shape[1] != channels
            || samples.shape[2] != dimensions
            || samples.dtype != input.dtype
        )
            throw new ArgumentException(
                $"Expect _random_samples of shape [{batch}, {channels}, {dimensions}] and {input.dtype}, got [{string.Join(", ", samples.shape)}] and {samples.dtype}",
                nameof(samples)
            );
        if (!samples.ge(0).logical_and(samples.le(1)).all().item<bool>())
            throw new ArgumentException(
                "Expect _random_samples from 0 to 1: a window would lie outside of the input",
                nameof(samples)
            );
        long[] output = [.. shape[..^dimensions], .. size];
        // reshape cannot tell what -1 is where there are no elements.
        if (output.Contains(0))
            return (zeros(output, input.dtype), zeros(output, int64));
        var u = samples.narrow(0, 0, batch).reshape(batch * channels, dimensions); // (N·C, dimensions)
        var places = zeros([batch * channels, 1, 1], int64, u.device); // (N·C, windows, elements of a window)
        for (var d = 0; d < dimensions; d++)
        {
            // Images have the sample of the width first.
            var sample = u.narrow(1, dimensions == 2 ? 1 - d : d, 1);
            var starts = Starts(sample, shape[shape.Length - dimensions + d], size[d], kernel[d]);
            var along = starts.unsqueeze(-1) + arange(kernel[d], int64, u.device); // (N·C, size, kernel)
            // Row by row: all places so far, each with all of this dimension.
            places = (
                places.unsqueeze(2).unsqueeze(4) * shape[shape.Length - dimensions + d]
                + along.unsqueeze(1).unsqueeze(3)
            )
                .flatten(3, 4)
                .flatten(1, 2);
        }
        var (windows, elements) = (places.shape[1], places.shape[2]);
        var rows = input
            .reshape(batch * channels, -1)
            .gather(1, places.flatten(1, 2))
            .reshape(-1, windows, elements);
        var (largest, found) = functional.max_pool2d_with_indices(
            rows,
            [1, elements],
            [1, elements],
            [0, 0],
            [1, 1],
            false
        );
        var indices = places.gather(2, (found % elements).reshape(-1, windows, 1));
        return (largest.reshape(output), indices.reshape(output));
    }

    // ⌊(i + u) · a⌋ − ⌊u · a⌋, in the samples' own precision; the last window lies at the very end.
    static Tensor Starts(Tensor u, long size, long windows, long kernel)
    {
        var last = full([u.shape[0], Math.Min(windows, 1)], size - kernel, int64, u.device);
        if (windows < 2)
            return last;
        var step =
            tensor((double)(size - kernel), u.dtype) / tensor((double)(windows - 1), u.dtype);
        var first =
            ((arange(windows - 1, u.dtype, u.device) + u) * step).to(int64) - (u * step).to(int64);
        return cat([first, last], 1);
    }
}
