namespace Diptych.Reference;

public static partial class Torch
{
    /// <summary>p-distance: d = (Σ |xᵢ − yᵢ|ᵖ)^(1/p), one number for all elements.</summary>
    /// <remarks>PyTorch: <c>torch.dist</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="other">y, broadcastable with <paramref name="input"/>.</param>
    /// <param name="p">2 for Euclid's distance, 1 for Manhattan's, infinity for the largest difference, 0 for how many differ.</param>
    /// <returns>0-d.</returns>
    public static Tensor Dist(Tensor input, Tensor other, double p = 2) =>
        // TorchSharp's dist takes p in single precision.
        linalg.vector_norm(input - other, p);
}
