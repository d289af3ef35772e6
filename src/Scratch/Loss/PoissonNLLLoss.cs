namespace Diptych.Scratch;

/// <summary>Negative log-likelihood of counts y under Poisson's distribution: eˣ − y x for the logarithm x of the rate, r − y ln r for the rate r itself.</summary>
/// <remarks>PyTorch: <c>nn.PoissonNLLLoss</c>. The term ln y! is left out or approximated, as it does not depend on x.</remarks>
public sealed class PoissonNLLLoss : Module
{
    readonly bool logInput;
    readonly bool full;
    readonly double eps;
    readonly string reduction;

    /// <summary>Chooses what the input is.</summary>
    /// <param name="logInput">Whether the input is the logarithm of the rate.</param>
    /// <param name="full">Whether Stirling's y ln y − y + ½ ln 2πy is added for ln y!, where y is above 1.</param>
    /// <param name="eps">ε, added to a rate before its logarithm is taken.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public PoissonNLLLoss(
        bool logInput = true,
        bool full = false,
        double eps = 1e-8,
        string reduction = "mean"
    )
    {
        this.logInput = logInput;
        this.full = full;
        this.eps = eps;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="logInput">x, or r: (*).</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor logInput, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(logInput);
        return Functional.PoissonNllLoss(logInput, target, this.logInput, full, eps, reduction);
    }
}

public static partial class Functional
{
    /// <summary>eˣ − y x, or r − y ln (r + ε). PyTorch: <c>nn.functional.poisson_nll_loss</c>; the parameters are those of <see cref="PoissonNLLLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the reduction is unknown.</exception>
    public static Tensor PoissonNllLoss(
        Tensor input,
        Tensor target,
        bool logInput = true,
        bool full = false,
        double eps = 1e-8,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        var losses = logInput ? input.Exp() - target * input : input - target * (input + eps).Log();
        if (full)
        {
            var stirling = target * target.Log() - target + 0.5 * (2 * Math.PI * target).Log();
            losses += Torch.Where(
                target.LessOrEqual(1),
                Tensor.Scalar(0, stirling.Dtype),
                stirling
            );
        }
        return Reduce(losses, reduction);
    }
}
