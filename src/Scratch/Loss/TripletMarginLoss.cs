namespace Diptych.Scratch;

/// <summary>Triplet loss: max(0, m + ‖a − p‖ − ‖a − n‖), until the negative n is farther from the anchor a than the positive p by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.TripletMarginLoss</c>. Balntas, Riba, Ponsa and Mikolajczyk 2016, http://www.bmva.org/bmvc/2016/papers/paper119.</remarks>
public sealed class TripletMarginLoss : Module
{
    readonly double margin;
    readonly double p;
    readonly double eps;
    readonly bool swap;
    readonly string reduction;

    /// <summary>Chooses the margin and the distance.</summary>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">ε, added to every difference.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public TripletMarginLoss(
        double margin = 1,
        double p = 2,
        double eps = 1e-6,
        bool swap = false,
        string reduction = "mean"
    )
    {
        this.margin = Functional.CheckMargin(margin);
        this.p = p;
        this.eps = eps;
        this.swap = swap;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="anchor">a, (N, D) or (D)</param>
    /// <param name="positive">p, a shape that broadcasts with it, of the same rank.</param>
    /// <param name="negative">n, likewise.</param>
    /// <returns>0-d, or (N) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor anchor, Tensor positive, Tensor negative) =>
        Functional.TripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, reduction);
}

public static partial class Functional
{
    /// <summary>max(0, m + ‖a − p‖ − ‖a − n‖). PyTorch: <c>nn.functional.triplet_margin_loss</c>; the parameters are those of <see cref="TripletMarginLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public static Tensor TripletMarginLoss(
        Tensor anchor,
        Tensor positive,
        Tensor negative,
        double margin = 1,
        double p = 2,
        double eps = 1e-6,
        bool swap = false,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(negative);
        Checks.Reduction(reduction);
        CheckMargin(margin);
        CheckTriplet(anchor, positive, negative);
        var near = PairwiseDistance(anchor, positive, p, eps);
        var far = PairwiseDistance(anchor, negative, p, eps);
        if (swap)
            far = Torch.Minimum(far, PairwiseDistance(positive, negative, p, eps));
        return Reduce((margin + near - far).Clamp(min: 0), reduction);
    }

    static void CheckTriplet(Tensor anchor, Tensor positive, Tensor negative)
    {
        if (anchor.Rank != positive.Rank || anchor.Rank != negative.Rank)
            throw new ArgumentException(
                $"The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor {anchor.Rank}D, positive {positive.Rank}D, and negative {negative.Rank}D inputs",
                nameof(anchor)
            );
    }

    internal static double CheckMargin(double margin) =>
        margin > 0
            ? margin
            : throw new ArgumentOutOfRangeException(
                nameof(margin),
                margin,
                $"margin must be greater than 0, got {margin}"
            );
}
