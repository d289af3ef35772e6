namespace Diptych.Reference;

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
    public ToPILImage(string? mode = null)
        : base(nameof(ToPILImage)) => this.mode = mode;

    /// <inheritdoc />
    /// <param name="input">(C, H, W) or (H, W), real numbers.</param>
    /// <returns>(H, W, C) bytes.</returns>
    /// <exception cref="ArgumentException">Another rank or type, or the channels are not those of the mode.</exception>
    public override Image Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"pic should be 2/3 dimensional. Got {input.dim()} dimensions.",
                nameof(input)
            );
        if (!input.is_floating_point())
            throw new ArgumentException(
                $"Input type {input.dtype} is not supported",
                nameof(input)
            );
        using var scope = NewDisposeScope();
        var planes = (input.dim() == 2 ? input.unsqueeze(0) : input).detach();
        var (channels, height, width) = (planes.shape[0], planes.shape[1], planes.shape[2]);
        CheckMode(channels);
        // NumPy, which torchvision leaves the cut to, goes by way of 32 bits.
        var whole = planes.mul(255).permute(1, 2, 0).to(ScalarType.Int32).contiguous();
        return new Image(
            height,
            width,
            channels,
            whole.numel() == 0
                ? []
                : Array.ConvertAll(whole.data<int>().ToArray(), value => unchecked((byte)value))
        );
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
