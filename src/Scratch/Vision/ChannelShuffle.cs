namespace Diptych.Scratch;

/// <summary>Channels in another order: of g groups first the first channel of each, then the second of each, and so on.</summary>
/// <remarks>PyTorch: <c>nn.ChannelShuffle</c>. Zhang and others 2017, <see href="https://arxiv.org/abs/1707.01083"/>.</remarks>
public sealed class ChannelShuffle : Module<Tensor, Tensor>
{
    readonly long groups;

    /// <summary>There are no parameters.</summary>
    /// <param name="groups">g, which must divide the number of channels.</param>
    public ChannelShuffle(long groups) => this.groups = groups;

    /// <inheritdoc />
    /// <param name="input">(N, C, *)</param>
    /// <returns>(N, C, *)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, or g is not positive or does not divide C.</exception>
    public override Tensor Forward(Tensor input) => Functional.ChannelShuffle(input, groups);
}

public static partial class Functional
{
    /// <summary>Channels in another order: the first of each group, then the second of each. PyTorch: <c>nn.functional.channel_shuffle</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="groups">g</param>
    /// <returns>(N, C, *)</returns>
    /// <exception cref="ArgumentException">The input has fewer than 3 dimensions, or g is not positive or does not divide C.</exception>
    public static Tensor ChannelShuffle(Tensor input, long groups)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 3)
            throw new ArgumentException(
                $"channel_shuffle expects input with > 2 dims, but got input with sizes {input.ShapeText}",
                nameof(input)
            );
        var channels = input.Shape[1];
        if (groups <= 0 || channels % groups != 0)
            throw new ArgumentException(
                $"Number of channels must be divisible by groups, which must be positive. Got {channels} channels and {groups} groups.",
                nameof(groups)
            );
        return input
            .Reshape([input.Shape[0], groups, channels / groups, .. input.Shape[2..]])
            .Transpose(1, 2) // (N, C / g, g, *)
            .Reshape(input.Shape);
    }
}
