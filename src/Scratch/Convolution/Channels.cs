namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>What each input channel adds to each output channel: y[o, c] = w[o, c] ⋆ x[c]. Its sum over c, and b[o], is the convolution.</summary>
    /// <remarks>PyTorch has no function for it: it is a convolution of one channel at a time.</remarks>
    /// <param name="input">x, (N, C, *size), or without N.</param>
    /// <param name="weight">w, (O, C, *kernel) with one to three spatial dimensions.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>The partial maps, (N, O, C, *<see cref="ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or the kernel is larger than the padded input.</exception>
    public static Tensor ConvPartialMaps(
        Tensor input,
        Tensor weight,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (
            weight.Rank is < 3 or > 5
            || (input.Rank != weight.Rank && input.Rank != weight.Rank - 1)
        )
            throw new ArgumentException(
                $"expected weight of 3 to 5 dimensions and input of as many, or one less without a batch, but got weight of size {weight.ShapeText} and input of size {input.ShapeText}",
                nameof(weight)
            );
        if (input.Rank == weight.Rank - 1)
            return ConvPartialMaps(input.Unsqueeze(0), weight, stride, padding, dilation)
                .Squeeze(0);
        var (outChannels, inChannels) = (weight.Shape[0], weight.Shape[1]);
        if (input.Shape[1] != inChannels)
            throw new ArgumentException(
                $"weight of size {weight.ShapeText}, expected input{input.ShapeText} to have {inChannels} channels, but got {input.Shape[1]} channels instead",
                nameof(input)
            );

        // A group for each input channel keeps them apart: (O, C, *kernel) → (C·O, 1, *kernel)
        var apart = weight
            .Transpose(0, 1)
            .Reshape([inChannels * outChannels, 1, .. weight.Shape[2..]]);
        var maps = Convolve(input, apart, null, stride, padding, dilation, groups: inChannels);
        // (N, C·O, *size) → (N, O, C, *size)
        return maps.Reshape([input.Shape[0], inChannels, outChannels, .. maps.Shape[2..]])
            .Transpose(1, 2);
    }

    /// <summary>How many numbers a convolution learns: outChannels · inChannels / groups · the kernel's places, and outChannels more with a bias.</summary>
    /// <remarks>PyTorch has no function for it: it is the sum of <c>numel()</c> over <c>nn.Conv2d(...).parameters()</c>.</remarks>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels.</param>
    /// <param name="kernelSize">The kernel's size in each dimension.</param>
    /// <param name="groups">Into how many parts the channels fall.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <exception cref="ArgumentException">A size is negative, or the groups do not divide the channels.</exception>
    public static long ConvParameterCount(
        long inChannels,
        long outChannels,
        long[] kernelSize,
        long groups = 1,
        bool bias = true
    )
    {
        ArgumentNullException.ThrowIfNull(kernelSize);
        if (groups <= 0 || inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException(
                $"in_channels and out_channels must be divisible by groups: {inChannels} and {outChannels} by {groups}",
                nameof(groups)
            );
        var kernels = Shapes.Count([outChannels, inChannels / groups, .. kernelSize]);
        return kernels + (bias ? outChannels : 0);
    }
}
