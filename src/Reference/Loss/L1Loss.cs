namespace Diptych.Reference;

/// <summary>Mean absolute error: L = mean(|x − y|).</summary>
/// <remarks>PyTorch: <c>nn.L1Loss</c>.</remarks>
public sealed class L1Loss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">None of the three.</exception>
    public L1Loss(string reduction = "mean")
        : base(nameof(L1Loss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.L1Loss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.L1Loss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>Mean absolute error: L = mean(|x − y|).</summary>
    /// <remarks>PyTorch: <c>nn.functional.l1_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, of the same shape (or broadcastable).</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="weight">w, in the shape of the input: L = Σ w |x − y| / Σ w.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or weights of another shape.</exception>
    public static Tensor L1Loss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        Tensor? weight = null
    ) =>
        // TorchSharp has no weights here.
        weight is null
            ? functional.l1_loss(input, target, ReductionOf(reduction))
            : ReduceWeighted((input - target).abs(), input, weight, ReductionOf(reduction));
}
