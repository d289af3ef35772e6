namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>Scaled dot-product attention: y = dropout(softmax(Q·Kᵀ · scale + mask)) · V.</summary>
    /// <remarks>PyTorch: <c>nn.functional.scaled_dot_product_attention</c>. Vaswani et al. 2017,
    /// https://arxiv.org/abs/1706.03762. A query that may look nowhere gets 0, as in PyTorch since 2.5, and not NaN.</remarks>
    /// <param name="query">Q: (*, L, E).</param>
    /// <param name="key">K: (*, S, E).</param>
    /// <param name="value">V: (*, S, Ev).</param>
    /// <param name="attnMask">Broadcastable to (*, L, S): true where attention is allowed, or numbers that are added.</param>
    /// <param name="dropoutP">The probability that a weight is dropped; there is no train mode here.</param>
    /// <param name="isCausal">Whether position i attends only to positions up to i; not together with a mask.</param>
    /// <param name="scale">1/√E where null.</param>
    /// <param name="enableGqa">Whether each head of keys and values, the third dimension from the end, serves several of the queries.</param>
    /// <returns>(*, L, Ev)</returns>
    /// <exception cref="ArgumentException">Fewer than two dimensions, types that differ, heads that do not divide, a mask
    /// beside <paramref name="isCausal"/>, or <paramref name="dropoutP"/> is no probability.</exception>
    public static Tensor ScaledDotProductAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask = null,
        double dropoutP = 0,
        bool isCausal = false,
        double? scale = null,
        bool enableGqa = false
    )
    {
        CheckAttention(query, key, value, attnMask, isCausal);
        CheckProbability(dropoutP);
        // TorchSharp's call takes neither scale nor grouped queries: the scale goes into the query, and heads are repeated.
        if (scale is { } wanted)
            query = query * (wanted * Math.Sqrt(query.size(-1)));
        if (enableGqa)
            (key, value) = (ShareHeads(key, query), ShareHeads(value, query));
        // libtorch ends the process where a mask meets no sample or no head.
        if (attnMask is not null && query.shape.SkipLast(2).Contains(0))
            return (query.matmul(key.transpose(-2, -1)) + attnMask.to(query.dtype)).matmul(value);
        return functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attnMask,
            dropoutP,
            isCausal
        );
    }

    static void CheckAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask,
        bool isCausal
    )
    {
        if (query.dim() < 2 || key.dim() < 2 || value.dim() < 2)
            throw new ArgumentException(
                $"Expected query, key, and value to all be at least 2 dimensional, but got query.dim: {query.dim()} key.dim: {key.dim()} and value.dim: {value.dim()} instead.",
                nameof(query)
            );
        if (query.dtype != key.dtype || query.dtype != value.dtype)
            throw new ArgumentException(
                $"Expected query, key, and value to have the same dtype, but got query.dtype: {query.dtype} key.dtype: {key.dtype} and value.dtype: {value.dtype} instead.",
                nameof(query)
            );
        if (attnMask is null)
            return;
        if (isCausal)
            throw new ArgumentException(
                "Explicit attn_mask should not be set when is_causal=True",
                nameof(attnMask)
            );
        if (attnMask.dtype != ScalarType.Bool && attnMask.dtype != query.dtype)
            throw new ArgumentException(
                $"Expected attn_mask dtype to be bool or to match query dtype, but got attn_mask.dtype: {attnMask.dtype} and query.dtype: {query.dtype} instead.",
                nameof(attnMask)
            );
    }

    // Grouped queries: (*, H, S, d) → (*, r · H, S, d), each head r times in a row.
    static Tensor ShareHeads(Tensor x, Tensor query) =>
        x.dim() >= 3 && query.dim() >= 3 && query.size(-3) % x.size(-3) == 0
            ? x.repeat_interleave(query.size(-3) / x.size(-3), -3)
            : throw new ArgumentException(
                $"Number of heads in key and value must divide the number of heads in query: ({string.Join(", ", x.shape)}) for ({string.Join(", ", query.shape)}) as (*, heads, length, d)",
                nameof(query)
            );
}
