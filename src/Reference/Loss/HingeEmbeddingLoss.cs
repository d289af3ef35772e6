namespace Diptych.Reference;

/// <summary>Of distances x: L = x for pairs that belong together (y = 1), max(0, m − x) for pairs that do not (y = −1).</summary>
/// <remarks>PyTorch: <c>nn.HingeEmbeddingLoss</c>.</remarks>
public sealed class HingeEmbeddingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="margin">m, the distance up to which strangers cost something.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public HingeEmbeddingLoss(double margin = 1, string reduction = "mean")
        : base(nameof(HingeEmbeddingLoss))
    {
        Functional.ReductionOf(reduction);
        this.margin = margin;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.HingeEmbeddingLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.HingeEmbeddingLoss(input, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>L = x where y = 1, max(0, m − x) where y = −1.</summary>
    /// <remarks>PyTorch: <c>nn.functional.hinge_embedding_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, of the same shape (or broadcastable): 1 or −1; any other number costs both.</param>
    /// <param name="margin">m, the distance up to which strangers cost something.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor HingeEmbeddingLoss(
        Tensor input,
        Tensor target,
        double margin = 1,
        string reduction = "mean"
    ) => functional.hinge_embedding_loss(input, target, margin, ReductionOf(reduction));
}
