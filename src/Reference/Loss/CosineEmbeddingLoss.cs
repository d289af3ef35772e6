namespace Diptych.Reference;

/// <summary>L = 1 − cos(x₁, x₂) for pairs that belong together (y = 1), max(0, cos(x₁, x₂) − m) for pairs that do not (y = −1).</summary>
/// <remarks>PyTorch: <c>nn.CosineEmbeddingLoss</c>.</remarks>
public sealed class CosineEmbeddingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="margin">m, the cosine from which strangers cost something.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public CosineEmbeddingLoss(double margin = 0, string reduction = "mean")
        : base(nameof(CosineEmbeddingLoss))
    {
        Functional.ReductionOf(reduction);
        this.margin = margin;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.CosineEmbeddingLoss" />
    public Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        Functional.CosineEmbeddingLoss(input1, input2, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>L = 1 − cos(x₁, x₂) where y = 1, max(0, cos(x₁, x₂) − m) where y = −1.</summary>
    /// <remarks>PyTorch: <c>nn.functional.cosine_embedding_loss</c>.</remarks>
    /// <param name="input1">x₁: (N, D) or (D).</param>
    /// <param name="input2">x₂, of the same shape.</param>
    /// <param name="target">y, (N) or (): 1, −1, or another number for a pair that does not count.</param>
    /// <param name="margin">m, the cosine from which strangers cost something.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <returns>0-d; (N) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor CosineEmbeddingLoss(
        Tensor input1,
        Tensor input2,
        Tensor target,
        double margin = 0,
        string reduction = "mean"
    ) => functional.cosine_embedding_loss(input1, input2, target, margin, ReductionOf(reduction));
}
