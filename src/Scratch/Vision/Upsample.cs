namespace Diptych.Scratch;

/// <summary>Makes sequences, images or volumes larger or smaller: each element of the output is made of those of the input that lie around its place.</summary>
/// <remarks>PyTorch: <c>nn.Upsample</c>; <see cref="Functional.Interpolate"/> tells the modes.</remarks>
public class Upsample : Module<Tensor, Tensor>
{
    readonly Sizes? size;
    readonly Factors? scaleFactor;
    readonly string mode;
    readonly bool? alignCorners;
    readonly bool? recomputeScaleFactor;

    /// <summary>Either the sizes of the output are given, or how often the input's they are.</summary>
    /// <param name="size">The output's sizes without batch and channels: one for all or one each.</param>
    /// <param name="scaleFactor">How often the input's sizes they are; fractions of an element are dropped.</param>
    /// <param name="mode">"nearest", "nearest-exact", "linear", "bilinear", "bicubic", "trilinear" or "area".</param>
    /// <param name="alignCorners">Whether the middles of the outermost elements lie upon each other, instead of their outer edges.</param>
    /// <param name="recomputeScaleFactor">Whether places are computed from the sizes instead of <paramref name="scaleFactor"/>.</param>
    public Upsample(
        Sizes? size = null,
        Factors? scaleFactor = null,
        string mode = "nearest",
        bool? alignCorners = null,
        bool? recomputeScaleFactor = null
    )
    {
        ArgumentNullException.ThrowIfNull(mode);
        this.size = size;
        this.scaleFactor = scaleFactor;
        this.mode = mode;
        this.alignCorners = alignCorners;
        this.recomputeScaleFactor = recomputeScaleFactor;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, L), (N, C, H, W) or (N, C, D, H, W), as the mode has it</param>
    /// <returns>(N, C, *size)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit the mode, or the options do not go together.</exception>
    public sealed override Tensor Forward(Tensor input) =>
        Functional.Interpolate(input, size, scaleFactor, mode, alignCorners, recomputeScaleFactor);
}

/// <summary>Makes images larger or smaller by repeating or leaving out elements.</summary>
/// <remarks>PyTorch: <c>nn.UpsamplingNearest2d</c>, an <see cref="Upsample"/> of mode "nearest".</remarks>
public sealed class UpsamplingNearest2d : Upsample
{
    /// <summary>Either the sizes of the output are given, or how often the input's they are.</summary>
    /// <param name="size">The output's sizes without batch and channels: one for all or one each.</param>
    /// <param name="scaleFactor">How often the input's sizes they are; fractions of an element are dropped.</param>
    public UpsamplingNearest2d(Sizes? size = null, Factors? scaleFactor = null)
        : base(size, scaleFactor) { }
}

/// <summary>Makes images larger or smaller, between the two nearest elements in height and width; the corners stay.</summary>
/// <remarks>PyTorch: <c>nn.UpsamplingBilinear2d</c>, an <see cref="Upsample"/> of mode "bilinear" with aligned corners.</remarks>
public sealed class UpsamplingBilinear2d : Upsample
{
    /// <summary>Either the sizes of the output are given, or how often the input's they are.</summary>
    /// <param name="size">The output's sizes without batch and channels: one for all or one each.</param>
    /// <param name="scaleFactor">How often the input's sizes they are; fractions of an element are dropped.</param>
    public UpsamplingBilinear2d(Sizes? size = null, Factors? scaleFactor = null)
        : base(size, scaleFactor, "bilinear", alignCorners: true) { }
}
