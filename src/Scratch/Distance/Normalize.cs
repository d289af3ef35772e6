namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>Vectors of length 1: y = x / max(‖x‖, ε). PyTorch: <c>nn.functional.normalize</c>.</summary>
    /// <param name="input">x, (*)</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="dim">The dimension that the vectors lie along.</param>
    /// <param name="eps">ε, the least norm that is divided by: a zero vector stays zero.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input holds no real numbers, or there is no such dimension.</exception>
    public static Tensor Normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input / Torch.Norm(input, p, dim, keepdim: true).Clamp(min: eps);
    }
}
