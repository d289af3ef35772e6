namespace Diptych.Scratch;

/// <summary>Multi-head attention: each head attends in a subspace of its own, y = [head₁, …, headₕ] Wᵒ + bᵒ.</summary>
/// <remarks>
/// PyTorch: <c>nn.MultiheadAttention</c>, its path with gradients on. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.
/// A query that may look nowhere is NaN where the weights are asked for, and bᵒ where they are not: PyTorch takes
/// another softmax there.
/// </remarks>
public sealed class MultiheadAttention : Module
{
    readonly long embedDim;
    readonly long numHeads;
    readonly double dropout;
    readonly bool addZeroAttn;
    readonly bool batchFirst;

    /// <summary>The projections are drawn by Xavier's rule, their biases are 0.</summary>
    /// <param name="embedDim">E, the size of queries and outputs.</param>
    /// <param name="numHeads">h, a divisor of E.</param>
    /// <param name="dropout">The share of attention weights that is dropped in training.</param>
    /// <param name="bias">Whether the projections add biases.</param>
    /// <param name="addBiasKv">Whether a learned key and value stand behind the others.</param>
    /// <param name="addZeroAttn">Whether a key and value of zeros stand behind the others.</param>
    /// <param name="kdim">The size of keys; E where null.</param>
    /// <param name="vdim">The size of values; E where null.</param>
    /// <param name="batchFirst">Whether the batch comes first.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">E is not divisible by h, or a size is not positive.</exception>
    public MultiheadAttention(
        long embedDim,
        long numHeads,
        double dropout = 0,
        bool bias = true,
        bool addBiasKv = false,
        bool addZeroAttn = false,
        long? kdim = null,
        long? vdim = null,
        bool batchFirst = false,
        ScalarType? dtype = null
    )
    {
        if (embedDim <= 0 || numHeads <= 0)
            throw new ArgumentException(
                $"embed_dim and num_heads must be greater than 0, got embed_dim={embedDim} and num_heads={numHeads} instead",
                nameof(embedDim)
            );
        if (embedDim % numHeads != 0)
            throw new ArgumentException(
                $"embed_dim must be divisible by num_heads, got embed_dim={embedDim} and num_heads={numHeads}",
                nameof(embedDim)
            );
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.dropout = dropout;
        this.addZeroAttn = addZeroAttn;
        this.batchFirst = batchFirst;

        var type = dtype ?? ScalarType.Float32;
        var (keySize, valueSize) = (kdim ?? embedDim, vdim ?? embedDim);
        if (keySize == embedDim && valueSize == embedDim)
            InProjWeight = Register("in_proj_weight", [3 * embedDim, embedDim]);
        else
        {
            QProjWeight = Register("q_proj_weight", [embedDim, embedDim]);
            KProjWeight = Register("k_proj_weight", [embedDim, keySize]);
            VProjWeight = Register("v_proj_weight", [embedDim, valueSize]);
        }
        InProjBias = bias ? Register("in_proj_bias", [3 * embedDim]) : null;
        OutProj = new Linear(embedDim, embedDim, bias, type);
        RegisterModule("out_proj", OutProj);
        BiasK = addBiasKv ? Register("bias_k", [1, 1, embedDim]) : null;
        BiasV = addBiasKv ? Register("bias_v", [1, 1, embedDim]) : null;

        foreach (var weight in new[] { InProjWeight, QProjWeight, KProjWeight, VProjWeight })
            if (weight is not null)
                Init.XavierUniform(weight);
        if (bias)
            OutProj.Bias!.Detach().Fill(0);
        foreach (var extra in new[] { BiasK, BiasV })
            if (extra is not null)
                Init.XavierNormal(extra);

        Parameter Register(string name, long[] shape)
        {
            var parameter = new Parameter(Torch.Zeros(shape, type));
            RegisterParameter(name, parameter);
            return parameter;
        }
    }

    /// <summary>Wᵠ, Wᵏ and Wᵛ under one another, (3E, E), or null where keys or values have sizes of their own.</summary>
    public Parameter? InProjWeight { get; }

    /// <summary>Wᵠ, (E, E), or null.</summary>
    public Parameter? QProjWeight { get; }

    /// <summary>Wᵏ, (E, kdim), or null.</summary>
    public Parameter? KProjWeight { get; }

    /// <summary>Wᵛ, (E, vdim), or null.</summary>
    public Parameter? VProjWeight { get; }

    /// <summary>bᵠ, bᵏ and bᵛ, (3E), or null.</summary>
    public Parameter? InProjBias { get; }

    /// <summary>Wᵒ and bᵒ.</summary>
    public Linear OutProj { get; }

    /// <summary>The learned key behind the others, (1, 1, E), or null.</summary>
    public Parameter? BiasK { get; }

    /// <summary>The learned value behind the others, (1, 1, E), or null.</summary>
    public Parameter? BiasV { get; }

    /// <summary>Attends with each query to all keys.</summary>
    /// <param name="query">(L, N, E), or (N, L, E) with batchFirst, or (L, E) without a batch.</param>
    /// <param name="key">(S, N, kdim), likewise.</param>
    /// <param name="value">(S, N, vdim), likewise.</param>
    /// <param name="keyPaddingMask">(N, S), or (S) without a batch: bool, true where a key is only padding, or real, added to its scores.</param>
    /// <param name="needWeights">Whether the attention weights are returned too.</param>
    /// <param name="attnMask">(L, S) or (N · h, L, S): bool, true where a query must not look, or real, added to the scores.</param>
    /// <param name="averageAttnWeights">Whether the returned weights are averaged over the heads.</param>
    /// <param name="isCausal">A hint that attnMask is the causal one, which must then be given. Without padding and weights it is believed: the mask itself is not looked at.</param>
    /// <returns>(L, N, E) in the layout of the query, and (N, L, S), or (N, h, L, S) when not averaged, both without N for no batch, or null.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the causal hint came without a mask.</exception>
    public (Tensor AttnOutput, Tensor? AttnOutputWeights) Forward(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? keyPaddingMask = null,
        bool needWeights = true,
        Tensor? attnMask = null,
        bool averageAttnWeights = true,
        bool isCausal = false
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        CheckRanks(query, key, value, keyPaddingMask, attnMask);
        if (isCausal && attnMask is null)
            throw new ArgumentException(
                "Need attn_mask if specifying the is_causal hint.",
                nameof(attnMask)
            );
        CheckMaskType(attnMask, query.Dtype, "attn_mask");
        CheckMaskType(keyPaddingMask, query.Dtype, "key_padding_mask");
        var batched = query.Rank == 3;
        var (q, k, v) = (Arrange(query), Arrange(key), Arrange(value)); // (N, L or S, *)
        CheckSizes(q, k, v);
        var (n, l, s) = (q.Shape[0], q.Shape[1], k.Shape[1]);

        var believed = isCausal && keyPaddingMask is null && !needWeights;
        var mask = believed ? null : Mask(attnMask, keyPaddingMask, n, l, s, q.Dtype);
        var p = Training ? Checks.Probability(dropout, nameof(dropout)) : 0;
        Tensor heads; // (L, N, E): PyTorch's order of rows, in which dropout draws after this.
        Tensor? weights; // (N, h, L, S)
        if (
            ReferenceEquals(query, key)
            && ReferenceEquals(key, value)
            && InProjWeight is not null
            && BiasK is null
            && !addZeroAttn
        )
        {
            // Queries, keys and values in one product, (L, N, 3E).
            var x = batched ? query : query.Unsqueeze(1);
            var attention = new Functional.SelfAttentionOperation(
                Functional.Linear(x, InProjWeight, InProjBias),
                numHeads,
                batched && batchFirst,
                mask,
                believed,
                p,
                keeps: needWeights
            );
            heads = attention.Apply();
            weights = needWeights ? attention.Weights(heads) : null;
        }
        else
        {
            (q, k, v) = Project(q, k, v);
            if (BiasK is not null && BiasV is not null)
                (k, v, mask) = Append(
                    (k, v, mask),
                    BiasK.Expand([n, 1, embedDim]),
                    BiasV.Expand([n, 1, embedDim])
                );
            if (addZeroAttn)
            {
                var zeros = Torch.Zeros([n, 1, embedDim], k.Dtype);
                (k, v, mask) = Append((k, v, mask), zeros, zeros);
            }
            (q, k, v) = (Split(q), Split(k), Split(v)); // (N, h, L or S, E/h)
            var attention = new Functional.AttentionOperation(
                q,
                k,
                v,
                mask,
                believed,
                1 / Math.Sqrt(q.Shape[^1]),
                p,
                blindIsZero: !needWeights,
                keeps: needWeights
            );
            var y = attention.Apply(); // (N, h, L, E/h)
            weights = needWeights ? attention.Weights(y) : null;
            heads = y.Permute([2, 0, 1, 3]).Reshape([l, n, embedDim]);
        }
        var output = OutProj.Forward(heads);
        if (averageAttnWeights)
            weights = weights?.Mean([1]);
        if (!batched)
            return (output.Squeeze(1), weights?.Squeeze(0));
        return (batchFirst ? output.Transpose(0, 1) : output, weights);
    }

    // Everything inside is (N, L, E).
    Tensor Arrange(Tensor x) =>
        x.Rank == 2 ? x.Unsqueeze(0)
        : batchFirst ? x
        : x.Transpose(0, 1);

    (Tensor Q, Tensor K, Tensor V) Project(Tensor q, Tensor k, Tensor v)
    {
        var weights = InProjWeight?.Chunk(3) ?? [QProjWeight!, KProjWeight!, VProjWeight!];
        var biases = InProjBias?.Chunk(3) ?? [];
        return (
            Functional.Linear(q, weights[0], biases.ElementAtOrDefault(0)),
            Functional.Linear(k, weights[1], biases.ElementAtOrDefault(1)),
            Functional.Linear(v, weights[2], biases.ElementAtOrDefault(2))
        );
    }

    // (N, L, E) → (N, h, L, E/h)
    Tensor Split(Tensor x) =>
        x.Reshape([x.Shape[0], x.Shape[1], numHeads, embedDim / numHeads]).Transpose(1, 2);

    // One more key behind the others, which every query may look at.
    static (Tensor K, Tensor V, Tensor? Mask) Append(
        (Tensor K, Tensor V, Tensor? Mask) those,
        Tensor key,
        Tensor value
    )
    {
        var mask = those.Mask;
        if (mask is not null)
            mask = Torch.Cat([mask, Torch.Zeros([.. mask.Shape[..^1], 1], mask.Dtype)], -1);
        return (Torch.Cat([those.K, key], 1), Torch.Cat([those.V, value], 1), mask);
    }

    // Both masks in one, as numbers to add: (1 or N, 1 or h, 1 or L, S). Padding is the same for every head and query.
    Tensor? Mask(Tensor? attnMask, Tensor? padding, long n, long l, long s, ScalarType dtype)
    {
        Tensor? mask = null;
        if (attnMask is not null)
        {
            long[] wanted = attnMask.Rank == 2 ? [l, s] : [n * numHeads, l, s];
            if (!attnMask.Shape.SequenceEqual(wanted))
                throw new ArgumentException(
                    $"The shape of the {attnMask.Rank}D attn_mask is {attnMask.ShapeText}, but should be {Shapes.Text(wanted)}.",
                    nameof(attnMask)
                );
            mask = Additive(attnMask, dtype);
            mask = mask.Reshape(attnMask.Rank == 2 ? [1, 1, l, s] : [n, numHeads, l, s]);
        }
        if (padding is not null)
        {
            if (padding.Shape[^1] != s || (padding.Rank == 2 && padding.Shape[0] != n))
                throw new ArgumentException(
                    $"Expected key_padding_mask to be of shape {Shapes.Text([n, s])}, but got {padding.ShapeText}",
                    nameof(padding)
                );
            var columns = Additive(padding, dtype).Reshape([n, 1, 1, s]);
            mask = mask is null ? columns : mask + columns;
        }
        return mask;
    }

    static void CheckMaskType(Tensor? mask, ScalarType dtype, string name)
    {
        if (mask is null)
            return;
        if (mask.Dtype == ScalarType.Int64)
            throw new ArgumentException(
                $"only bool and floating types of {name} are supported, but got {mask.Dtype.TorchName()}",
                name
            );
        if (mask.Dtype == ScalarType.Float64 && dtype == ScalarType.Float32)
            throw new ArgumentException(
                $"Expected {name} dtype to be bool or float or to match query dtype, but got {name}.dtype: {mask.Dtype.TorchName()} and query.dtype: {dtype.TorchName()} instead.",
                name
            );
    }

    // Here true means: do not look.
    static Tensor Additive(Tensor mask, ScalarType dtype) =>
        mask.Dtype == ScalarType.Bool
            ? Torch.Where(
                mask,
                Tensor.Scalar(double.NegativeInfinity, dtype),
                Tensor.Scalar(0, dtype)
            )
            : mask.To(dtype);

    static void CheckRanks(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? keyPaddingMask,
        Tensor? attnMask
    )
    {
        var rank = query.Rank;
        if (rank is not (2 or 3))
            throw new ArgumentException(
                $"query should be unbatched 2D or batched 3D tensor but received {rank}-D query tensor",
                nameof(query)
            );
        var kind = rank == 3 ? "batched (3-D)" : "unbatched (2-D)";
        if (key.Rank != rank || value.Rank != rank)
            throw new ArgumentException(
                $"For {kind} query, expected key and value to be {rank}-D but found {key.Rank}-D and {value.Rank}-D tensors respectively",
                nameof(key)
            );
        if (keyPaddingMask is not null && keyPaddingMask.Rank != rank - 1)
            throw new ArgumentException(
                $"For {kind} query, expected key_padding_mask to be None or {rank - 1}-D but found {keyPaddingMask.Rank}-D tensor instead",
                nameof(keyPaddingMask)
            );
        if (attnMask is not null && attnMask.Rank is not (2 or 3))
            throw new ArgumentException(
                $"For {kind} query, expected attn_mask to be None, 2-D or 3-D but found {attnMask.Rank}-D tensor instead",
                nameof(attnMask)
            );
    }

    void CheckSizes(Tensor q, Tensor k, Tensor v)
    {
        var (keySize, valueSize) = (
            KProjWeight?.Shape[1] ?? embedDim,
            VProjWeight?.Shape[1] ?? embedDim
        );
        if (q.Shape[2] != embedDim || k.Shape[2] != keySize || v.Shape[2] != valueSize)
            throw new ArgumentException(
                $"was expecting embedding dimensions {embedDim}, {keySize} and {valueSize}, but got {q.Shape[2]}, {k.Shape[2]} and {v.Shape[2]}"
            );
        if (k.Shape[0] != q.Shape[0] || v.Shape[0] != q.Shape[0] || k.Shape[1] != v.Shape[1])
            throw new ArgumentException(
                $"key and value must have the batch of query and one length: query {q.ShapeText}, key {k.ShapeText}, value {v.ShapeText} as (N, L, E)"
            );
    }
}
