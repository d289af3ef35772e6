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
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public static Tensor MseLoss(Tensor input, Tensor target, string reduction = "mean") =>
        functional.mse_loss(input, target, ReductionOf(reduction));

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
}
