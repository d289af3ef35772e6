namespace Diptych.Reference;

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
    /// <param name="dropout">The probability of dropout after the sum, in training.</param>
    /// <param name="maxLen">The length of the longest sequence.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, dModel) and not (L, N, dModel).</param>
    /// <exception cref="ArgumentException"><paramref name="dropout"/> is no probability, or a size is not positive.</exception>
    public PositionalEncoding(
        long dModel,
        double dropout = 0.1,
        long maxLen = 5000,
        bool batchFirst = false
    )
        : base(nameof(PositionalEncoding))
    {
        if (dModel <= 0 || maxLen <= 0)
            throw new ArgumentException(
                $"d_model and max_len must be greater than 0, got d_model={dModel} and max_len={maxLen} instead",
                dModel <= 0 ? nameof(dModel) : nameof(maxLen)
            );
        this.batchFirst = batchFirst;
        this.dropout = new Dropout(dropout);
        register_module("dropout", this.dropout);

        using var scope = NewDisposeScope();
        var positions = arange(maxLen, ScalarType.Float64).unsqueeze(1);
        var exponents = arange(0, dModel, 2, ScalarType.Float64) / dModel;
        var angles = positions / pow(10000, exponents); // (maxLen, ⌈d/2⌉)
        var interleaved = stack([angles.sin(), angles.cos()], -1).flatten(1);
        Table = Components.Kept(interleaved[.., ..(int)dModel].contiguous());
    }

    /// <summary>P: (maxLen, dModel), in Float64.</summary>
    public Tensor Table { get; }

    /// <inheritdoc />
    /// <param name="input">(L, N, dModel); (N, L, dModel) with batchFirst; (L, dModel) for one sequence.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or width, or a sequence longer than maxLen.</exception>
    public override Tensor Forward(Tensor input)
    {
        var width = Table.size(1);
        if (input.dim() is not (2 or 3) || input.size(-1) != width)
            throw new ArgumentException(
                $"expected input of shape (L, {width}) or with a batch, but got ({string.Join(", ", input.shape)})",
                nameof(input)
            );
        var length = input.size(batchFirst && input.dim() == 3 ? 1 : 0);
        if (length > Table.size(0))
            throw new ArgumentException(
                $"the sequence has {length} positions, and max_len is {Table.size(0)}",
                nameof(input)
            );
        var positions = Table.narrow(0, 0, length).to(input.dtype, input.device); // (L, d)
        if (input.dim() == 3 && !batchFirst)
            positions = positions.unsqueeze(1); // (L, 1, d)
        return dropout.Forward(input + positions);
    }
}
