namespace Diptych.Reference;

/// <summary>Binary cross-entropy of logits: L = −w (p y ln σ(x) + (1 − y) ln(1 − σ(x))), σ the logistic function.</summary>
/// <remarks>PyTorch: <c>nn.BCEWithLogitsLoss</c>.</remarks>
public sealed class BCEWithLogitsLoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters; the weights are buffers.</summary>
    /// <param name="weight">w, broadcastable to the input; all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="posWeight">p, what a positive counts beside a negative: broadcastable to the input; all 1 where null.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public BCEWithLogitsLoss(
        Tensor? weight = null,
        string reduction = "mean",
        Tensor? posWeight = null
    )
        : base(nameof(BCEWithLogitsLoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
        if (weight is not null)
            register_buffer("weight", weight);
        if (posWeight is not null)
            register_buffer("pos_weight", posWeight);
    }

    /// <summary>w, or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <summary>p, or null without one.</summary>
    public Tensor? PosWeight => get_buffer("pos_weight");

    /// <inheritdoc cref="Functional.BinaryCrossEntropyWithLogits" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.BinaryCrossEntropyWithLogits(input, target, Weight, reduction, PosWeight);
}

public static partial class Functional
{
    /// <summary>Binary cross-entropy of logits: L = −w (p y ln σ(x) + (1 − y) ln(1 − σ(x))), σ the logistic function.</summary>
    /// <remarks>PyTorch: <c>nn.functional.binary_cross_entropy_with_logits</c>.</remarks>
    /// <param name="input">Logits x, of any shape.</param>
    /// <param name="target">y, of the same shape.</param>
    /// <param name="weight">w, broadcastable to the input; all 1 where null.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="posWeight">p, broadcastable to the input; all 1 where null.</param>
    /// <returns>0-d; the shape of the input with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean",
        Tensor? posWeight = null
    ) =>
        functional.binary_cross_entropy_with_logits(
            input,
            target,
            weight,
            ReductionOf(reduction),
            posWeight
        );
}
