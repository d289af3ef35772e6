namespace Diptych.Scratch;

/// <summary>Binary cross-entropy of logits: L = −w (p y ln σ(x) + (1 − y) ln(1 − σ(x))), σ the logistic function.</summary>
/// <remarks>PyTorch: <c>nn.BCEWithLogitsLoss</c>. Sigmoid is inside: ln σ(x) is computed without σ(x), which rounds to 0 or 1.</remarks>
public sealed class BCEWithLogitsLoss : Module
{
    readonly string reduction;

    /// <summary>Sets what the elements weigh and how the losses become one number.</summary>
    /// <param name="weight">w, a shape that broadcasts to the input's, or null for 1.</param>
    /// <param name="reduction">"mean" over the elements, "sum", or "none" to leave them alone.</param>
    /// <param name="posWeight">p, what a positive counts beside a negative: a shape that broadcasts to the input's, or null for 1.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public BCEWithLogitsLoss(
        Tensor? weight = null,
        string reduction = "mean",
        Tensor? posWeight = null
    )
    {
        Weight = weight;
        PosWeight = posWeight;
        this.reduction = Checks.Reduction(reduction);
        RegisterBuffer("weight", weight);
        RegisterBuffer("pos_weight", posWeight);
    }

    /// <summary>w, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>p, or null.</summary>
    public Tensor? PosWeight { get; }

    /// <param name="input">Logits x: (*).</param>
    /// <param name="target">y, of the same shape.</param>
    /// <returns>0-d, or the shape of the input where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.BinaryCrossEntropyWithLogits(input, target, Weight, reduction, PosWeight);
}

public static partial class Functional
{
    /// <summary>−w (p y ln σ(x) + (1 − y) ln(1 − σ(x))). PyTorch: <c>nn.functional.binary_cross_entropy_with_logits</c>; the parameters are those of <see cref="BCEWithLogitsLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the reduction is unknown.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        string reduction = "mean",
        Tensor? posWeight = null
    )
    {
        const string Name = "binary_cross_entropy_with_logits";
        CheckBinary(Name, input, target, reduction);
        CheckFactor(Name, weight, input, nameof(weight));
        CheckFactor(Name, posWeight, input, nameof(posWeight));
        return Reduce(
            new LogitCrossEntropyOperation(
                input,
                target,
                weight ?? Tensor.Scalar(1, input.Dtype),
                posWeight
            ).Apply(),
            reduction
        );
    }

    sealed class LogitCrossEntropyOperation(Tensor x, Tensor y, Tensor weight, Tensor? posWeight)
        : Operation(x, y)
    {
        // As ln(1 − σ(x)) = ln σ(x) − x, the loss is (1 − y) x − (1 + (p − 1) y) ln σ(x).
        protected override Tensor Forward()
        {
            var logSigmoid = LogSigmoid(Save(x));
            if (posWeight is not null)
                logSigmoid *= (Save(posWeight) - 1) * y + 1;
            return ((1 - Save(y)) * x - logSigmoid) * Save(weight);
        }

        // dx = dl · w (σ(x) (1 + (p − 1) y) − p y)      dy = dl · w (ln σ(−x) − p ln σ(x)), which is −dl · w · x for p = 1
        protected override Tensor?[] Backward(Tensor dl)
        {
            dl *= weight;
            return
            [
                Needs(0)
                    ? dl
                        * (
                            posWeight is null
                                ? Sigmoid(x) - y
                                : (posWeight * y + 1 - y) * Sigmoid(x) - posWeight * y
                        )
                    : null,
                Needs(1)
                    ? dl * (posWeight is null ? -x : LogSigmoid(-x) - LogSigmoid(x) * posWeight)
                    : null,
            ];
        }

        // ln σ(x) = min(x, 0) − ln(1 + e^−|x|): the power never overflows.
        static Tensor LogSigmoid(Tensor x) =>
            x.Clamp(max: 0) - Kernels.Elementwise.Apply<Kernels.Log1p>((-x.Abs()).Exp());
    }
}
