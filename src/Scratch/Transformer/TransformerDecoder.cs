namespace Diptych.Scratch;

/// <summary>Decoder: layers upon each other, all with the same memory, y = norm(layerₙ(… layer₁(x, m) …, m)).</summary>
/// <remarks>PyTorch: <c>nn.TransformerDecoder</c>. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.</remarks>
public sealed class TransformerDecoder : Module
{
    readonly LayerStack<TransformerDecoderLayer> layers;
    readonly Module<Tensor, Tensor>? norm;

    /// <summary>Copies the layer; nothing is drawn, and all copies begin with the same weights.</summary>
    /// <param name="decoderLayer">The layer that is copied; it does not become part of the decoder.</param>
    /// <param name="numLayers">How many copies there are.</param>
    /// <param name="norm">What the last output goes through, or null.</param>
    public TransformerDecoder(
        TransformerDecoderLayer decoderLayer,
        long numLayers,
        Module<Tensor, Tensor>? norm = null
    )
    {
        ArgumentNullException.ThrowIfNull(decoderLayer);
        layers = decoderLayer.Stack(numLayers);
        this.norm = norm;
        RegisterModule("layers", layers);
        if (norm is not null)
            RegisterModule("norm", norm);
    }

    /// <summary>The layers from the lowest to the highest.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IReadOnlyList<TransformerDecoderLayer> Layers => layers.Layers;

    /// <summary>Decodes a sequence, given what the encoder made of another.</summary>
    /// <param name="tgt">(T, N, E), or (N, T, E) with the layers' batchFirst, or (T, E) without a batch.</param>
    /// <param name="memory">The encoder's output: (S, N, E), likewise.</param>
    /// <param name="tgtMask">(T, T) or (N · h, T, T): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="memoryMask">(T, S) or (N · h, T, S), likewise.</param>
    /// <param name="tgtKeyPaddingMask">(N, T), or (T): bool, true where a token is only padding, or real.</param>
    /// <param name="memoryKeyPaddingMask">(N, S), or (S), likewise.</param>
    /// <param name="tgtIsCausal">A hint that tgtMask is the causal one, which must then be given; null as false: PyTorch then looks for itself, for the sake of speed.</param>
    /// <param name="memoryIsCausal">A hint that memoryMask is the causal one, which must then be given.</param>
    /// <returns>The same shape as <paramref name="tgt"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a causal hint came without its mask.</exception>
    /// <exception cref="InvalidOperationException">There is no layer.</exception>
    public Tensor Forward(
        Tensor tgt,
        Tensor memory,
        Tensor? tgtMask = null,
        Tensor? memoryMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null,
        bool? tgtIsCausal = null,
        bool memoryIsCausal = false
    )
    {
        ArgumentNullException.ThrowIfNull(tgt);
        ArgumentNullException.ThrowIfNull(memory);
        var x = tgt;
        foreach (var layer in Layers)
            x = layer.Forward(
                x,
                memory,
                tgtMask,
                memoryMask,
                tgtKeyPaddingMask,
                memoryKeyPaddingMask,
                tgtIsCausal ?? false,
                memoryIsCausal
            );
        return norm is null ? x : norm.Forward(x);
    }
}
