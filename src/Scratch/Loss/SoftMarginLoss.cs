using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Logistic loss of two classes: L = ln(1 + e^(−y x)), y being 1 or −1.</summary>
/// <remarks>PyTorch: <c>nn.SoftMarginLoss</c>. The power may overflow, and the loss is then ∞: <see cref="BCEWithLogitsLoss"/> is the one that does not.</remarks>
public sealed class SoftMarginLoss : Module
{
    readonly string reduction;

    /// <summary>Chooses how the losses become one number.</summary>
    /// <param name="reduction">"mean", "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public SoftMarginLoss(string reduction = "mean") =>
        this.reduction = Checks.Reduction(reduction);

    /// <param name="input">x, (*)</param>
    /// <param name="target">y, 1 or −1: a shape that broadcasts to it.</param>
    /// <returns>0-d, or the shape of the input where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.SoftMarginLoss(input, target, reduction);
}

public static partial class Functional
{
    /// <summary>ln(1 + e^(−y x)). PyTorch: <c>nn.functional.soft_margin_loss</c>; the parameters are those of <see cref="SoftMarginLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the reduction is unknown.</exception>
    public static Tensor SoftMarginLoss(Tensor input, Tensor target, string reduction = "mean")
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, "soft_margin_loss", nameof(input));
        CheckFactor("soft_margin_loss", target, input, nameof(target));
        var losses = new SoftMarginOperation(input, target.To(input.Dtype)).Apply();
        return Reduce(losses, reduction);
    }

    sealed class SoftMarginOperation(Tensor x, Tensor y) : Operation(x)
    {
        protected override Tensor Forward() => Elementwise.Apply<Log1p>((-Save(x) * y).Exp());

        // With z = e^(−y x):  dx = −dl · y z / (1 + z), which is NaN where z is ∞, as in PyTorch
        protected override Tensor?[] Backward(Tensor dl)
        {
            var z = (-x * y).Exp();
            return [-dl * (y * z / (1 + z))];
        }
    }
}
