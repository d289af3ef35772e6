namespace Diptych.Scratch;

/// <summary>1 − cos(x₁, x₂) for pairs that belong together (y = 1), max(0, cos(x₁, x₂) − m) for pairs that do not (y = −1).</summary>
/// <remarks>PyTorch: <c>nn.CosineEmbeddingLoss</c>.</remarks>
public sealed class CosineEmbeddingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>Chooses how alike strangers may be.</summary>
    /// <param name="margin">m, the cosine from which strangers cost something; from −1 to 1 makes sense.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public CosineEmbeddingLoss(double margin = 0, string reduction = "mean")
    {
        this.margin = margin;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="input1">x₁, (N, D) or (D)</param>
    /// <param name="input2">x₂, of the same shape.</param>
    /// <param name="target">y, (N) or (): 1, −1, or another number for a pair that does not count.</param>
    /// <returns>0-d, or (N) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        Functional.CosineEmbeddingLoss(input1, input2, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>1 − cos(x₁, x₂) where y = 1, max(0, cos(x₁, x₂) − m) where y = −1. PyTorch: <c>nn.functional.cosine_embedding_loss</c>; the parameters are those of <see cref="CosineEmbeddingLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    public static Tensor CosineEmbeddingLoss(
        Tensor input1,
        Tensor input2,
        Tensor target,
        double margin = 0,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input1);
        ArgumentNullException.ThrowIfNull(input2);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        if (target.Rank > 1)
            throw new ArgumentException(
                $"0D or 1D target tensor expected, multi-target not supported: {target.ShapeText}",
                nameof(target)
            );
        if (input1.Rank != target.Rank + 1 || input2.Rank != target.Rank + 1)
            throw new ArgumentException(
                $"{target.Rank}D target tensor expects {target.Rank + 1}D input tensors, but found inputs with sizes {input1.ShapeText} and {input2.ShapeText}.",
                nameof(target)
            );

        // ε stands under the root, not beside the norms as in CosineSimilarity: a zero vector has the cosine 0.
        const double Epsilon = 1e-12f;
        var square1 = (input1 * input1).Sum([-1]) + Epsilon;
        var square2 = (input2 * input2).Sum([-1]) + Epsilon;
        var cosine = (input1 * input2).Sum([-1]) / (square1 * square2).Sqrt();
        var zero = Tensor.Scalar(0, cosine.Dtype);
        var together = Torch.Where(target.EqualTo(1), 1 - cosine, zero);
        var apart = Torch.Where(target.EqualTo(-1), (cosine - margin).Clamp(min: 0), zero);
        return Reduce(together + apart, reduction);
    }
}
