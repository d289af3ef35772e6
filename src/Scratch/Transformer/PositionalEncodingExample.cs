namespace Diptych.Scratch;

/// <summary>An encoder reads a sentence and its reverse: only the encoded positions tell it who bites whom.</summary>
public static class PositionalEncodingExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var layer = new TransformerEncoderLayer(dModel: 4, nhead: 2, dimFeedforward: 8, dropout: 0);
        var positions = new PositionalEncoding(dModel: 4, dropout: 0);
        var (dog, bites, man) = (Torch.Rand([4]), Torch.Rand([4]), Torch.Rand([4]));
        var sentence = Torch.Stack([dog, bites, man]); // (L, dModel)
        var reverse = Torch.Stack([man, bites, dog]);

        yield return ("positions:", positions.Forward(Torch.Zeros([3, 4])).Round(4));
        var encoded = layer.Forward(sentence).Detach();
        yield return ("the dog that bites:", encoded[0].Round(4));
        encoded = layer.Forward(reverse).Detach();
        yield return ("the dog that is bitten:", encoded[2].Round(4));
        encoded = layer.Forward(positions.Forward(sentence)).Detach();
        yield return ("with positions, the dog that bites:", encoded[0].Round(4));
        encoded = layer.Forward(positions.Forward(reverse)).Detach();
        yield return ("with positions, the dog that is bitten:", encoded[2].Round(4));
    }
}
