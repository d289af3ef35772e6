namespace Diptych.Reference;

/// <summary>Mean squared error: L = mean((x − y)²).</summary>
/// <remarks>PyTorch: <c>nn.MSELoss</c>.</remarks>
public sealed class MSELoss : Module
{
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">None of the three.</exception>
    public MSELoss(string reduction = "mean")
        : base(nameof(MSELoss))
    {
        Functional.ReductionOf(reduction);
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.MseLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MseLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>Mean squared error: L = mean((x − y)²).</summary>
    /// <remarks>PyTorch: <c>nn.functional.mse_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, of the same shape (or broadcastable).</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <param name="weight">w, in the shape of the input: L = Σ w (x − y)² / Σ w.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or weights of another shape.</exception>
    public static Tensor MseLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        Tensor? weight = null
    ) =>
        // TorchSharp has no weights here.
        weight is null
            ? functional.mse_loss(input, target, ReductionOf(reduction))
            : ReduceWeighted((input - target).square(), input, weight, ReductionOf(reduction));

    internal static Reduction ReductionOf(string reduction) =>
        reduction switch
        {
            "none" => Reduction.None,
            "mean" => Reduction.Mean,
            "sum" => Reduction.Sum,
            _ => throw new ArgumentException(
                $"{reduction} is not a valid value for reduction",
                nameof(reduction)
            ),
        };

    internal static Tensor Reduce(Tensor losses, Reduction reduction) =>
        reduction switch
        {
            Reduction.Mean => losses.mean(),
            Reduction.Sum => losses.sum(),
            _ => losses,
        };

    static Tensor ReduceWeighted(Tensor losses, Tensor input, Tensor weight, Reduction reduction)
    {
        CheckWeightSize(input, weight);
        return reduction == Reduction.Mean
            ? (losses * weight).sum() / weight.sum()
            : Reduce(losses * weight, reduction);
    }

    static void CheckWeightSize(Tensor input, Tensor weight)
    {
        if (!weight.shape.SequenceEqual(input.shape))
            throw new ArgumentException(
                "Weights and input must have the same size.",
                nameof(weight)
            );
    }
}
