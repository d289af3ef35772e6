namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>Vectors of length 1: y = x / max(‖x‖, ε).</summary>
    /// <remarks>PyTorch: <c>nn.functional.normalize</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="dim">The dimension along which the vectors lie.</param>
    /// <param name="eps">ε, the least norm that is divided by.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public static Tensor Normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12) =>
        functional.normalize(input, p, dim, eps);
}
