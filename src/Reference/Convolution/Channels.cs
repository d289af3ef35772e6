namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>What each input channel adds to each output channel: y[o, c] = w[o, c] ⋆ x[c]. Its sum over c, and b[o], is the convolution.</summary>
    /// <remarks>PyTorch has no function for it: it is a convolution of one channel at a time.</remarks>
    /// <param name="input">x: (N, C, *size), or without N.</param>
    /// <param name="weight">w: (O, C, *kernel) with one to three spatial dimensions.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>The partial maps: (N, O, C, *<see cref="ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">Other ranks, or other channels.</exception>
    public static Tensor ConvPartialMaps(
        Tensor input,
        Tensor weight,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null
    )
    {
        var dimensions = (int)weight.dim() - 2;
        var channels = (int)input.dim() - dimensions - 1;
        if (dimensions is < 1 or > 3 || channels is not (0 or 1))
            throw new ArgumentException(
                $"expected weight of 3 to 5 dimensions and input of as many, or one less without a batch, but got {weight.dim()} and {input.dim()}",
                nameof(weight)
            );
        if (input.size(channels) != weight.size(1))
            throw new ArgumentException(
                $"expected input to have {weight.size(1)} channels, but got {input.size(channels)} channels instead",
                nameof(input)
            );
        var maps = input
            .split(1, channels)
            .Zip(weight.split(1, 1))
            .Select(pair =>
                dimensions switch
                {
                    1 => Conv1d(pair.First, pair.Second, null, stride, padding, dilation),
                    2 => Conv2d(pair.First, pair.Second, null, stride, padding, dilation),
                    _ => Conv3d(pair.First, pair.Second, null, stride, padding, dilation),
                }
            );
        return stack(maps, channels + 1);
    }

    /// <summary>How many numbers a convolution learns: outChannels · inChannels / groups · the kernel's places, and outChannels more with a bias.</summary>
    /// <remarks>PyTorch has no function for it: it is the sum of <c>numel()</c> over <c>nn.Conv2d(...).parameters()</c>.</remarks>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels.</param>
    /// <param name="kernelSize">The kernel's size in each dimension.</param>
    /// <param name="groups">Into how many parts the channels fall.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public static long ConvParameterCount(
        long inChannels,
        long outChannels,
        long[] kernelSize,
        long groups = 1,
        bool bias = true
    )
    {
        if (groups <= 0 || inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException(
                $"in_channels and out_channels must be divisible by groups: {inChannels} and {outChannels} by {groups}",
                nameof(groups)
            );
        // A module would draw its weights; meta tensors have their shapes alone.
        using var weight = empty([outChannels, inChannels / groups, .. kernelSize], device: META);
        return weight.numel() + (bias ? outChannels : 0);
    }
}
