namespace Diptych.Reference;

/// <summary>A sequence of four steps and one of two in a batch: padding disturbs the short one, packing does not.</summary>
public static class PackedSequenceExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var batch = tensor(
                new[,]
                {
                    { 0.1f, 0.2f, 0.5f, 0.9f },
                    { 0.7f, 0.3f, 0, 0 },
                }
            )
            .unsqueeze(2); // (N, L, features)
        var gru = new GRU(inputSize: 1, hiddenSize: 2, batchFirst: true);
        var packed = Utils.PackPaddedSequence(batch, lengths: [4, 2], batchFirst: true);
        var alone = gru.Forward(batch.narrow(0, 1, 1).narrow(1, 0, 2)).HN;
        var padded = gru.Forward(batch).HN;
        var last = gru.Forward(packed).HN;

        yield return ("rows, first step first:", packed.Data.squeeze(1));
        yield return ("sequences that reach each step:", packed.BatchSizes);
        yield return ("last state of the short one, alone:", alone[0][0].detach().round(4));
        yield return ("in a padded batch:", padded[0][1].detach().round(4));
        yield return ("in a packed batch:", last[0][1].detach().round(4));
    }
}
