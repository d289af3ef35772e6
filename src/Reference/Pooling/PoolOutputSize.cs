namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>How large a pool's output is: ⌊(n + 2p − d (k − 1) − 1) / s⌋ + 1 in each dimension, one for each place of the window.</summary>
    /// <remarks>
    /// PyTorch has no function for it: its pools compute it, and one is asked here, with an input that has no memory. In ceil mode the fraction is rounded up, and
    /// a last window that would begin in the padding after the input is left out.
    /// </remarks>
    /// <param name="inputSize">n, the input's spatial sizes, without batch and channels: (H, W) for a picture.</param>
    /// <param name="kernelSize">k, the elements of a window.</param>
    /// <param name="stride">s, from one window to the next; k where null.</param>
    /// <param name="padding">p, how much is added on either side, at most k / 2; 0 where null.</param>
    /// <param name="dilation">d, from one element of a window to the next; 1 where null. Average pools have none.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    /// <returns>The output's spatial sizes.</returns>
    /// <exception cref="ArgumentException">The numbers of sizes do not go together.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A number is out of its range, or not even one window fits.</exception>
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
        using var scope = NewDisposeScope();
        return
        [
            .. inputSize.Select(
                (size, d) =>
                    functional
                        .max_pool1d(
                            empty(1, 1, size, device: META),
                            kernel[d],
                            step[d],
                            pad[d],
                            apart[d],
                            ceilMode
                        )
                        .shape[^1]
            ),
        ];
    }
}
