namespace Diptych.Scratch;

/// <summary>Binary cross-entropy of the logits of C classes, each true or not, averaged over the classes: −Σ w (y ln σ(x) + (1 − y) ln σ(−x)) / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiLabelSoftMarginLoss</c>.</remarks>
public sealed class MultiLabelSoftMarginLoss : Module
{
    readonly string reduction;

    /// <summary>Sets what the classes weigh and how the losses become one number.</summary>
    /// <param name="weight">w, a shape that broadcasts with the input's, such as (C), or null for 1.</param>
    /// <param name="reduction">"mean" over the samples, "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public MultiLabelSoftMarginLoss(Tensor? weight = null, string reduction = "mean")
    {
        Weight = weight;
        this.reduction = Checks.Reduction(reduction);
        RegisterBuffer("weight", weight);
    }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <param name="input">Logits x: (*, C).</param>
    /// <param name="target">y, 1 or 0 for each class: a shape that broadcasts with it.</param>
    /// <returns>0-d, or (*) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the input has no classes.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultilabelSoftMarginLoss(input, target, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>−Σ w (y ln σ(x) + (1 − y) ln σ(−x)) / C. PyTorch: <c>nn.functional.multilabel_soft_margin_loss</c>; the parameters are those of <see cref="MultiLabelSoftMarginLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, the input has no classes, or the reduction is unknown.</exception>
    public static Tensor MultilabelSoftMarginLoss(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, "multilabel_soft_margin_loss", nameof(input));
        var classes = input.Size(-1);
        var shape = Shapes.Broadcast(input.Shape, target.Shape);
        var (x, y) = Tensor.Promote(input, target);
        var losses = -(y * Logsigmoid(x) + (1 - y) * Logsigmoid(-x)).Expand(shape);
        if (weight is not null)
            losses *= weight;
        return Reduce(losses.Sum([input.Rank - 1]) / classes, reduction);
    }
}
