using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Absolute error with a rounded tip: L = (x − y)² / 2β where |x − y| &lt; β, else |x − y| − β / 2.</summary>
/// <remarks>PyTorch: <c>nn.SmoothL1Loss</c>. Girshick 2015, https://arxiv.org/abs/1504.08083.</remarks>
public sealed class SmoothL1Loss : Module
{
    readonly string reduction;
    readonly double beta;

    /// <summary>Chooses how wide the tip is and how the errors become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <param name="beta">β, where the parabola becomes a line; 0 for none, which is <see cref="L1Loss"/>.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public SmoothL1Loss(string reduction = "mean", double beta = 1)
    {
        this.reduction = Checks.Reduction(reduction);
        this.beta = beta;
    }

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is negative.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.SmoothL1Loss(input, target, reduction, beta);
}

public static partial class Functional
{
    /// <summary>(x − y)² / 2β where |x − y| &lt; β, else |x − y| − β / 2. PyTorch: <c>nn.functional.smooth_l1_loss</c>.</summary>
    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the errors alone.</param>
    /// <param name="beta">β, where the parabola becomes a line.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is negative.</exception>
    public static Tensor SmoothL1Loss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        double beta = 1
    )
    {
        CheckRegression(input, target, null, reduction);
        if (beta is not >= 0)
            throw new ArgumentOutOfRangeException(
                nameof(beta),
                beta,
                "smooth_l1_loss does not support negative values for beta."
            );
        return beta == 0
            ? L1Loss(input, target, reduction)
            : Reduce(new SmoothL1Operation(input, target, beta).Apply(), reduction);
    }

    sealed class SmoothL1Operation(Tensor x, Tensor y, double beta) : Operation(x, y)
    {
        protected override Tensor Forward()
        {
            var size = (Save(x) - Save(y)).Abs();
            return Torch.Where(size.LessThan(beta), size * size * 0.5 / beta, size - 0.5 * beta);
        }

        // dx = dl · (x − y) / β inside, dl · sign(x − y) outside      dy = −dx
        protected override Tensor?[] Backward(Tensor dl)
        {
            var error = x - y;
            var slope =
                dl
                * Torch.Where(
                    // NaN is not outside.
                    error.Abs().LessThan(beta) | error.IsNaN(),
                    error / beta,
                    Elementwise.Apply<Sign>(error)
                );
            return [slope.SumTo(x.Shape), Needs(1) ? (-slope).SumTo(y.Shape) : null];
        }
    }
}
