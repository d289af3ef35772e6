namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>Scaled dot-product attention: y = dropout(softmax(Q·Kᵀ · scale + mask)) · V.</summary>
    /// <remarks>PyTorch: <c>nn.functional.scaled_dot_product_attention</c>. Vaswani et al. 2017,
    /// https://arxiv.org/abs/1706.03762.</remarks>
    /// <param name="query">Q: (*, L, E).</param>
    /// <param name="key">K: (*, S, E).</param>
    /// <param name="value">V: (*, S, Ev).</param>
    /// <param name="attnMask">Broadcastable to (*, L, S): true where attention is allowed, or numbers that are added.</param>
    /// <param name="dropoutP">The probability that a weight is dropped; there is no train mode here.</param>
    /// <param name="isCausal">Whether position i attends only to positions up to i; not together with a mask.</param>
    /// <param name="scale">1/√E where null.</param>
    /// <returns>(*, L, Ev)</returns>
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
        // TorchSharp's call scales by 1/√E and takes no other scale: the rest goes into the query.
        if (scale is { } wanted)
            query = query * (wanted * Math.Sqrt(query.size(-1)));
        return functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attnMask,
            dropoutP,
            isCausal
        );
    }
}
