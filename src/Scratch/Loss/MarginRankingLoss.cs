namespace Diptych.Scratch;

/// <summary>Ranking loss: max(0, m − y (x₁ − x₂)), until x₁ is above x₂ (y = 1) or below it (y = −1) by a margin m.</summary>
/// <remarks>PyTorch: <c>nn.MarginRankingLoss</c>.</remarks>
public sealed class MarginRankingLoss : Module
{
    readonly double margin;
    readonly string reduction;

    /// <summary>Chooses the margin.</summary>
    /// <param name="margin">m, by how much the one must be above the other.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public MarginRankingLoss(double margin = 0, string reduction = "mean")
    {
        this.margin = margin;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="input1">x₁, (N) or any shape.</param>
    /// <param name="input2">x₂, a shape that broadcasts with it, of the same rank.</param>
    /// <param name="target">y, likewise: 1 or −1.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        Functional.MarginRankingLoss(input1, input2, target, margin, reduction);
}

public static partial class Functional
{
    /// <summary>max(0, m − y (x₁ − x₂)). PyTorch: <c>nn.functional.margin_ranking_loss</c>; the parameters are those of <see cref="MarginRankingLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    public static Tensor MarginRankingLoss(
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
        if (input1.Rank != input2.Rank || input1.Rank != target.Rank)
            throw new ArgumentException(
                $"margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: {input1.ShapeText}, input2: {input2.ShapeText}, target: {target.ShapeText}",
                nameof(target)
            );
        return Reduce((margin - target * (input1 - input2)).Clamp(min: 0), reduction);
    }
}
