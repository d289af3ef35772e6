namespace Diptych.Reference;

/// <summary>The way back from max pooling over a sequence: the largest elements return to where they stood, among zeros.</summary>
/// <remarks>PyTorch: <c>nn.MaxUnpool1d</c>. It undoes <see cref="MaxPool1d"/> of the same sizes, except for what that dropped.</remarks>
public sealed class MaxUnpool1d : Module
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;

    /// <summary>Sizes and steps are one number, as there is one dimension.</summary>
    /// <param name="kernelSize">Elements of a window of the pool.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How much was added around the pool's input; none where null.</param>
    public MaxUnpool1d(Sizes kernelSize, Sizes? stride = null, Sizes? padding = null)
        : base(nameof(MaxUnpool1d))
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
    }

    /// <summary>The plane that the pool looked at, as far as it is known. PyTorch: <c>forward</c>.</summary>
    /// <param name="input">(N, C, L) or (C, L): what the pool answered.</param>
    /// <param name="indices">Where its elements stood, row by row in their plane: int64, of the same shape.</param>
    /// <param name="outputSize">The sizes of the plane, or of the whole output, less than one step away from (size − 1) · stride − 2 · padding + kernelSize, which they are where null.</param>
    /// <returns>(N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public Tensor Forward(Tensor input, Tensor indices, long[]? outputSize = null) =>
        Functional.MaxUnpool1d(input, indices, kernelSize, stride, padding, outputSize);
}

/// <summary>The way back from max pooling over the planes of images: the largest elements return to where they stood, among zeros.</summary>
/// <remarks>PyTorch: <c>nn.MaxUnpool2d</c>. It undoes <see cref="MaxPool2d"/> of the same sizes, except for what that dropped.</remarks>
public sealed class MaxUnpool2d : Module
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window of the pool.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How much was added around the pool's input; none where null.</param>
    public MaxUnpool2d(Sizes kernelSize, Sizes? stride = null, Sizes? padding = null)
        : base(nameof(MaxUnpool2d))
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
    }

    /// <summary>The plane that the pool looked at, as far as it is known. PyTorch: <c>forward</c>.</summary>
    /// <param name="input">(N, C, H, W) or (C, H, W): what the pool answered.</param>
    /// <param name="indices">Where its elements stood, row by row in their plane: int64, of the same shape.</param>
    /// <param name="outputSize">The sizes of the plane, or of the whole output, less than one step away from (size − 1) · stride − 2 · padding + kernelSize, which they are where null.</param>
    /// <returns>(N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public Tensor Forward(Tensor input, Tensor indices, long[]? outputSize = null) =>
        Functional.MaxUnpool2d(input, indices, kernelSize, stride, padding, outputSize);
}

/// <summary>The way back from max pooling over volumes: the largest elements return to where they stood, among zeros.</summary>
/// <remarks>PyTorch: <c>nn.MaxUnpool3d</c>. It undoes <see cref="MaxPool3d"/> of the same sizes, except for what that dropped.</remarks>
public sealed class MaxUnpool3d : Module
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window of the pool.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How much was added around the pool's input; none where null.</param>
    public MaxUnpool3d(Sizes kernelSize, Sizes? stride = null, Sizes? padding = null)
        : base(nameof(MaxUnpool3d))
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
    }

    /// <summary>The plane that the pool looked at, as far as it is known. PyTorch: <c>forward</c>.</summary>
    /// <param name="input">(N, C, D, H, W) or (C, D, H, W): what the pool answered.</param>
    /// <param name="indices">Where its elements stood, row by row in their plane: int64, of the same shape.</param>
    /// <param name="outputSize">The sizes of the plane, or of the whole output, less than one step away from (size − 1) · stride − 2 · padding + kernelSize, which they are where null.</param>
    /// <returns>(N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public Tensor Forward(Tensor input, Tensor indices, long[]? outputSize = null) =>
        Functional.MaxUnpool3d(input, indices, kernelSize, stride, padding, outputSize);
}

public static partial class Functional
{
    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool1d</c>; the parameters are those of <see cref="Reference.MaxUnpool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool1d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    )
    {
        var (kernel, step, pad, size) = Unpooled(
            "max_unpool1d",
            input,
            1,
            kernelSize,
            stride,
            padding,
            outputSize
        );
        return functional.max_unpool1d(input, indices, kernel[0], step[0], pad[0], size);
    }

    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool2d</c>; the parameters are those of <see cref="Reference.MaxUnpool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool2d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    )
    {
        var (kernel, step, pad, size) = Unpooled(
            "max_unpool2d",
            input,
            2,
            kernelSize,
            stride,
            padding,
            outputSize
        );
        return functional.max_unpool2d(input, indices, kernel, step, pad, size);
    }

    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool3d</c>; the parameters are those of <see cref="Reference.MaxUnpool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool3d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    )
    {
        var (kernel, step, pad, size) = Unpooled(
            "max_unpool3d",
            input,
            3,
            kernelSize,
            stride,
            padding,
            outputSize
        );
        return functional.max_unpool3d(input, indices, kernel, step, pad, size);
    }

    // TorchSharp forgets the stride where no padding is given; libtorch counts dimensions from the end, takes the
    // sizes of a whole output only, and does not look whether a pool could have made them.
    static (long[] Kernel, long[] Stride, long[] Padding, long[]? Size) Unpooled(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        long[]? outputSize
    )
    {
        if (input.dim() != dimensions + 1 && input.dim() != dimensions + 2)
            throw new ArgumentException(
                $"{name}(): Expected {dimensions + 1}D or {dimensions + 2}D (batch mode) tensor for input, but got: [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        var kernel = kernelSize.Each(dimensions, "kernel_size");
        var step = stride?.Each(dimensions, "stride") ?? kernel;
        var pad = (padding ?? 0).Each(dimensions, "padding");
        if (outputSize?.Length == dimensions)
            outputSize = [0, 0, .. outputSize];
        for (var d = 0; d < dimensions && outputSize?.Length == dimensions + 2; d++)
        {
            var size = (input.shape[input.dim() - dimensions + d] - 1) * step[d];
            size += kernel[d] - 2 * pad[d];
            if (Math.Abs(outputSize[d + 2] - size) >= step[d])
                throw new ArgumentException(
                    $"invalid output_size [{string.Join(", ", outputSize)}] (dim {d} must be between {size - step[d]} and {size + step[d]})",
                    nameof(outputSize)
                );
        }
        return (kernel, step, pad, outputSize);
    }
}
