using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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
    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool1d</c>; the parameters are those of <see cref="Scratch.MaxUnpool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool1d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    ) => MaxUnpool("max_unpool1d", input, indices, 1, kernelSize, stride, padding, outputSize);

    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool2d</c>; the parameters are those of <see cref="Scratch.MaxUnpool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool2d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    ) => MaxUnpool("max_unpool2d", input, indices, 2, kernelSize, stride, padding, outputSize);

    /// <summary>The largest elements where they stood, among zeros. PyTorch: <c>nn.functional.max_unpool3d</c>; the parameters are those of <see cref="Scratch.MaxUnpool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, a size is out of its range, or an index is outside of the plane.</exception>
    public static Tensor MaxUnpool3d(
        Tensor input,
        Tensor indices,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        long[]? outputSize = null
    ) => MaxUnpool("max_unpool3d", input, indices, 3, kernelSize, stride, padding, outputSize);

    static Tensor MaxUnpool(
        string name,
        Tensor input,
        Tensor indices,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        long[]? outputSize
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(indices);
        if (input.Rank != dimensions + 1 && input.Rank != dimensions + 2)
            throw new ArgumentException(
                $"{name}(): Expected {dimensions + 1}D or {dimensions + 2}D (batch mode) tensor for input, but got: {input.ShapeText}",
                nameof(input)
            );
        Checks.Real(input, name, nameof(input));
        if (input.Shape[^(dimensions + 1)..].Contains(0))
            throw new ArgumentException(
                $"{name}(): Expected input to have non-zero size for non-batch dimensions, but got {input.ShapeText}",
                nameof(input)
            );
        if (indices.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"elements in indices should be type int64 but got: {indices.Dtype.TorchName()}",
                nameof(indices)
            );
        if (!indices.Shape.SequenceEqual(input.Shape))
            throw new ArgumentException(
                $"Expected shape of indices to be same as that of the input tensor ({input.ShapeText}) but got indices tensor with shape: {indices.ShapeText}",
                nameof(indices)
            );
        var kernel = kernelSize.Each(dimensions, "kernel_size");
        var step = stride?.Each(dimensions, "stride") ?? kernel;
        var pad = (padding ?? 0).Each(dimensions, "padding");
        if (Array.Exists(step, size => size < 1))
            throw new ArgumentException(
                $"strides should be greater than zero, but got stride: {Shapes.Text(step)}",
                nameof(stride)
            );
        // As many sizes as a whole output has are those of one: batch and channels are left out.
        var given = outputSize?.Length == dimensions + 2 ? outputSize[2..] : outputSize;
        if (given is not null && given.Length != dimensions)
            throw new ArgumentException(
                $"output_size should be a sequence containing {dimensions} or {dimensions + 2} elements, but it has a length of '{given.Length}'",
                nameof(outputSize)
            );
        var plane = new long[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var size = input.Shape[input.Rank - dimensions + d];
            plane[d] = (size - 1) * step[d] - 2 * pad[d] + kernel[d];
            if (given is null)
                continue;
            // Several planes have the same windows; they differ by less than a step.
            if (Math.Abs(given[d] - plane[d]) >= step[d])
                throw new ArgumentException(
                    $"invalid output_size {Shapes.Text(given)} (dim {d} must be between {plane[d] - step[d]} and {plane[d] + step[d]})",
                    nameof(outputSize)
                );
            plane[d] = given[d];
        }
        if (Array.Exists(plane, size => size < 0))
            throw new ArgumentException(
                $"{name}(): the output would have negative sizes: {Shapes.Text(plane)}",
                nameof(kernelSize)
            );
        return new MaxUnpoolOperation(input, indices, plane).Apply();
    }

    /// <summary>y[index] = x in each plane, and 0 where no index leads</summary>
    sealed class MaxUnpoolOperation(Tensor x, Tensor indices, long[] plane) : Operation(x)
    {
        protected override Tensor Forward() => Unpooling.Place(x, Save(indices), plane);

        // dx = dy[index], also for an x that another with its index was written over
        protected override Tensor?[] Backward(Tensor dy) =>
            [Unpooling.Collect(dy, indices, plane.Length)];
    }
}
