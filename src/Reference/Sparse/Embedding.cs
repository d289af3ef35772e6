namespace Diptych.Reference;

/// <summary>Embedding: y = W[i], the rows of W that the indices name.</summary>
/// <remarks>PyTorch: <c>nn.Embedding</c>.</remarks>
public sealed class Embedding : Module<Tensor, Tensor>
{
    readonly TorchSharp.Modules.Embedding embedding;

    /// <summary>Draws W from N(0, 1); the padding row is zero.</summary>
    /// <param name="numEmbeddings">The number of rows, one for each index.</param>
    /// <param name="embeddingDim">The size of a row.</param>
    /// <param name="paddingIdx">A row that gets no gradient; counted from the end where negative.</param>
    /// <param name="maxNorm">Rows that are looked up and have a larger norm are first shortened to it, in place.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the row was looked up.</param>
    /// <param name="sparse">Whether the gradient of W holds only the rows that were looked up.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The padding index names no row.</exception>
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
        : base(nameof(Embedding))
    {
        if (paddingIdx >= numEmbeddings || paddingIdx < -numEmbeddings)
            throw new ArgumentException(
                "Padding_idx must be within num_embeddings",
                nameof(paddingIdx)
            );
        var padding = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;

        // TorchSharp draws in float32 and converts; PyTorch draws in the type that was asked for.
        using var state = get_rng_state();
        embedding = nn.Embedding(
            numEmbeddings,
            embeddingDim,
            padding,
            maxNorm,
            normType,
            scaleGradByFreq,
            sparse,
            dtype: dtype
        );
        Adopt(embedding);
        set_rng_state(state);
        Init.Normal(Weight);
        if (padding is { } row)
        {
            using var _ = no_grad();
            Weight[row].zero_();
        }
    }

    /// <summary>W: (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <inheritdoc />
    /// <param name="input">(*), int64: each from 0 to numEmbeddings − 1.</param>
    /// <returns>(*, embeddingDim)</returns>
    public override Tensor Forward(Tensor input) => embedding.call(input);
}
