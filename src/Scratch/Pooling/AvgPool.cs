using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Average pooling over a sequence: y is the mean of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.AvgPool1d</c>. Input (N, C, L) or (C, L), output (N, C, L_out) or (C, L_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes.
/// </remarks>
public sealed class AvgPool1d : Module<Tensor, Tensor>
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly bool ceilMode;
    readonly bool countIncludePad;

    /// <summary>Sizes and steps are one number, as there is one dimension.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many zeros there are around the input, at most half a window; none where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; what lies beyond the padding is never averaged.</param>
    /// <param name="countIncludePad">Whether the zeros around the input are averaged too.</param>
    public AvgPool1d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true
    )
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.ceilMode = ceilMode;
        this.countIncludePad = countIncludePad;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, L) or (C, L)</param>
    /// <returns>(N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.AvgPool1d(input, kernelSize, stride, padding, ceilMode, countIncludePad);
}

/// <summary>Average pooling over the planes of images: y is the mean of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.AvgPool2d</c>. Input (N, C, H, W) or (C, H, W), output (N, C, H_out, W_out) or (C, H_out, W_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes.
/// </remarks>
public sealed class AvgPool2d : Module<Tensor, Tensor>
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly bool ceilMode;
    readonly bool countIncludePad;
    readonly long? divisorOverride;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many zeros there are around the input, at most half a window; none where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; what lies beyond the padding is never averaged.</param>
    /// <param name="countIncludePad">Whether the zeros around the input are averaged too.</param>
    /// <param name="divisorOverride">What the sum is divided by, in place of the number of elements.</param>
    public AvgPool2d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        long? divisorOverride = null
    )
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.ceilMode = ceilMode;
        this.countIncludePad = countIncludePad;
        this.divisorOverride = divisorOverride;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W) or (C, H, W)</param>
    /// <returns>(N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.AvgPool2d(
            input,
            kernelSize,
            stride,
            padding,
            ceilMode,
            countIncludePad,
            divisorOverride
        );
}

/// <summary>Average pooling over volumes: y is the mean of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.AvgPool3d</c>. Input (N, C, D, H, W) or (C, D, H, W), output (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes.
/// </remarks>
public sealed class AvgPool3d : Module<Tensor, Tensor>
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly bool ceilMode;
    readonly bool countIncludePad;
    readonly long? divisorOverride;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many zeros there are around the input, at most half a window; none where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; what lies beyond the padding is never averaged.</param>
    /// <param name="countIncludePad">Whether the zeros around the input are averaged too.</param>
    /// <param name="divisorOverride">What the sum is divided by, in place of the number of elements.</param>
    public AvgPool3d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        long? divisorOverride = null
    )
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.ceilMode = ceilMode;
        this.countIncludePad = countIncludePad;
        this.divisorOverride = divisorOverride;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, D, H, W) or (C, D, H, W)</param>
    /// <returns>(N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.AvgPool3d(
            input,
            kernelSize,
            stride,
            padding,
            ceilMode,
            countIncludePad,
            divisorOverride
        );
}

public static partial class Functional
{
    /// <summary>The mean of each window. PyTorch: <c>nn.functional.avg_pool1d</c>; the parameters are those of <see cref="Scratch.AvgPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor AvgPool1d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true
    ) =>
        AvgPool(
            "avg_pool1d",
            input,
            1,
            kernelSize,
            stride,
            padding,
            ceilMode,
            countIncludePad,
            null
        );

    /// <summary>The mean of each window. PyTorch: <c>nn.functional.avg_pool2d</c>; the parameters are those of <see cref="Scratch.AvgPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor AvgPool2d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        long? divisorOverride = null
    ) =>
        AvgPool(
            "avg_pool2d",
            input,
            2,
            kernelSize,
            stride,
            padding,
            ceilMode,
            countIncludePad,
            divisorOverride
        );

    /// <summary>The mean of each window. PyTorch: <c>nn.functional.avg_pool3d</c>; the parameters are those of <see cref="Scratch.AvgPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor AvgPool3d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        long? divisorOverride = null
    )
    {
        CheckKernelFits(input, kernelSize);
        return AvgPool(
            "avg_pool3d",
            input,
            3,
            kernelSize,
            stride,
            padding,
            ceilMode,
            countIncludePad,
            divisorOverride
        );
    }

    // Of the average pools this one alone wants a kernel no larger than its input without the padding.
    static void CheckKernelFits(Tensor input, Sizes kernelSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        var kernel = kernelSize.Each(3, "kernel_size");
        if (
            input.Rank >= 3
            && input.Shape[^3..].ToArray().Zip(kernel).Any(axis => axis.First < axis.Second)
        )
            throw new ArgumentException(
                $"input image (T: {input.Shape[^3]} H: {input.Shape[^2]} W: {input.Shape[^1]}) smaller than kernel size (kT: {kernel[0]} kH: {kernel[1]} kW: {kernel[2]})",
                nameof(kernelSize)
            );
    }

    static Tensor AvgPool(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        bool ceilMode,
        bool countIncludePad,
        long? divisorOverride
    )
    {
        if (divisorOverride == 0)
            throw new ArgumentException("divisor must be not zero", nameof(divisorOverride));
        var windows = PoolWindows.Sliding(
            name,
            input,
            dimensions,
            kernelSize,
            stride,
            padding,
            dilation: null,
            ceilMode,
            countIncludePad
        );
        return new AveragePoolOperation(input, windows, divisorOverride).Apply();
    }
}

/// <summary>y = Σ x / n over a window, for each window</summary>
/// <param name="x">(*, one size for each axis)</param>
/// <param name="windows">Where the windows lie in the last dimensions, and the n of each.</param>
/// <param name="divisor">n, where it is given.</param>
class AveragePoolOperation(Tensor x, PoolAxis[] windows, long? divisor) : Operation(x)
{
    protected override Tensor Forward() => Pooling.Average(x, windows, divisor);

    // Each element has the same share: dx = Σ dy / n over the windows that it lies in
    protected override Tensor?[] Backward(Tensor dy) =>
        [Pooling.AverageGradient(dy, windows, divisor, x.Shape)];
}
