using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What fractional max pools have in common: as many windows as are wanted, at distances drawn at random, and y is the largest element of each.</summary>
/// <remarks>PyTorch has no name for it. Graham 2014, <see href="https://arxiv.org/abs/1412.6071"/>.</remarks>
public abstract class FractionalMaxPoolNd : Module<Tensor, Tensor>
{
    /// <summary>The sizes of the output, or what part of the input's they are.</summary>
    private protected FractionalMaxPoolNd(
        int dimensions,
        Sizes kernelSize,
        Sizes? outputSize,
        Factors? outputRatio,
        bool returnIndices,
        Tensor? randomSamples
    )
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
        RandomSamples = randomSamples;
        RegisterBuffer("_random_samples", randomSamples);
    }

    /// <summary>PyTorch's switch: whether it would answer the indices too; see <see cref="MaxPoolNd.ReturnIndices"/>.</summary>
    public bool ReturnIndices { get; }

    private protected Sizes KernelSize { get; }

    private protected Sizes? OutputSize { get; }

    private protected Factors? OutputRatio { get; }

    private protected Tensor? RandomSamples { get; }

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
        : base(2, kernelSize, outputSize, outputRatio, returnIndices, randomSamples) { }

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
        : base(3, kernelSize, outputSize, outputRatio, returnIndices, randomSamples) { }

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
    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.fractional_max_pool2d</c>; the parameters are those of <see cref="Scratch.FractionalMaxPool2d"/>, and a size goes before a ratio.</summary>
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

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.fractional_max_pool2d_with_indices</c>; the parameters are those of <see cref="Scratch.FractionalMaxPool2d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static (Tensor Output, Tensor Indices) FractionalMaxPool2dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    ) =>
        FractionalMaxPool(
            "fractional_max_pool2d",
            input,
            2,
            kernelSize,
            outputSize,
            outputRatio,
            randomSamples
        );

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.fractional_max_pool3d</c>; the parameters are those of <see cref="Scratch.FractionalMaxPool3d"/>, and a size goes before a ratio.</summary>
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

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.fractional_max_pool3d_with_indices</c>; the parameters are those of <see cref="Scratch.FractionalMaxPool3d"/>, and a size goes before a ratio.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank, type or size does not fit, the samples do not, or there is neither size nor ratio.</exception>
    public static (Tensor Output, Tensor Indices) FractionalMaxPool3dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? outputSize = null,
        Factors? outputRatio = null,
        Tensor? randomSamples = null
    ) =>
        FractionalMaxPool(
            "fractional_max_pool3d",
            input,
            3,
            kernelSize,
            outputSize,
            outputRatio,
            randomSamples
        );

    static double Finite(string name, double outputRatio) =>
        double.IsFinite(outputRatio)
            ? outputRatio
            : throw new ArgumentException(
                $"{name}(): output_ratio must be finite, but got {outputRatio}",
                nameof(outputRatio)
            );

    static (Tensor Output, Tensor Indices) FractionalMaxPool(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? outputSize,
        Factors? outputRatio,
        Tensor? randomSamples
    )
    {
        PoolWindows.CheckFractional(name, input, dimensions);
        var shape = input.Shape[^dimensions..].ToArray();
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
                    $"{name}(): {size[d]} windows of {kernel[d]} do not fit into dimension {d} of input {input.ShapeText}",
                    nameof(kernelSize)
                );

        var (batch, channels) = (
            input.Rank == dimensions + 1 ? 1 : input.Shape[0],
            input.Shape[^(dimensions + 1)]
        );
        var samples = randomSamples ?? Torch.Rand([batch, channels, dimensions], input.Dtype);
        if (
            samples.Rank != 3
            || samples.Shape[0] < batch
            || samples.Shape[1] != channels
            || samples.Shape[2] != dimensions
        )
            throw new ArgumentException(
                $"Expect _random_samples of shape [{batch}, {channels}, {dimensions}], got {samples.ShapeText}",
                nameof(randomSamples)
            );
        Checks.SameDtype(samples, input, "_random_samples");

        // Images have the sample of the width first.
        var order = dimensions == 2 ? (int[])[1, 0] : [0, 1, 2];
        var drawn = samples.Detach().To(ScalarType.Float64).ToArray<double>();
        if (Array.Exists(drawn, sample => sample is not (>= 0 and <= 1)))
            throw new ArgumentException(
                "Expect _random_samples from 0 to 1: a window would lie outside of the input",
                nameof(randomSamples)
            );
        var windows = new PoolAxis[batch * channels][];
        for (var plane = 0; plane < windows.Length; plane++)
            windows[plane] =
            [
                .. order.Select(
                    (sample, d) =>
                        PoolAxis.Fractional(
                            shape[d],
                            size[d],
                            kernel[d],
                            drawn[plane * dimensions + sample],
                            input.Dtype
                        )
                ),
            ];
        var pool = new FractionalMaxPoolOperation(input, windows, size);
        return (pool.Apply(), pool.Indices!);
    }

    /// <summary>y = max over a window of x, for each window; every plane has windows of its own</summary>
    sealed class FractionalMaxPoolOperation(Tensor x, PoolAxis[][] windows, long[] size)
        : Operation(x)
    {
        /// <summary>Where each y was found in its plane of x; there after Forward.</summary>
        public Tensor? Indices { get; private set; }

        protected override Tensor Forward()
        {
            var planes = x.Reshape([windows.Length, .. x.Shape[^size.Length..]]);
            var y = Torch.Zeros([windows.Length, .. size], x.Dtype);
            var indices = Torch.Zeros(y.Shape, ScalarType.Int64);
            for (var plane = 0; plane < windows.Length; plane++)
            {
                var (largest, places) = Pooling.Max(planes[plane], windows[plane]);
                y[plane].CopyFrom(largest);
                indices[plane].CopyFrom(places);
            }
            long[] shape = [.. x.Shape[..^size.Length], .. size];
            Indices = Save(indices.Reshape(shape));
            return y.Reshape(shape);
        }

        // The largest element alone has influence: dx[index] = Σ dy over the windows that found it there
        protected override Tensor?[] Backward(Tensor dy) =>
            [Pooling.MaxGradient(dy, Indices!, x.Shape, size.Length)];
    }
}
