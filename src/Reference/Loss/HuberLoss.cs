namespace Diptych.Reference;

/// <summary>Squared error that grows along a line from δ on: L = (x − y)² / 2 where |x − y| &lt; δ, else δ (|x − y| − δ / 2).</summary>
/// <remarks>PyTorch: <c>nn.HuberLoss</c>. Huber 1964, https://doi.org/10.1214/aoms/1177703732.</remarks>
public sealed class HuberLoss : Module
{
    readonly string reduction;
    readonly double delta;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="delta">δ, where the parabola becomes a line.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public HuberLoss(string reduction = "mean", double delta = 1)
        : base(nameof(HuberLoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
        this.delta = delta;
    }

    /// <inheritdoc cref="Functional.HuberLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.HuberLoss(input, target, reduction, delta);
}

public static partial class Functional
{
    /// <summary>Squared error that grows along a line from δ on: (x − y)² / 2 where |x − y| &lt; δ, else δ (|x − y| − δ / 2).</summary>
    /// <remarks>PyTorch: <c>nn.functional.huber_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, of the same shape (or broadcastable).</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="delta">δ, where the parabola becomes a line.</param>
    /// <param name="weight">w, in the shape of the input, a factor of each loss; the mean divides by their number, not by Σ w.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or weights of another shape.</exception>
    public static Tensor HuberLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        double delta = 1,
        Tensor? weight = null
    )
    {
        if (weight is null)
            return functional.huber_loss(input, target, delta, ReductionOf(reduction));
        // TorchSharp has no weights here.
        CheckWeightSize(input, weight);
        var losses = functional.huber_loss(input, target, delta, Reduction.None);
        return Reduce(losses * weight, ReductionOf(reduction));
    }
}
