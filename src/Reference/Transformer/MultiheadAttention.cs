namespace Diptych.Reference;

/// <summary>Multi-head attention: y = concat(head₁ … head_h)·W_Oᵀ + b_O with headᵢ = softmax(Qᵢ·Kᵢᵀ / √d)·Vᵢ.</summary>
/// <remarks>
/// PyTorch: <c>nn.MultiheadAttention</c>, its path with gradients on. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.
/// A query that may look nowhere is NaN where the weights are asked for, and b_O where they are not: PyTorch takes
/// another softmax there. Composed: TorchSharp's own module lacks batchFirst, averageAttnWeights, isCausal, unbatched
/// input and dtype.
/// </remarks>
public sealed class MultiheadAttention : Module
{
    readonly long embedDim;
    readonly long numHeads;
    readonly double dropout;
    readonly bool addZeroAttn;
    readonly bool batchFirst;

    /// <summary>Draws W_O as a <see cref="Linear"/> does, then the projections of Q, K and V by Xavier; biases start at 0.</summary>
    /// <param name="embedDim">E, the size of a query and of an output.</param>
    /// <param name="numHeads">h; each head has E / h features.</param>
    /// <param name="dropout">The probability that an attention weight is dropped, in training.</param>
    /// <param name="bias">Whether the projections have biases.</param>
    /// <param name="addBiasKv">Whether a learned position is added to keys and values.</param>
    /// <param name="addZeroAttn">Whether a position of zeros is added to keys and values.</param>
    /// <param name="kdim">The size of a key; E where null.</param>
    /// <param name="vdim">The size of a value; E where null.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, E) and not (L, N, E).</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">Sizes that are not positive, or E that the heads do not divide.</exception>
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
        : base(nameof(MultiheadAttention))
    {
        if (embedDim <= 0 || numHeads <= 0)
            throw new ArgumentException(
                $"embed_dim and num_heads must be greater than 0, got embed_dim={embedDim} and num_heads={numHeads} instead",
                embedDim <= 0 ? nameof(embedDim) : nameof(numHeads)
            );
        if (embedDim % numHeads != 0)
            throw new ArgumentException(
                "embed_dim must be divisible by num_heads",
                nameof(numHeads)
            );
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.dropout = dropout;
        this.addZeroAttn = addZeroAttn;
        this.batchFirst = batchFirst;

        var packed = (kdim ?? embedDim) == embedDim && (vdim ?? embedDim) == embedDim;
        if (packed)
        {
            Register("in_proj_weight", 3 * embedDim, embedDim);
        }
        else
        {
            Register("q_proj_weight", embedDim, embedDim);
            Register("k_proj_weight", embedDim, kdim ?? embedDim);
            Register("v_proj_weight", embedDim, vdim ?? embedDim);
        }
        if (bias)
            Register("in_proj_bias", 3 * embedDim);
        OutProj = new Linear(embedDim, embedDim, bias, dtype);
        register_module("out_proj", OutProj);
        if (addBiasKv)
        {
            Register("bias_k", 1, 1, embedDim);
            Register("bias_v", 1, 1, embedDim);
        }

        foreach (var (name, parameter) in named_parameters(recurse: false))
            if (name.EndsWith("proj_weight", StringComparison.Ordinal))
                Init.XavierUniform(parameter);
        if (bias)
        {
            Init.Constant(InProjBias!, 0);
            Init.Constant(OutProj.Bias!, 0);
        }
        if (addBiasKv)
        {
            Init.XavierNormal(BiasK!);
            Init.XavierNormal(BiasV!);
        }

        void Register(string name, params long[] size) =>
            register_parameter(name, new Parameter(empty(size, dtype)));
    }

    /// <summary>W_Q, W_K and W_V below one another: (3·E, E); null where keys or values have another size than E.</summary>
    public Parameter? InProjWeight => get_parameter("in_proj_weight");

    /// <summary>W_Q: (E, E), where they stand apart; else null.</summary>
    public Parameter? QProjWeight => get_parameter("q_proj_weight");

    /// <summary>W_K: (E, kdim), where they stand apart; else null.</summary>
    public Parameter? KProjWeight => get_parameter("k_proj_weight");

    /// <summary>W_V: (E, vdim), where they stand apart; else null.</summary>
    public Parameter? VProjWeight => get_parameter("v_proj_weight");

    /// <summary>b_Q, b_K and b_V below one another: (3·E), or null without them.</summary>
    public Parameter? InProjBias => get_parameter("in_proj_bias");

    /// <summary>W_O and b_O.</summary>
    public Linear OutProj { get; }

    /// <summary>The key that is added: (1, 1, E), or null without one.</summary>
    public Parameter? BiasK => get_parameter("bias_k");

    /// <summary>The value that is added: (1, 1, E), or null without one.</summary>
    public Parameter? BiasV => get_parameter("bias_v");

    /// <summary>Attends with each query to all keys.</summary>
    /// <param name="query">(L, N, E); (N, L, E) with batchFirst; (L, E) for one sequence.</param>
    /// <param name="key">(S, N, kdim), in the same layout.</param>
    /// <param name="value">(S, N, vdim), in the same layout.</param>
    /// <param name="keyPaddingMask">(N, S), (S) for one sequence: true where a key is left out, or numbers that are added.</param>
    /// <param name="needWeights">Whether the weights come back too.</param>
    /// <param name="attnMask">(L, S) or (N·heads, L, S): true where attention is forbidden, or numbers that are added.</param>
    /// <param name="averageAttnWeights">Whether the weights are averaged over the heads.</param>
    /// <param name="isCausal">A hint that <paramref name="attnMask"/> is the causal one. Without padding and weights it is believed: the mask itself is not looked at.</param>
    /// <returns>The output, in the layout of <paramref name="query"/>, and the weights: (N, L, S), with heads (N, heads, L, S),
    /// both without N for one sequence; null where they are not needed.</returns>
    /// <exception cref="ArgumentException">Ranks or sizes that do not fit, or the causal hint without a mask.</exception>
    public (Tensor attnOutput, Tensor? attnOutputWeights) Forward(
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
        CheckRanks(query, key, value, keyPaddingMask, attnMask);
        CheckMaskType(attnMask, query.dtype, "attn_mask");
        CheckMaskType(keyPaddingMask, query.dtype, "key_padding_mask");
        if (isCausal && attnMask is null)
            throw new ArgumentException(
                "Need attn_mask if specifying the is_causal hint.",
                nameof(attnMask)
            );
        // With the hint alone the attention makes its own causal mask; padding and weights need the given one.
        isCausal = isCausal && keyPaddingMask is null && !needWeights;
        if (isCausal)
            attnMask = null;
        CheckSizes(query, key, value, keyPaddingMask, attnMask);
        var batched = query.dim() == 3;
        var (q, k, v) = Project(query, key, value);
        if (!batched)
        {
            (q, k, v) = (q.unsqueeze(1), k.unsqueeze(1), v.unsqueeze(1));
            keyPaddingMask = keyPaddingMask?.unsqueeze(0);
        }
        else if (batchFirst)
        {
            (q, k, v) = (q.transpose(0, 1), k.transpose(0, 1), v.transpose(0, 1));
        }
        var (length, batch) = (q.size(0), q.size(1)); // q: (L, N, E), k and v: (S, N, E)

        var mask = Additive(attnMask, q.dtype, "attn_mask");
        if (mask is not null && mask.dim() == 3)
            mask = mask.reshape(batch, numHeads, length, mask.size(-1));
        if (Additive(keyPaddingMask, q.dtype, "key_padding_mask") is { } padding)
        {
            padding = padding.reshape(batch, 1, 1, padding.size(-1));
            mask = mask is null ? padding : mask + padding;
        }
        if (BiasK is not null)
            (k, v, mask) = Append(
                k,
                v,
                mask,
                BiasK.expand(1, batch, -1),
                BiasV!.expand(1, batch, -1)
            );
        if (addZeroAttn)
            (k, v, mask) = Append(k, v, mask, zeros_like(k[..1]), zeros_like(v[..1]));

        (q, k, v) = (SplitHeads(q), SplitHeads(k), SplitHeads(v)); // (N, heads, L or S, d)
        var p = training ? dropout : 0;
        Tensor heads; // (N, heads, L, d)
        Tensor? weights = null; // (N, heads, L, S)
        if (needWeights)
        {
            var scores = (q * Math.Sqrt(1.0 / q.size(-1))).matmul(k.transpose(-2, -1));
            weights = functional.softmax(mask is null ? scores : scores + mask, -1);
            weights = functional.dropout(weights, p, p > 0);
            heads = weights.matmul(v);
        }
        else
        {
            heads = Functional.ScaledDotProductAttention(q, k, v, mask, p, isCausal);
        }

        var output = OutProj.Forward(heads.permute(2, 0, 1, 3).flatten(2)); // (L, N, E)
        if (averageAttnWeights)
            weights = weights?.mean([1]);
        if (!batched)
            return (output.squeeze(1), weights?.squeeze(0));
        return (batchFirst ? output.transpose(0, 1) : output, weights);
    }

    (Tensor q, Tensor k, Tensor v) Project(Tensor query, Tensor key, Tensor value)
    {
        if (
            InProjWeight is { } weight
            && ReferenceEquals(query, key)
            && ReferenceEquals(key, value)
        )
        {
            var all = functional.linear(query, weight, InProjBias).chunk(3, -1);
            return (all[0], all[1], all[2]);
        }
        var w = InProjWeight?.chunk(3) ?? [QProjWeight!, KProjWeight!, VProjWeight!];
        var b = InProjBias?.chunk(3);
        return (
            functional.linear(query, w[0], b?[0]),
            functional.linear(key, w[1], b?[1]),
            functional.linear(value, w[2], b?[2])
        );
    }

    // A product of two types ends the process in TorchSharp.
    static void CheckMaskType(Tensor? mask, ScalarType dtype, string name)
    {
        if (mask is null)
            return;
        if (mask.dtype != ScalarType.Bool && !mask.is_floating_point())
            throw new ArgumentException(
                $"only bool and floating types of {name} are supported, but got {mask.dtype}",
                name
            );
        if (mask.dtype == ScalarType.Float64 && dtype == ScalarType.Float32)
            throw new ArgumentException(
                $"Expected {name} dtype to be bool or float or to match query dtype, but got {name}.dtype: {mask.dtype} and query.dtype: {dtype} instead.",
                name
            );
    }

    static void CheckRanks(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? keyPaddingMask,
        Tensor? attnMask
    )
    {
        var rank = query.dim();
        Check(rank is 2 or 3, query, "2-D (unbatched) or 3-D (batched)", nameof(query));
        Check(key.dim() == rank, key, $"{rank}-D like query", nameof(key));
        Check(value.dim() == rank, value, $"{rank}-D like query", nameof(value));
        if (keyPaddingMask is not null)
            Check(
                keyPaddingMask.dim() == rank - 1,
                keyPaddingMask,
                $"{rank - 1}-D",
                "key_padding_mask"
            );
        if (attnMask is not null)
            Check(attnMask.dim() is 2 or 3, attnMask, "2-D or 3-D", "attn_mask");
    }

    void CheckSizes(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? keyPaddingMask,
        Tensor? attnMask
    )
    {
        var rank = query.dim();
        var (keySize, valueSize) = (
            KProjWeight?.size(1) ?? embedDim,
            VProjWeight?.size(1) ?? embedDim
        );
        Check(query.size(-1) == embedDim, query, $"(…, {embedDim})", nameof(query));
        Check(key.size(-1) == keySize, key, $"(…, {keySize})", nameof(key));
        Check(value.size(-1) == valueSize, value, $"(…, {valueSize})", nameof(value));
        var sequenceDim = rank == 3 && batchFirst ? 1 : 0;
        var batch = rank == 3 ? query.size(1 - sequenceDim) : 1;
        var (target, source) = (query.size(sequenceDim), key.size(sequenceDim));
        Check(
            rank == 2 || key.size(1 - sequenceDim) == batch,
            key,
            $"of batch size {batch} like query",
            nameof(key)
        );
        Check(
            value.shape.SkipLast(1).SequenceEqual(key.shape.SkipLast(1)),
            value,
            "as long as key",
            nameof(value)
        );
        if (keyPaddingMask is not null)
            Check(
                keyPaddingMask.shape.SequenceEqual(rank == 3 ? [batch, source] : [source]),
                keyPaddingMask,
                rank == 3 ? $"({batch}, {source})" : $"({source})",
                "key_padding_mask"
            );
        if (attnMask is not null)
            Check(
                attnMask.shape.SequenceEqual([target, source])
                    || attnMask.shape.SequenceEqual([batch * numHeads, target, source]),
                attnMask,
                $"({target}, {source}) or ({batch * numHeads}, {target}, {source})",
                "attn_mask"
            );
    }

    static void Check(bool fits, Tensor tensor, string wanted, string name)
    {
        if (!fits)
            throw new ArgumentException(
                $"{name} should be {wanted}, but has the shape ({string.Join(", ", tensor.shape)})",
                name
            );
    }

    // (L, N, E) → (N, heads, L, d)
    Tensor SplitHeads(Tensor x) =>
        x.reshape(x.size(0), x.size(1), numHeads, embedDim / numHeads).permute(1, 2, 0, 3);

    // One more position that every query may attend to.
    static (Tensor k, Tensor v, Tensor? mask) Append(
        Tensor k,
        Tensor v,
        Tensor? mask,
        Tensor key,
        Tensor value
    ) => (cat([k, key]), cat([v, value]), mask is null ? null : functional.pad(mask, (0, 1)));

    // A mask of truth values forbids by −∞.
    static Tensor? Additive(Tensor? mask, ScalarType dtype, string name)
    {
        if (mask is null || mask.is_floating_point())
            return mask;
        if (mask.dtype != ScalarType.Bool)
            throw new ArgumentException(
                $"only bool and floating types of {name} are supported",
                name
            );
        return zeros_like(mask, dtype).masked_fill_(mask, double.NegativeInfinity);
    }
}
