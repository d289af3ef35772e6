using System.Globalization;

namespace Diptych.Reference;

/// <summary>
/// Softmax over very many classes, the rare ones in clusters: ln p(y) = ln p(cluster of y) + ln p(y | cluster), and the
/// frequent ones beside the clusters in the head.
/// </summary>
/// <remarks>
/// PyTorch: <c>nn.AdaptiveLogSoftmaxWithLoss</c>; TorchSharp has none. Grave, Joulin, Cissé, Grangier and Jégou 2017,
/// https://arxiv.org/abs/1609.04309.
/// </remarks>
public sealed class AdaptiveLogSoftmaxWithLoss : Module
{
    readonly long nClasses;
    readonly long shortlist;
    readonly long[] starts;
    readonly Linear head;
    readonly Sequential[] tail;

    /// <summary>Draws the head's weights, then those of each cluster, as <see cref="Linear"/> does.</summary>
    /// <param name="inFeatures">The size of an input row.</param>
    /// <param name="nClasses">How many classes there are, from the most frequent to the rarest.</param>
    /// <param name="cutoffs">Where the clusters begin: classes below the first stand in the head.</param>
    /// <param name="divValue">How many times fewer features each cluster is computed from than the one before.</param>
    /// <param name="headBias">Whether the head has b.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">Cutoffs that do not rise from 1 to at most nClasses − 1, none, or a divValue that is not positive.</exception>
    public AdaptiveLogSoftmaxWithLoss(
        long inFeatures,
        long nClasses,
        long[] cutoffs,
        double divValue = 4,
        bool headBias = false,
        ScalarType? dtype = null
    )
        : base(nameof(AdaptiveLogSoftmaxWithLoss))
    {
        CheckCutoffs(cutoffs, nClasses);
        if (!(divValue > 0))
            throw new ArgumentException("div_value must be positive", nameof(divValue));
        this.nClasses = nClasses;
        shortlist = cutoffs[0];
        starts = [.. cutoffs];
        head = new Linear(inFeatures, shortlist + cutoffs.Length, headBias, dtype);
        tail = new Sequential[cutoffs.Length];
        for (var i = 0; i < tail.Length; i++)
        {
            // As Python divides, rounding down: 1 // 0.1 is 9, though 1 / 0.1 is 10.
            var power = Math.Pow(divValue, i + 1);
            var features = (long)Math.Round((inFeatures - inFeatures % power) / power);
            tail[i] = new Sequential(
                new Linear(inFeatures, features, bias: false, dtype),
                new Linear(features, End(i) - starts[i], bias: false, dtype)
            );
        }
        register_module("head", head);
        register_module("tail", new Clusters(tail));
    }

    /// <param name="input">(N, inFeatures) or (inFeatures)</param>
    /// <param name="target">Class indices, int64: (N) or ().</param>
    /// <returns>ln p(target), (N) or (), and the mean of what it lacks to 0.</returns>
    /// <exception cref="ArgumentException">Shapes or types that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index that is not in [0, nClasses).</exception>
    public (Tensor Output, Tensor Loss) Forward(Tensor input, Tensor target)
    {
        CheckTarget(input, target);
        var batched = target.dim() > 0;
        var x = batched ? input : input.unsqueeze(0);
        var classes = batched ? target : target.unsqueeze(0);

        var column = classes;
        var within = zeros_like(classes, x.dtype);
        for (var i = 0; i < tail.Length; i++)
        {
            var inside = classes.ge(starts[i]).logical_and(classes.less(End(i)));
            var rows = inside.nonzero().squeeze(1);
            if (rows.numel() == 0)
                continue;
            column = column.masked_fill(inside, shortlist + i);
            var relative = (classes[inside] - starts[i]).unsqueeze(1);
            var logProb = functional.log_softmax(tail[i].Forward(x.index_select(0, rows)), 1);
            within = within.index_copy(0, rows, logProb.gather(1, relative).squeeze(1));
        }

        var cluster = functional
            .log_softmax(head.Forward(x), 1)
            .gather(1, column.unsqueeze(1))
            .squeeze(1);
        var output = within + cluster;
        var loss = (-output).mean();
        return (batched ? output : output.squeeze(0), loss);
    }

    /// <summary>ln p of all classes. PyTorch: <c>AdaptiveLogSoftmaxWithLoss.log_prob</c>.</summary>
    /// <param name="input">(N, inFeatures)</param>
    /// <returns>(N, nClasses)</returns>
    /// <exception cref="ArgumentException">A shape that does not fit.</exception>
    public Tensor LogProb(Tensor input)
    {
        CheckBatch(input);
        return LogProb(input, head.Forward(input));
    }

    /// <summary>The likeliest class of each sample. PyTorch: <c>AdaptiveLogSoftmaxWithLoss.predict</c>.</summary>
    /// <param name="input">(N, inFeatures)</param>
    /// <returns>(N), int64</returns>
    /// <exception cref="ArgumentException">A shape that does not fit.</exception>
    public Tensor Predict(Tensor input)
    {
        CheckBatch(input);
        using var _ = no_grad();
        var y = head.Forward(input);
        var likeliest = y.argmax(1);
        var rare = likeliest.ge(shortlist).nonzero().squeeze(1);
        if (rare.numel() == 0)
            return likeliest;
        var all = LogProb(input.index_select(0, rare), y.index_select(0, rare));
        return likeliest.index_copy(0, rare, all.argmax(1));
    }

    Tensor LogProb(Tensor x, Tensor y)
    {
        var columns = functional.log_softmax(y, 1);
        var parts = new Tensor[tail.Length + 1];
        parts[0] = columns.narrow(1, 0, shortlist);
        for (var i = 0; i < tail.Length; i++)
            parts[i + 1] =
                functional.log_softmax(tail[i].Forward(x), 1) + columns.narrow(1, shortlist + i, 1);
        return cat(parts, 1);
    }

    // Where cluster i ends, exclusive.
    long End(int i) => i + 1 < starts.Length ? starts[i + 1] : nClasses;

    static void CheckCutoffs(long[] cutoffs, long nClasses)
    {
        if (cutoffs.Length == 0)
            throw new ArgumentException(
                "cutoffs should be a sequence of length larger than 0",
                nameof(cutoffs)
            );
        for (var i = 0; i < cutoffs.Length; i++)
            if (cutoffs[i] <= (i == 0 ? 0 : cutoffs[i - 1]) || cutoffs[i] > nClasses - 1)
                throw new ArgumentException(
                    "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is between 1 and n_classes-1",
                    nameof(cutoffs)
                );
    }

    void CheckTarget(Tensor input, Tensor target)
    {
        if (target.dim() > 1 || input.dim() != target.dim() + 1)
            throw new ArgumentException(
                $"1D target tensor expects 2D input tensors, 0D 1D: input {input.dim()}D, target {target.dim()}D",
                nameof(target)
            );
        if (target.dim() == 1 && input.size(0) != target.size(0))
            throw new ArgumentException(
                "Input and target should have the same size in the batch dimension.",
                nameof(target)
            );
        if (target.dtype != ScalarType.Int64)
            throw new ArgumentException("expected target to be int64", nameof(target));
        if (target.less(0).any().item<bool>() || target.ge(nClasses).any().item<bool>())
            throw new ArgumentOutOfRangeException(
                nameof(target),
                $"Target values should be in [0, {nClasses - 1}]."
            );
    }

    static void CheckBatch(Tensor input)
    {
        if (input.dim() != 2)
            throw new ArgumentException(
                "a batch of shape (N, in_features) is expected",
                nameof(input)
            );
    }

    // PyTorch's nn.ModuleList, for its names: tail.0, tail.1, …
    sealed class Clusters : Module
    {
        public Clusters(Sequential[] clusters)
            : base(nameof(Clusters))
        {
            for (var i = 0; i < clusters.Length; i++)
                register_module(i.ToString(CultureInfo.InvariantCulture), clusters[i]);
        }
    }
}
