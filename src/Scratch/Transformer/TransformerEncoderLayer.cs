namespace Diptych.Scratch;

/// <summary>One layer of an encoder: self-attention and a feed-forward block, each with residual, dropout and normalization.</summary>
/// <remarks>
/// PyTorch: <c>nn.TransformerEncoderLayer</c>, its path with gradients on. Vaswani et al. 2017,
/// https://arxiv.org/abs/1706.03762; normFirst: Xiong et al. 2020, https://arxiv.org/abs/2002.04745.
/// Without gradients PyTorch's evaluation takes a fused kernel, in which a sequence that is all padding becomes NaN;
/// here it stays finite.
/// </remarks>
public sealed class TransformerEncoderLayer : Module
{
    readonly FeedForward feedForward;
    readonly Dropout dropout1;
    readonly Dropout dropout2;
    readonly bool normFirst;
    readonly Func<TransformerEncoderLayer> again;

    /// <summary>Draws the parameters in the order attention, W₁, W₂.</summary>
    /// <param name="dModel">E, the size of every token.</param>
    /// <param name="nhead">Heads of the attention, a divisor of E.</param>
    /// <param name="dimFeedforward">The size between the two linear maps.</param>
    /// <param name="dropout">The share that is dropped: of attention weights, between the linear maps, and before each residual.</param>
    /// <param name="activation">"relu", "gelu" or a function, between the linear maps.</param>
    /// <param name="layerNormEps">ε of the normalizations.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="normFirst">Whether each block normalizes its input in place of its output.</param>
    /// <param name="bias">Whether linear maps and normalizations have biases.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">E is not divisible by the heads, the activation is unknown, or the dropout is no probability.</exception>
    public TransformerEncoderLayer(
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
        feedForward = new(dModel, dimFeedforward, dropout, activation, bias, dtype);
        Norm1 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        Norm2 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        dropout1 = new(dropout);
        dropout2 = new(dropout);
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
        RegisterModule("linear1", feedForward.Linear1);
        RegisterModule("dropout", feedForward.Dropout);
        RegisterModule("linear2", feedForward.Linear2);
        RegisterModule("norm1", Norm1);
        RegisterModule("norm2", Norm2);
        RegisterModule("dropout1", dropout1);
        RegisterModule("dropout2", dropout2);
    }

    /// <summary>Attention of the sequence to itself.</summary>
    public MultiheadAttention SelfAttn { get; }

    /// <summary>The first linear map of the feed-forward block.</summary>
    public Linear Linear1 => feedForward.Linear1;

    /// <summary>The second linear map of the feed-forward block.</summary>
    public Linear Linear2 => feedForward.Linear2;

    /// <summary>The normalization of the attention's block.</summary>
    public LayerNorm Norm1 { get; }

    /// <summary>The normalization of the feed-forward block.</summary>
    public LayerNorm Norm2 { get; }

    /// <summary>Encodes a sequence.</summary>
    /// <param name="src">(L, N, E), or (N, L, E) with batchFirst, or (L, E) without a batch.</param>
    /// <param name="srcMask">(L, L) or (N · h, L, L): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="srcKeyPaddingMask">(N, L), or (L): bool, true where a token is only padding, or real.</param>
    /// <param name="isCausal">A hint that srcMask is the causal one, which must then be given.</param>
    /// <returns>The same shape as <paramref name="src"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the causal hint came without a mask.</exception>
    public Tensor Forward(
        Tensor src,
        Tensor? srcMask = null,
        Tensor? srcKeyPaddingMask = null,
        bool isCausal = false
    )
    {
        ArgumentNullException.ThrowIfNull(src);
        var x = src;
        if (normFirst)
        {
            x = x + Attend(Norm1.Forward(x));
            return x + FeedForward(Norm2.Forward(x));
        }
        x = Norm1.Forward(x + Attend(x));
        return Norm2.Forward(x + FeedForward(x));

        Tensor Attend(Tensor input)
        {
            var (attended, _) = SelfAttn.Forward(
                input,
                input,
                input,
                srcKeyPaddingMask,
                needWeights: false,
                srcMask,
                isCausal: isCausal
            );
            return dropout1.Forward(attended);
        }
    }

    Tensor FeedForward(Tensor x) => dropout2.Forward(feedForward.Forward(x));

    /// <summary>So many layers with these options and, to begin with, these weights.</summary>
    internal LayerStack<TransformerEncoderLayer> Stack(long count) => new(this, count, again);
}
