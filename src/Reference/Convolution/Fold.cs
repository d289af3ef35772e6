namespace Diptych.Reference;

/// <summary>An image from blocks that slide over it: each element is the sum of all that the blocks hold in its place.</summary>
/// <remarks>What <see cref="Unfold"/> took apart comes back multiplied by the number of blocks over each element. PyTorch: <c>nn.Fold</c>.</remarks>
public sealed class Fold : Module<Tensor, Tensor>
{
    readonly Sizes outputSize;
    readonly Sizes kernelSize;
    readonly Sizes? dilation;
    readonly Sizes? padding;
    readonly Sizes? stride;

    /// <summary>Sizes and steps are one number for both dimensions or one each.</summary>
    /// <param name="outputSize">The image's height and width.</param>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How much of the image is cut off on either side; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    public Fold(
        Sizes outputSize,
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    )
        : base(nameof(Fold))
    {
        this.outputSize = outputSize;
        this.kernelSize = kernelSize;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    /// <inheritdoc cref="Functional.Fold" />
    public override Tensor Forward(Tensor input) =>
        Functional.Fold(input, outputSize, kernelSize, dilation, padding, stride);
}

/// <summary>The blocks that slide over an image, each one a column.</summary>
/// <remarks>A convolution is the product of its weights, as a matrix, with these columns. PyTorch: <c>nn.Unfold</c>.</remarks>
public sealed class Unfold : Module<Tensor, Tensor>
{
    readonly Sizes kernelSize;
    readonly Sizes? dilation;
    readonly Sizes? padding;
    readonly Sizes? stride;

    /// <summary>Sizes and steps are one number for both dimensions or one each.</summary>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side of the image; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    public Unfold(
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    )
        : base(nameof(Unfold))
    {
        this.kernelSize = kernelSize;
        this.dilation = dilation;
        this.padding = padding;
        this.stride = stride;
    }

    /// <inheritdoc cref="Functional.Unfold" />
    public override Tensor Forward(Tensor input) =>
        Functional.Unfold(input, kernelSize, dilation, padding, stride);
}

public static partial class Functional
{
    /// <summary>An image from blocks that slide over it: each element is the sum of all that the blocks hold in its place. PyTorch: <c>nn.functional.fold</c>.</summary>
    /// <param name="input">The blocks: (N, C · KH · KW, L), or without N, where L blocks of KH by KW fit the image.</param>
    /// <param name="outputSize">The image's height and width.</param>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How much of the image is cut off on either side; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    /// <returns>The image: (N, C, H, W), or without N.</returns>
    /// <exception cref="ArgumentException">The blocks' size or number does not fit the image, or a size is out of range.</exception>
    public static Tensor Fold(
        Tensor input,
        Sizes outputSize,
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    ) =>
        functional.fold(
            input,
            Pair(outputSize, "output_size"),
            Pair(kernelSize, "kernel_size"),
            Pair(dilation ?? 1, "dilation"),
            Pair(padding ?? 0, "padding"),
            Pair(stride ?? 1, "stride")
        );

    /// <summary>The blocks that slide over an image, each one a column. PyTorch: <c>nn.functional.unfold</c>.</summary>
    /// <param name="input">The image: (N, C, H, W), or without N.</param>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side of the image; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    /// <returns>The blocks: (N, C · KH · KW, L), or without N; they go along the rows of the image.</returns>
    /// <exception cref="ArgumentException">The rank does not fit, a size is out of range, or a block is larger than the padded image.</exception>
    public static Tensor Unfold(
        Tensor input,
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    ) =>
        // libtorch's C++ function takes no image without N.
        input.dim() == 3
            ? Unfold(input.unsqueeze(0), kernelSize, dilation, padding, stride).squeeze(0)
            : functional.unfold(
                input,
                Pair(kernelSize, "kernel_size"),
                Pair(dilation ?? 1, "dilation"),
                Pair(padding ?? 0, "padding"),
                Pair(stride ?? 1, "stride")
            );

    static (long, long) Pair(Sizes sizes, string name)
    {
        var both = sizes.Each(2, name);
        // libtorch's products overflow, and it writes where they lead.
        if (both.Max() > int.MaxValue)
            throw new ArgumentException(
                $"{name} must be at most {int.MaxValue}, but got {sizes}",
                name
            );
        return (both[0], both[1]);
    }
}
