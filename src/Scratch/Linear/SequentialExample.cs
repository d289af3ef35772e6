namespace Diptych.Scratch;

/// <summary>Two linear layers in a row are one: W₂ (W₁ x + b₁) + b₂ = (W₂ W₁) x + (W₂ b₁ + b₂).</summary>
public static class SequentialExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var row = new Sequential(("first", new Linear(2, 3)));
        row.Append(new Linear(3, 2));
        var (first, second) = ((Linear)row[0], (Linear)row[-1]);
        var one = new Linear(2, 2);
        using (Autograd.NoGrad())
        {
            one.Weight.CopyFrom(second.Weight.MatMul(first.Weight));
            one.Bias!.CopyFrom(second.Weight.MatMul(first.Bias!) + second.Bias!);
        }
        var x = Torch.Tensor(new float[] { 1, 2, -1, -2 }).Reshape([2, 2]);

        yield return ("names:", string.Join(", ", row.StateDict().Keys));
        yield return ("two layers:", row.Forward(x).Detach());
        yield return ("one layer:", one.Forward(x).Detach());
        var bent = new Sequential(row[0], new ReLU(), row[1]);
        yield return ("with ReLU between:", bent.Forward(x).Detach());
    }
}
