namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>Attention: y = softmax(Q Kᵀ / √d + mask) V.</summary>
    /// <remarks>PyTorch: <c>nn.functional.scaled_dot_product_attention</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.</remarks>
    /// <param name="query">Q, (*, L, d)</param>
    /// <param name="key">K, (*, S, d)</param>
    /// <param name="value">V, (*, S, dᵥ)</param>
    /// <param name="attnMask">A shape that broadcasts to (*, L, S): bool, false where a query must not look, or real, added to the scores.</param>
    /// <param name="dropoutP">The share of weights that is dropped.</param>
    /// <param name="isCausal">Whether query i sees only keys 0 … i; not together with a mask.</param>
    /// <param name="scale">What the scores are multiplied with; 1/√d where null.</param>
    /// <returns>(*, L, dᵥ)</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is a mask beside <paramref name="isCausal"/>.</exception>
    public static Tensor ScaledDotProductAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask = null,
        double dropoutP = 0,
        bool isCausal = false,
        double? scale = null
    )
    {
        if (isCausal && attnMask is not null)
            throw new ArgumentException(
                "Explicit attn_mask should not be set when is_causal=True",
                nameof(attnMask)
            );
        return Attend(
            query,
            key,
            value,
            isCausal ? CausalMask(query, key) : attnMask,
            dropoutP,
            scale
        ).Output;
    }

    /// <summary>Attention and its weights after dropout, (*, L, S).</summary>
    internal static (Tensor Output, Tensor Weights) Attend(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? mask,
        double dropoutP,
        double? scale = null
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (
            query.Rank < 2
            || key.Rank < 2
            || value.Rank < 2
            || query.Shape[^1] != key.Shape[^1]
            || key.Shape[^2] != value.Shape[^2]
        )
            throw new ArgumentException(
                $"query (*, L, d), key (*, S, d) and value (*, S, d_v) do not fit: {query.ShapeText}, {key.ShapeText}, {value.ShapeText}",
                nameof(query)
            );
        var scores =
            query.MatMul(key.Transpose(-2, -1)) * (scale ?? 1 / Math.Sqrt(query.Shape[^1]));
        if (mask is not null)
            scores = scores + AdditiveMask(mask, scores.Dtype);
        var weights = Dropout(Softmax(scores, -1), dropoutP);
        return (weights.MatMul(value), weights);
    }

    // Where a query must not look its score becomes −∞, and e^(−∞) is 0.
    static Tensor AdditiveMask(Tensor mask, ScalarType dtype) =>
        mask.Dtype == ScalarType.Bool
            ? Torch.Where(
                mask,
                Tensor.Scalar(0, dtype),
                Tensor.Scalar(double.NegativeInfinity, dtype)
            )
            : mask;

    static Tensor CausalMask(Tensor query, Tensor key)
    {
        var (length, keys) = (query.Shape[^2], key.Shape[^2]);
        var visible = new bool[length * keys];
        for (var i = 0; i < length; i++)
            Array.Fill(visible, true, (int)(i * keys), (int)Math.Min(i + 1, keys));
        return Tensor.FromArray(visible, length, keys);
    }
}
