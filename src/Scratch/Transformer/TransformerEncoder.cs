namespace Diptych.Scratch;

/// <summary>Encoder: layers upon each other, y = norm(layerₙ(… layer₁(x))).</summary>
/// <remarks>
/// PyTorch: <c>nn.TransformerEncoder</c>, its path with gradients on. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762.
/// In evaluation without gradients, with batchFirst and padding, PyTorch packs the sequences: padded rows of the
/// output are then exactly 0, where this path, like PyTorch's own with gradients on, computes them as any other row.
/// The rows that are not padding are the same on both.
/// </remarks>
public sealed class TransformerEncoder : Module
{
    readonly LayerStack<TransformerEncoderLayer> layers;
    readonly Module<Tensor, Tensor>? norm;

    /// <summary>Copies the layer; nothing is drawn, and all copies begin with the same weights.</summary>
    /// <param name="encoderLayer">The layer that is copied; it does not become part of the encoder.</param>
    /// <param name="numLayers">How many copies there are.</param>
    /// <param name="norm">What the last output goes through, or null.</param>
    /// <param name="enableNestedTensor">PyTorch's permission to pack padded sequences without gradients; nothing is packed here.</param>
    /// <param name="maskCheck">PyTorch's check before it packs them.</param>
    public TransformerEncoder(
        TransformerEncoderLayer encoderLayer,
        long numLayers,
        Module<Tensor, Tensor>? norm = null,
        bool enableNestedTensor = true,
        bool maskCheck = true
    )
    {
        ArgumentNullException.ThrowIfNull(encoderLayer);
        layers = encoderLayer.Stack(numLayers);
        this.norm = norm;
        RegisterModule("layers", layers);
        if (norm is not null)
            RegisterModule("norm", norm);
    }

    /// <summary>The layers from the lowest to the highest.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IReadOnlyList<TransformerEncoderLayer> Layers => layers.Layers;

    /// <summary>Encodes a sequence.</summary>
    /// <param name="src">(L, N, E), or (N, L, E) with the layers' batchFirst, or (L, E) without a batch.</param>
    /// <param name="mask">(L, L) or (N · h, L, L): bool, true where a token must not look, or real, added to the scores.</param>
    /// <param name="srcKeyPaddingMask">(N, L), or (L): bool, true where a token is only padding, or real.</param>
    /// <param name="isCausal">A hint that the mask is the causal one, which must then be given; null as false: PyTorch then looks for itself, for the sake of speed.</param>
    /// <returns>The same shape as <paramref name="src"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the causal hint came without a mask.</exception>
    /// <exception cref="InvalidOperationException">There is no layer.</exception>
    public Tensor Forward(
        Tensor src,
        Tensor? mask = null,
        Tensor? srcKeyPaddingMask = null,
        bool? isCausal = null
    )
    {
        var x = src;
        foreach (var layer in Layers)
            x = layer.Forward(x, mask, srcKeyPaddingMask, isCausal ?? false);
        return norm is null ? x : norm.Forward(x);
    }
}
