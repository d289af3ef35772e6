namespace Diptych.Reference;

public static partial class Torch
{
    /// <summary>How many threads libtorch shares its work among. PyTorch: <c>torch.get_num_threads</c>.</summary>
    public static int GetNumThreads() => torch.get_num_threads();

    /// <summary>Sets how many threads libtorch shares its work among. PyTorch: <c>torch.set_num_threads</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static void SetNumThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        torch.set_num_threads(threads);
    }
}
