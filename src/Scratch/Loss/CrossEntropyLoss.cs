namespace Diptych.Scratch;

/// <summary>Cross-entropy of logits: −Σ_c w_c · y_c · ln softmax(x)_c, y one class or a distribution.</summary>
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
    /// <param name="labelSmoothing">The share of y that is spread over all classes alike, in [0, 1].</param>
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
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C), or the smoothing not in [0, 1].</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.CrossEntropy(input, target, Weight, ignoreIndex, reduction, labelSmoothing);
}

public static partial class Functional
{
    /// <summary>Cross-entropy of logits. PyTorch: <c>nn.functional.cross_entropy</c>; the parameters are those of <see cref="CrossEntropyLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C), or the smoothing not in [0, 1].</exception>
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
        if (labelSmoothing is not (>= 0 and <= 1))
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
        var classes = input.Shape[dim];
        if (weight is not null && (weight.Rank != 1 || weight.Shape[0] != classes))
            throw new ArgumentException(
                $"cross_entropy: weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: {weight.ShapeText}",
                nameof(weight)
            );

        // From here on every sample is a row: (samples, C).
        long[] perClass =
        [
            .. Enumerable.Repeat(1L, dim),
            classes,
            .. Enumerable.Repeat(1L, input.Rank - dim - 1),
        ];
        var logProbabilities = LogSoftmax(input, dim);
        var w = weight?.Reshape(perClass);

        if (target.Dtype.IsFloatingPoint())
        {
            if (!target.Shape.SequenceEqual(input.Shape))
                throw new ArgumentException(
                    $"input and target must be of the same shape where target holds probabilities, but got {input.ShapeText} and {target.ShapeText}",
                    nameof(target)
                );
            if (labelSmoothing > 0)
                target = target * (1 - labelSmoothing) + labelSmoothing / classes;
            var terms = logProbabilities * target;
            var losses = -(w is null ? terms : terms * w).Sum([dim]);
            return reduction == "mean"
                ? losses.Sum() / Math.Max(1, input.Count / Math.Max(1, classes))
                : Reduce(losses, reduction);
        }
        return ClassCrossEntropy(
            logProbabilities,
            target,
            dim,
            w,
            ignoreIndex,
            reduction,
            labelSmoothing
        );
    }

    static Tensor ClassCrossEntropy(
        Tensor logProbabilities,
        Tensor target,
        int dim,
        Tensor? weight,
        long ignoreIndex,
        string reduction,
        double labelSmoothing
    )
    {
        var shape = logProbabilities.Shape.ToArray();
        var classes = shape[dim];
        long[] samples = [.. shape[..dim], .. shape[(dim + 1)..]];
        if (target.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected target to hold class numbers (torch.int64) or probabilities, but got {target.Dtype.TorchName()}",
                nameof(target)
            );
        if (!target.Shape.SequenceEqual(samples))
            throw new ArgumentException(
                $"Expected target size {Shapes.Text(samples)}, got {target.ShapeText}, for input of shape {Shapes.Text(shape)}",
                nameof(target)
            );
        foreach (var number in target.Contiguous().Data<long>())
            if (number != ignoreIndex && (number < 0 || number >= classes))
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    number,
                    $"Target {number} is out of bounds for {classes} classes."
                );

        // Samples to ignore look up class 0, and then count for nothing.
        var ignored = target.EqualTo(ignoreIndex);
        var index = Torch.Where(ignored, Torch.Zeros([], ScalarType.Int64), target).Unsqueeze(dim);
        var counts = 1 - ignored.To(logProbabilities.Dtype);
        var sampleWeights = weight is null
            ? counts
            : weight.Expand(shape).Gather(dim, index).Squeeze(dim) * counts;
        var zero = Tensor.Scalar(0, logProbabilities.Dtype);

        var likelihood = logProbabilities.Gather(dim, index).Squeeze(dim);
        var losses = Torch.Where(ignored, zero, -likelihood * sampleWeights);
        if (labelSmoothing > 0)
        {
            var spread = -(weight is null ? logProbabilities : logProbabilities * weight).Sum([
                dim,
            ]);
            losses =
                losses * (1 - labelSmoothing)
                + Torch.Where(ignored, zero, spread) * (labelSmoothing / classes);
        }
        return reduction == "mean" ? losses.Sum() / sampleWeights.Sum() : Reduce(losses, reduction);
    }
}
