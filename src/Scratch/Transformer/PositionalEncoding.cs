namespace Diptych.Scratch;

/// <summary>Sinusoidal position encoding: y = dropout(x + P) with P[pos, 2i] = sin(pos / 10000^(2i/d)) and
/// P[pos, 2i + 1] = cos(pos / 10000^(2i/d)).</summary>
/// <remarks>PyTorch: none; <c>nn.Transformer</c> itself does not know where a token stands. Vaswani et al. 2017,
/// https://arxiv.org/abs/1706.03762, section 3.5.</remarks>
public sealed class PositionalEncoding : Module<Tensor, Tensor>
{
    readonly bool batchFirst;
    readonly Dropout dropout;

    /// <summary>Computes P; there is nothing to learn.</summary>
    /// <param name="dModel">d, the size of a position.</param>
    /// <param name="dropout">The share that is dropped of the sum, in training.</param>
    /// <param name="maxLen">The length of the longest sequence.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <exception cref="ArgumentException"><paramref name="dropout"/> is no probability, or a size is not positive.</exception>
    public PositionalEncoding(
        long dModel,
        double dropout = 0.1,
        long maxLen = 5000,
        bool batchFirst = false
    )
    {
        if (dModel <= 0 || maxLen <= 0)
            throw new ArgumentException(
                $"d_model and max_len must be greater than 0, got d_model={dModel} and max_len={maxLen} instead",
                dModel <= 0 ? nameof(dModel) : nameof(maxLen)
            );
        if ((Int128)dModel * maxLen > Array.MaxLength)
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but got d_model={dModel} and max_len={maxLen}",
                nameof(maxLen)
            );
        this.batchFirst = batchFirst;
        this.dropout = new Dropout(dropout);
        RegisterModule("dropout", this.dropout);

        var table = new double[maxLen * dModel];
        for (long position = 0, at = 0; position < maxLen; position++)
        for (long j = 0; j < dModel; j++, at++)
        {
            var angle = position / Math.Pow(10000, (double)(j - j % 2) / dModel);
            table[at] = j % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
        }
        Table = Tensor.FromArray(table, maxLen, dModel);
    }

    /// <summary>P, (maxLen, dModel), in float64.</summary>
    public Tensor Table { get; }

    /// <inheritdoc />
    /// <param name="input">(L, N, dModel), or (N, L, dModel) with batchFirst, or (L, dModel) without a batch.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or width, or a sequence longer than maxLen.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var width = Table.Shape[1];
        if (input.Rank is not (2 or 3) || input.Shape[^1] != width)
            throw new ArgumentException(
                $"expected input of shape (L, {width}) or with a batch, but got {input.ShapeText}",
                nameof(input)
            );
        var length = input.Shape[batchFirst && input.Rank == 3 ? 1 : 0];
        if (length > Table.Shape[0])
            throw new ArgumentException(
                $"the sequence has {length} positions, and max_len is {Table.Shape[0]}",
                nameof(input)
            );
        var positions = Table.Narrow(0, 0, length).To(input.Dtype); // (L, d)
        if (input.Rank == 3 && !batchFirst)
            positions = positions.Unsqueeze(1); // (L, 1, d)
        return dropout.Forward(input + positions);
    }
}
