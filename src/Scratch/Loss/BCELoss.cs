namespace Diptych.Scratch;

/// <summary>Binary cross-entropy of probabilities: L = −w (y ln x + (1 − y) ln(1 − x)).</summary>
/// <remarks>PyTorch: <c>nn.BCELoss</c>. A logarithm counts as −100 where it is below, so that a certain and wrong x costs 100 and not ∞.</remarks>
public sealed class BCELoss : Module
{
    readonly string reduction;

    /// <summary>Sets what the elements weigh and how the losses become one number.</summary>
    /// <param name="weight">w, a shape that broadcasts to the input's, or null for 1.</param>
    /// <param name="reduction">"mean" over the elements, "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public BCELoss(Tensor? weight = null, string reduction = "mean")
    {
        Weight = weight;
        this.reduction = Checks.Reduction(reduction);
        RegisterBuffer("weight", weight);
    }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <param name="input">Probabilities x: (*), each in [0, 1].</param>
    /// <param name="target">y, of the same shape, each in [0, 1].</param>
    /// <returns>0-d, or the shape of the input where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An element is not in [0, 1].</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.BinaryCrossEntropy(input, target, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>−w (y ln x + (1 − y) ln(1 − x)). PyTorch: <c>nn.functional.binary_cross_entropy</c>; the parameters are those of <see cref="BCELoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the reduction is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An element is not in [0, 1].</exception>
    public static Tensor BinaryCrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean"
    )
    {
        CheckBinary("binary_cross_entropy", input, target, reduction);
        CheckFactor("binary_cross_entropy", weight, input, nameof(weight));
        CheckProbability(input, nameof(input));
        CheckProbability(target, nameof(target));
        return Reduce(
            new BinaryCrossEntropyOperation(
                input,
                target,
                weight ?? Tensor.Scalar(1, input.Dtype)
            ).Apply(),
            reduction
        );
    }

    static void CheckBinary(string function, Tensor input, Tensor target, string reduction)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, function, nameof(input));
        Checks.SameDtype(target, input, nameof(target));
        if (!target.Shape.SequenceEqual(input.Shape))
            throw new ArgumentException(
                $"Target size ({target.ShapeText}) must be the same as input size ({input.ShapeText})",
                nameof(target)
            );
    }

    static void CheckFactor(string function, Tensor? factor, Tensor input, string name)
    {
        if (factor is null)
            return;
        Checks.NoGradient(factor, function, name);
        if (!Shapes.Broadcast(factor.Shape, input.Shape).AsSpan().SequenceEqual(input.Shape))
            throw new ArgumentException(
                $"{name} with shape {factor.ShapeText} doesn't broadcast to the shape of the input, {input.ShapeText}",
                name
            );
    }

    static void CheckProbability(Tensor x, string name)
    {
        // The comparison is written so that NaN is outside.
        var outside = !(x.GreaterOrEqual(0) & x.LessOrEqual(1));
        if (outside.Sum().Item() > 0)
            throw new ArgumentOutOfRangeException(
                name,
                $"all elements of {name} should be between 0 and 1"
            );
    }

    sealed class BinaryCrossEntropyOperation(Tensor x, Tensor y, Tensor weight) : Operation(x, y)
    {
        protected override Tensor Forward()
        {
            var (certain, impossible) = (Save(x).Log().Clamp(min: -100), Log1m().Clamp(min: -100));
            return ((Save(y) - 1) * impossible - y * certain) * Save(weight);
        }

        // dx = dl · w (x − y) / x (1 − x), the divisor no less than 1e-12      dy = dl · w (ln(1 − x) − ln x)
        protected override Tensor?[] Backward(Tensor dl)
        {
            dl *= weight;
            // PyTorch's 1e-12 is a float32 in both precisions.
            return
            [
                Needs(0) ? dl * (x - y) / ((1 - x) * x).Clamp(min: 1e-12f) : null,
                Needs(1) ? dl * (Log1m() - x.Log()) : null,
            ];
        }

        Tensor Log1m() => Kernels.Elementwise.Apply<Kernels.Log1p>(-x);
    }
}
