using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Negative log-likelihood: L = −w_y · x_y, what the log-probabilities x say of the true class y.</summary>
/// <remarks>PyTorch: <c>nn.NLLLoss</c>. After log-softmax it is <see cref="CrossEntropyLoss"/>.</remarks>
public sealed class NLLLoss : Module
{
    readonly long ignoreIndex;
    readonly string reduction;

    /// <summary>Sets what the classes weigh and how the losses become one number.</summary>
    /// <param name="weight">w, (C), or null for 1.</param>
    /// <param name="ignoreIndex">A class number whose samples do not count.</param>
    /// <param name="reduction">"mean" over the weights of the samples, "sum", or "none" to leave them alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public NLLLoss(Tensor? weight = null, long ignoreIndex = -100, string reduction = "mean")
    {
        Weight = weight;
        this.ignoreIndex = ignoreIndex;
        this.reduction = Checks.Reduction(reduction);
        RegisterBuffer("weight", weight);
    }

    /// <summary>w, (C), or null.</summary>
    public Tensor? Weight { get; }

    /// <param name="input">Log-probabilities x: (C), (N, C) or (N, C, d₁, …).</param>
    /// <param name="target">Class numbers, int64: (), (N) or (N, d₁, …).</param>
    /// <returns>0-d, or the shape of the class numbers where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C).</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.NllLoss(input, target, Weight, ignoreIndex, reduction);
}

public static partial class Functional
{
    /// <summary>−w_y · x_y of log-probabilities. PyTorch: <c>nn.functional.nll_loss</c>; the parameters are those of <see cref="NLLLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C).</exception>
    public static Tensor NllLoss(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, "nll_loss", nameof(input));
        Checks.NoGradient(weight, "nll_loss", nameof(weight));
        if (input.Rank == 0)
            throw new ArgumentException(
                "Expected 1 or more dimensions of input (got 0)",
                nameof(input)
            );
        var dim = input.Rank == 1 ? 0 : 1;
        CheckClasses(input, target, dim, weight, ignoreIndex);
        var ignored = target.EqualTo(ignoreIndex);
        var weights = SampleWeights(target, ignored, weight, input.Dtype);
        return new LikelihoodOperation(input, target, dim, ignored, weights, reduction).Apply();
    }

    static void CheckClasses(Tensor input, Tensor target, int dim, Tensor? weight, long ignoreIndex)
    {
        var classes = input.Shape[dim];
        long[] samples = [.. input.Shape[..dim], .. input.Shape[(dim + 1)..]];
        if (target.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected target to have scalar type torch.int64 but found {target.Dtype.TorchName()}",
                nameof(target)
            );
        if (!target.Shape.SequenceEqual(samples))
            throw new ArgumentException(
                $"Expected target size {Shapes.Text(samples)}, got {target.ShapeText} (input: {input.ShapeText})",
                nameof(target)
            );
        CheckClassWeight(weight, classes);
        foreach (var number in target.Contiguous().Data<long>())
            if (number != ignoreIndex && (number < 0 || number >= classes))
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    number,
                    $"Target {number} is out of bounds for {classes} classes."
                );
    }

    static void CheckClassWeight(Tensor? weight, long classes)
    {
        if (weight is not null && (weight.Rank != 1 || weight.Shape[0] != classes))
            throw new ArgumentException(
                $"weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: {weight.ShapeText}",
                nameof(weight)
            );
    }

    // w of each sample's class, and 0 where the sample is ignored; in the shape of the class numbers.
    static Tensor SampleWeights(Tensor target, Tensor ignored, Tensor? weight, ScalarType dtype)
    {
        var zero = Tensor.Scalar(0, dtype);
        if (weight is null)
            return (!ignored).To(dtype);
        var chosen = weight.Gather(0, SomeClass(target, ignored).Reshape([-1]));
        return Torch.Where(ignored, zero, chosen.Reshape(target.Shape));
    }

    // Ignored samples look up class 0; what they find there counts for nothing.
    static Tensor SomeClass(Tensor target, Tensor ignored) =>
        Torch.Where(ignored, Torch.Zeros([], ScalarType.Int64), target);

    sealed class LikelihoodOperation(
        Tensor x,
        Tensor target,
        int dim,
        Tensor ignored,
        Tensor weights,
        string reduction
    ) : Operation(x)
    {
        readonly Tensor zero = Tensor.Scalar(0, x.Dtype);
        readonly Tensor index = SomeClass(target, ignored).Unsqueeze(dim);

        protected override Tensor Forward()
        {
            var likelihood = Save(x).Gather(dim, index).Squeeze(dim);
            var losses = Torch.Where(ignored, zero, -likelihood * weights);
            return reduction == "mean" ? losses.Sum() / weights.Sum() : Reduce(losses, reduction);
        }

        // dx[y] = −w_y · dl, which the mean divides by Σ w, and 0 for the other classes and for samples that are ignored
        protected override Tensor?[] Backward(Tensor dl)
        {
            if (reduction == "mean")
                dl = dl / weights.Sum();
            var slope = Torch.Where(ignored, zero, -weights * dl);
            var dx = Torch.Zeros(x.Shape, x.Dtype);
            Indexing.ScatterAdd(dx, dim, index, slope.Unsqueeze(dim));
            return [dx];
        }
    }
}
