namespace Diptych.Scratch;

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
    /// <param name="dtype">The table's type; float32 where null.</param>
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
    {
        if (paddingIdx < -numEmbeddings || paddingIdx >= numEmbeddings)
            throw new ArgumentOutOfRangeException(
                nameof(paddingIdx),
                paddingIdx,
                $"Padding_idx must be within num_embeddings ({numEmbeddings})"
            );
        this.paddingIdx = paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
        this.maxNorm = maxNorm;
        this.normType = normType;
        this.scaleGradByFreq = scaleGradByFreq;
        this.sparse = sparse;
        Weight = new Parameter(
            Torch.Zeros([numEmbeddings, embeddingDim], dtype ?? ScalarType.Float32)
        );
        RegisterParameter("weight", Weight);

        Init.Normal(Weight);
        if (this.paddingIdx is { } padding)
            Weight.Detach()[padding].Fill(0);
    }

    /// <summary>W, (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight { get; }

    /// <param name="input">Row numbers, (*), int64.</param>
    /// <returns>(*, embeddingDim)</returns>
    /// <exception cref="ArgumentException">The input is not int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a row of the table.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Embedding(input, Weight, paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
}

public static partial class Functional
{
    /// <summary>y = W[index]. PyTorch: <c>nn.functional.embedding</c>; the parameters are those of <see cref="Scratch.Embedding"/>.</summary>
    /// <exception cref="ArgumentException">The input is not int64, or the table not 2-d.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a row of the table.</exception>
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
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"Expected tensor for argument input to have scalar type torch.int64, but got {input.Dtype.TorchName()}",
                nameof(input)
            );
        if (weight.Rank != 2)
            throw new ArgumentException(
                $"'weight' must be 2-D, but got {weight.ShapeText}",
                nameof(weight)
            );
        var rows = input.Reshape([-1]);
        foreach (var row in rows.Data<long>())
            if (row < 0 || row >= weight.Shape[0])
                throw new ArgumentOutOfRangeException(
                    nameof(input),
                    row,
                    $"index out of range in self: {row} is not a row of a table of {weight.Shape[0]}"
                );
        if (maxNorm is { } limit)
            ShortenRows(weight.Detach(), rows, limit, normType);
        var picked = new LookUpOperation(
            weight,
            rows,
            paddingIdx ?? -1,
            scaleGradByFreq,
            sparse
        ).Apply();
        return picked.Reshape([.. input.Shape, weight.Shape[1]]);
    }

    // A row longer than the limit is scaled by limit / (norm + 1e-7), PyTorch's guard against dividing by 0.
    static void ShortenRows(Tensor weight, Tensor rows, double limit, double p)
    {
        foreach (var index in rows.Data<long>().ToArray().Distinct())
        {
            var row = weight[index];
            var norm = Torch.Norm(row, p).Item();
            if (norm > limit)
                row.CopyFrom(row * (limit / (norm + 1e-7)));
        }
    }

    sealed class LookUpOperation(
        Tensor weight,
        Tensor rows,
        long padding,
        bool scaleByCount,
        bool sparse
    ) : Operation(weight)
    {
        // (rows), (numEmbeddings, d) → (rows, d)
        protected override Tensor Forward() =>
            weight.Gather(0, Save(rows).Unsqueeze(1).Expand([rows.Count, weight.Shape[1]]));

        // Row i of dW is the sum of dy over the look-ups of row i; padding gets nothing.
        protected override Tensor?[] Backward(Tensor dy)
        {
            if (sparse && scaleByCount)
                throw new InvalidOperationException(
                    "embedding_backward: scale_grad_by_freq not supported with sparse gradients"
                );
            var numbers = rows.ToArray<long>();
            var kept = Enumerable
                .Range(0, numbers.Length)
                .Where(i => numbers[i] != padding)
                .ToArray();
            var visited = Torch.Tensor(Array.ConvertAll(kept, i => numbers[i]));
            var gradients =
                kept.Length == numbers.Length
                    ? dy
                    : dy.Gather(
                        0,
                        Torch
                            .Tensor(Array.ConvertAll(kept, i => (long)i))
                            .Unsqueeze(1)
                            .Expand([kept.Length, dy.Shape[1]])
                    );
            if (sparse)
                return [Tensor.SparseRows(visited, gradients.Clone(), weight.Shape)];
            if (scaleByCount)
            {
                var counts = numbers.CountBy(number => number).ToDictionary();
                gradients =
                    gradients
                    / Torch
                        .Tensor(Array.ConvertAll(kept, i => (long)counts[numbers[i]]))
                        .To(dy.Dtype)
                        .Unsqueeze(1);
            }
            var dw = Torch.Zeros(weight.Shape, weight.Dtype);
            Kernels.Indexing.ScatterAdd(
                dw,
                0,
                visited.Unsqueeze(1).Expand(gradients.Shape),
                gradients
            );
            return [dw];
        }
    }
}
