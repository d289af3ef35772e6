namespace Diptych.Reference;

/// <summary>Margins between the true class y and all others i: L = w_y Σ max(0, m − x_y + x_i)ᵖ / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiMarginLoss</c>. Weston and Watkins 1999, https://www.esann.org/sites/default/files/proceedings/legacy/es1999-461.pdf.</remarks>
public sealed class MultiMarginLoss : Module
{
    readonly long p;
    readonly double margin;
    readonly string reduction;

    /// <summary>A loss has no parameters; the weight is a buffer.</summary>
    /// <param name="p">The exponent, 1 or 2.</param>
    /// <param name="margin">m, by how much the true class must be above each other.</param>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="reduction">"mean" over the samples, whatever they weigh, "sum", or "none" for each sample's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none, another exponent, or a weight that is no vector.</exception>
    public MultiMarginLoss(
        long p = 1,
        double margin = 1,
        Tensor? weight = null,
        string reduction = "mean"
    )
        : base(nameof(MultiMarginLoss))
    {
        Functional.ReductionOf(reduction);
        this.p = Functional.CheckMarginExponent(p, weight);
        this.margin = margin;
        this.reduction = reduction;
        if (weight is not null)
            register_buffer("weight", weight);
    }

    /// <summary>w: (C), or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <inheritdoc cref="Functional.MultiMarginLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultiMarginLoss(input, target, p, margin, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>L = w_y Σ max(0, m − x_y + x_i)ᵖ / C.</summary>
    /// <remarks>PyTorch: <c>nn.functional.multi_margin_loss</c>.</remarks>
    /// <param name="input">Scores x: (N, C) or (C).</param>
    /// <param name="target">Class indices y, int64: (N), or () for a single sample.</param>
    /// <param name="p">The exponent, 1 or 2.</param>
    /// <param name="margin">m, by how much the true class must be above each other.</param>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="reduction">"mean" over the samples, whatever they weigh, "sum", or "none" for each sample's own loss.</param>
    /// <returns>0-d; the shape of the target with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, another exponent, or a weight that is no vector.</exception>
    public static Tensor MultiMarginLoss(
        Tensor input,
        Tensor target,
        long p = 1,
        double margin = 1,
        Tensor? weight = null,
        string reduction = "mean"
    ) =>
        functional.multi_margin_loss(
            input,
            target,
            (int)CheckMarginExponent(p, weight),
            margin,
            weight,
            ReductionOf(reduction)
        );

    internal static long CheckMarginExponent(long p, Tensor? weight)
    {
        if (p is not (1 or 2))
            throw new ArgumentException("only p == 1 and p == 2 supported", nameof(p));
        if (weight is not null && weight.dim() != 1)
            throw new ArgumentException("weight must be one-dimensional", nameof(weight));
        return p;
    }
}
