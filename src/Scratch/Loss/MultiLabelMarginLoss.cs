namespace Diptych.Scratch;

/// <summary>Margins between several true classes y and all others i: Σ max(0, 1 − x_y + x_i) / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiLabelMarginLoss</c>.</remarks>
public sealed class MultiLabelMarginLoss : Module
{
    readonly string reduction;

    /// <summary>Chooses how the losses become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public MultiLabelMarginLoss(string reduction = "mean") =>
        this.reduction = Checks.Reduction(reduction);

    /// <param name="input">Scores x: (N, C) or (C).</param>
    /// <param name="target">Class numbers, int64, of the same shape: the true ones, then −1; what comes after that does not count.</param>
    /// <returns>0-d, or (N) where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [−1, C).</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultilabelMarginLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>Σ max(0, 1 − x_y + x_i) / C. PyTorch: <c>nn.functional.multilabel_margin_loss</c>; the parameters are those of <see cref="MultiLabelMarginLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [−1, C).</exception>
    public static Tensor MultilabelMarginLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean"
    )
    {
        CheckScores("multilabel_margin_loss", input, target, reduction);
        var fits =
            input.Rank == 2
                ? target.Shape.SequenceEqual(input.Shape)
                : target.Rank <= 1 && target.Count == input.Count;
        if (!fits)
            throw new ArgumentException(
                $"inconsistent target size: {target.ShapeText} for input of size: {input.ShapeText}",
                nameof(target)
            );
        var (samples, classes) = Scores(input);
        var numbers = target.ToArray<long>();
        foreach (var number in numbers)
            if (number < -1 || number >= classes)
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    number,
                    $"target {number} is out of range for {classes} classes"
                );
        var chosen = new long[samples][];
        for (var n = 0; n < samples; n++)
            chosen[n] =
            [
                .. numbers
                    .Skip(n * (int)classes)
                    .Take((int)classes)
                    .TakeWhile(number => number >= 0),
            ];
        var losses = new MarginOperation(input, chosen, margin: 1, p: 1).Apply();
        return Reduce(input.Rank == 2 ? losses : losses.Squeeze(0), reduction);
    }
}
