namespace Diptych.Reference;

/// <summary>Bags of vectors from a table, each reduced to one vector: y = reduce over i in the bag of s[i] · W[i].</summary>
/// <remarks>
/// PyTorch: <c>nn.EmbeddingBag</c>. The same as an embedding and a sum, mean or maximum after it, without what lies
/// between. With scaleGradByFreq libtorch 2.10 divides by another row's count, unless all are equal.
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
    /// <param name="dtype">The table's type; Float32 where null.</param>
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
            Table.Draw(numEmbeddings, embeddingDim, paddingIdx, dtype),
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
        : base(nameof(EmbeddingBag))
    {
        ArgumentNullException.ThrowIfNull(mode);
        this.maxNorm = maxNorm;
        this.normType = normType;
        this.scaleGradByFreq = scaleGradByFreq;
        this.mode = mode;
        this.sparse = sparse;
        this.includeLastOffset = includeLastOffset;
        this.paddingIdx = Table.PaddingRow(paddingIdx, weight.shape[0]);
        register_parameter("weight", weight);
    }

    /// <summary>W: (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight => get_parameter("weight")!;

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
            new Parameter(embeddings.detach(), !freeze),
            maxNorm,
            normType,
            scaleGradByFreq,
            mode,
            sparse,
            includeLastOffset,
            paddingIdx
        );
    }

    /// <inheritdoc />
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
        ArgumentNullException.ThrowIfNull(input);
        Table.Check(weight, nameof(weight));
        CheckBag(input, offsets, mode, perSampleWeights, includeLastOffset);
        if (maxNorm is { } limit)
            Table.Shorten(weight, input, limit, normType);
        // libtorch reads past the end where it looks for the largest of no bags; the sum of none is the same.
        var bags = (offsets ?? input).shape[0] - (offsets is not null && includeLastOffset ? 1 : 0);
        // TorchSharp looks up in modules alone; one without columns draws nothing before it gets the table.
        using var module = nn.EmbeddingBag(
            weight.shape[0],
            0,
            scale_grad_by_freq: scaleGradByFreq,
            mode: bags == 0 ? EmbeddingBagMode.Sum : BagMode(mode),
            sparse: sparse,
            include_last_offset: includeLastOffset,
            padding_index: Table.PaddingRow(paddingIdx, weight.shape[0]) ?? -1
        );
        module.weight = new Parameter(weight.alias(), weight.requires_grad);
        return module.call(input, offsets, perSampleWeights);
    }

    // What libtorch does not refuse, or ends the process at.
    static void CheckBag(
        Tensor input,
        Tensor? offsets,
        string mode,
        Tensor? perSampleWeights,
        bool includeLastOffset
    )
    {
        if (input.dim() is not (1 or 2) || (input.dim() == 1) != (offsets is not null))
            throw new ArgumentException(
                $"input has to be a 2D Tensor without offsets, or 1D with them, but has shape [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        if (perSampleWeights is not null && mode != "sum")
            throw new ArgumentException(
                $"embedding_bag: per_sample_weights is only supported for mode='sum' (got mode='{mode}')",
                nameof(perSampleWeights)
            );
        if (offsets is null)
            return;
        if (offsets.dim() != 1 || offsets.dtype != ScalarType.Int64)
            throw new ArgumentException("offsets has to be a 1D Tensor of int64", nameof(offsets));
        long[] starts = offsets.numel() == 0 ? [] : offsets.cpu().data<long>().ToArray();
        if (includeLastOffset && (starts.Length == 0 || starts[^1] != input.numel()))
            throw new ArgumentException(
                $"include_last_offset: the last offset must be the number of row numbers, {input.numel()}, but the offsets are [{string.Join(", ", starts)}]",
                nameof(offsets)
            );
        if (!starts.Order().SequenceEqual(starts))
            throw new ArgumentException(
                $"offsets must not fall, but are [{string.Join(", ", starts)}]",
                nameof(offsets)
            );
    }

    static EmbeddingBagMode BagMode(string mode) =>
        mode switch
        {
            "sum" => EmbeddingBagMode.Sum,
            "mean" => EmbeddingBagMode.Mean,
            "max" => EmbeddingBagMode.Max,
            _ => throw new ArgumentException(
                $"mode has to be one of sum, mean or max, but is {mode}",
                nameof(mode)
            ),
        };
}
