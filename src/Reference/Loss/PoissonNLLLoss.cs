namespace Diptych.Reference;

/// <summary>Negative log-likelihood of counts y under Poisson's distribution: L = eˣ − y x for the logarithm x of the rate, r − y ln r for the rate r itself.</summary>
/// <remarks>PyTorch: <c>nn.PoissonNLLLoss</c>.</remarks>
public sealed class PoissonNLLLoss : Module
{
    readonly bool logInput;
    readonly bool full;
    readonly double eps;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="logInput">Whether the input is the logarithm of the rate.</param>
    /// <param name="full">Whether Stirling's y ln y − y + ½ ln 2πy is added for ln y!, where y is above 1.</param>
    /// <param name="eps">ε, added to a rate before its logarithm is taken.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public PoissonNLLLoss(
        bool logInput = true,
        bool full = false,
        double eps = 1e-8,
        string reduction = "mean"
    )
        : base(nameof(PoissonNLLLoss))
    {
        Functional.ReductionOf(reduction);
        this.logInput = logInput;
        this.full = full;
        this.eps = eps;
        this.reduction = reduction;
    }

    /// <param name="logInput">x, or r, of any shape.</param>
    /// <param name="target">y, broadcastable.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    public Tensor Forward(Tensor logInput, Tensor target) =>
        Functional.PoissonNllLoss(logInput, target, this.logInput, full, eps, reduction);
}

public static partial class Functional
{
    /// <summary>L = eˣ − y x, or r − y ln (r + ε).</summary>
    /// <remarks>PyTorch: <c>nn.functional.poisson_nll_loss</c>.</remarks>
    /// <param name="input">x, or r, of any shape.</param>
    /// <param name="target">y, broadcastable.</param>
    /// <param name="logInput">Whether the input is the logarithm of the rate.</param>
    /// <param name="full">Whether Stirling's y ln y − y + ½ ln 2πy is added for ln y!, where y is above 1.</param>
    /// <param name="eps">ε, added to a rate before its logarithm is taken.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor PoissonNllLoss(
        Tensor input,
        Tensor target,
        bool logInput = true,
        bool full = false,
        double eps = 1e-8,
        string reduction = "mean"
    )
    {
        // TorchSharp's ε is a float32.
        var losses = logInput ? input.exp() - target * input : input - target * (input + eps).log();
        if (full)
        {
            var stirling = target * target.log() - target + 0.5 * (2 * Math.PI * target).log();
            losses += stirling.masked_fill(target.le(1), 0);
        }
        return Reduce(losses, ReductionOf(reduction));
    }
}
