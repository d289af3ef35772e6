namespace Diptych.Scratch;

/// <summary>Kullback-Leibler divergence: Σ y (ln y − x), how far the log-probabilities x are from the distribution y.</summary>
/// <remarks>PyTorch: <c>nn.KLDivLoss</c>. "batchmean" is the divergence of the formula; "mean" divides by the number of elements.</remarks>
public sealed class KLDivLoss : Module
{
    readonly string reduction;
    readonly bool logTarget;

    /// <summary>Chooses how the terms become one number.</summary>
    /// <param name="reduction">"mean" over all elements, "batchmean" over the samples, "sum", or "none" to leave them alone.</param>
    /// <param name="logTarget">Whether the target holds ln y.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public KLDivLoss(string reduction = "mean", bool logTarget = false)
    {
        this.reduction = reduction == "batchmean" ? reduction : Checks.Reduction(reduction);
        this.logTarget = logTarget;
    }

    /// <param name="input">Log-probabilities x, (*)</param>
    /// <param name="target">y, or ln y: a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.KlDiv(input, target, reduction, logTarget);
}

public static partial class Functional
{
    /// <summary>Σ y (ln y − x). PyTorch: <c>nn.functional.kl_div</c>; the parameters are those of <see cref="KLDivLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the reduction is unknown.</exception>
    public static Tensor KlDiv(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        bool logTarget = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Real(input, "kl_div", nameof(input));
        Checks.Real(target, "kl_div", nameof(target));
        var batchMean = reduction == "batchmean";
        if (!batchMean)
            Checks.Reduction(reduction);
        var terms = logTarget
            ? target.Exp() * (target - input)
            : new DivergenceOperation(input, target).Apply();
        var result = Reduce(terms, batchMean ? "sum" : reduction);
        return batchMean && input.Rank > 0 ? result / input.Shape[0] : result;
    }

    sealed class DivergenceOperation(Tensor x, Tensor y) : Operation(x, y)
    {
        // y ln y is 0 at 0, its limit.
        protected override Tensor Forward() =>
            Torch.Where(Save(y).EqualTo(0), Tensor.Scalar(0, y.Dtype), y * y.Log()) - y * Save(x);

        // dx = −dl · y      dy = dl · (ln y + 1 − x); the 1 is y / y, which PyTorch leaves at 0/0 for y = 0, and where dl is 0 ln y does not count
        protected override Tensor?[] Backward(Tensor dl) =>
            [
                Needs(0) ? (-dl * y).SumTo(x.Shape) : null,
                Needs(1)
                    ? (
                        Torch.Where(dl.EqualTo(0), Tensor.Scalar(0, y.Dtype), dl * y.Log())
                        + dl * (y / y - x)
                    ).SumTo(y.Shape)
                    : null,
            ];
    }
}
