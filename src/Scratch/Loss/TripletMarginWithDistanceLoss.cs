namespace Diptych.Scratch;

/// <summary>Triplet loss with any distance d: max(0, m + d(a, p) − d(a, n)), until the negative n is farther from the anchor a than the positive p by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.TripletMarginWithDistanceLoss</c>. With ‖x₁ − x₂‖ it is <see cref="TripletMarginLoss"/>.</remarks>
public sealed class TripletMarginWithDistanceLoss : Module
{
    readonly Func<Tensor, Tensor, Tensor>? distanceFunction;
    readonly double margin;
    readonly bool swap;
    readonly string reduction;

    /// <summary>Chooses the distance and the margin.</summary>
    /// <param name="distanceFunction">d, of two tensors of one shape; <see cref="Functional.PairwiseDistance"/> where null.</param>
    /// <param name="margin">m, by how much farther the negative must be.</param>
    /// <param name="swap">Whether the negative's distance is that to the anchor or to the positive, whichever is smaller.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public TripletMarginWithDistanceLoss(
        Func<Tensor, Tensor, Tensor>? distanceFunction = null,
        double margin = 1,
        bool swap = false,
        string reduction = "mean"
    )
    {
        this.distanceFunction = distanceFunction;
        this.margin = Functional.CheckMargin(margin);
        this.swap = swap;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="anchor">a, what the distance takes: (N, *).</param>
    /// <param name="positive">p, of the same rank.</param>
    /// <param name="negative">n, of the same rank.</param>
    /// <returns>0-d, or the shape of the distances where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
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
    /// <summary>max(0, m + d(a, p) − d(a, n)). PyTorch: <c>nn.functional.triplet_margin_with_distance_loss</c>; the parameters are those of <see cref="TripletMarginWithDistanceLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
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
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(negative);
        Checks.Reduction(reduction);
        CheckMargin(margin);
        CheckTriplet(anchor, positive, negative);
        var distance = distanceFunction ?? ((a, b) => PairwiseDistance(a, b));
        var near = distance(anchor, positive);
        var far = distance(anchor, negative);
        if (swap)
            far = Torch.Minimum(far, distance(positive, negative));
        return Reduce((margin + near - far).Clamp(min: 0), reduction);
    }
}
