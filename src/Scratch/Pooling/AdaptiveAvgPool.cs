using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Adaptive average pooling over a sequence: so many windows share the input evenly, and y is the mean of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveAvgPool1d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size.
/// </remarks>
public sealed class AdaptiveAvgPool1d : Module<Tensor, Tensor>
{
    readonly long outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows.</param>
    public AdaptiveAvgPool1d(long outputSize) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <param name="input">(N, C, L) or (C, L)</param>
    /// <returns>(N, C, outputSize) or (C, outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool1d(input, outputSize);
}

/// <summary>Adaptive average pooling over the planes of images: so many windows share the input evenly, and y is the mean of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveAvgPool2d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size.
/// </remarks>
public sealed class AdaptiveAvgPool2d : Module<Tensor, Tensor>
{
    readonly OutputSizes outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows: one number for all dimensions or one each; null for as many as the input has elements.</param>
    public AdaptiveAvgPool2d(OutputSizes outputSize) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W) or (C, H, W)</param>
    /// <returns>(N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool2d(input, outputSize);
}

/// <summary>Adaptive average pooling over volumes: so many windows share the input evenly, and y is the mean of each.</summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveAvgPool3d</c>. Window i reaches from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, so that windows overlap
/// where n does not divide the size.
/// </remarks>
public sealed class AdaptiveAvgPool3d : Module<Tensor, Tensor>
{
    readonly OutputSizes outputSize;

    /// <summary>A pool has no parameters.</summary>
    /// <param name="outputSize">n, the number of windows: one number for all dimensions or one each; null for as many as the input has elements.</param>
    public AdaptiveAvgPool3d(OutputSizes outputSize) => this.outputSize = outputSize;

    /// <inheritdoc />
    /// <param name="input">(N, C, D, H, W) or (C, D, H, W)</param>
    /// <returns>(N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAvgPool3d(input, outputSize);
}

public static partial class Functional
{
    /// <summary>The mean of each window. PyTorch: <c>nn.functional.adaptive_avg_pool1d</c>; the parameters are those of <see cref="Scratch.AdaptiveAvgPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, outputSize) or (C, outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveAvgPool1d(Tensor input, long outputSize) =>
        AdaptiveAvgPool("adaptive_avg_pool1d", input, 1, outputSize);

    /// <summary>The mean of each window. PyTorch: <c>nn.functional.adaptive_avg_pool2d</c>; the parameters are those of <see cref="Scratch.AdaptiveAvgPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveAvgPool2d(Tensor input, OutputSizes outputSize) =>
        AdaptiveAvgPool("adaptive_avg_pool2d", input, 2, outputSize);

    /// <summary>The mean of each window. PyTorch: <c>nn.functional.adaptive_avg_pool3d</c>; the parameters are those of <see cref="Scratch.AdaptiveAvgPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, *outputSize) or (C, *outputSize)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or a size is negative.</exception>
    public static Tensor AdaptiveAvgPool3d(Tensor input, OutputSizes outputSize) =>
        AdaptiveAvgPool("adaptive_avg_pool3d", input, 3, outputSize);

    static Tensor AdaptiveAvgPool(string name, Tensor input, int dimensions, OutputSizes outputSize)
    {
        var windows = PoolWindows.Adaptive(name, input, dimensions, outputSize);
        // Without a batch the channels count as one; one window over a volume PyTorch takes for a mean, which may be of nothing.
        if (
            dimensions == 3
            && input.Shape[1..^3].Contains(0)
            && Array.Exists(windows, axis => axis.Windows != 1)
        )
            throw PoolWindows.Empty(name, input);
        return new AdaptiveAveragePoolOperation(name, input, dimensions, windows).Apply();
    }

    sealed class AdaptiveAveragePoolOperation(
        string name,
        Tensor x,
        int dimensions,
        PoolAxis[] windows
    ) : AveragePoolOperation(x, windows, divisor: null)
    {
        protected override Tensor?[] Backward(Tensor dy)
        {
            PoolWindows.CheckGradient(name, dy, dimensions);
            return base.Backward(dy);
        }
    }
}
