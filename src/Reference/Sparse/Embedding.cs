namespace Diptych.Reference;

/// <summary>A table of vectors, looked up by number: y = W[index].</summary>
/// <remarks>PyTorch: <c>nn.Embedding</c>.</remarks>
public sealed class Embedding : Module<Tensor, Tensor>
{
    readonly long? paddingIdx;
    readonly double? maxNorm;
    readonly double normType;
    readonly bool scaleGradByFreq;
    readonly bool sparse;

    /// <summary>W is drawn from N(0, 1); the row of padding is 0.</summary>
    /// <param name="numEmbeddings">Rows of the table.</param>
    /// <param name="embeddingDim">Size of each vector.</param>
    /// <param name="paddingIdx">A row that begins as 0 and gets no gradient; counted from the end where negative.</param>
    /// <param name="maxNorm">Rows that are looked up and longer than this are shortened to it, in place.</param>
    /// <param name="normType">The p of the norm that <paramref name="maxNorm"/> is about.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the batch looked it up.</param>
    /// <param name="sparse">Whether the gradient holds only the rows that were looked up.</param>
    /// <param name="dtype">The table's type; Float32 where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding is not a row of the table.</exception>
    public Embedding(
        long numEmbeddings,
        long embeddingDim,
        long? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        bool sparse = false,
        ScalarType? dtype = null
    )
        : this(
            Table.Draw(numEmbeddings, embeddingDim, paddingIdx, dtype),
            paddingIdx,
            maxNorm,
            normType,
            scaleGradByFreq,
            sparse
        ) { }

    Embedding(
        Parameter weight,
        long? paddingIdx,
        double? maxNorm,
        double normType,
        bool scaleGradByFreq,
        bool sparse
    )
        : base(nameof(Embedding))
    {
        this.paddingIdx = Table.PaddingRow(paddingIdx, weight.shape[0]);
        this.maxNorm = maxNorm;
        this.normType = normType;
        this.scaleGradByFreq = scaleGradByFreq;
        this.sparse = sparse;
        register_parameter("weight", weight);
    }

    /// <summary>W: (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>A module on a table that is there already. PyTorch: <c>nn.Embedding.from_pretrained</c>.</summary>
    /// <param name="embeddings">W, (numEmbeddings, embeddingDim); its memory becomes the module's.</param>
    /// <param name="freeze">Whether the table shall not learn.</param>
    /// <param name="paddingIdx">A row that gets no gradient, and stays as it is; counted from the end where negative.</param>
    /// <param name="maxNorm">As in the constructor, like all that follow.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether gradients are divided by counts.</param>
    /// <param name="sparse">Whether the gradient is sparse.</param>
    /// <exception cref="ArgumentException">The table is not 2-d, or the padding not a row of it.</exception>
    public static Embedding FromPretrained(
        Tensor embeddings,
        bool freeze = true,
        long? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        bool sparse = false
    )
    {
        Table.Check(embeddings, nameof(embeddings));
        return new(
            new Parameter(embeddings.detach(), !freeze),
            paddingIdx,
            maxNorm,
            normType,
            scaleGradByFreq,
            sparse
        );
    }

    /// <inheritdoc />
    /// <param name="input">Row numbers: (*), int64.</param>
    /// <returns>(*, embeddingDim)</returns>
    public override Tensor Forward(Tensor input) =>
        Functional.Embedding(input, Weight, paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
}

public static partial class Functional
{
    /// <summary>y = W[index]. PyTorch: <c>nn.functional.embedding</c>.</summary>
    /// <param name="input">Row numbers: (*), int64.</param>
    /// <param name="weight">W: (numEmbeddings, embeddingDim)</param>
    /// <param name="paddingIdx">A row that gets no gradient; counted from the end where negative.</param>
    /// <param name="maxNorm">Rows that are looked up and longer than this are shortened to it, in place.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the input names it.</param>
    /// <param name="sparse">Whether the gradient of W holds only the rows that were looked up.</param>
    /// <returns>(*, embeddingDim)</returns>
    /// <exception cref="ArgumentException">The table is not 2-d, or the padding is not a row of it.</exception>
    public static Tensor Embedding(
        Tensor input,
        Tensor weight,
        long? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        bool sparse = false
    )
    {
        Table.Check(weight, nameof(weight));
        if (maxNorm is { } limit)
            Table.Shorten(weight, input, limit, normType);
        // TorchSharp looks up in modules alone; one without columns draws nothing before it gets the table.
        using var module = nn.Embedding(
            weight.shape[0],
            0,
            Table.PaddingRow(paddingIdx, weight.shape[0]),
            scale_grad_by_freq: scaleGradByFreq,
            sparse: sparse
        );
        module.weight = new Parameter(weight.alias(), weight.requires_grad);
        return module.call(input);
    }
}

/// <summary>What an embedding and a bag of embeddings have in common.</summary>
static class Table
{
    /// <summary>A table drawn from N(0, 1), with the row of padding set to 0.</summary>
    public static Parameter Draw(
        long numEmbeddings,
        long embeddingDim,
        long? paddingIdx,
        ScalarType? dtype
    )
    {
        var padding = PaddingRow(paddingIdx, numEmbeddings);
        using var _ = no_grad();
        var table = Init.Normal(empty(numEmbeddings, embeddingDim, dtype));
        if (padding is { } row)
            table[row].zero_();
        return new Parameter(table);
    }

    /// <summary>A table has a row for each number.</summary>
    public static void Check(Tensor table, string name)
    {
        ArgumentNullException.ThrowIfNull(table, name);
        if (table.dim() != 2)
            throw new ArgumentException(
                $"'{name}' must be 2-D, a row for each number, but got [{string.Join(", ", table.shape)}]",
                name
            );
    }

    /// <summary>The row of padding counted from the front, or null.</summary>
    public static long? PaddingRow(long? paddingIdx, long rows) =>
        paddingIdx < -rows || paddingIdx >= rows
            ? throw new ArgumentOutOfRangeException(
                nameof(paddingIdx),
                paddingIdx,
                $"Padding_idx must be within num_embeddings ({rows})"
            )
        : paddingIdx < 0 ? paddingIdx + rows
        : paddingIdx;

    /// <summary>Shortens rows in place; TorchSharp's own max_norm is carried in float32.</summary>
    public static void Shorten(Tensor table, Tensor numbers, double limit, double p)
    {
        using var _ = no_grad();
        if (numbers.numel() == 0)
            return;
        foreach (var number in numbers.cpu().data<long>().ToArray().Distinct())
        {
            var row = table[number];
            var norm = linalg.vector_norm(row, p).to(ScalarType.Float64).item<double>();
            if (norm > limit)
                row.mul_(limit / (norm + 1e-7));
        }
    }
}
