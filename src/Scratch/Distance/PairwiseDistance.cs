namespace Diptych.Scratch;

/// <summary>Distance of vectors, pair by pair: ‖x₁ − x₂ + ε‖ over the last dimension.</summary>
/// <remarks>PyTorch: <c>nn.PairwiseDistance</c>.</remarks>
public sealed class PairwiseDistance : Module
{
    readonly double p;
    readonly double eps;
    readonly bool keepdim;

    /// <summary>Chooses the norm.</summary>
    /// <param name="p">The exponent; any number, also ±∞.</param>
    /// <param name="eps">ε, added to every difference, so that equal vectors have a gradient too.</param>
    /// <param name="keepdim">Whether the last dimension stays, with size 1.</param>
    public PairwiseDistance(double p = 2, double eps = 1e-6, bool keepdim = false)
    {
        this.p = p;
        this.eps = eps;
        this.keepdim = keepdim;
    }

    /// <param name="x1">(N, D) or (D)</param>
    /// <param name="x2">A shape that broadcasts with it.</param>
    /// <returns>The common shape without its last dimension: (N) or ().</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor x1, Tensor x2) =>
        Functional.PairwiseDistance(x1, x2, p, eps, keepdim);
}

public static partial class Functional
{
    /// <summary>‖x₁ − x₂ + ε‖ over the last dimension. PyTorch: <c>nn.functional.pairwise_distance</c>; the parameters are those of <see cref="PairwiseDistance"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor PairwiseDistance(
        Tensor x1,
        Tensor x2,
        double p = 2,
        double eps = 1e-6,
        bool keepdim = false
    )
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        return Torch.Norm(x1 - x2 + eps, p, -1, keepdim);
    }
}
