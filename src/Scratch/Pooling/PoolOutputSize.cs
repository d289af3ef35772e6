namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>How large a pool's output is: ⌊(n + 2p − d (k − 1) − 1) / s⌋ + 1 in each dimension, one for each place of the window.</summary>
    /// <remarks>
    /// PyTorch has no function for it: its pools compute it. In ceil mode the fraction is rounded up, and
    /// a last window that would begin in the padding after the input is left out.
    /// </remarks>
    /// <param name="inputSize">n, the input's spatial sizes, without batch and channels: (H, W) for a picture.</param>
    /// <param name="kernelSize">k, the elements of a window.</param>
    /// <param name="stride">s, from one window to the next; k where null.</param>
    /// <param name="padding">p, how much is added on either side, at most k / 2; 0 where null.</param>
    /// <param name="dilation">d, from one element of a window to the next; 1 where null. Average pools have none.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    /// <returns>The output's spatial sizes.</returns>
    /// <exception cref="ArgumentException">A number is out of its range, or not even one window fits.</exception>
    public static long[] PoolOutputSize(
        long[] inputSize,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    )
    {
        ArgumentNullException.ThrowIfNull(inputSize);
        var kernel = kernelSize.Each(inputSize.Length, "kernel_size");
        var step = stride?.Each(inputSize.Length, "stride") ?? kernel;
        var pad = (padding ?? 0).Each(inputSize.Length, "padding");
        var apart = (dilation ?? 1).Each(inputSize.Length, "dilation");
        return
        [
            .. inputSize.Select(
                (size, d) => Windows(size, kernel[d], step[d], pad[d], apart[d], ceilMode)
            ),
        ];
    }

    /// <summary>How many windows there are along one dimension.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or not even one window fits.</exception>
    internal static long Windows(
        long size,
        long kernelSize,
        long stride,
        long padding,
        long dilation,
        bool ceilMode
    )
    {
        Within(size, 1, nameof(size), "input size");
        Within(kernelSize, 1, nameof(kernelSize), "kernel_size");
        Within(stride, 1, nameof(stride), "stride");
        Within(dilation, 1, nameof(dilation), "dilation");
        Within(padding, 0, nameof(padding), "padding");
        if (padding > kernelSize / 2)
            throw new ArgumentOutOfRangeException(
                nameof(padding),
                padding,
                $"pad should be at most half of kernel size, but got padding={padding} and kernel_size={kernelSize}"
            );

        var room = size + 2 * padding - dilation * (kernelSize - 1) - 1;
        var windows = Floor(ceilMode ? room + stride - 1 : room, stride) + 1;
        if (ceilMode && (windows - 1) * stride >= size + padding)
            windows--;
        return windows > 0
            ? windows
            : throw new ArgumentException(
                $"Given input size: {size}. Calculated output size: {windows}. Output size is too small: "
                    + $"a window spans {dilation * (kernelSize - 1) + 1} elements, with padding {padding}",
                nameof(kernelSize)
            );

        // PyTorch's kernels count in 32 bits too.
        static void Within(long value, long least, string argument, string name)
        {
            if (value < least || value > int.MaxValue)
                throw new ArgumentOutOfRangeException(
                    argument,
                    value,
                    $"{name} must be from {least} to {int.MaxValue}, but got {value}"
                );
        }

        // Downwards also below zero, where C# rounds towards it.
        static long Floor(long a, long b) => a / b - (a % b < 0 ? 1 : 0);
    }
}
