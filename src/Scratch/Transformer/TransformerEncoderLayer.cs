namespace Diptych.Scratch;

/// <summary>One layer of an encoder: self-attention and a feed-forward block, each with residual, dropout and normalization.</summary>
/// <remarks>PyTorch: <c>nn.TransformerEncoderLayer</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.</remarks>
public sealed class TransformerEncoderLayer : Module
{
    readonly MultiheadAttention selfAttn;
    readonly Linear linear1;
    readonly Dropout dropout;
    readonly Linear linear2;
    readonly LayerNorm norm1;
    readonly LayerNorm norm2;
    readonly Dropout dropout1;
    readonly Dropout dropout2;
    readonly Func<Tensor, Tensor> activation;
    readonly bool normFirst;

    /// <summary>Builds the two blocks.</summary>
    /// <param name="dModel">E, the size of every token.</param>
    /// <param name="nhead">Heads of the attention, a divisor of E.</param>
    /// <param name="dimFeedforward">The size between the two linear maps.</param>
    /// <param name="dropout">The share that is dropped: of attention weights, between the linear maps, and before each residual.</param>
    /// <param name="activation">"relu" or "gelu", between the linear maps.</param>
    /// <param name="layerNormEps">ε of the normalizations.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="normFirst">Whether each block normalizes its input in place of its output.</param>
    /// <param name="bias">Whether linear maps and normalizations have biases.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">E is not divisible by the heads, or the activation is neither.</exception>
    public TransformerEncoderLayer(
        long dModel,
        long nhead,
        long dimFeedforward = 2048,
        double dropout = 0.1,
        string activation = "relu",
        double layerNormEps = 1e-5,
        bool batchFirst = false,
        bool normFirst = false,
        bool bias = true,
        ScalarType? dtype = null
    )
    {
        selfAttn = new MultiheadAttention(
            dModel,
            nhead,
            dropout,
            bias,
            batchFirst: batchFirst,
            dtype: dtype
        );
        linear1 = new Linear(dModel, dimFeedforward, bias, dtype);
        this.dropout = new Dropout(dropout);
        linear2 = new Linear(dimFeedforward, dModel, bias, dtype);
        norm1 = new LayerNorm([dModel], layerNormEps, bias: bias, dtype: dtype);
        norm2 = new LayerNorm([dModel], layerNormEps, bias: bias, dtype: dtype);
        dropout1 = new Dropout(dropout);
        dropout2 = new Dropout(dropout);
        this.activation = activation switch
        {
            "relu" => x => Functional.Relu(x),
            "gelu" => x => Functional.Gelu(x),
            _ => throw new ArgumentException(
                $"activation should be relu/gelu, not {activation}",
                nameof(activation)
            ),
        };
        this.normFirst = normFirst;
        RegisterModule("self_attn", selfAttn);
        RegisterModule("linear1", linear1);
        RegisterModule("dropout", this.dropout);
        RegisterModule("linear2", linear2);
        RegisterModule("norm1", norm1);
        RegisterModule("norm2", norm2);
        RegisterModule("dropout1", dropout1);
        RegisterModule("dropout2", dropout2);
    }

    /// <param name="src">(L, N, E), or (N, L, E) with batchFirst, or (L, E) without a batch.</param>
    /// <param name="srcMask">(L, L) or (N · h, L, L): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="srcKeyPaddingMask">(N, L), or (L): bool, true where a token is only padding, or real.</param>
    /// <param name="isCausal">A hint that srcMask is the causal one, which must then be given.</param>
    /// <returns>The same shape as <paramref name="src"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(
        Tensor src,
        Tensor? srcMask = null,
        Tensor? srcKeyPaddingMask = null,
        bool isCausal = false
    )
    {
        ArgumentNullException.ThrowIfNull(src);
        if (normFirst)
        {
            var x = src + Attend(norm1.Forward(src));
            return x + FeedForward(norm2.Forward(x));
        }
        else
        {
            var x = norm1.Forward(src + Attend(src));
            return norm2.Forward(x + FeedForward(x));
        }

        Tensor Attend(Tensor x) =>
            dropout1.Forward(
                selfAttn
                    .Forward(
                        x,
                        x,
                        x,
                        srcKeyPaddingMask,
                        needWeights: false,
                        attnMask: srcMask,
                        isCausal: isCausal
                    )
                    .AttnOutput
            );

        Tensor FeedForward(Tensor x) =>
            dropout2.Forward(linear2.Forward(dropout.Forward(activation(linear1.Forward(x)))));
    }
}
