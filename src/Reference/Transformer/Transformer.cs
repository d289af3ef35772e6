namespace Diptych.Reference;

/// <summary>Transformer: an encoder, and a decoder that looks at the encoder's output, y = decoder(tgt, encoder(src)).</summary>
/// <remarks>
/// PyTorch: <c>nn.Transformer</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762. As there, it begins behind the
/// embeddings: there is no <see cref="PositionalEncoding"/> inside, and no word is ever predicted.
/// Composed: TorchSharp's own module lacks batchFirst, normFirst, layerNormEps, bias, the causal hints and dtype.
/// </remarks>
public sealed class Transformer : Module
{
    readonly long dModel;
    readonly bool batchFirst;

    /// <summary>Builds encoder and decoder, then draws every matrix of both anew by Xavier's rule.</summary>
    /// <param name="dModel">E, the size of every token.</param>
    /// <param name="nhead">Heads of every attention, a divisor of E.</param>
    /// <param name="numEncoderLayers">How many layers the encoder has.</param>
    /// <param name="numDecoderLayers">How many layers the decoder has.</param>
    /// <param name="dimFeedforward">The size between the two linear maps of a layer.</param>
    /// <param name="dropout">The share that is dropped in every layer, in training.</param>
    /// <param name="activation">"relu", "gelu" or a function, between the linear maps.</param>
    /// <param name="customEncoder">An encoder in place of the one that these options describe; its matrices are drawn anew as well.</param>
    /// <param name="customDecoder">A decoder in place of the one that these options describe, likewise.</param>
    /// <param name="layerNormEps">ε of the normalizations.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="normFirst">Whether each block normalizes its input in place of its output.</param>
    /// <param name="bias">Whether linear maps and normalizations have biases.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">E is not divisible by the heads, the activation is unknown, or the dropout is no probability.</exception>
    public Transformer(
        long dModel = 512,
        long nhead = 8,
        long numEncoderLayers = 6,
        long numDecoderLayers = 6,
        long dimFeedforward = 2048,
        double dropout = 0.1,
        Activation activation = default,
        TransformerEncoder? customEncoder = null,
        TransformerDecoder? customDecoder = null,
        double layerNormEps = 1e-5,
        bool batchFirst = false,
        bool normFirst = false,
        bool bias = true,
        ScalarType? dtype = null
    )
        : base(nameof(Transformer))
    {
        this.dModel = dModel;
        this.batchFirst = batchFirst;
        Encoder =
            customEncoder
            ?? new(
                new(
                    dModel,
                    nhead,
                    dimFeedforward,
                    dropout,
                    activation,
                    layerNormEps,
                    batchFirst,
                    normFirst,
                    bias,
                    dtype
                ),
                numEncoderLayers,
                new LayerNorm([dModel], layerNormEps, bias: bias, dtype: dtype)
            );
        Decoder =
            customDecoder
            ?? new(
                new(
                    dModel,
                    nhead,
                    dimFeedforward,
                    dropout,
                    activation,
                    layerNormEps,
                    batchFirst,
                    normFirst,
                    bias,
                    dtype
                ),
                numDecoderLayers,
                new LayerNorm([dModel], layerNormEps, bias: bias, dtype: dtype)
            );
        register_module("encoder", Encoder);
        register_module("decoder", Decoder);
        foreach (var parameter in parameters())
            if (parameter.dim() > 1)
                Init.XavierUniform(parameter);
    }

    /// <summary>What reads the source.</summary>
    public TransformerEncoder Encoder { get; }

    /// <summary>What reads the target and looks at the source.</summary>
    public TransformerDecoder Decoder { get; }

    /// <summary>Encodes the source and decodes the target with it.</summary>
    /// <param name="src">(S, N, E), or (N, S, E) with batchFirst, or (S, E) without a batch.</param>
    /// <param name="tgt">(T, N, E), likewise.</param>
    /// <param name="srcMask">(S, S) or (N · h, S, S): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="tgtMask">(T, T) or (N · h, T, T), likewise; as a rule <see cref="GenerateSquareSubsequentMask"/>.</param>
    /// <param name="memoryMask">(T, S) or (N · h, T, S), likewise.</param>
    /// <param name="srcKeyPaddingMask">(N, S), or (S): bool, true where a token is only padding, or real.</param>
    /// <param name="tgtKeyPaddingMask">(N, T), or (T), likewise.</param>
    /// <param name="memoryKeyPaddingMask">(N, S), or (S), likewise; as a rule that of the source.</param>
    /// <param name="srcIsCausal">A hint that srcMask is the causal one, which must then be given; null as false.</param>
    /// <param name="tgtIsCausal">A hint that tgtMask is the causal one, which must then be given; null as false.</param>
    /// <param name="memoryIsCausal">A hint that memoryMask is the causal one, which must then be given.</param>
    /// <returns>The same shape as <paramref name="tgt"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a causal hint came without its mask.</exception>
    /// <exception cref="InvalidOperationException">Encoder or decoder has no layer.</exception>
    public Tensor Forward(
        Tensor src,
        Tensor tgt,
        Tensor? srcMask = null,
        Tensor? tgtMask = null,
        Tensor? memoryMask = null,
        Tensor? srcKeyPaddingMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null,
        bool? srcIsCausal = null,
        bool? tgtIsCausal = null,
        bool memoryIsCausal = false
    )
    {
        if (src.dim() < 2 || tgt.dim() < 2)
            throw new ArgumentException(
                $"src and tgt must be 2-D (unbatched) or 3-D (batched), but have shapes ({string.Join(", ", src.shape)}) and ({string.Join(", ", tgt.shape)})",
                nameof(src)
            );
        var batch = batchFirst ? 0 : 1;
        if (src.dim() == 3 && src.size(batch) != tgt.size(batch))
            throw new ArgumentException(
                $"the batch number of src and tgt must be equal, but the shapes are ({string.Join(", ", src.shape)}) and ({string.Join(", ", tgt.shape)})",
                nameof(tgt)
            );
        if (src.size(-1) != dModel || tgt.size(-1) != dModel)
            throw new ArgumentException(
                $"the feature number of src and tgt must be equal to d_model, {dModel}, but the shapes are ({string.Join(", ", src.shape)}) and ({string.Join(", ", tgt.shape)})",
                nameof(src)
            );
        var memory = Encoder.Forward(src, srcMask, srcKeyPaddingMask, srcIsCausal);
        return Decoder.Forward(
            tgt,
            memory,
            tgtMask,
            memoryMask,
            tgtKeyPaddingMask,
            memoryKeyPaddingMask,
            tgtIsCausal,
            memoryIsCausal
        );
    }

    /// <summary>The causal mask: −∞ above the diagonal, 0 elsewhere. PyTorch: <c>nn.Transformer.generate_square_subsequent_mask</c>.</summary>
    /// <param name="sz">The length of the sequence.</param>
    /// <param name="dtype">The mask's type; Float32 where null.</param>
    /// <returns>(sz, sz)</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sz"/> is negative.</exception>
    public static Tensor GenerateSquareSubsequentMask(long sz, ScalarType? dtype = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sz);
        return full(sz, sz, double.NegativeInfinity, dtype ?? ScalarType.Float32).triu(1);
    }
}
