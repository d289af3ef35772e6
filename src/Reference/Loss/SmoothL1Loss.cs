namespace Diptych.Reference;

/// <summary>Absolute error with a rounded tip: L = (x − y)² / 2β where |x − y| &lt; β, else |x − y| − β / 2.</summary>
/// <remarks>PyTorch: <c>nn.SmoothL1Loss</c>. Girshick 2015, https://arxiv.org/abs/1504.08083.</remarks>
public sealed class SmoothL1Loss : Module
{
    readonly string reduction;
    readonly double beta;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="beta">β, where the parabola becomes a line; 0 for none, which is <see cref="L1Loss"/>.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public SmoothL1Loss(string reduction = "mean", double beta = 1)
        : base(nameof(SmoothL1Loss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
        this.beta = beta;
    }

    /// <inheritdoc cref="Functional.SmoothL1Loss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.SmoothL1Loss(input, target, reduction, beta);
}

public static partial class Functional
{
    /// <summary>Absolute error with a rounded tip: (x − y)² / 2β where |x − y| &lt; β, else |x − y| − β / 2.</summary>
    /// <remarks>PyTorch: <c>nn.functional.smooth_l1_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, of the same shape (or broadcastable).</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="beta">β, where the parabola becomes a line; 0 for none.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor SmoothL1Loss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        double beta = 1
    ) =>
        // libtorch's own has the slope −1 where both are equal and β = 0; Python's wrapper does not let it come to that.
        beta == 0
            ? L1Loss(input, target, reduction)
            : functional.smooth_l1_loss(input, target, ReductionOf(reduction), beta);
}
