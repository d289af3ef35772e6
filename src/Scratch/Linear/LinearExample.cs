namespace Diptych.Scratch;

/// <summary>A linear layer with given weights, to compare with the formula by hand.</summary>
public static class LinearExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var layer = new Linear(inFeatures: 2, outFeatures: 1);
        using (Autograd.NoGrad())
        {
            layer.Weight.CopyFrom(Torch.Tensor(new float[] { 0.5f, -0.25f }).Reshape([1, 2]));
            layer.Bias!.Fill(0.1);
        }
        var samples = Torch.Tensor(new float[] { 2, 1, 0.5f, -0.5f }).Reshape([2, 2]);
        var outputs = layer.Forward(samples).Detach();

        yield return ("samples:", samples);
        yield return ("0.5 x1 - 0.25 x2 + 0.1:", outputs);
        yield return ("of the first sample:", outputs[0][0].Item());
    }
}
