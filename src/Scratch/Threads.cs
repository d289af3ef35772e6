using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

public static partial class Torch
{
    /// <summary>How many threads kernels share their work among. PyTorch: <c>torch.get_num_threads</c>.</summary>
    public static int GetNumThreads() => Workers.Threads;

    /// <summary>Sets how many threads kernels share their work among; results are the same bits for any number. PyTorch: <c>torch.set_num_threads</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static void SetNumThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Workers.Threads = threads;
    }
}
