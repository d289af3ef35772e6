namespace Diptych.Reference;

/// <summary>Triplet loss: L = max(0, m + ‖a − p‖ − ‖a − n‖), until the negative n is farther from the anchor a than the positive p by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.TripletMarginLoss</c>. Balntas, Riba, Ponsa and Mikolajczyk 2016, http://www.bmva.org/bmvc/2016/papers/paper119.</remarks>
public sealed class TripletMarginLoss : Module
{
    readonly double margin;
    readonly double p;
    readonly double eps;
    readonly bool swap;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">ε, added to every difference.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each triplet's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A margin that is not positive.</exception>
    public TripletMarginLoss(
        double margin = 1,
        double p = 2,
        double eps = 1e-6,
        bool swap = false,
        string reduction = "mean"
    )
        : base(nameof(TripletMarginLoss))
    {
        Functional.ReductionOf(reduction);
        this.margin = Functional.CheckMargin(margin);
        this.p = p;
        this.eps = eps;
        this.swap = swap;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.TripletMarginLoss" />
    public Tensor Forward(Tensor anchor, Tensor positive, Tensor negative) =>
        Functional.TripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, reduction);
}

public static partial class Functional
{
    /// <summary>Triplet loss: L = max(0, m + ‖a − p‖ − ‖a − n‖).</summary>
    /// <remarks>PyTorch: <c>nn.functional.triplet_margin_loss</c>.</remarks>
    /// <param name="anchor">a: (N, D) or (D).</param>
    /// <param name="positive">p, of the same rank, broadcastable.</param>
    /// <param name="negative">n, likewise.</param>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="p">The exponent of the norm.</param>
    /// <param name="eps">ε, added to every difference.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each triplet's own loss.</param>
    /// <returns>0-d; (N) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or ranks that differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A margin that is not positive.</exception>
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
        CheckMargin(margin);
        CheckTriplet(anchor, positive, negative);
        // TorchSharp's own takes whole numbers p only.
        var near = PairwiseDistance(anchor, positive, p, eps);
        var far = PairwiseDistance(anchor, negative, p, eps);
        if (swap)
            far = minimum(far, PairwiseDistance(positive, negative, p, eps));
        return Reduce((margin + near - far).clamp_min(0), ReductionOf(reduction));
    }

    static void CheckTriplet(Tensor anchor, Tensor positive, Tensor negative)
    {
        if (anchor.dim() != positive.dim() || anchor.dim() != negative.dim())
            throw new ArgumentException(
                $"The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor {anchor.dim()}D, positive {positive.dim()}D, and negative {negative.dim()}D inputs",
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
