namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>How large a convolution's output is: ⌊(n + 2p − d (k − 1) − 1) / s⌋ + 1 in each dimension.</summary>
    /// <remarks>PyTorch has no function for it: the formula stands in the documentation of <c>nn.Conv2d</c>.</remarks>
    /// <param name="inputSize">n, the input's one to three spatial sizes, without batch and channels: (H, W) for a picture.</param>
    /// <param name="kernelSize">k, the kernel's sizes.</param>
    /// <param name="stride">s, how far the kernel moves; 1 where null.</param>
    /// <param name="padding">p, how much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">d, how far apart the kernel's places lie; 1 where null.</param>
    /// <returns>The output's spatial sizes.</returns>
    /// <exception cref="ArgumentException">A list of another length, or a dilation of zero; libtorch refuses the rest.</exception>
    public static long[] ConvOutputSize(
        long[] inputSize,
        Sizes kernelSize,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null
    )
    {
        if (inputSize.Length == 0)
            throw new ArgumentException(
                "expected at least one spatial size, but got input_size=[]",
                nameof(inputSize)
            );
        // Where there are no samples, libtorch lets a dilation of zero pass.
        if (dilation is { } d && d.Each(inputSize.Length, "dilation").Min() <= 0)
            throw new ArgumentException(
                $"dilation should be greater than zero, but got {d}",
                nameof(dilation)
            );
        // libtorch is asked for the shape: it convolves a batch of no samples.
        var kernel = kernelSize.Each(inputSize.Length, "kernel_size");
        using var input = empty([0, 1, .. inputSize]);
        using var weight = empty([1, 1, .. kernel]);
        using var output = inputSize.Length switch
        {
            1 => Conv1d(input, weight, null, stride, padding, dilation),
            2 => Conv2d(input, weight, null, stride, padding, dilation),
            _ => Conv3d(input, weight, null, stride, padding, dilation),
        };
        return output.shape[2..];
    }
}
