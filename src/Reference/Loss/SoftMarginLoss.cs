namespace Diptych.Reference;

/// <summary>Logistic loss of two classes: L = ln(1 + e^(−y x)), y being 1 or −1.</summary>
/// <remarks>PyTorch: <c>nn.SoftMarginLoss</c>.</remarks>
public sealed class SoftMarginLoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public SoftMarginLoss(string reduction = "mean")
        : base(nameof(SoftMarginLoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.SoftMarginLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.SoftMarginLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>L = ln(1 + e^(−y x)).</summary>
    /// <remarks>PyTorch: <c>nn.functional.soft_margin_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, 1 or −1, broadcastable to it.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <returns>0-d; the shape of the input with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor SoftMarginLoss(Tensor input, Tensor target, string reduction = "mean") =>
        functional.soft_margin_loss(input, target, ReductionOf(reduction));
}
