namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>Attention: y = dropout(softmax(Q Kᵀ / √d + mask)) V.</summary>
    /// <remarks>PyTorch: <c>nn.functional.scaled_dot_product_attention</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.
    /// A query that may look nowhere gets 0, as in PyTorch since 2.5, and not NaN.</remarks>
    /// <param name="query">Q, (*, L, d)</param>
    /// <param name="key">K, (*, S, d)</param>
    /// <param name="value">V, (*, S, dᵥ)</param>
    /// <param name="attnMask">A shape that broadcasts to (*, L, S): bool, false where a query must not look, or real, added to the scores.</param>
    /// <param name="dropoutP">The share of weights that is dropped; there is no training mode here.</param>
    /// <param name="isCausal">Whether query i sees only keys 0 … i; not together with a mask.</param>
    /// <param name="scale">What the scores are multiplied with; 1/√d where null.</param>
    /// <param name="enableGqa">Whether fewer heads of keys and values, in the third dimension from the end, serve several of the queries' each.</param>
    /// <returns>(*, L, dᵥ)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, the heads of keys or values do not divide those of
    /// the queries, there is a mask beside <paramref name="isCausal"/>, or <paramref name="dropoutP"/> is no probability.</exception>
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
        if (enableGqa)
            (key, value) = (ShareHeads(key, query), ShareHeads(value, query));

        var scores = query.MatMul(key.Transpose(-2, -1)); // (*, L, S)
        scores = scores * (scale ?? 1 / Math.Sqrt(query.Shape[^1]));
        if (isCausal)
            scores = scores + AdditiveMask(CausalMask(scores), scores.Dtype);
        else if (attnMask is not null)
            scores = scores + AdditiveMask(CheckMask(attnMask, scores), scores.Dtype);
        var weights = new AttentionSoftmaxOperation(scores).Apply();
        return Dropout(weights, dropoutP).MatMul(value);
    }

    /// <summary>Softmax along the last dimension, but a row of −∞ alone becomes 0 and not NaN.</summary>
    sealed class AttentionSoftmaxOperation(Tensor x) : Operation(x)
    {
        Tensor? y;

        protected override Tensor Forward()
        {
            if (x.Count == 0)
                return y = x.Clone();
            var (zero, one) = (Tensor.Scalar(0, x.Dtype), Tensor.Scalar(1, x.Dtype));
            var max = x.Amax(-1, keepdim: true);
            var blind = max.EqualTo(double.NegativeInfinity);
            var powers = (x - Torch.Where(blind, zero, max)).Exp();
            return y = Save(powers / Torch.Where(blind, one, powers.Sum([-1], keepdim: true)));
        }

        // dx = y · (dy − Σ dy · y)
        protected override Tensor?[] Backward(Tensor dy) =>
            [y! * (dy - (dy * y!).Sum([-1], keepdim: true))];
    }

    static void CheckAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask,
        bool isCausal
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (query.Rank < 2 || key.Rank < 2 || value.Rank < 2)
            throw new ArgumentException(
                $"Expected query, key, and value to all be at least 2 dimensional, but got query.dim: {query.Rank} key.dim: {key.Rank} and value.dim: {value.Rank} instead.",
                nameof(query)
            );
        if (query.Dtype != key.Dtype || query.Dtype != value.Dtype)
            throw new ArgumentException(
                $"Expected query, key, and value to have the same dtype, but got query.dtype: {query.Dtype.TorchName()} key.dtype: {key.Dtype.TorchName()} and value.dtype: {value.Dtype.TorchName()} instead.",
                nameof(query)
            );
        if (query.Shape[^1] != key.Shape[^1] || key.Shape[^2] != value.Shape[^2])
            throw new ArgumentException(
                $"query (*, L, d), key (*, S, d) and value (*, S, d_v) do not fit: {query.ShapeText}, {key.ShapeText}, {value.ShapeText}",
                nameof(query)
            );
        if (attnMask is null)
            return;
        if (isCausal)
            throw new ArgumentException(
                "Explicit attn_mask should not be set when is_causal=True",
                nameof(attnMask)
            );
        if (attnMask.Dtype != ScalarType.Bool && attnMask.Dtype != query.Dtype)
            throw new ArgumentException(
                $"Expected attn_mask dtype to be bool or to match query dtype, but got attn_mask.dtype: {attnMask.Dtype.TorchName()} and query.dtype: {query.Dtype.TorchName()} instead.",
                nameof(attnMask)
            );
    }

    // Adding a mask must not make more scores than there are.
    static Tensor CheckMask(Tensor mask, Tensor scores)
    {
        var fits = mask.Rank <= scores.Rank;
        for (var d = 1; fits && d <= mask.Rank; d++)
            fits = mask.Shape[^d] == 1 || mask.Shape[^d] == scores.Shape[^d];
        return fits
            ? mask
            : throw new ArgumentException(
                $"attn_mask of shape {mask.ShapeText} does not broadcast to the scores, {scores.ShapeText}",
                nameof(mask)
            );
    }

    // Grouped queries: (*, H, S, d) → (*, r · H, S, d), each head r times in a row.
    static Tensor ShareHeads(Tensor x, Tensor query)
    {
        if (x.Rank < 3 || query.Rank < 3 || query.Shape[^3] % x.Shape[^3] != 0)
            throw new ArgumentException(
                $"Number of heads in key and value must divide the number of heads in query: {x.ShapeText} for {query.ShapeText} as (*, heads, length, d)",
                nameof(query)
            );
        var (heads, shared) = (x.Shape[^3], query.Shape[^3] / x.Shape[^3]);
        var apart = x.Unsqueeze(-3); // (*, H, 1, S, d)
        return apart
            .Expand([.. apart.Shape[..^3], shared, .. apart.Shape[^2..]])
            .Reshape([.. x.Shape[..^3], heads * shared, .. x.Shape[^2..]]);
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

    static Tensor CausalMask(Tensor scores)
    {
        var (length, keys) = (scores.Shape[^2], scores.Shape[^1]);
        var visible = new bool[length * keys];
        for (var i = 0; i < length; i++)
            Array.Fill(visible, true, (int)(i * keys), (int)Math.Min(i + 1, keys));
        return Tensor.FromArray(visible, length, keys);
    }
}
