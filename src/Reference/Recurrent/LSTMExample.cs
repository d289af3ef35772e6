namespace Diptych.Reference;

/// <summary>One signal and four steps through a cell whose forget gate is open, half open, or shut.</summary>
public static class LSTMExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var signal = tensor(new float[] { 1, 0, 0, 0 });
        var cell = new LSTMCell(inputSize: 1, hiddenSize: 1);
        // One input opens the input gate and is the new content; whether it stays is up to the forget gate's bias.
        foreach (var (name, forget) in new[] { ("open", 10f), ("half open", 0), ("shut", -10) })
        {
            cell.load_state_dict(
                new Dictionary<string, Tensor>
                {
                    ["weight_ih"] = tensor(new float[] { 20, 0, 4, 0 }).unsqueeze(1), // i, f, g, o
                    ["weight_hh"] = zeros(4, 1),
                    ["bias_ih"] = tensor(new[] { -10, forget, 0, 10 }),
                    ["bias_hh"] = zeros(4),
                }
            );
            (Tensor H, Tensor C)? state = null;
            var contents = new Tensor[4];
            for (var t = 0; t < 4; t++)
                contents[t] = (state = cell.Forward(signal[t].reshape(1), state)).Value.C;
            yield return ($"cell, forget gate {name}:", cat(contents).detach().round(4));
        }
    }
}
