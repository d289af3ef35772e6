namespace Diptych.Reference;

/// <summary>Distance of vectors, pair by pair: d = ‖x₁ − x₂ + ε‖ over the last dimension.</summary>
/// <remarks>PyTorch: <c>nn.PairwiseDistance</c>.</remarks>
public sealed class PairwiseDistance : Module
{
    readonly double p;
    readonly double eps;
    readonly bool keepdim;

    /// <summary>A distance has no parameters.</summary>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">ε, added to every difference.</param>
    /// <param name="keepdim">Whether the last dimension stays, with size 1.</param>
    public PairwiseDistance(double p = 2, double eps = 1e-6, bool keepdim = false)
        : base(nameof(PairwiseDistance))
    {
        this.p = p;
        this.eps = eps;
        this.keepdim = keepdim;
    }

    /// <inheritdoc cref="Functional.PairwiseDistance" />
    public Tensor Forward(Tensor x1, Tensor x2) =>
        Functional.PairwiseDistance(x1, x2, p, eps, keepdim);
}

public static partial class Functional
{
    /// <summary>Distance of vectors, pair by pair: d = ‖x₁ − x₂ + ε‖ over the last dimension.</summary>
    /// <remarks>PyTorch: <c>nn.functional.pairwise_distance</c>.</remarks>
    /// <param name="x1">x₁: (N, D) or (D).</param>
    /// <param name="x2">x₂, broadcastable with <paramref name="x1"/>.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">ε, added to every difference.</param>
    /// <param name="keepdim">Whether the last dimension stays, with size 1.</param>
    /// <returns>The common shape without its last dimension: (N) or ().</returns>
    public static Tensor PairwiseDistance(
        Tensor x1,
        Tensor x2,
        double p = 2,
        double eps = 1e-6,
        bool keepdim = false
    ) => functional.pairwise_distance(x1, x2, p, eps, keepdim);
}
