namespace Diptych.Reference;

/// <summary>What adaptive max pools have in common: so many windows share the input evenly, and y is the largest element of each.</summary>
/// <remarks>PyTorch: <c>nn.modules.pooling._AdaptiveMaxPoolNd</c>.</remarks>
public abstract class AdaptiveMaxPoolNd : Module<Tensor, Tensor>
{
    /// <summary>A pool has no parameters.</summary>
    private protected AdaptiveMaxPoolNd(string name, bool returnIndices)
        : base(name) => ReturnIndices = returnIndices;

    /// <summary>PyTorch's switch: whether it would answer the indices too; see <see cref="MaxPoolNd.ReturnIndices"/>.</summary>
    public bool ReturnIndices { get; }

    /// <inheritdoc />
    public sealed override Tensor Forward(Tensor input) => ForwardWithIndices(input).Output;

    /// <summary>The largest elements and where they stand. PyTorch: <c>forward</c> with <c>return_indices=True</c>.</summary>
    /// <param name="input">What <see cref="Forward"/> takes.</param>
    /// <returns>The output, and for each of its elements the place in the input's plane, counted row by row: int64.</returns>
    public abstract (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input);
}

/// <summary>Adaptive max pooling over a sequence: so many windows share the input evenly, and y is the largest element of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveMaxPool1d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class AdaptiveMaxPool1d : AdaptiveMaxPoolNd
{
    readonly long outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="AdaptiveMaxPoolNd.ForwardWithIndices"/> does.</param>
    public AdaptiveMaxPool1d(long outputSize, bool returnIndices = false)
        : base(nameof(AdaptiveMaxPool1d), returnIndices) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.AdaptiveMaxPool1dWithIndices(input, outputSize);
}

/// <summary>Adaptive max pooling over the planes of images: so many windows share the input evenly, and y is the largest element of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveMaxPool2d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class AdaptiveMaxPool2d : AdaptiveMaxPoolNd
{
    readonly OutputSizes outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows: one number for all dimensions or one each; null for as many as the input has elements.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="AdaptiveMaxPoolNd.ForwardWithIndices"/> does.</param>
    public AdaptiveMaxPool2d(OutputSizes outputSize, bool returnIndices = false)
        : base(nameof(AdaptiveMaxPool2d), returnIndices) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.AdaptiveMaxPool2dWithIndices(input, outputSize);
}

/// <summary>Adaptive max pooling over volumes: so many windows share the input evenly, and y is the largest element of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveMaxPool3d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class AdaptiveMaxPool3d : AdaptiveMaxPoolNd
{
    readonly OutputSizes outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows: one number for all dimensions or one each; null for as many as the input has elements.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="AdaptiveMaxPoolNd.ForwardWithIndices"/> does.</param>
    public AdaptiveMaxPool3d(OutputSizes outputSize, bool returnIndices = false)
        : base(nameof(AdaptiveMaxPool3d), returnIndices) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.AdaptiveMaxPool3dWithIndices(input, outputSize);
}

public static partial class Functional
{
    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool1d</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, outputSize) or (C, outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool1d(Tensor input, long outputSize) =>
        AdaptiveMaxPool1dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool1d_with_indices</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, outputSize) or (C, outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool1dWithIndices(
        Tensor input,
        long outputSize
    ) =>
        functional.adaptive_max_pool1d_with_indices(
            input,
            PoolWindows.Adaptive("adaptive_max_pool1d", input, 1, outputSize)[0]
        );

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool2d</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool2d(Tensor input, OutputSizes outputSize) =>
        AdaptiveMaxPool2dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool2d_with_indices</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, *outputSize) or (C, *outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool2dWithIndices(
        Tensor input,
        OutputSizes outputSize
    ) =>
        functional.adaptive_max_pool2d_with_indices(
            input,
            PoolWindows.Adaptive("adaptive_max_pool2d", input, 2, outputSize)
        );

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool3d</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool3d(Tensor input, OutputSizes outputSize) =>
        AdaptiveMaxPool3dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool3d_with_indices</c>; the parameters are those of <see cref="Reference.AdaptiveMaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, *outputSize) or (C, *outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool3dWithIndices(
        Tensor input,
        OutputSizes outputSize
    )
    {
        var size = PoolWindows.Adaptive("adaptive_max_pool3d", input, 3, outputSize);
        // Channels are part of the batch below, and would not be missed.
        if (input.shape.AsSpan(1..).Contains(0))
            throw PoolWindows.Empty("adaptive_max_pool3d", input);
        // TorchSharp's own calls libtorch's of one dimension: so planes are pooled first, then the depth.
        var (planes, places) = functional.adaptive_max_pool2d_with_indices(
            input.flatten(0, -3), // (N·C·D, H, W)
            [size[1], size[2]]
        );
        long[] pooled = [.. input.shape[..^2], size[1], size[2]];
        var (columns, depths) = functional.adaptive_max_pool1d_with_indices(
            DepthLast(planes), // (N·C·H_out·W_out, D)
            size[0]
        );
        var indices =
            depths * (input.shape[^2] * input.shape[^1]) + DepthLast(places).gather(1, depths);
        return (DepthBack(columns), DepthBack(indices));

        Tensor DepthLast(Tensor tensor) =>
            tensor.reshape(pooled).movedim([-3], [-1]).flatten(0, -2);

        Tensor DepthBack(Tensor tensor) =>
            tensor
                .reshape([.. input.shape[..^3], size[1], size[2], size[0]])
                .movedim([-1], [-3])
                .contiguous();
    }
}
