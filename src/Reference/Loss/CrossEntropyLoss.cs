namespace Diptych.Reference;

/// <summary>Cross-entropy of logits: L = −Σ_c w_c · y_c · log softmax(x)_c, with y one-hot for a class index.</summary>
/// <remarks>PyTorch: <c>nn.CrossEntropyLoss</c>.</remarks>
public sealed class CrossEntropyLoss : Module
{
    readonly long ignoreIndex;
    readonly string reduction;
    readonly double labelSmoothing;

    /// <summary>A loss has no parameters; the weight is a buffer.</summary>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="ignoreIndex">A class index that counts for nothing, in the mean's divisor neither.</param>
    /// <param name="reduction">"mean" (over the weights for indices, over N for probabilities), "sum" or "none".</param>
    /// <param name="labelSmoothing">ε: y becomes (1 − ε)·y + ε / C.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public CrossEntropyLoss(
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean",
        double labelSmoothing = 0
    )
        : base(nameof(CrossEntropyLoss))
    {
        Functional.ReductionOf(reduction);
        this.ignoreIndex = ignoreIndex;
        this.reduction = reduction;
        this.labelSmoothing = labelSmoothing;
        if (weight is not null)
            register_buffer("weight", weight);
    }

    /// <summary>w: (C), or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <inheritdoc cref="Functional.CrossEntropy" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.CrossEntropy(input, target, Weight, ignoreIndex, reduction, labelSmoothing);
}

public static partial class Functional
{
    /// <summary>Cross-entropy of logits: L = −Σ_c w_c · y_c · log softmax(x)_c, with y one-hot for a class index.</summary>
    /// <remarks>PyTorch: <c>nn.functional.cross_entropy</c>.</remarks>
    /// <param name="input">Logits: (C), (N, C) or (N, C, d₁, …).</param>
    /// <param name="target">Class indices, int64: (), (N) or (N, d₁, …); or probabilities in the shape of <paramref name="input"/>.</param>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="ignoreIndex">A class index that counts for nothing, in the mean's divisor neither.</param>
    /// <param name="reduction">"mean" (over the weights for indices, over N for probabilities), "sum" or "none".</param>
    /// <param name="labelSmoothing">ε: y becomes (1 − ε)·y + ε / C.</param>
    /// <returns>0-d; with "none" the shape of a target of indices.</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or a list of classes for a single sample.</exception>
    public static Tensor CrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean",
        double labelSmoothing = 0
    )
    {
        if (!target.is_floating_point())
            CheckUnbatchedTarget(input, target);
        return functional.cross_entropy(
            input,
            target,
            weight,
            ignoreIndex,
            ReductionOf(reduction),
            labelSmoothing
        );
    }
}
