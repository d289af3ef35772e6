namespace Diptych.Reference;

/// <summary>Three tokens through an encoder layer in training, so with dropout.</summary>
public static class TransformerEncoderLayerExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var layer = new TransformerEncoderLayer(dModel: 4, nhead: 2, dimFeedforward: 8);
        var tokens = arange(12, dtype: ScalarType.Float32).reshape(3, 1, 4); // (L, N, dModel)
        var encoded = layer.Forward(tokens).detach();

        yield return ("tokens:", tokens.squeeze(1));
        yield return ("encoded, with dropout:", encoded.squeeze(1).round(4));
    }
}
