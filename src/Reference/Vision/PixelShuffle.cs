namespace Diptych.Reference;

/// <summary>Channels become pixels: of r² channels each gives one pixel of a square of r by r.</summary>
/// <remarks>PyTorch: <c>nn.PixelShuffle</c>. Shi and others 2016, <see href="https://arxiv.org/abs/1609.05158"/>.</remarks>
public sealed class PixelShuffle : Module<Tensor, Tensor>
{
    readonly long upscaleFactor;

    /// <summary>There are no parameters.</summary>
    /// <param name="upscaleFactor">r, how often the height and width of the input the output has.</param>
    public PixelShuffle(long upscaleFactor)
        : base(nameof(PixelShuffle)) => this.upscaleFactor = upscaleFactor;

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
    public PixelUnshuffle(long downscaleFactor)
        : base(nameof(PixelUnshuffle)) => this.downscaleFactor = downscaleFactor;

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
    public static Tensor PixelShuffle(Tensor input, long upscaleFactor) =>
        functional.pixel_shuffle(input, upscaleFactor);

    /// <summary>Pixels become channels. PyTorch: <c>nn.functional.pixel_unshuffle</c>.</summary>
    /// <param name="input">(*, C, H · r, W · r)</param>
    /// <param name="downscaleFactor">r</param>
    /// <returns>(*, C · r², H, W)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, r is not positive, or it does not divide height and width.</exception>
    public static Tensor PixelUnshuffle(Tensor input, long downscaleFactor) =>
        functional.pixel_unshuffle(input, downscaleFactor);
}
