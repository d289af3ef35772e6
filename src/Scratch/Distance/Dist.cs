namespace Diptych.Scratch;

public static partial class Torch
{
    /// <summary>The distance of two tensors: the p-norm of their difference, (Σ |x − y|ᵖ)^(1/p).</summary>
    /// <remarks>PyTorch: <c>torch.dist</c>. p = 2 is the Euclidean distance, 1 the Manhattan distance, ∞ the largest difference.</remarks>
    /// <param name="input">x, any shape.</param>
    /// <param name="other">y, a shape that broadcasts with it.</param>
    /// <param name="p">The exponent.</param>
    /// <returns>A 0-d tensor.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast, both hold whole numbers, or p is negative or ∞ and there is nothing to differ in.</exception>
    public static Tensor Dist(Tensor input, Tensor other, double p = 2)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        return Norm(input - other, p);
    }
}
