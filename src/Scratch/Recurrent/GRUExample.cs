namespace Diptych.Scratch;

/// <summary>Four steps of one sequence through a GRU of two units.</summary>
public static class GRUExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var sequence = Torch
            .Tensor(
                new float[,]
                {
                    { 0.1f },
                    { 0.2f },
                    { 0.5f },
                    { 0.9f },
                }
            )
            .Unsqueeze(1); // (L, N, features)
        var gru = new GRU(inputSize: 1, hiddenSize: 2, batchFirst: false);
        var (output, last) = gru.Forward(sequence);

        yield return ("hidden state of each step:", output.Squeeze(1).Detach().Round(4));
        yield return ("last hidden state:", last.Squeeze(0).Detach().Round(4));
    }
}
