namespace Diptych.Scratch;

/// <summary>Mean squared error: L = mean((x − y)²).</summary>
/// <remarks>PyTorch: <c>nn.MSELoss</c>.</remarks>
public sealed class MSELoss : Module
{
    readonly string reduction;

    /// <summary>Chooses how the squares become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public MSELoss(string reduction = "mean") => this.reduction = Checks.Reduction(reduction);

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MseLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>The average of (x − y)². PyTorch: <c>nn.functional.mse_loss</c>.</summary>
    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the squares alone.</param>
    /// <param name="weight">w, of the input's shape: Σ w (x − y)², which the mean divides by Σ w.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    public static Tensor MseLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        Tensor? weight = null
    )
    {
        CheckRegression(input, target, weight, reduction);
        var losses = new SquaredErrorOperation(input, target).Apply();
        return weight is null
            ? Reduce(losses, reduction)
            : ReduceWeighted(losses, weight, reduction);
    }

    internal static Tensor Reduce(Tensor losses, string reduction) =>
        reduction switch
        {
            "mean" => losses.Mean(),
            "sum" => losses.Sum(),
            _ => losses,
        };

    static Tensor ReduceWeighted(Tensor losses, Tensor weight, string reduction) =>
        reduction == "mean"
            ? (losses * weight).Sum() / weight.Sum()
            : Reduce(losses * weight, reduction);

    static void CheckRegression(Tensor input, Tensor target, Tensor? weight, string reduction)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        if (!target.Dtype.IsFloatingPoint())
            Checks.Real(input, "a regression's loss", nameof(input));
        if (weight is not null && !weight.Shape.SequenceEqual(input.Shape))
            throw new ArgumentException(
                $"Weights and input must have the same size, but got {weight.ShapeText} and {input.ShapeText}.",
                nameof(weight)
            );
    }

    // PyTorch computes this loss of whole numbers too, and refuses to walk back.
    static void CheckWayBack(Tensor x, Tensor y)
    {
        if (x.Dtype != y.Dtype)
            throw new InvalidOperationException(
                $"Found dtype {y.Dtype.TorchName()} for target but expected {x.Dtype.TorchName()}"
            );
    }

    sealed class SquaredErrorOperation(Tensor x, Tensor y) : Operation(x, y)
    {
        protected override Tensor Forward()
        {
            var error = Save(x) - Save(y);
            return error * error;
        }

        // dx = dl · 2 (x − y)      dy = −dx
        protected override Tensor?[] Backward(Tensor dl)
        {
            CheckWayBack(x, y);
            var slope = dl * ((x - y) * 2);
            return [slope.SumTo(x.Shape), Needs(1) ? (-slope).SumTo(y.Shape) : null];
        }
    }
}
