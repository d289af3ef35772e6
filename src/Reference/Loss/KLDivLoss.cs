namespace Diptych.Reference;

/// <summary>Kullback-Leibler divergence: L = Σ y (ln y − x), how far the log-probabilities x are from the distribution y.</summary>
/// <remarks>PyTorch: <c>nn.KLDivLoss</c>.</remarks>
public sealed class KLDivLoss : Module
{
    readonly string reduction;
    readonly bool logTarget;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean" over all elements, "batchmean" over the samples, "sum", or "none" for each element's own term.</param>
    /// <param name="logTarget">Whether the target holds ln y.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public KLDivLoss(string reduction = "mean", bool logTarget = false)
        : base(nameof(KLDivLoss))
    {
        if (reduction != "batchmean")
            Functional.ReductionOf(reduction);
        this.reduction = reduction;
        this.logTarget = logTarget;
    }

    /// <inheritdoc cref="Functional.KlDiv" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.KlDiv(input, target, reduction, logTarget);
}

public static partial class Functional
{
    /// <summary>Kullback-Leibler divergence: L = Σ y (ln y − x), how far the log-probabilities x are from the distribution y.</summary>
    /// <remarks>PyTorch: <c>nn.functional.kl_div</c>.</remarks>
    /// <param name="input">Log-probabilities x, of any shape.</param>
    /// <param name="target">y, or ln y: of the same shape (or broadcastable).</param>
    /// <param name="reduction">"mean" over all elements, "batchmean" over the samples, "sum", or "none" for each element's own term.</param>
    /// <param name="logTarget">Whether the target holds ln y.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor KlDiv(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        bool logTarget = false
    )
    {
        if (reduction != "batchmean")
            return functional.kl_div(input, target, logTarget, ReductionOf(reduction));
        // TorchSharp knows no "batchmean".
        var sum = functional.kl_div(input, target, logTarget, Reduction.Sum);
        return input.dim() > 0 ? sum / input.size(0) : sum;
    }
}
