namespace Diptych.Scratch;

/// <summary>Multi-head attention: each head attends in a subspace of its own, y = [head₁, …, headₕ] Wᵒ + bᵒ.</summary>
/// <remarks>PyTorch: <c>nn.MultiheadAttention</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.</remarks>
public sealed class MultiheadAttention : Module
{
    readonly long embedDim;
    readonly long numHeads;
    readonly double dropout;
    readonly bool addZeroAttn;
    readonly bool batchFirst;
    readonly Linear outProj;

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
        outProj = new Linear(embedDim, embedDim, bias, type);
        RegisterModule("out_proj", outProj);
        BiasK = addBiasKv ? Register("bias_k", [1, 1, embedDim]) : null;
        BiasV = addBiasKv ? Register("bias_v", [1, 1, embedDim]) : null;

        foreach (var weight in new[] { InProjWeight, QProjWeight, KProjWeight, VProjWeight })
            if (weight is not null)
                Init.XavierUniform(weight);
        if (bias)
            outProj.Bias!.Detach().Fill(0);
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

    /// <summary>The learned key behind the others, (1, 1, E), or null.</summary>
    public Parameter? BiasK { get; }

    /// <summary>The learned value behind the others, (1, 1, E), or null.</summary>
    public Parameter? BiasV { get; }

    /// <param name="query">(L, N, E), or (N, L, E) with batchFirst, or (L, E) without a batch.</param>
    /// <param name="key">(S, N, kdim), likewise.</param>
    /// <param name="value">(S, N, vdim), likewise.</param>
    /// <param name="keyPaddingMask">(N, S), or (S) without a batch: bool, true where a key is only padding, or real, added to its scores.</param>
    /// <param name="needWeights">Whether the attention weights are returned too.</param>
    /// <param name="attnMask">(L, S) or (N · h, L, S): bool, true where a query must not look, or real, added to the scores.</param>
    /// <param name="averageAttnWeights">Whether the returned weights are averaged over the heads.</param>
    /// <param name="isCausal">A hint that attnMask is the causal one, which must then be given.</param>
    /// <returns>(L, N, E) in the layout of the query, and (N, L, S), or (N, h, L, S) when not averaged, or null.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the causal hint came without a mask.</exception>
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
        if (isCausal && attnMask is null)
            throw new ArgumentException(
                "Need attn_mask if specifying the is_causal hint.",
                nameof(attnMask)
            );
        var batched = query.Rank == 3;
        var (q, k, v) = (Arrange(query, batched), Arrange(key, batched), Arrange(value, batched));
        CheckSizes(q, k, v);
        var (n, l) = (q.Shape[0], q.Shape[1]);

        (q, k, v) = Project(q, k, v);
        if (BiasK is not null && BiasV is not null)
        {
            k = Torch.Cat([k, BiasK.Expand([n, 1, embedDim])], 1);
            v = Torch.Cat([v, BiasV.Expand([n, 1, embedDim])], 1);
        }
        if (addZeroAttn)
        {
            var zeros = Torch.Zeros([n, 1, embedDim], k.Dtype);
            k = Torch.Cat([k, zeros], 1);
            v = Torch.Cat([v, zeros], 1);
        }

        // (N, h, L, S), together with the padding, which is the same for every head and query.
        var mask = Mask(
            attnMask,
            keyPaddingMask,
            n,
            l,
            key: batched ? key.Shape[batchFirst ? 1 : 0] : key.Shape[0],
            extended: k.Shape[1],
            q.Dtype
        );
        var (heads, weights) = Functional.Attend(
            Split(q),
            Split(k),
            Split(v),
            mask,
            Training ? dropout : 0
        );

        // (N, h, L, E/h) → (L · N, E): PyTorch's order of rows, so that nothing but rounding can differ
        var output = outProj.Forward(heads.Permute([2, 0, 1, 3]).Reshape([l, n, embedDim]));
        var result = batched ? (batchFirst ? output.Transpose(0, 1) : output) : output.Squeeze(1);
        if (!needWeights)
            return (result, null);
        if (averageAttnWeights)
            weights = weights.Mean([1]);
        return (result, batched ? weights : weights.Squeeze(0));
    }

    // Everything inside is (N, L, E).
    Tensor Arrange(Tensor x, bool batched) =>
        x.Rank != (batched ? 3 : 2)
            ? throw new ArgumentException(
                $"query, key and value should all be 2-D (unbatched) or 3-D (batched), but one has shape {x.ShapeText}"
            )
        : !batched ? x.Unsqueeze(0)
        : batchFirst ? x
        : x.Transpose(0, 1);

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

    Tensor? Mask(
        Tensor? attnMask,
        Tensor? padding,
        long n,
        long l,
        long key,
        long extended,
        ScalarType dtype
    )
    {
        Tensor? mask = null;
        if (attnMask is not null)
        {
            long[] shared = [l, key];
            long[] perHead = [n * numHeads, l, key];
            if (!attnMask.Shape.SequenceEqual(shared) && !attnMask.Shape.SequenceEqual(perHead))
                throw new ArgumentException(
                    $"The shape of attn_mask is {attnMask.ShapeText}, but should be {Shapes.Text(shared)} or {Shapes.Text(perHead)}.",
                    nameof(attnMask)
                );
            mask = Additive(attnMask, dtype);
            mask =
                mask.Rank == 2 ? mask.Reshape([1, 1, l, key]) : mask.Reshape([n, numHeads, l, key]);
        }
        if (padding is not null)
        {
            if (padding.Count != n * key || padding.Shape[^1] != key)
                throw new ArgumentException(
                    $"expecting key_padding_mask shape of {Shapes.Text([n, key])}, but got {padding.ShapeText}",
                    nameof(padding)
                );
            var column = Additive(padding, dtype).Reshape([n, 1, 1, key]);
            mask = mask is null ? column : mask + column;
        }
        if (mask is null || extended == key)
            return mask;
        // The keys that were put behind the others are open to all.
        var open = Torch.Zeros([.. mask.Shape[..^1], extended - key], dtype);
        return Torch.Cat([mask, open], -1);
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
}
