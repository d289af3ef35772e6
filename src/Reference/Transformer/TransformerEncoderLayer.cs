namespace Diptych.Reference;

/// <summary>Transformer encoder layer: x ← norm₁(x + attention(x)), y = norm₂(x + W₂·f(W₁·x + b₁) + b₂).</summary>
/// <remarks>
/// PyTorch: <c>nn.TransformerEncoderLayer</c>, its path with gradients on. Vaswani et al. 2017,
/// https://arxiv.org/abs/1706.03762; normFirst: Xiong et al. 2020, https://arxiv.org/abs/2002.04745. Composed:
/// TorchSharp's own module lacks batchFirst, normFirst, layerNormEps, bias and dtype.
/// </remarks>
public sealed class TransformerEncoderLayer : Module
{
    readonly bool normFirst;
    readonly Module<Tensor, Tensor> activation;
    readonly Dropout dropout;
    readonly Dropout dropout1;
    readonly Dropout dropout2;

    /// <summary>Draws the parameters in the order attention, W₁, W₂.</summary>
    /// <param name="dModel">The size of a position.</param>
    /// <param name="nhead">The number of attention heads.</param>
    /// <param name="dimFeedforward">The size between W₁ and W₂.</param>
    /// <param name="dropout">The probability of dropout, in training: of attention weights, after f, and after both sublayers.</param>
    /// <param name="activation">f: "relu" or "gelu".</param>
    /// <param name="layerNormEps">The ε of both norms.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, dModel) and not (L, N, dModel).</param>
    /// <param name="normFirst">Whether each sublayer normalizes its input, x + sublayer(norm(x)), and not the sum.</param>
    /// <param name="bias">Whether linear layers and norms have biases.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">Another activation, or dModel that the heads do not divide.</exception>
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
        : base(nameof(TransformerEncoderLayer))
    {
        this.normFirst = normFirst;
        this.activation = activation switch
        {
            "relu" => new ReLU(),
            "gelu" => new GELU(),
            _ => throw new ArgumentException(
                $"activation should be relu/gelu, not {activation}",
                nameof(activation)
            ),
        };
        SelfAttn = new(dModel, nhead, dropout, bias, batchFirst: batchFirst, dtype: dtype);
        Linear1 = new(dModel, dimFeedforward, bias, dtype);
        this.dropout = new(dropout);
        Linear2 = new(dimFeedforward, dModel, bias, dtype);
        Norm1 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        Norm2 = new([dModel], layerNormEps, bias: bias, dtype: dtype);
        dropout1 = new(dropout);
        dropout2 = new(dropout);

        register_module("self_attn", SelfAttn);
        register_module("linear1", Linear1);
        register_module("dropout", this.dropout);
        register_module("linear2", Linear2);
        register_module("norm1", Norm1);
        register_module("norm2", Norm2);
        register_module("dropout1", dropout1);
        register_module("dropout2", dropout2);
    }

    /// <summary>Attention of the sequence to itself.</summary>
    public MultiheadAttention SelfAttn { get; }

    /// <summary>W₁ and b₁.</summary>
    public Linear Linear1 { get; }

    /// <summary>W₂ and b₂.</summary>
    public Linear Linear2 { get; }

    /// <summary>The norm of the attention sublayer.</summary>
    public LayerNorm Norm1 { get; }

    /// <summary>The norm of the feed-forward sublayer.</summary>
    public LayerNorm Norm2 { get; }

    /// <summary>Encodes a sequence.</summary>
    /// <param name="src">(L, N, dModel); (N, L, dModel) with batchFirst; (L, dModel) for one sequence.</param>
    /// <param name="srcMask">(L, L) or (N·heads, L, L): true where attention is forbidden, or numbers that are added.</param>
    /// <param name="srcKeyPaddingMask">(N, L), (L) for one sequence: true where a position is left out, or numbers that are added.</param>
    /// <param name="isCausal">A hint that <paramref name="srcMask"/> is the causal one.</param>
    /// <returns>The same shape as <paramref name="src"/>.</returns>
    /// <exception cref="ArgumentException">Ranks or sizes that do not fit, or the causal hint without a mask.</exception>
    public Tensor Forward(
        Tensor src,
        Tensor? srcMask = null,
        Tensor? srcKeyPaddingMask = null,
        bool isCausal = false
    )
    {
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

    Tensor FeedForward(Tensor x)
    {
        var hidden = dropout.Forward(activation.Forward(Linear1.Forward(x)));
        return dropout2.Forward(Linear2.Forward(hidden));
    }
}
