namespace Diptych.Scratch;

/// <summary>Channels become pixels: of r² channels each gives one pixel of a square of r by r.</summary>
/// <remarks>PyTorch: <c>nn.PixelShuffle</c>. Shi and others 2016, <see href="https://arxiv.org/abs/1609.05158"/>.</remarks>
public sealed class PixelShuffle : Module<Tensor, Tensor>
{
    readonly long upscaleFactor;

    /// <summary>There are no parameters.</summary>
    /// <param name="upscaleFactor">r, how often the height and width of the input the output has.</param>
    public PixelShuffle(long upscaleFactor) => this.upscaleFactor = upscaleFactor;

    /// <inheritdoc />
    /// <param name="input">(*, C · r², H, W)</param>
    /// <returns>(*, C, H · r, W · r)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, r is not positive, or r² does not divide the channels.</exception>
    public override Tensor Forward(Tensor input) => Functional.PixelShuffle(input, upscaleFactor);
}

/// <summary>Pixels become channels: each square of r by r gives one pixel to each of r² channels, which undoes <see cref="PixelShuffle"/>.</summary>
/// <remarks>PyTorch: <c>nn.PixelUnshuffle</c>.</remarks>
public sealed class PixelUnshuffle : Module<Tensor, Tensor>
{
    readonly long downscaleFactor;

    /// <summary>There are no parameters.</summary>
    /// <param name="downscaleFactor">r, how often the height and width of the output the input has.</param>
    public PixelUnshuffle(long downscaleFactor) => this.downscaleFactor = downscaleFactor;

    /// <inheritdoc />
    /// <param name="input">(*, C, H · r, W · r)</param>
    /// <returns>(*, C · r², H, W)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, r is not positive, or it does not divide height and width.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.PixelUnshuffle(input, downscaleFactor);
}

public static partial class Functional
{
    /// <summary>Channels become pixels. PyTorch: <c>nn.functional.pixel_shuffle</c>.</summary>
    /// <param name="input">(*, C · r², H, W)</param>
    /// <param name="upscaleFactor">r</param>
    /// <returns>(*, C, H · r, W · r)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, r is not positive, or r² does not divide the channels.</exception>
    public static Tensor PixelShuffle(Tensor input, long upscaleFactor)
    {
        ArgumentNullException.ThrowIfNull(input);
        var r = upscaleFactor;
        CheckShuffle("pixel_shuffle", input, "upscale_factor", r);
        var (channels, height, width) = (input.Shape[^3], input.Shape[^2], input.Shape[^1]);
        if (channels % (r * r) != 0)
            throw new ArgumentException(
                $"pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)={channels} is not divisible by {r * r}",
                nameof(input)
            );
        long[] batch = [.. input.Shape[..^3]];
        var c = channels / (r * r);
        return Exchange(input.Reshape([.. batch, c, r, r, height, width]), 0, 3, 1, 4, 2) // (*, C, H, r, W, r)
            .Reshape([.. batch, c, height * r, width * r]);
    }

    /// <summary>Pixels become channels. PyTorch: <c>nn.functional.pixel_unshuffle</c>.</summary>
    /// <param name="input">(*, C, H · r, W · r)</param>
    /// <param name="downscaleFactor">r</param>
    /// <returns>(*, C · r², H, W)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, r is not positive, or it does not divide height and width.</exception>
    public static Tensor PixelUnshuffle(Tensor input, long downscaleFactor)
    {
        ArgumentNullException.ThrowIfNull(input);
        var r = downscaleFactor;
        CheckShuffle("pixel_unshuffle", input, "downscale_factor", r);
        var (channels, height, width) = (input.Shape[^3], input.Shape[^2], input.Shape[^1]);
        if (height % r != 0 || width % r != 0)
            throw new ArgumentException(
                $"pixel_unshuffle expects height and width to be divisible by downscale_factor, but {height} and {width} are not divisible by {r}",
                nameof(input)
            );
        // PyTorch leaves an input without elements as it is, sizes included.
        if (input.Count == 0)
            return input.Clone();
        long[] batch = [.. input.Shape[..^3]];
        return Exchange(
                input.Reshape([.. batch, channels, height / r, r, width / r, r]),
                0,
                2,
                4,
                1,
                3
            ) // (*, C, r, r, H, W)
            .Reshape([.. batch, channels * r * r, height / r, width / r]);
    }

    static void CheckShuffle(string name, Tensor input, string option, long factor)
    {
        if (input.Rank < 3)
            throw new ArgumentException(
                $"{name} expects input to have at least 3 dimensions, but got input with {input.Rank} dimension(s)",
                nameof(input)
            );
        if (factor <= 0)
            throw new ArgumentException(
                $"{name} expects a positive {option}, but got {factor}",
                nameof(factor)
            );
        // Its square must not overflow.
        if (factor > int.MaxValue)
            throw new ArgumentException(
                $"{name} expects a {option} of at most {int.MaxValue}, but got {factor}",
                nameof(factor)
            );
    }

    // The last dimensions in another order.
    static Tensor Exchange(Tensor x, params ReadOnlySpan<long> order)
    {
        var dims = new long[x.Rank];
        var batch = x.Rank - order.Length;
        for (var d = 0; d < dims.Length; d++)
            dims[d] = d < batch ? d : batch + order[d - batch];
        return x.Permute(dims);
    }
}
