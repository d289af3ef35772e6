namespace Diptych.Scratch;

/// <summary>One layer of a decoder: self-attention, attention to the encoder's output, and a feed-forward block, each with
/// residual, dropout and normalization.</summary>
/// <remarks>PyTorch: <c>nn.TransformerDecoderLayer</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; normFirst:
/// Xiong et al. 2020, https://arxiv.org/abs/2002.04745.</remarks>
public sealed class TransformerDecoderLayer : Module
{
    readonly FeedForward feedForward;
    readonly Dropout dropout1;
    readonly Dropout dropout2;
    readonly Dropout dropout3;
    readonly bool normFirst;
    readonly Func<TransformerDecoderLayer> again;

    /// <summary>Draws the parameters in the order self-attention, attention to the memory, W₁, W₂.</summary>
    /// <param name="dModel">E, the size of every token.</param>
    /// <param name="nhead">Heads of both attentions, a divisor of E.</param>
    /// <param name="dimFeedforward">The size between the two linear maps.</param>
    /// <param name="dropout">The share that is dropped: of attention weights, between the linear maps, and before each residual.</param>
    /// <param name="activation">"relu", "gelu" or a function, between the linear maps.</param>
    /// <param name="layerNormEps">ε of the normalizations.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="normFirst">Whether each block normalizes its input in place of its output.</param>
    /// <param name="bias">Whether linear maps and normalizations have biases.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">E is not divisible by the heads, the activation is unknown, or the dropout is no probability.</exception>
    public TransformerDecoderLayer(
        long dModel,
        long nhead,
        long dimFeedforward = 2048,
        double dropout = 0.1,
        Activation activation = default,
        double layerNormEps = 1e-5,
        bool batchFirst = false,
        bool normFirst = false,
        bool bias = true,
        ScalarType? dtype = null
    )
    {
        SelfAttn = new(dModel, nhead, dropout, bias, batchFirst: batchFirst, dtype: dtype);
        MultiheadAttn = new(dModel, nhead, dropout, bias, batchFirst: batchFirst, dtype: dtype);
        feedForward = new(dModel, dimFeedforward, dropout, activation, bias, dtype);
        Norm1 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        Norm2 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        Norm3 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        dropout1 = new(dropout);
        dropout2 = new(dropout);
        dropout3 = new(dropout);
        this.normFirst = normFirst;
        again = () =>
            new(
                dModel,
                nhead,
                dimFeedforward,
                dropout,
                activation,
                layerNormEps,
                batchFirst,
                normFirst,
                bias
            );

        RegisterModule("self_attn", SelfAttn);
        RegisterModule("multihead_attn", MultiheadAttn);
        RegisterModule("linear1", feedForward.Linear1);
        RegisterModule("dropout", feedForward.Dropout);
        RegisterModule("linear2", feedForward.Linear2);
        RegisterModule("norm1", Norm1);
        RegisterModule("norm2", Norm2);
        RegisterModule("norm3", Norm3);
        RegisterModule("dropout1", dropout1);
        RegisterModule("dropout2", dropout2);
        RegisterModule("dropout3", dropout3);
    }

    /// <summary>Attention of the sequence to itself.</summary>
    public MultiheadAttention SelfAttn { get; }

    /// <summary>Attention of the sequence to the memory.</summary>
    public MultiheadAttention MultiheadAttn { get; }

    /// <summary>The first linear map of the feed-forward block.</summary>
    public Linear Linear1 => feedForward.Linear1;

    /// <summary>The second linear map of the feed-forward block.</summary>
    public Linear Linear2 => feedForward.Linear2;

    /// <summary>The normalization of the self-attention's block.</summary>
    public LayerNorm Norm1 { get; }

    /// <summary>The normalization of the memory attention's block.</summary>
    public LayerNorm Norm2 { get; }

    /// <summary>The normalization of the feed-forward block.</summary>
    public LayerNorm Norm3 { get; }

    /// <summary>Decodes a sequence, given what the encoder made of another.</summary>
    /// <param name="tgt">(T, N, E), or (N, T, E) with batchFirst, or (T, E) without a batch.</param>
    /// <param name="memory">The encoder's output: (S, N, E), likewise.</param>
    /// <param name="tgtMask">(T, T) or (N · h, T, T): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="memoryMask">(T, S) or (N · h, T, S), likewise.</param>
    /// <param name="tgtKeyPaddingMask">(N, T), or (T): bool, true where a token is only padding, or real.</param>
    /// <param name="memoryKeyPaddingMask">(N, S), or (S), likewise.</param>
    /// <param name="tgtIsCausal">A hint that tgtMask is the causal one, which must then be given.</param>
    /// <param name="memoryIsCausal">A hint that memoryMask is the causal one, which must then be given.</param>
    /// <returns>The same shape as <paramref name="tgt"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a causal hint came without its mask.</exception>
    public Tensor Forward(
        Tensor tgt,
        Tensor memory,
        Tensor? tgtMask = null,
        Tensor? memoryMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null,
        bool tgtIsCausal = false,
        bool memoryIsCausal = false
    )
    {
        ArgumentNullException.ThrowIfNull(tgt);
        ArgumentNullException.ThrowIfNull(memory);
        var x = tgt;
        if (normFirst)
        {
            x = x + Attend(Norm1.Forward(x));
            x = x + Consult(Norm2.Forward(x));
            return x + FeedForward(Norm3.Forward(x));
        }
        x = Norm1.Forward(x + Attend(x));
        x = Norm2.Forward(x + Consult(x));
        return Norm3.Forward(x + FeedForward(x));

        Tensor Attend(Tensor input)
        {
            var (attended, _) = SelfAttn.Forward(
                input,
                input,
                input,
                tgtKeyPaddingMask,
                needWeights: false,
                tgtMask,
                isCausal: tgtIsCausal
            );
            return dropout1.Forward(attended);
        }

        Tensor Consult(Tensor input)
        {
            var (attended, _) = MultiheadAttn.Forward(
                input,
                memory,
                memory,
                memoryKeyPaddingMask,
                needWeights: false,
                memoryMask,
                isCausal: memoryIsCausal
            );
            return dropout2.Forward(attended);
        }
    }

    Tensor FeedForward(Tensor x) => dropout3.Forward(feedForward.Forward(x));

    /// <summary>So many layers with these options and, to begin with, these weights.</summary>
    internal LayerStack<TransformerDecoderLayer> Stack(long count) => new(this, count, again);
}
