using Diptych.Scratch.Kernels;

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

        Checks.Probability(dropoutP, nameof(dropoutP));
        long[] shape = // (*, L, S)
        [
            .. Shapes.Broadcast(
                Shapes.Broadcast(query.Shape[..^2], key.Shape[..^2]),
                value.Shape[..^2]
            ),
            query.Shape[^2],
            key.Shape[^2],
        ];
        var mask = attnMask is null ? null : AdditiveMask(CheckMask(attnMask, shape), query.Dtype);
        return new AttentionOperation(
            query.Expand([.. shape[..^2], .. query.Shape[^2..]]),
            key.Expand([.. shape[..^2], .. key.Shape[^2..]]),
            value.Expand([.. shape[..^2], .. value.Shape[^2..]]),
            mask,
            isCausal,
            scale ?? 1 / Math.Sqrt(query.Shape[^1]),
            dropoutP,
            blindIsZero: true
        ).Apply();
    }

    /// <summary>Y = dropout(softmax(Q Kᵀ · scale + mask)) V, all heads together</summary>
    internal sealed class AttentionOperation(
        Tensor q,
        Tensor k,
        Tensor v,
        Tensor? mask,
        bool isCausal,
        double scale,
        double p,
        bool blindIsZero,
        bool keeps = false
    ) : Operation(q, k, v, mask)
    {
        readonly bool keeps = keeps || Autograd.IsEnabled;
        readonly Attention attention = new(q, k, v, mask, isCausal, scale, p, blindIsZero);

        /// <summary>The weights that were used, with the way back to Q and K.</summary>
        /// <param name="y">The result; nothing has been computed from it yet.</param>
        public Tensor Weights(Tensor y) =>
            new AttentionWeightsOperation(q, k, mask, attention, y.Producer).Apply();

        protected override Tensor Forward()
        {
            var y = Tensor.AllocateUnset(q.Dtype, [.. q.Shape[..^1], v.Shape[^1]]);
            attention.Forward(y, keeps);
            foreach (var needed in (Tensor?[])[q, k, v, attention.Weights, attention.Dropped])
                if (needed is not null)
                    Save(needed);
            return y;
        }

        // dV = Pᵀ dY      dP = dY Vᵀ, and from there on as below
        protected override Tensor?[] Backward(Tensor dy)
        {
            var (dq, dk, dv) = (Like(q), Like(k), Like(v));
            var dScores = Needs(3) ? Tensor.AllocateUnset(q.Dtype, attention.Shape) : null;
            attention.Backward(Copy.Contiguous(dy), dq, dk, dv, dScores);
            return [dq, dk, dv, dScores?.SumTo(mask!.Shape)];
        }
    }

    /// <summary>P = dropout(softmax(Q Kᵀ · scale + mask)), which attention has computed already</summary>
    /// <remarks>
    /// There is one way back through the softmax, for the gradients of P and of PV together. What was computed from PV came
    /// later than this step, so that its gradient, if there is one, has arrived when this step's turn comes.
    /// </remarks>
    sealed class AttentionWeightsOperation(
        Tensor q,
        Tensor k,
        Tensor? mask,
        Attention attention,
        Node? product
    ) : Operation(q, k, mask)
    {
        protected override Tensor Forward() => Save(attention.Dropped!);

        // With S = Q Kᵀ · scale + mask: dS = P · (dP − Σ dP · P)      dQ = dS K · scale      dK = dSᵀ Q · scale
        protected override Tensor?[] Backward(Tensor dy)
        {
            attention.DroppedGradient = Copy.Contiguous(dy);
            if (product?.Gradient is not null)
                return [null, null, null];
            var (dq, dk) = (Like(q), Like(k));
            var dScores = Needs(2) ? Tensor.AllocateUnset(q.Dtype, attention.Shape) : null;
            attention.Backward(null, dq, dk, null, dScores);
            return [dq, dk, dScores?.SumTo(mask!.Shape)];
        }
    }

    /// <summary>The same where a sequence attends to itself: Q, K and V side by side, as one product makes them.</summary>
    /// <param name="qkv">(L, N, 3E), or (N, L, 3E) where the batch comes first.</param>
    /// <param name="heads">h</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="mask">Added to the scores, (N or 1, h or 1, L or 1, S), or null.</param>
    /// <param name="isCausal">Whether query i sees only keys 0 … i.</param>
    /// <param name="p">The share of weights that is dropped.</param>
    /// <param name="keeps">Whether the weights are asked for; those of a query that may look nowhere are then NaN, else 0.</param>
    internal sealed class SelfAttentionOperation(
        Tensor qkv,
        long heads,
        bool batchFirst,
        Tensor? mask,
        bool isCausal,
        double p,
        bool keeps
    ) : Operation(qkv, mask)
    {
        readonly bool keeps = keeps || Autograd.IsEnabled;
        readonly Attention attention = new(
            HeadsOf(qkv, heads, batchFirst, 0, 3),
            HeadsOf(qkv, heads, batchFirst, 1, 3),
            HeadsOf(qkv, heads, batchFirst, 2, 3),
            mask,
            isCausal,
            1 / Math.Sqrt(qkv.Shape[2] / 3 / heads),
            p,
            blindIsZero: !keeps
        );

        /// <summary>The weights that were used, (N, h, L, S), with the way back to Q and K.</summary>
        /// <param name="y">The result; nothing has been computed from it yet.</param>
        public Tensor Weights(Tensor y) =>
            new SelfAttentionWeightsOperation(
                qkv,
                heads,
                batchFirst,
                mask,
                attention,
                y.Producer
            ).Apply();

        // (L, N, E): PyTorch's order of rows, in which dropout draws after this.
        protected override Tensor Forward()
        {
            var (n, l) = batchFirst ? (qkv.Shape[0], qkv.Shape[1]) : (qkv.Shape[1], qkv.Shape[0]);
            var y = Tensor.AllocateUnset(qkv.Dtype, l, n, qkv.Shape[2] / 3);
            attention.Forward(HeadsOf(y, heads, batchFirst: false, 0, 1), keeps);
            Save(qkv);
            foreach (var needed in (Tensor?[])[attention.Weights, attention.Dropped])
                if (needed is not null)
                    Save(needed);
            return y;
        }

        protected override Tensor?[] Backward(Tensor dy)
        {
            var dqkv = Like(qkv);
            var dScores = Needs(1) ? Tensor.AllocateUnset(qkv.Dtype, attention.Shape) : null;
            attention.Backward(
                HeadsOf(Copy.Contiguous(dy), heads, batchFirst: false, 0, 1),
                HeadsOf(dqkv, heads, batchFirst, 0, 3),
                HeadsOf(dqkv, heads, batchFirst, 1, 3),
                HeadsOf(dqkv, heads, batchFirst, 2, 3),
                dScores
            );
            return [dqkv, dScores?.SumTo(mask!.Shape)];
        }
    }

    /// <summary>The weights of the same</summary>
    sealed class SelfAttentionWeightsOperation(
        Tensor qkv,
        long heads,
        bool batchFirst,
        Tensor? mask,
        Attention attention,
        Node? product
    ) : Operation(qkv, mask)
    {
        protected override Tensor Forward() => Save(attention.Dropped!);

        // V takes no part.
        protected override Tensor?[] Backward(Tensor dy)
        {
            attention.DroppedGradient = Copy.Contiguous(dy);
            if (product?.Gradient is not null)
                return [null, null];
            var dqkv = Torch.Zeros(qkv.Shape, qkv.Dtype);
            var dScores = Needs(1) ? Tensor.AllocateUnset(qkv.Dtype, attention.Shape) : null;
            attention.Backward(
                null,
                HeadsOf(dqkv, heads, batchFirst, 0, 3),
                HeadsOf(dqkv, heads, batchFirst, 1, 3),
                null,
                dScores
            );
            return [dqkv, dScores?.SumTo(mask!.Shape)];
        }
    }

    // The heads of one of several parts that stand side by side: (N, h, L, E/h), on the memory of (L, N, parts · E) or
    // (N, L, parts · E).
    static Tensor HeadsOf(Tensor x, long heads, bool batchFirst, long part, long parts)
    {
        var (batch, steps) = batchFirst ? (0, 1) : (1, 0);
        var size = x.Shape[2] / parts;
        var strides = x.Strides;
        return x.View(
            [x.Shape[batch], heads, x.Shape[steps], size / heads],
            [strides[batch], size / heads * strides[2], strides[steps], strides[2]],
            x.Offset + part * size * strides[2]
        );
    }

    static Tensor Like(Tensor x) => Tensor.AllocateUnset(x.Dtype, x.Shape);

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
    static Tensor CheckMask(Tensor mask, long[] scores)
    {
        var fits = mask.Rank <= scores.Length;
        for (var d = 1; fits && d <= mask.Rank; d++)
            fits = mask.Shape[^d] == 1 || mask.Shape[^d] == scores[^d];
        return fits
            ? mask
            : throw new ArgumentException(
                $"attn_mask of shape {mask.ShapeText} does not broadcast to the scores, {Shapes.Text(scores)}",
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
}
