namespace Diptych.Scratch;

/// <summary>One signal and four steps through a cell whose forget gate is open, half open, or shut.</summary>
public static class LSTMExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var signal = Torch.Tensor(new float[] { 1, 0, 0, 0 });
        var cell = new LSTMCell(inputSize: 1, hiddenSize: 1);
        // One input opens the input gate and is the new content; whether it stays is up to the forget gate's bias.
        foreach (var (name, forget) in new[] { ("open", 10f), ("half open", 0), ("shut", -10) })
        {
            cell.LoadStateDict(
                new Dictionary<string, Tensor>
                {
                    ["weight_ih"] = Torch.Tensor(new float[] { 20, 0, 4, 0 }).Unsqueeze(1), // i, f, g, o
                    ["weight_hh"] = Torch.Zeros([4, 1]),
                    ["bias_ih"] = Torch.Tensor(new[] { -10, forget, 0, 10 }),
                    ["bias_hh"] = Torch.Zeros([4]),
                }
            );
            (Tensor H, Tensor C)? state = null;
            var contents = new Tensor[4];
            for (var t = 0; t < 4; t++)
                contents[t] = (state = cell.Forward(signal[t].Reshape([1]), state)).Value.C;
            yield return ($"cell, forget gate {name}:", Torch.Cat(contents).Detach().Round(4));
        }
    }
}
