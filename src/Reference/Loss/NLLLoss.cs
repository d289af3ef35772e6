namespace Diptych.Reference;

/// <summary>Negative log-likelihood: L = −w_y · x_y, what the log-probabilities x say of the true class y.</summary>
/// <remarks>PyTorch: <c>nn.NLLLoss</c>.</remarks>
public sealed class NLLLoss : Module
{
    readonly long ignoreIndex;
    readonly string reduction;

    /// <summary>A loss has no parameters; the weight is a buffer.</summary>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="ignoreIndex">A class index that counts for nothing, in the mean's divisor neither.</param>
    /// <param name="reduction">"mean" (over the weights), "sum" or "none".</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public NLLLoss(Tensor? weight = null, long ignoreIndex = -100, string reduction = "mean")
        : base(nameof(NLLLoss))
    {
        Functional.ReductionOf(reduction);
        this.ignoreIndex = ignoreIndex;
        this.reduction = reduction;
        if (weight is not null)
            register_buffer("weight", weight);
    }

    /// <summary>w: (C), or null without one.</summary>
    public Tensor? Weight => get_buffer("weight");

    /// <inheritdoc cref="Functional.NllLoss" />
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.NllLoss(input, target, Weight, ignoreIndex, reduction);
}

public static partial class Functional
{
    const long NoClass = -100;

    /// <summary>Negative log-likelihood: L = −w_y · x_y, what the log-probabilities x say of the true class y.</summary>
    /// <remarks>PyTorch: <c>nn.functional.nll_loss</c>.</remarks>
    /// <param name="input">Log-probabilities: (C), (N, C) or (N, C, d₁, …).</param>
    /// <param name="target">Class indices, int64: (), (N) or (N, d₁, …).</param>
    /// <param name="weight">w, the weight of each class: (C); all 1 where null.</param>
    /// <param name="ignoreIndex">A class index that counts for nothing, in the mean's divisor neither.</param>
    /// <param name="reduction">"mean" (over the weights), "sum" or "none".</param>
    /// <returns>0-d; with "none" the shape of the target.</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or a list of classes for a single sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index of −100 that is not the one to ignore.</exception>
    public static Tensor NllLoss(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        string reduction = "mean"
    )
    {
        // TorchSharp ignores −100 and no other class: what is to be ignored becomes that.
        if (ignoreIndex != NoClass)
        {
            if (target.eq(NoClass).any().item<bool>())
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    NoClass,
                    $"Target {NoClass} is out of bounds."
                );
            target = target.masked_fill(target.eq(ignoreIndex), NoClass);
        }
        CheckUnbatchedTarget(input, target);
        if (input.dim() != 1)
            return functional.nll_loss(input, target, weight, ReductionOf(reduction));
        // C++'s wrapper, which TorchSharp calls, wants a batch.
        var loss = NllLoss(input.unsqueeze(0), target.unsqueeze(0), weight, reduction: reduction);
        return loss.reshape([]);
    }

    // libtorch 2.10 takes a list of one class for a single sample, PyTorch 2.6 refuses it.
    static void CheckUnbatchedTarget(Tensor input, Tensor target)
    {
        if (input.dim() == 1 && target.dim() != 0)
            throw new ArgumentException(
                $"size mismatch (got input: [{input.size(0)}], target: [{string.Join(", ", target.shape)}])",
                nameof(target)
            );
    }
}
