using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What adaptive max pools have in common: so many windows share the input evenly, and y is the largest element of each.</summary>
/// <remarks>PyTorch: <c>nn.modules.pooling._AdaptiveMaxPoolNd</c>.</remarks>
public abstract class AdaptiveMaxPoolNd : Module<Tensor, Tensor>
{
    /// <summary>A pool has no parameters.</summary>
    private protected AdaptiveMaxPoolNd(bool returnIndices) => ReturnIndices = returnIndices;

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
        : base(returnIndices) => this.outputSize = outputSize;

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
        : base(returnIndices) => this.outputSize = outputSize;

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
        : base(returnIndices) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.AdaptiveMaxPool3dWithIndices(input, outputSize);
}

public static partial class Functional
{
    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool1d</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, outputSize) or (C, outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool1d(Tensor input, long outputSize) =>
        AdaptiveMaxPool1dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool1d_with_indices</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, outputSize) or (C, outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool1dWithIndices(
        Tensor input,
        long outputSize
    ) => AdaptiveMaxPool("adaptive_max_pool1d", input, 1, outputSize);

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool2d</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool2d(Tensor input, OutputSizes outputSize) =>
        AdaptiveMaxPool2dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool2d_with_indices</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, *outputSize) or (C, *outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool2dWithIndices(
        Tensor input,
        OutputSizes outputSize
    ) => AdaptiveMaxPool("adaptive_max_pool2d", input, 2, outputSize);

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.adaptive_max_pool3d</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveMaxPool3d(Tensor input, OutputSizes outputSize) =>
        AdaptiveMaxPool3dWithIndices(input, outputSize).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.adaptive_max_pool3d_with_indices</c>; the parameters are those of <see cref="Scratch.AdaptiveMaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, *outputSize) or (C, *outputSize), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static (Tensor Output, Tensor Indices) AdaptiveMaxPool3dWithIndices(
        Tensor input,
        OutputSizes outputSize
    ) => AdaptiveMaxPool("adaptive_max_pool3d", input, 3, outputSize);

    static (Tensor Output, Tensor Indices) AdaptiveMaxPool(
        string name,
        Tensor input,
        int dimensions,
        OutputSizes outputSize
    )
    {
        var windows = PoolWindows.Adaptive(name, input, dimensions, outputSize);
        // Without a batch the channels count as one.
        if (input.Shape[1..].Contains(0))
            throw PoolWindows.Empty(name, input);
        var pool = new AdaptiveMaxPoolOperation(name, input, dimensions, windows);
        return (pool.Apply(), pool.Indices!);
    }

    sealed class AdaptiveMaxPoolOperation(string name, Tensor x, int dimensions, PoolAxis[] windows)
        : MaxPoolOperation(x, windows)
    {
        protected override Tensor?[] Backward(Tensor dy)
        {
            PoolWindows.CheckGradient(name, dy, dimensions);
            return base.Backward(dy);
        }
    }
}
