using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>A tensor as a picture: numbers in [0, 1] times 255, cut to whole bytes, and the channels go last.</summary>
/// <remarks>
/// torchvision: <c>transforms.ToPILImage</c>. Cut, not rounded: 0.999 · 255 = 254.7 becomes 254. Numbers outside of [0, 1]
/// are not clamped; of the whole number the low eight bits remain, so that 1.01 is nearly black.
/// </remarks>
public sealed class ToPILImage : Module<Tensor, Image>
{
    readonly string? mode;

    /// <summary>Chooses what the channels mean.</summary>
    /// <param name="mode">"L" for one channel, "RGB" for three or "RGBA" for four; whichever fits where null.</param>
    public ToPILImage(string? mode = null) => this.mode = mode;

    /// <inheritdoc />
    /// <param name="input">(C, H, W) or (H, W), real numbers.</param>
    /// <returns>(H, W, C) bytes.</returns>
    /// <exception cref="ArgumentException">Another rank or type, or the channels are not those of the mode.</exception>
    public override Image Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (2 or 3))
            throw new ArgumentException(
                $"pic should be 2/3 dimensional. Got {input.Rank} dimensions.",
                nameof(input)
            );
        if (!input.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"Input type {input.Dtype.TorchName()} is not supported",
                nameof(input)
            );
        var planes = (input.Rank == 2 ? input.Unsqueeze(0) : input).Detach();
        var (channels, height, width) = (planes.Shape[0], planes.Shape[1], planes.Shape[2]);
        CheckMode(channels);
        return new Image(height, width, channels, Pixels.Bytes(planes * 255));
    }

    void CheckMode(long channels)
    {
        var own = channels switch
        {
            1 => "L",
            3 => "RGB",
            4 => "RGBA",
            _ => throw new ArgumentException(
                $"pic should have 1, 3 or 4 channels. Got {channels} channels."
            ),
        };
        if (mode is not null && mode != own)
            throw new ArgumentException(
                $"Incorrect mode ({mode}) supplied for {channels} channels. Should be {own}"
            );
    }
}
