using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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
    /// <param name="input">The blocks, (N, C · KH · KW, L), or without N, where L blocks of KH by KW fit the image.</param>
    /// <param name="outputSize">The image's height and width.</param>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How much of the image is cut off on either side; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    /// <returns>The image, (N, C, H, W), or without N.</returns>
    /// <exception cref="ArgumentException">The blocks' size or number does not fit the image, or a size is out of range.</exception>
    public static Tensor Fold(
        Tensor input,
        Sizes outputSize,
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = outputSize.Each(2, "output_size");
        var blocks = new SlidingBlocks(size, kernelSize, dilation, padding, stride);
        if (input.Rank is not (2 or 3) || input.Shape[^2] == 0 || input.Shape[^1] == 0)
            throw new ArgumentException(
                $"Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: {input.ShapeText}",
                nameof(input)
            );
        Checks.Real(input, "fold", nameof(input));
        var (elements, count) = (input.Shape[^2], input.Shape[^1]);
        if (elements % blocks.Elements != 0)
            throw new ArgumentException(
                $"Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input of size {input.ShapeText} and {blocks}",
                nameof(input)
            );
        var (rows, columns) = (blocks.Rows, blocks.Columns);
        if (rows < 1 || columns < 1 || size.Min() < 1 || count != rows * columns)
            throw new ArgumentException(
                $"Given output_size={Shapes.Text(size)} and {blocks}, expected size of input's dimension 2 to match the calculated number of "
                    + $"sliding blocks {rows} * {columns}, but got input of size {input.ShapeText}",
                nameof(input)
            );
        if (input.Rank == 2)
            return Fold(input.Unsqueeze(0), outputSize, kernelSize, dilation, padding, stride)
                .Squeeze(0);

        var (kernel, samples) = (blocks.Kernel, input.Shape[0]);
        var channels = elements / blocks.Elements;
        var spread = input
            .Reshape([samples, channels, kernel[0], kernel[1], rows, columns])
            .Permute([0, 1, 2, 4, 3, 5])
            .Reshape([samples, channels, kernel[0] * rows, kernel[1] * columns]);
        return new FoldOperation(
            spread,
            blocks.Places((int)samples, (int)channels),
            [samples, channels, .. size]
        ).Apply();
    }

    /// <summary>The blocks that slide over an image, each one a column. PyTorch: <c>nn.functional.unfold</c>.</summary>
    /// <param name="input">The image, (N, C, H, W), or without N.</param>
    /// <param name="kernelSize">The blocks' height and width.</param>
    /// <param name="dilation">How far apart the elements of a block lie; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side of the image; 0 where null.</param>
    /// <param name="stride">From one block to the next; 1 where null.</param>
    /// <returns>The blocks, (N, C · KH · KW, L), or without N; they go along the rows of the image.</returns>
    /// <exception cref="ArgumentException">The rank does not fit, a size is out of range, or a block is larger than the padded image.</exception>
    public static Tensor Unfold(
        Tensor input,
        Sizes kernelSize,
        Sizes? dilation = null,
        Sizes? padding = null,
        Sizes? stride = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (3 or 4) || input.Shape[^3..].Contains(0))
            throw new ArgumentException(
                $"Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {input.ShapeText}",
                nameof(input)
            );
        if (input.Dtype != ScalarType.Bool)
            Checks.Real(input, "unfold", nameof(input));
        if (input.Rank == 3)
            return Unfold(input.Unsqueeze(0), kernelSize, dilation, padding, stride).Squeeze(0);

        var size = input.Shape[2..].ToArray();
        var blocks = new SlidingBlocks(size, kernelSize, dilation, padding, stride);
        var (kernel, rows, columns) = (blocks.Kernel, blocks.Rows, blocks.Columns);
        if (rows < 1 || columns < 1)
            throw new ArgumentException(
                $"Given input with spatial size {Shapes.Text(size)} and {blocks}, calculated shape of the array of sliding blocks as "
                    + $"({rows}, {columns}), but its components must be at least one.",
                nameof(input)
            );
        var (samples, channels) = (input.Shape[0], input.Shape[1]);
        if ((Int128)blocks.Elements * rows * columns * channels * samples > Array.MaxLength)
            throw new ArgumentException(
                $"Given input of size {input.ShapeText} and {blocks}, the calculated {rows} * {columns} sliding blocks "
                    + $"have more than the {Array.MaxLength} elements that fit",
                nameof(input)
            );
        return new UnfoldOperation(input, blocks.Places((int)samples, (int)channels))
            .Apply()
            .Reshape([samples, channels, kernel[0], rows, kernel[1], columns])
            .Permute([0, 1, 2, 4, 3, 5])
            .Reshape([samples, channels * blocks.Elements, rows * columns]);
    }

    // What block i holds at k is the image's place i·s + k·d − p. Along a dimension the places stand one behind the
    // other, those of all blocks at the first k, then at the next; −1 is one of the zeros around.
    sealed class SlidingBlocks
    {
        readonly long[] dilation;
        readonly long[] padding;
        readonly long[] stride;
        readonly long[] size;

        public SlidingBlocks(
            long[] size,
            Sizes kernelSize,
            Sizes? dilation,
            Sizes? padding,
            Sizes? stride
        )
        {
            this.size = size;
            Kernel = kernelSize.Each(2, "kernel_size");
            this.dilation = (dilation ?? 1).Each(2, "dilation");
            this.padding = (padding ?? 0).Each(2, "padding");
            this.stride = (stride ?? 1).Each(2, "stride");
            Require(Kernel, 1, "kernel size should be greater than zero", nameof(kernelSize));
            Require(this.dilation, 1, "dilation should be greater than zero", nameof(dilation));
            Require(this.padding, 0, "padding should be non-negative", nameof(padding));
            Require(this.stride, 1, "stride should be greater than zero", nameof(stride));
            // Products of two numbers below 2³¹ cannot overflow.
            foreach (
                var (values, name) in new[]
                {
                    (size, "output_size"),
                    (Kernel, "kernel_size"),
                    (this.dilation, "dilation"),
                    (this.padding, "padding"),
                    (this.stride, "stride"),
                }
            )
                if (values.Max() > int.MaxValue)
                    throw new ArgumentException(
                        $"{name} must be at most {int.MaxValue}, but got {Shapes.Text(values)}",
                        name
                    );
        }

        public long[] Kernel { get; }

        // Of one channel of a block.
        public long Elements => Kernel[0] * Kernel[1];

        public long Rows => Count(0);

        public long Columns => Count(1);

        public int[][] Places(int samples, int channels) =>
            [
                [.. Enumerable.Range(0, samples)],
                [.. Enumerable.Range(0, channels)],
                PlacesOf(0),
                PlacesOf(1),
            ];

        public override string ToString() =>
            $"kernel_size={Shapes.Text(Kernel)}, dilation={Shapes.Text(dilation)}, padding={Shapes.Text(padding)}, stride={Shapes.Text(stride)}";

        long Count(int d)
        {
            var room = size[d] + 2 * padding[d] - dilation[d] * (Kernel[d] - 1) - 1;
            return room < 0 ? 0 : room / stride[d] + 1;
        }

        int[] PlacesOf(int d)
        {
            var places = new int[Kernel[d] * Count(d)];
            for (var (k, at) = (0, 0); k < Kernel[d]; k++)
            for (var i = 0; i < Count(d); i++)
            {
                var place = i * stride[d] + k * dilation[d] - padding[d];
                places[at++] = place >= 0 && place < size[d] ? (int)place : -1;
            }
            return places;
        }

        static void Require(long[] values, long least, string complaint, string name)
        {
            if (values.Min() < least)
                throw new ArgumentException($"{complaint}, but got {Shapes.Text(values)}", name);
        }
    }

    // Each is the other's gradient: what was read from one place flows back there, what was added up flows back to all.
    sealed class UnfoldOperation(Tensor x, int[][] places) : Operation(x)
    {
        // y[n, c, (k, i), (l, j)] = x[n, c, i·s + k·d − p, j·s + l·d − p], or 0 outside
        protected override Tensor Forward() => Remap.Take(x, places, 0);

        protected override Tensor?[] Backward(Tensor dy) => [Remap.Return(dy, places, x.Shape)];
    }

    sealed class FoldOperation(Tensor x, int[][] places, long[] shape) : Operation(x)
    {
        // y[n, c, i·s + k·d − p, j·s + l·d − p] = Σ x[n, c, (k, i), (l, j)] over all that lead to the place
        protected override Tensor Forward() => Remap.Return(x.Detach(), places, shape);

        protected override Tensor?[] Backward(Tensor dy) => [Remap.Take(dy, places, 0)];
    }
}
