namespace Diptych.Scratch;

/// <summary>A colour picture as one channel of brightness: y = 0.2989 red + 0.587 green + 0.114 blue.</summary>
/// <remarks>torchvision: <c>transforms.Grayscale</c>, of a tensor; ITU-R 601's luma.</remarks>
public sealed class Grayscale : Module<Tensor, Tensor>
{
    readonly long numOutputChannels;

    /// <summary>Chooses how many channels the gray picture has.</summary>
    /// <param name="numOutputChannels">1, or 3 equal ones for what takes colour pictures only.</param>
    public Grayscale(long numOutputChannels = 1) => this.numOutputChannels = numOutputChannels;

    /// <inheritdoc />
    /// <param name="input">(*, 3, H, W), or (*, 1, H, W), which is gray already.</param>
    /// <returns>(*, numOutputChannels, H, W)</returns>
    /// <exception cref="ArgumentException">Another rank or number of channels.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 3)
            throw new ArgumentException(
                $"Input image tensor should have at least 3 dimensions, but found {input.Rank}",
                nameof(input)
            );
        if (input.Shape[^3] is not (1 or 3))
            throw new ArgumentException(
                $"Input image tensor permitted channel values are [1, 3], but found {input.Shape[^3]}",
                nameof(input)
            );
        if (numOutputChannels is not (1 or 3))
            throw new ArgumentException("num_output_channels should be either 1 or 3");

        var gray =
            input.Shape[^3] == 1
                ? input.Clone()
                : (
                    0.2989 * input.Select(-3, 0)
                    + 0.587 * input.Select(-3, 1)
                    + 0.114 * input.Select(-3, 2)
                )
                    .To(input.Dtype)
                    .Unsqueeze(-3);
        return numOutputChannels == 1
            ? gray
            : gray.Expand([.. input.Shape[..^3], 3, .. input.Shape[^2..]]);
    }
}
