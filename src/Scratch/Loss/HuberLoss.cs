using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Squared error that grows along a line from δ on: L = (x − y)² / 2 where |x − y| &lt; δ, else δ (|x − y| − δ / 2).</summary>
/// <remarks>PyTorch: <c>nn.HuberLoss</c>; δ times <see cref="SmoothL1Loss"/> with β = δ. Huber 1964, https://doi.org/10.1214/aoms/1177703732.</remarks>
public sealed class HuberLoss : Module
{
    readonly string reduction;
    readonly double delta;

    /// <summary>Chooses where the parabola ends and how the errors become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <param name="delta">δ, where the parabola becomes a line.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public HuberLoss(string reduction = "mean", double delta = 1)
    {
        this.reduction = Checks.Reduction(reduction);
        this.delta = delta;
    }

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not positive.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.HuberLoss(input, target, reduction, delta);
}

public static partial class Functional
{
    /// <summary>(x − y)² / 2 where |x − y| &lt; δ, else δ (|x − y| − δ / 2). PyTorch: <c>nn.functional.huber_loss</c>.</summary>
    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the errors alone.</param>
    /// <param name="delta">δ, where the parabola becomes a line.</param>
    /// <param name="weight">w, of the input's shape, a factor of each error; the mean divides by their number, not by Σ w.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not positive.</exception>
    public static Tensor HuberLoss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        double delta = 1,
        Tensor? weight = null
    )
    {
        CheckRegression(input, target, weight, reduction);
        if (delta is not > 0)
            throw new ArgumentOutOfRangeException(
                nameof(delta),
                delta,
                "huber_loss does not support non-positive values for delta."
            );
        var losses = new HuberOperation(input, target, delta).Apply();
        return Reduce(weight is null ? losses : losses * weight, reduction);
    }

    sealed class HuberOperation(Tensor x, Tensor y, double delta) : Operation(x, y)
    {
        protected override Tensor Forward()
        {
            var size = (Save(x) - Save(y)).Abs();
            return Torch.Where(
                size.LessThan(delta),
                size * size * 0.5,
                (size - 0.5 * delta) * delta
            );
        }

        // dx = dl · (x − y) inside, dl · δ · sign(x − y) outside      dy = −dx
        protected override Tensor?[] Backward(Tensor dl)
        {
            CheckWayBack(x, y);
            var error = x - y;
            var slope =
                dl
                * Torch.Where(
                    // NaN is not outside.
                    error.Abs().LessThan(delta) | error.IsNaN(),
                    error,
                    Elementwise.Apply<Sign>(error) * delta
                );
            return [slope.SumTo(x.Shape), Needs(1) ? (-slope).SumTo(y.Shape) : null];
        }
    }
}
