using System.Globalization;

namespace Diptych.Scratch;

/// <summary>
/// Softmax over very many classes, the rare ones in clusters: ln p(y) = ln p(cluster of y) + ln p(y | cluster), and the
/// frequent ones beside the clusters in the head.
/// </summary>
/// <remarks>
/// Only those clusters are computed that the targets lie in, each on fewer features than the one before. PyTorch:
/// <c>nn.AdaptiveLogSoftmaxWithLoss</c>. Grave, Joulin, Cissé, Grangier and Jégou 2017, https://arxiv.org/abs/1609.04309.
/// </remarks>
public sealed class AdaptiveLogSoftmaxWithLoss : Module
{
    readonly long nClasses;
    readonly long shortlist;
    readonly long[] starts;
    readonly Linear head;
    readonly Sequential[] tail;

    /// <summary>Draws the head's weights, then those of each cluster, as <see cref="Linear"/> does.</summary>
    /// <param name="inFeatures">Size of the last dimension of the input.</param>
    /// <param name="nClasses">How many classes there are, from the most frequent to the rarest.</param>
    /// <param name="cutoffs">Where the clusters begin: classes below the first stand in the head.</param>
    /// <param name="divValue">How many times fewer features each cluster is computed from than the one before.</param>
    /// <param name="headBias">Whether the head has b.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">The cutoffs do not rise from 1 to at most nClasses − 1, there are none, or divValue is not positive.</exception>
    public AdaptiveLogSoftmaxWithLoss(
        long inFeatures,
        long nClasses,
        long[] cutoffs,
        double divValue = 4,
        bool headBias = false,
        ScalarType? dtype = null
    )
    {
        CheckCutoffs(cutoffs, nClasses);
        if (!(divValue > 0))
            throw new ArgumentException(
                $"div_value must be positive, got {divValue}",
                nameof(divValue)
            );
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
        RegisterModule("head", head);
        RegisterModule("tail", new Clusters(tail));
    }

    /// <param name="input">(N, inFeatures) or (inFeatures)</param>
    /// <param name="target">Class numbers, int64: (N) or ().</param>
    /// <returns>ln p(target), (N) or (), and the mean of what it lacks to 0.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, nClasses).</exception>
    public (Tensor Output, Tensor Loss) Forward(Tensor input, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        CheckTarget(input, target);
        var batched = target.Rank > 0;
        var x = batched ? input : input.Unsqueeze(0);
        var classes = target.ToArray<long>();

        // ln p(y | cluster), cluster by cluster: place[n] tells where sample n stands, 0 is the place of the shortlist's.
        var place = new long[classes.Length];
        var column = new long[classes.Length];
        List<Tensor> within = [Torch.Zeros([1], x.Dtype)];
        var next = 1;
        for (var n = 0; n < classes.Length; n++)
            column[n] = classes[n];
        for (var i = 0; i < tail.Length; i++)
        {
            var rows = Where(classes, y => y >= starts[i] && y < End(i));
            if (rows.Length == 0)
                continue;
            foreach (var n in rows)
                (place[n], column[n]) = (next++, shortlist + i);
            var relative = Indices(rows.Select(n => classes[n] - starts[i])).Unsqueeze(1);
            var logProb = Functional.LogSoftmax(tail[i].Forward(Rows(x, rows)), 1);
            within.Add(logProb.Gather(1, relative).Squeeze(1));
        }

        var cluster = Functional
            .LogSoftmax(head.Forward(x), 1)
            .Gather(1, Indices(column).Unsqueeze(1))
            .Squeeze(1);
        var output = Torch.Cat([.. within]).Gather(0, Indices(place)) + cluster;
        var loss = (-output).Mean();
        return (batched ? output : output.Squeeze(0), loss);
    }

    /// <summary>ln p of all classes. PyTorch: <c>AdaptiveLogSoftmaxWithLoss.log_prob</c>.</summary>
    /// <param name="input">(N, inFeatures)</param>
    /// <returns>(N, nClasses)</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public Tensor LogProb(Tensor input)
    {
        CheckBatch(input);
        return LogProb(input, head.Forward(input));
    }

    /// <summary>The likeliest class of each sample. PyTorch: <c>AdaptiveLogSoftmaxWithLoss.predict</c>.</summary>
    /// <remarks>Clusters are computed only for samples whose likeliest entry of the head is one of them.</remarks>
    /// <param name="input">(N, inFeatures)</param>
    /// <returns>(N), int64</returns>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public Tensor Predict(Tensor input)
    {
        CheckBatch(input);
        using var _ = Autograd.NoGrad();
        var y = head.Forward(input);
        var likeliest = y.Argmax(1).ToArray<long>();
        var rare = Where(likeliest, column => column >= shortlist);
        if (rare.Length > 0)
        {
            var all = LogProb(Rows(input, rare), Rows(y, rare)).Argmax(1).ToArray<long>();
            for (var i = 0; i < rare.Length; i++)
                likeliest[rare[i]] = all[i];
        }
        return Indices(likeliest);
    }

    Tensor LogProb(Tensor x, Tensor y)
    {
        var columns = Functional.LogSoftmax(y, 1);
        var parts = new Tensor[tail.Length + 1];
        parts[0] = columns.Narrow(1, 0, shortlist);
        for (var i = 0; i < tail.Length; i++)
            parts[i + 1] =
                Functional.LogSoftmax(tail[i].Forward(x), 1) + columns.Narrow(1, shortlist + i, 1);
        return Torch.Cat(parts, 1);
    }

    // Where cluster i ends, exclusive.
    long End(int i) => i + 1 < starts.Length ? starts[i + 1] : nClasses;

    static long[] Where(long[] numbers, Func<long, bool> holds) =>
        [.. Enumerable.Range(0, numbers.Length).Where(n => holds(numbers[n]))];

    static Tensor Indices(IEnumerable<long> numbers)
    {
        long[] array = [.. numbers];
        return Tensor.FromArray(array, array.Length);
    }

    static Tensor Rows(Tensor x, long[] rows) =>
        x.Gather(0, Indices(rows).Unsqueeze(1).Expand([rows.Length, x.Shape[1]]));

    static void CheckCutoffs(long[] cutoffs, long nClasses)
    {
        ArgumentNullException.ThrowIfNull(cutoffs);
        if (cutoffs.Length == 0)
            throw new ArgumentException(
                "cutoffs should be a sequence of length larger than 0",
                nameof(cutoffs)
            );
        for (var i = 0; i < cutoffs.Length; i++)
            if (cutoffs[i] <= (i == 0 ? 0 : cutoffs[i - 1]) || cutoffs[i] > nClasses - 1)
                throw new ArgumentException(
                    "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, "
                        + $"where each value is between 1 and n_classes-1, but they are {Shapes.Text(cutoffs)}",
                    nameof(cutoffs)
                );
    }

    void CheckTarget(Tensor input, Tensor target)
    {
        if (target.Rank > 1)
            throw new ArgumentException(
                $"0D or 1D target tensor expected, multi-target not supported: {target.ShapeText}",
                nameof(target)
            );
        if (input.Rank != target.Rank + 1)
            throw new ArgumentException(
                $"{target.Rank}D target tensor expects {target.Rank + 1}D input tensors, but found inputs with size {input.ShapeText}",
                nameof(input)
            );
        if (target.Rank == 1 && input.Shape[0] != target.Shape[0])
            throw new ArgumentException(
                $"Input and target should have the same size in the batch dimension: {input.ShapeText} and {target.ShapeText}",
                nameof(target)
            );
        if (target.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected target to have scalar type torch.int64 but found {target.Dtype.TorchName()}",
                nameof(target)
            );
        foreach (var number in target.ToArray<long>())
            if (number < 0 || number >= nClasses)
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    number,
                    $"Target values should be in [0, {nClasses - 1}], but {number} was found."
                );
    }

    static void CheckBatch(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 2)
            throw new ArgumentException(
                $"a batch of shape (N, in_features) is expected, but got {input.ShapeText}",
                nameof(input)
            );
    }

    // PyTorch's nn.ModuleList, for its names: tail.0, tail.1, …
    sealed class Clusters : Module
    {
        public Clusters(Sequential[] clusters)
        {
            for (var i = 0; i < clusters.Length; i++)
                RegisterModule(i.ToString(CultureInfo.InvariantCulture), clusters[i]);
        }
    }
}
