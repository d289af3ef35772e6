namespace Diptych.Scratch;

/// <summary>Mean absolute error: L = mean(|x − y|).</summary>
/// <remarks>PyTorch: <c>nn.L1Loss</c>. Its slope is ±1 however large the error, so that outliers pull no harder than others.</remarks>
public sealed class L1Loss : Module
{
    readonly string reduction;

    /// <summary>Chooses how the errors become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public L1Loss(string reduction = "mean") => this.reduction = Checks.Reduction(reduction);

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.L1Loss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>The average of |x − y|. PyTorch: <c>nn.functional.l1_loss</c>.</summary>
    /// <param name="input">x, (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the errors alone.</param>
    /// <param name="weight">w, of the input's shape: Σ w |x − y|, which the mean divides by Σ w.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the reduction is unknown.</exception>
    public static Tensor L1Loss(
        Tensor input,
        Tensor target,
        string reduction = "mean",
        Tensor? weight = null
    )
    {
        CheckRegression(input, target, weight, reduction);
        var losses = (input - target).Abs();
        return weight is null
            ? Reduce(losses, reduction)
            : ReduceWeighted(losses, weight, reduction);
    }
}
