namespace Diptych.Reference;

/// <summary>Each channel moved and scaled: y = (x − mean) / std.</summary>
/// <remarks>torchvision: <c>transforms.Normalize</c>. With a data set's own mean and std, a channel has mean 0 and std 1 over that set.</remarks>
public sealed class Normalize : Module<Tensor, Tensor>
{
    readonly double[] mean;
    readonly double[] std;
    readonly bool inplace;

    /// <summary>Keeps the numbers of each channel.</summary>
    /// <param name="mean">What is taken away, for each channel, or one for all.</param>
    /// <param name="std">What is divided by, for each channel, or one for all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Normalize(double[] mean, double[] std, bool inplace = false)
        : base(nameof(Normalize))
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        this.mean = [.. mean];
        this.std = [.. std];
        this.inplace = inplace;
    }

    /// <summary>The way back, x = y · std + mean, as torchvision can say it: with mean −mean / std and std 1 / std.</summary>
    /// <exception cref="InvalidOperationException">There are not as many means as deviations.</exception>
    public Normalize Inverse() =>
        mean.Length == std.Length
            ? new([.. mean.Zip(std, (m, s) => -m / s)], [.. std.Select(s => 1 / s)], inplace)
            : throw new InvalidOperationException(
                $"{mean.Length} means and {std.Length} standard deviations have no inverse channel by channel"
            );

    /// <inheritdoc />
    /// <param name="input">(*, C, H, W), real numbers.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or type, other channels than numbers, or a std of 0.</exception>
    /// <exception cref="InvalidOperationException">In place, on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.is_floating_point())
            throw new ArgumentException(
                $"Input tensor should be a float tensor. Got {input.dtype}.",
                nameof(input)
            );
        if (input.dim() < 3)
            throw new ArgumentException(
                $"Expected tensor to be a tensor image of size (..., C, H, W). Got [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        var (center, scale) = (Channels(mean, input), Channels(std, input));
        if (scale.eq(0).any().item<bool>())
            throw new ArgumentException(
                $"std evaluated to zero after conversion to {input.dtype}, leading to division by zero."
            );
        return (inplace ? input : input.clone()).sub_(center).div_(scale);
    }

    // (C, 1, 1), in the precision of the input.
    static Tensor Channels(double[] numbers, Tensor input) =>
        tensor(numbers, input.dtype, input.device).view(-1, 1, 1);
}
