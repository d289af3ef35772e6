namespace Diptych.Reference;

/// <summary>Ranking loss: L = max(0, m − y (x₁ − x₂)), until x₁ is above x₂ (y = 1) or below it (y = −1) by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.MarginRankingLoss</c>.</remarks>
public sealed class MarginRankingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="margin">m, by how much the one must be above the other.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public MarginRankingLoss(double margin = 0, string reduction = "mean")
        : base(nameof(MarginRankingLoss))
    {
        Functional.ReductionOf(reduction);
        this.margin = margin;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.MarginRankingLoss" />
    public Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        Functional.MarginRankingLoss(input1, input2, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>Ranking loss: L = max(0, m − y (x₁ − x₂)).</summary>
    /// <remarks>PyTorch: <c>nn.functional.margin_ranking_loss</c>.</remarks>
    /// <param name="input1">x₁: (N), or any shape.</param>
    /// <param name="input2">x₂, of the same rank, broadcastable.</param>
    /// <param name="target">y, likewise: 1 or −1.</param>
    /// <param name="margin">m, by how much the one must be above the other.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each pair's own loss.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor MarginRankingLoss(
        Tensor input1,
        Tensor input2,
        Tensor target,
        double margin = 0,
        string reduction = "mean"
    ) => functional.margin_ranking_loss(input1, input2, target, margin, ReductionOf(reduction));
}
