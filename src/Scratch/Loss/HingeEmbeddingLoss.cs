namespace Diptych.Scratch;

/// <summary>Of distances x: x itself for pairs that belong together (y = 1), max(0, m − x) for pairs that do not (y = −1).</summary>
/// <remarks>PyTorch: <c>nn.HingeEmbeddingLoss</c>.</remarks>
public sealed class HingeEmbeddingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>Chooses the margin.</summary>
    /// <param name="margin">m, the distance up to which strangers cost something.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public HingeEmbeddingLoss(double margin = 1, string reduction = "mean")
    {
        this.margin = margin;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it: 1 or −1; any other number costs both.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.HingeEmbeddingLoss(input, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>x where y = 1, max(0, m − x) where y = −1. PyTorch: <c>nn.functional.hinge_embedding_loss</c>; the parameters are those of <see cref="HingeEmbeddingLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the reduction is unknown.</exception>
    public static Tensor HingeEmbeddingLoss(
        Tensor input,
        Tensor target,
        double margin = 1,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        var zero = Tensor.Scalar(0, input.Dtype);
        var apart = Torch.Where(target.NotEqualTo(1), (margin - input).Clamp(min: 0), zero);
        var together = Torch.Where(target.NotEqualTo(-1), input, zero);
        return Reduce(apart + together, reduction);
    }
}
