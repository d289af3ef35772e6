namespace Diptych.Scratch;

/// <summary>Mean squared error: the average of (x − y)².</summary>
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
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the reduction is unknown.</exception>
    public static Tensor MseLoss(Tensor input, Tensor target, string reduction = "mean")
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        return Reduce(new SquaredErrorOperation(input, target).Apply(), reduction);
    }

    internal static Tensor Reduce(Tensor losses, string reduction) =>
        reduction switch
        {
            "mean" => losses.Mean(),
            "sum" => losses.Sum(),
            _ => losses,
        };

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
            var slope = dl * ((x - y) * 2);
            return [slope.SumTo(x.Shape), Needs(1) ? (-slope).SumTo(y.Shape) : null];
        }
    }
}
