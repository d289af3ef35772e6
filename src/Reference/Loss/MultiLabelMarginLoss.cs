namespace Diptych.Reference;

/// <summary>Margins between several true classes y and all others i: L = Σ max(0, 1 − x_y + x_i) / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiLabelMarginLoss</c>.</remarks>
public sealed class MultiLabelMarginLoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each sample's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public MultiLabelMarginLoss(string reduction = "mean")
        : base(nameof(MultiLabelMarginLoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.MultilabelMarginLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultilabelMarginLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>L = Σ max(0, 1 − x_y + x_i) / C.</summary>
    /// <remarks>PyTorch: <c>nn.functional.multilabel_margin_loss</c>.</remarks>
    /// <param name="input">Scores x: (N, C) or (C).</param>
    /// <param name="target">Class indices, int64, of the same shape: the true ones, then −1; what comes after that does not count.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each sample's own loss.</param>
    /// <returns>0-d; (N) with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor MultilabelMarginLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean"
    ) => functional.multi_label_margin_loss(input, target, ReductionOf(reduction));
}
