using Diptych.Scratch.Kernels;

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
        : this(
            new Parameter(Table.Draw(numEmbeddings, embeddingDim, paddingIdx, dtype)),
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
    {
        this.paddingIdx = Table.PaddingRow(paddingIdx, weight.Shape[0]);
        this.maxNorm = maxNorm;
        this.normType = normType;
        this.scaleGradByFreq = scaleGradByFreq;
        this.sparse = sparse;
        Weight = weight;
        RegisterParameter("weight", Weight);
    }

    /// <summary>W, (numEmbeddings, embeddingDim).</summary>
    public Parameter Weight { get; }

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
            new Parameter(embeddings.Detach(), requiresGrad: !freeze),
            paddingIdx,
            maxNorm,
            normType,
            scaleGradByFreq,
            sparse
        );
    }

    /// <param name="input">Row numbers, (*), int64.</param>
    /// <returns>(*, embeddingDim)</returns>
    /// <exception cref="ArgumentException">The input is not int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a row of the table.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Embedding(input, Weight, paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
}

public static partial class Functional
{
    /// <summary>y = W[index]. PyTorch: <c>nn.functional.embedding</c>.</summary>
    /// <param name="input">Row numbers, (*), int64.</param>
    /// <param name="weight">W, (numEmbeddings, embeddingDim)</param>
    /// <param name="paddingIdx">A row that gets no gradient; counted from the end where negative.</param>
    /// <param name="maxNorm">Rows that are looked up and longer than this are shortened to it, in place.</param>
    /// <param name="normType">The p of that norm.</param>
    /// <param name="scaleGradByFreq">Whether a row's gradient is divided by how often the input names it.</param>
    /// <param name="sparse">Whether the gradient of W holds only the rows that were looked up.</param>
    /// <returns>(*, embeddingDim)</returns>
    /// <exception cref="ArgumentException">The input is not int64, or the table not 2-d.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number, or the padding, is not a row of the table.</exception>
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
        Table.Check(weight, nameof(weight));
        var padding = Table.PaddingRow(paddingIdx, weight.Shape[0]) ?? -1;
        var numbers = Table.Numbers(input, weight);
        if (maxNorm is { } limit)
            Table.Shorten(weight, numbers, limit, normType);
        var picked = new LookUpOperation(weight, numbers, padding, scaleGradByFreq, sparse).Apply();
        return picked.Reshape([.. input.Shape, weight.Shape[1]]);
    }

    sealed class LookUpOperation(
        Tensor weight,
        long[] numbers,
        long padding,
        bool scaleByCount,
        bool sparse
    ) : Operation(weight)
    {
        // (rows), (numEmbeddings, d) → (rows, d)
        protected override Tensor Forward() => Table.Rows(weight, numbers);

        // Row i of dW is the sum of dy over the look-ups of row i; padding gets nothing.
        protected override Tensor?[] Backward(Tensor dy)
        {
            var visited = numbers;
            if (Array.IndexOf(numbers, padding) >= 0)
            {
                var kept = Table.Positions(numbers, padding);
                dy = Table.Rows(dy, Array.ConvertAll(kept, i => (long)i));
                visited = Array.ConvertAll(kept, i => numbers[i]);
            }
            return [Table.Gradient(weight, visited, dy, scaleByCount, sparse)];
        }
    }
}

/// <summary>What an embedding and a bag of embeddings have in common: rows of a matrix by their numbers.</summary>
static class Table
{
    /// <summary>A table drawn from N(0, 1), with the row of padding set to 0.</summary>
    public static Tensor Draw(
        long numEmbeddings,
        long embeddingDim,
        long? paddingIdx,
        ScalarType? dtype
    )
    {
        var padding = PaddingRow(paddingIdx, numEmbeddings);
        var table = Torch.Zeros([numEmbeddings, embeddingDim], dtype ?? ScalarType.Float32);
        Init.Normal(table);
        if (padding is { } row)
            table[row].Fill(0);
        return table;
    }

    /// <summary>A table has a row for each number.</summary>
    public static void Check(Tensor table, string name)
    {
        ArgumentNullException.ThrowIfNull(table, name);
        if (table.Rank != 2)
            throw new ArgumentException(
                $"'{name}' must be 2-D, a row for each number, but got {table.ShapeText}",
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

    /// <summary>The numbers in the order of the indices, each of them that of a row.</summary>
    public static long[] Numbers(Tensor input, Tensor table)
    {
        if (input.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"Expected tensor for argument input to have scalar type torch.int64, but got {input.Dtype.TorchName()}",
                nameof(input)
            );
        var numbers = input.ToArray<long>();
        foreach (var number in numbers)
            if (number < 0 || number >= table.Shape[0])
                throw new ArgumentOutOfRangeException(
                    nameof(input),
                    number,
                    $"index out of range in self: {number} is not a row of a table of {table.Shape[0]}"
                );
        return numbers;
    }

    /// <summary>Shortens rows in place: one longer than the limit is scaled by limit / (norm + 1e-7), PyTorch's guard against dividing by 0.</summary>
    public static void Shorten(Tensor table, long[] numbers, double limit, double p)
    {
        foreach (var number in numbers.Distinct())
        {
            var row = table.Detach()[number];
            var norm = Torch.Norm(row, p).Item();
            if (norm > limit)
                row.CopyFrom(row * (limit / (norm + 1e-7)));
        }
    }

    /// <summary>Where in the list something else than padding stands.</summary>
    public static int[] Positions(long[] numbers, long padding) =>
        [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] != padding)];

    /// <summary>y[i] = W[number[i]], (rows, d), apart from the tape.</summary>
    public static Tensor Rows(Tensor table, long[] numbers) => TableRows.Pick(table, numbers);

    /// <summary>
    /// dW[number[i]] += dy[i]: as a whole table, or sparse, where each look-up stays an entry of its own, and the entries
    /// are dy itself, as in PyTorch.
    /// </summary>
    public static Tensor Gradient(
        Tensor table,
        long[] numbers,
        Tensor dy,
        bool scaleByCount,
        bool sparse
    )
    {
        if (sparse && scaleByCount)
            throw new InvalidOperationException(
                "embedding_backward: scale_grad_by_freq not supported with sparse gradients"
            );
        if (sparse && dy.Count == 0)
            return Tensor.SparseRows(
                Torch.Zeros([0], ScalarType.Int64),
                Torch.Zeros([0, table.Shape[1]], dy.Dtype),
                table.Shape
            );
        if (sparse)
            return Tensor.SparseRows(
                Tensor.FromArray((long[])numbers.Clone(), numbers.Length),
                dy.Contiguous(),
                table.Shape
            );
        if (scaleByCount)
        {
            var counts = numbers.CountBy(number => number).ToDictionary();
            var count = Torch.Tensor(Array.ConvertAll(numbers, number => (long)counts[number]));
            dy = dy / count.To(dy.Dtype).Unsqueeze(1);
        }
        return TableRows.Gather(dy, numbers, table.Shape[0]);
    }
}
