namespace Diptych.Reference;

/// <summary>Binary cross-entropy of probabilities: L = −w (y ln x + (1 − y) ln(1 − x)).</summary>
/// <remarks>PyTorch: <c>nn.BCELoss</c>. A logarithm counts as −100 where it is below.</remarks>
public sealed class BCELoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters; the weight is a buffer.</summary>
    /// <param name="weight">w, broadcastable to the input; all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public BCELoss(Tensor? weight = null, string reduction = "mean")
        : base(nameof(BCELoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
        if (weight is not null)
            register_buffer("weight", weight);
    }

    /// <summary>w, or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <inheritdoc cref="Functional.BinaryCrossEntropy" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.BinaryCrossEntropy(input, target, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>Binary cross-entropy of probabilities: L = −w (y ln x + (1 − y) ln(1 − x)).</summary>
    /// <remarks>PyTorch: <c>nn.functional.binary_cross_entropy</c>.</remarks>
    /// <param name="input">Probabilities x, of any shape, each in [0, 1].</param>
    /// <param name="target">y, of the same shape, each in [0, 1].</param>
    /// <param name="weight">w, broadcastable to the input; all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <returns>0-d; the shape of the input with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor BinaryCrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean"
    ) => functional.binary_cross_entropy(input, target, weight, ReductionOf(reduction));
}
