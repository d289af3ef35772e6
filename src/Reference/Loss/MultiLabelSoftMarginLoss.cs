namespace Diptych.Reference;

/// <summary>Binary cross-entropy of the logits of C classes, each true or not, averaged over the classes: L = −Σ w (y ln σ(x) + (1 − y) ln σ(−x)) / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiLabelSoftMarginLoss</c>.</remarks>
public sealed class MultiLabelSoftMarginLoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters; the weight is a buffer.</summary>
    /// <param name="weight">w, broadcastable with the input, such as (C); all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each sample's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public MultiLabelSoftMarginLoss(Tensor? weight = null, string reduction = "mean")
        : base(nameof(MultiLabelSoftMarginLoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
        if (weight is not null)
            register_buffer("weight", weight);
    }

    /// <summary>w, or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <inheritdoc cref="Functional.MultilabelSoftMarginLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultilabelSoftMarginLoss(input, target, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>L = −Σ w (y ln σ(x) + (1 − y) ln σ(−x)) / C.</summary>
    /// <remarks>PyTorch: <c>nn.functional.multilabel_soft_margin_loss</c>.</remarks>
    /// <param name="input">Logits x: (*, C).</param>
    /// <param name="target">y, 1 or 0 for each class, broadcastable.</param>
    /// <param name="weight">w, broadcastable with the input, such as (C); all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each sample's own loss.</param>
    /// <returns>0-d; (*) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor MultilabelSoftMarginLoss(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean"
    ) => functional.multilabel_soft_margin_loss(input, target, weight, ReductionOf(reduction));
}
