using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Cross-entropy of logits: L = −Σ_c w_c · y_c · ln softmax(x)_c, y one class or a distribution.</summary>
/// <remarks>PyTorch: <c>nn.CrossEntropyLoss</c>. It takes logits: softmax is inside.</remarks>
public sealed class CrossEntropyLoss : Module
{
    readonly long ignoreIndex;
    readonly string reduction;
    readonly double labelSmoothing;

    /// <summary>Sets what the classes weigh and how the losses become one number.</summary>
    /// <param name="weight">w, (C), or null for 1.</param>
    /// <param name="ignoreIndex">A class number whose samples do not count.</param>
    /// <param name="reduction">"mean" over the weights of the samples, "sum", or "none" to leave them alone.</param>
    /// <param name="labelSmoothing">The share of y that is spread over all classes alike, up to 1.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public CrossEntropyLoss(
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean",
        double labelSmoothing = 0
    )
    {
        Weight = weight;
        this.ignoreIndex = ignoreIndex;
        this.reduction = Checks.Reduction(reduction);
        this.labelSmoothing = labelSmoothing;
        RegisterBuffer("weight", weight);
    }

    /// <summary>w, (C), or null.</summary>
    public Tensor? Weight { get; }

    /// <param name="input">Logits x: (C), (N, C) or (N, C, d₁, …).</param>
    /// <param name="target">Class numbers, int64: (), (N) or (N, d₁, …); or probabilities of the input's shape.</param>
    /// <returns>0-d, or the shape of the class numbers where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C), or the smoothing exceeds 1.</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.CrossEntropy(input, target, Weight, ignoreIndex, reduction, labelSmoothing);
}

public static partial class Functional
{
    /// <summary>Cross-entropy of logits. PyTorch: <c>nn.functional.cross_entropy</c>; the parameters are those of <see cref="CrossEntropyLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or a class to ignore is named beside probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C), or the smoothing exceeds 1.</exception>
    public static Tensor CrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean",
        double labelSmoothing = 0
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, "cross_entropy", nameof(input));
        if (labelSmoothing > 1)
            throw new ArgumentOutOfRangeException(
                nameof(labelSmoothing),
                labelSmoothing,
                $"label_smoothing must be between 0.0 and 1.0. Got: {labelSmoothing}"
            );
        if (input.Rank == 0)
            throw new ArgumentException(
                "input must have a dimension of classes, but is 0-d",
                nameof(input)
            );
        var dim = input.Rank == 1 ? 0 : 1;
        if (target.Shape.SequenceEqual(input.Shape))
            CheckProbabilities(target, ignoreIndex);
        else
            CheckClasses(input, target, dim, weight, ignoreIndex);
        CheckClassWeight(weight, input.Shape[dim]);

        if (input.Rank == 2 && labelSmoothing <= 0 && target.Dtype == ScalarType.Int64)
        {
            Checks.NoGradient(weight, "nll_loss", nameof(weight));
            var ignored = target.EqualTo(ignoreIndex);
            var weights = SampleWeights(target, ignored, weight, input.Dtype);
            return new ClassCrossEntropyOperation(
                input,
                target,
                ignored,
                weights,
                reduction
            ).Apply();
        }
        var logProbabilities = LogSoftmax(input, dim);
        if (target.Dtype.IsFloatingPoint())
            return ProbabilityCrossEntropy(
                logProbabilities,
                target,
                dim,
                weight,
                reduction,
                labelSmoothing
            );
        var loss = NllLoss(logProbabilities, target, weight, ignoreIndex, reduction);
        return labelSmoothing > 0
            ? loss * (1 - labelSmoothing)
                + Spread(logProbabilities, target, dim, weight, ignoreIndex, reduction)
                    * (labelSmoothing / input.Shape[dim])
            : loss;
    }

    // The softmax of (N, C) is not kept: what the gradient needs of it is the largest x and the sum of each row.
    sealed class ClassCrossEntropyOperation(
        Tensor x,
        Tensor target,
        Tensor ignored,
        Tensor weights,
        string reduction
    ) : Operation(x)
    {
        readonly Tensor zero = Tensor.Scalar(0, x.Dtype);
        Tensor? largest;
        Tensor? logSum;

        // l = −w · ln p_y with ln p = (x − max x) − ln Σ e^(x − max x)
        protected override Tensor Forward()
        {
            (var logP, largest, logSum) = ClassLikelihood.Forward(Save(x), target);
            var losses = Torch.Where(ignored, zero, -logP * weights);
            return reduction == "mean" ? losses.Sum() / weights.Sum() : Reduce(losses, reduction);
        }

        // dx = (p − 1 for the class, p for the others) · w · dl, which the mean divides by Σ w; 0 for ignored samples
        protected override Tensor?[] Backward(Tensor dl)
        {
            if (reduction == "mean")
                dl = dl / weights.Sum();
            var slopes = Torch.Where(ignored, zero, -weights * dl);
            return [ClassLikelihood.Backward(x, target, largest!, logSum!, slopes)];
        }
    }

    static void CheckProbabilities(Tensor target, long ignoreIndex)
    {
        if (!target.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"Expected floating point type for target with class probabilities, got {target.Dtype.TorchName()}",
                nameof(target)
            );
        if (ignoreIndex >= 0)
            throw new ArgumentException(
                $"ignore_index is not supported for floating point target, but got {ignoreIndex}",
                nameof(ignoreIndex)
            );
    }

    // −Σ_c w_c · y_c · ln p_c; the mean is over the samples, whatever they weigh.
    static Tensor ProbabilityCrossEntropy(
        Tensor logProbabilities,
        Tensor target,
        int dim,
        Tensor? weight,
        string reduction,
        double labelSmoothing
    )
    {
        var classes = logProbabilities.Shape[dim];
        if (labelSmoothing > 0)
            target = target * (1 - labelSmoothing) + labelSmoothing / classes;
        var losses = -(
            logProbabilities * target * AlongClasses(weight, logProbabilities, dim)
        ).Sum([dim]);
        // PyTorch's mean is by the number of logits: samples of no class have none either.
        return reduction == "mean" && logProbabilities.Count == 0
            ? losses.Sum() * double.NaN
            : Reduce(losses, reduction);
    }

    // −Σ_c w_c · ln p_c: the loss of a sample that belongs to all classes alike, C times over.
    static Tensor Spread(
        Tensor logProbabilities,
        Tensor target,
        int dim,
        Tensor? weight,
        long ignoreIndex,
        string reduction
    )
    {
        var ignored = target.EqualTo(ignoreIndex);
        var sums = -(logProbabilities * AlongClasses(weight, logProbabilities, dim)).Sum([dim]);
        var losses = Torch.Where(ignored, Tensor.Scalar(0, sums.Dtype), sums);
        return reduction == "mean"
            ? losses.Sum() / SampleWeights(target, ignored, weight, sums.Dtype).Sum()
            : Reduce(losses, reduction);
    }

    // w as (C), (1, C) or (1, C, 1, …), so that it meets the classes; 1 where there is none.
    static Tensor AlongClasses(Tensor? weight, Tensor logProbabilities, int dim)
    {
        if (weight is null)
            return Tensor.Scalar(1, logProbabilities.Dtype);
        var shape = Enumerable.Repeat(1L, logProbabilities.Rank).ToArray();
        shape[dim] = -1;
        return weight.Reshape(shape);
    }
}
