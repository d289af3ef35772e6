namespace Diptych.Scratch;

/// <summary>Bags of vectors from a table, each reduced to one vector: y = reduce over i in the bag of s[i] · W[i].</summary>
/// <remarks>
/// PyTorch: <c>nn.EmbeddingBag</c>. The same as an embedding and a sum, mean or maximum after it, without what lies
/// between. With scaleGradByFreq PyTorch 2.6 divides by another row's count; here, as in 2.14, it is the row's own.
/// </remarks>
public sealed class EmbeddingBag : Module<Tensor, Tensor>
{
    readonly double? maxNorm;
    readonly double normType;
    readonly bool scaleGradByFreq;
    readonly string mode;
    readonly bool sparse;
    readonly bool includeLastOffset;
    readonly long? paddingIdx;

    /// <summary>W is drawn from N(0, 1); the row of padding is 0.</summary>
    /// <param name="numEmbeddings">Rows of the table.</param>
    /// <param name="embeddingDim">Size of each vector.</param>
    /// <param name="maxNorm">Rows that are looked up and longer than this are shortened to it, in place.</param>
    /// <param name="normType">The p of the norm that <paramref name="maxNorm"/> is about.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the bags looked it up; not with "max".</param>
    /// <param name="mode">"sum", "mean" or "max".</param>
    /// <param name="sparse">Whether the gradient holds only the rows that were looked up; not with "max".</param>
    /// <param name="includeLastOffset">Whether the offsets end with the number of row numbers.</param>
    /// <param name="paddingIdx">A row that begins as 0, counts for nothing in its bag and gets no gradient; counted from the end where negative.</param>
    /// <param name="dtype">The table's type; float32 where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding is not a row of the table.</exception>
    public EmbeddingBag(
        long numEmbeddings,
        long embeddingDim,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        string mode = "mean",
        bool sparse = false,
        bool includeLastOffset = false,
        long? paddingIdx = null,
        ScalarType? dtype = null
    )
        : this(
            new Parameter(Table.Draw(numEmbeddings, embeddingDim, paddingIdx, dtype)),
            maxNorm,
            normType,
            scaleGradByFreq,
            mode,
            sparse,
            includeLastOffset,
            paddingIdx
        ) { }

    EmbeddingBag(
        Parameter weight,
        double? maxNorm,
        double normType,
        bool scaleGradByFreq,
        string mode,
        bool sparse,
        bool includeLastOffset,
        long? paddingIdx
    )
    {
        ArgumentNullException.ThrowIfNull(mode);
        this.maxNorm = maxNorm;
        this.normType = normType;
        this.scaleGradByFreq = scaleGradByFreq;
        this.mode = mode;
        this.sparse = sparse;
        this.includeLastOffset = includeLastOffset;
        this.paddingIdx = Table.PaddingRow(paddingIdx, weight.Shape[0]);
        Weight = weight;
        RegisterParameter("weight", Weight);
    }

    /// <summary>W, (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight { get; }

    /// <summary>A module on a table that is there already. PyTorch: <c>nn.EmbeddingBag.from_pretrained</c>.</summary>
    /// <param name="embeddings">W, (numEmbeddings, embeddingDim); its memory becomes the module's.</param>
    /// <param name="freeze">Whether the table shall not learn.</param>
    /// <param name="maxNorm">As in the constructor, like all that follow.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether gradients are divided by counts.</param>
    /// <param name="mode">"sum", "mean" or "max".</param>
    /// <param name="sparse">Whether the gradient is sparse.</param>
    /// <param name="includeLastOffset">Whether the offsets end with the number of row numbers.</param>
    /// <param name="paddingIdx">The row of padding, which stays as it is.</param>
    /// <exception cref="ArgumentException">The table is not 2-d, or the padding not a row of it.</exception>
    public static EmbeddingBag FromPretrained(
        Tensor embeddings,
        bool freeze = true,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        string mode = "mean",
        bool sparse = false,
        bool includeLastOffset = false,
        long? paddingIdx = null
    )
    {
        Table.Check(embeddings, nameof(embeddings));
        return new(
            new Parameter(embeddings.Detach(), requiresGrad: !freeze),
            maxNorm,
            normType,
            scaleGradByFreq,
            mode,
            sparse,
            includeLastOffset,
            paddingIdx
        );
    }

    /// <summary>The bags of a matrix, one a row.</summary>
    /// <param name="input">Row numbers, (N, L), int64.</param>
    /// <returns>(N, embeddingDim)</returns>
    /// <exception cref="ArgumentException">See <see cref="Functional.EmbeddingBag"/>.</exception>
    public override Tensor Forward(Tensor input) => Forward(input, null, null);

    /// <summary>The bags of a matrix, or of a list that is cut into bags.</summary>
    /// <param name="input">Row numbers, (N, L) or (rows), int64.</param>
    /// <param name="offsets">Where each bag begins in a list, (N), int64; null for a matrix.</param>
    /// <param name="perSampleWeights">s, a factor for each row number, of the shape of the input; only with "sum".</param>
    /// <returns>(N, embeddingDim)</returns>
    /// <exception cref="ArgumentException">See <see cref="Functional.EmbeddingBag"/>.</exception>
    public Tensor Forward(Tensor input, Tensor? offsets = null, Tensor? perSampleWeights = null) =>
        Functional.EmbeddingBag(
            input,
            Weight,
            offsets,
            maxNorm,
            normType,
            scaleGradByFreq,
            mode,
            sparse,
            perSampleWeights,
            includeLastOffset,
            paddingIdx
        );
}

public static partial class Functional
{
    /// <summary>y = reduce over i in the bag of s[i] · W[i]. PyTorch: <c>nn.functional.embedding_bag</c>.</summary>
    /// <param name="input">Row numbers, (N, L), a bag a row, or (rows), cut by the offsets; int64.</param>
    /// <param name="weight">W, (numEmbeddings, embeddingDim)</param>
    /// <param name="offsets">Where each bag begins, (N), int64, from 0 on and never falling; null for a matrix.</param>
    /// <param name="maxNorm">Rows that are looked up and longer than this are shortened to it, in place.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the bags looked it up; not with "max".</param>
    /// <param name="mode">"sum", "mean" or "max".</param>
    /// <param name="sparse">Whether the gradient of W holds only the rows that were looked up; not with "max".</param>
    /// <param name="perSampleWeights">s, a factor for each row number, of the shape of the input; only with "sum".</param>
    /// <param name="includeLastOffset">Whether one more offset, the number of row numbers, ends the last bag.</param>
    /// <param name="paddingIdx">A row that counts for nothing in its bag and gets no gradient; counted from the end where negative.</param>
    /// <returns>(N, embeddingDim); 0 for an empty bag.</returns>
    /// <exception cref="ArgumentException">
    /// A rank, shape or type does not fit, the offsets do not cut the input, or the mode does not go with the rest. PyTorch
    /// also takes a last offset before the end of the input, and answers otherwise for each mode; that is refused here.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a row of the table.</exception>
    public static Tensor EmbeddingBag(
        Tensor input,
        Tensor weight,
        Tensor? offsets = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        string mode = "mean",
        bool sparse = false,
        Tensor? perSampleWeights = null,
        bool includeLastOffset = false,
        long? paddingIdx = null
    )
    {
        Table.Check(weight, nameof(weight));
        Checks.Real(weight, "embedding_bag", nameof(weight));
        CheckBag(input, weight, mode, scaleGradByFreq, sparse, perSampleWeights);
        var padding = Table.PaddingRow(paddingIdx, weight.Shape[0]) ?? -1;
        var numbers = Table.Numbers(input, weight);
        var starts = BagStarts(input, offsets, includeLastOffset);
        if (maxNorm is { } limit)
            Table.Shorten(weight, numbers, limit, normType);

        // Padding is left out of its bag, and so of all that follows.
        var kept = Table.Positions(numbers, padding);
        numbers = Array.ConvertAll(kept, i => numbers[i]);
        starts = Array.ConvertAll(starts, start => CountBefore(kept, start));
        if (mode == "max")
            return new BagMaximumOperation(weight, numbers, starts).Apply();
        var scales = perSampleWeights?.Reshape([-1]);
        if (scales is not null && kept.Length < scales.Count)
            scales = scales.Gather(0, Torch.Tensor(Array.ConvertAll(kept, i => (long)i)));
        return new BagSumOperation(
            weight,
            scales,
            numbers,
            starts,
            mean: mode == "mean",
            scaleGradByFreq,
            sparse
        ).Apply();
    }

    static void CheckBag(
        Tensor input,
        Tensor weight,
        string mode,
        bool scaleGradByFreq,
        bool sparse,
        Tensor? perSampleWeights
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (1 or 2))
            throw new ArgumentException(
                $"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.Rank}",
                nameof(input)
            );
        if (mode is not ("sum" or "mean" or "max"))
            throw new ArgumentException(
                $"mode has to be one of sum, mean or max, but is {mode}",
                nameof(mode)
            );
        if (mode == "max" && scaleGradByFreq)
            throw new ArgumentException(
                "max mode does not support scaling the gradient by the frequency",
                nameof(scaleGradByFreq)
            );
        if (mode == "max" && sparse)
            throw new ArgumentException("max mode does not support sparse weights", nameof(sparse));
        if (perSampleWeights is null)
            return;
        if (!perSampleWeights.Shape.SequenceEqual(input.Shape))
            throw new ArgumentException(
                $"embedding_bag: If per_sample_weights ({perSampleWeights.ShapeText}) is not None, then it must have the same shape as the input ({input.ShapeText})",
                nameof(perSampleWeights)
            );
        if (mode != "sum")
            throw new ArgumentException(
                $"embedding_bag: per_sample_weights is only supported for mode='sum' (got mode='{mode}')",
                nameof(perSampleWeights)
            );
        Checks.SameDtype(perSampleWeights, weight, nameof(perSampleWeights));
    }

    // Where each bag begins among the row numbers, and at the end where the last one ends.
    static int[] BagStarts(Tensor input, Tensor? offsets, bool includeLastOffset)
    {
        if (input.Rank == 2)
        {
            if (offsets is not null)
                throw new ArgumentException(
                    "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences",
                    nameof(offsets)
                );
            if (input.Shape[1] == 0)
                throw new ArgumentException(
                    $"the bags of a matrix must not be empty: input has shape {input.ShapeText}",
                    nameof(input)
                );
            return
            [
                .. Enumerable
                    .Range(0, (int)input.Shape[0] + 1)
                    .Select(bag => bag * (int)input.Shape[1]),
            ];
        }
        if (offsets is null || offsets.Rank != 1 || offsets.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"offsets has to be a 1D Tensor of int64 but got {offsets?.ToString() ?? "None"}",
                nameof(offsets)
            );
        var count = (int)input.Count;
        // Those that are too large are told below, as they are.
        var starts = Array.ConvertAll(
            offsets.ToArray<long>(),
            start => (int)Math.Clamp(start, int.MinValue, int.MaxValue)
        );
        if (includeLastOffset && (starts.Length == 0 || starts[^1] != count))
            throw new ArgumentException(
                $"include_last_offset: the last offset must be the number of row numbers, {count}, but the offsets are {Shapes.Text(offsets.ToArray<long>())}",
                nameof(offsets)
            );
        int[] all = includeLastOffset || starts.Length == 0 ? starts : [.. starts, count];
        if (all.Length > 0 && all[0] != 0)
            throw new ArgumentException(
                $"offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got {all[0]}",
                nameof(offsets)
            );
        for (var i = 1; i < all.Length; i++)
            if (all[i] < all[i - 1] || all[i] > count)
                throw new ArgumentException(
                    $"offsets must not fall, nor be greater than input's length {count}, but got {Shapes.Text(offsets.ToArray<long>())}",
                    nameof(offsets)
                );
        return all.Length == 0 ? [0] : all;
    }

    sealed class BagSumOperation(
        Tensor weight,
        Tensor? scales,
        long[] numbers,
        int[] starts,
        bool mean,
        bool scaleByCount,
        bool sparse
    ) : Operation(weight, scales)
    {
        readonly long[] bags = BagOf(starts);

        // (N, d): sums over bags, divided by how many rows each holds for the mean.
        protected override Tensor Forward()
        {
            if (scales is not null)
            {
                Save(weight);
                Save(scales);
            }
            var y = Kernels.Bags.Sum(
                weight.Detach().Contiguous(),
                numbers,
                starts,
                scales?.Contiguous()
            );
            return mean ? y / Sizes() : y;
        }

        // Each row of a bag gets the bag's gradient: dW[i] = Σ s · dy[bag] / size, and ds = dy[bag] · W[i].
        protected override Tensor?[] Backward(Tensor dy)
        {
            var spread = Table.Rows(mean ? dy / Sizes() : dy, bags);
            return
            [
                Needs(0)
                    ? Table.Gradient(
                        weight,
                        numbers,
                        scales is null ? spread : spread * scales.Unsqueeze(1),
                        scaleByCount,
                        sparse
                    )
                    : null,
                Needs(1) ? (spread * Table.Rows(weight, numbers)).Sum([1]) : null,
            ];
        }

        // (N, 1), and 1 for an empty bag, whose sum is 0 anyway.
        Tensor Sizes()
        {
            var sizes = new long[starts.Length - 1];
            for (var bag = 0; bag < sizes.Length; bag++)
                sizes[bag] = Math.Max(1, starts[bag + 1] - starts[bag]);
            return Torch.Tensor(sizes).To(weight.Dtype).Unsqueeze(1);
        }
    }

    sealed class BagMaximumOperation(Tensor weight, long[] numbers, int[] starts)
        : Operation(weight)
    {
        Tensor? rows;

        // (N, d): in each column of a bag the largest number, and the row that it comes from.
        protected override Tensor Forward()
        {
            (var y, rows) = Kernels.Bags.Max(weight.Detach().Contiguous(), numbers, starts);
            return y;
        }

        // dW[row of the largest, j] += dy[bag, j]; an empty bag has none.
        protected override Tensor?[] Backward(Tensor dy)
        {
            var filled = BagOf(starts).Distinct().ToArray();
            var dw = Torch.Zeros(weight.Shape, weight.Dtype);
            Kernels.Indexing.ScatterAdd(dw, 0, Table.Rows(rows!, filled), Table.Rows(dy, filled));
            return [dw];
        }
    }

    // How many of the rising positions come before one.
    static int CountBefore(int[] positions, int limit)
    {
        var place = Array.BinarySearch(positions, limit);
        return place < 0 ? ~place : place;
    }

    // The bag of each row number.
    static long[] BagOf(int[] starts)
    {
        var bags = new long[starts[^1]];
        for (var bag = 0; bag < starts.Length - 1; bag++)
            bags.AsSpan(starts[bag]..starts[bag + 1]).Fill(bag);
        return bags;
    }
}
