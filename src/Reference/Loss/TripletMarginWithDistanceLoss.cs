namespace Diptych.Reference;

/// <summary>Triplet loss with any distance d: L = max(0, m + d(a, p) − d(a, n)), until the negative n is farther from the anchor a than the positive p by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.TripletMarginWithDistanceLoss</c>.</remarks>
public sealed class TripletMarginWithDistanceLoss : Module
{
    readonly Func<Tensor, Tensor, Tensor>? distanceFunction;
    readonly double margin;
    readonly bool swap;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="distanceFunction">d, of two tensors of one shape; <see cref="Functional.PairwiseDistance"/> where null.</param>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each triplet's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A margin that is not positive.</exception>
    public TripletMarginWithDistanceLoss(
        Func<Tensor, Tensor, Tensor>? distanceFunction = null,
        double margin = 1,
        bool swap = false,
        string reduction = "mean"
    )
        : base(nameof(TripletMarginWithDistanceLoss))
    {
        Functional.ReductionOf(reduction);
        this.distanceFunction = distanceFunction;
        this.margin = Functional.CheckMargin(margin);
        this.swap = swap;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.TripletMarginWithDistanceLoss" />
    public Tensor Forward(Tensor anchor, Tensor positive, Tensor negative) =>
        Functional.TripletMarginWithDistanceLoss(
            anchor,
            positive,
            negative,
            distanceFunction,
            margin,
            swap,
            reduction
        );
}

public static partial class Functional
{
    /// <summary>L = max(0, m + d(a, p) − d(a, n)).</summary>
    /// <remarks>PyTorch: <c>nn.functional.triplet_margin_with_distance_loss</c>.</remarks>
    /// <param name="anchor">a, what the distance takes: (N, *).</param>
    /// <param name="positive">p, of the same rank.</param>
    /// <param name="negative">n, of the same rank.</param>
    /// <param name="distanceFunction">d, of two tensors of one shape; <see cref="PairwiseDistance"/> where null.</param>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each triplet's own loss.</param>
    /// <returns>0-d; the shape of the distances with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or ranks that differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A margin that is not positive.</exception>
    public static Tensor TripletMarginWithDistanceLoss(
        Tensor anchor,
        Tensor positive,
        Tensor negative,
        Func<Tensor, Tensor, Tensor>? distanceFunction = null,
        double margin = 1,
        bool swap = false,
        string reduction = "mean"
    )
    {
        CheckMargin(margin);
        CheckTriplet(anchor, positive, negative);
        // TorchSharp's own calls back out of native code, where an exception ends the process.
        var distance = distanceFunction ?? ((a, b) => PairwiseDistance(a, b));
        var near = distance(anchor, positive);
        var far = distance(anchor, negative);
        if (swap)
            far = minimum(far, distance(positive, negative));
        return Reduce((margin + near - far).clamp_min(0), ReductionOf(reduction));
    }
}
