namespace Diptych.Scratch;

/// <summary>Gradients add up until they are forgotten; no gradient and a gradient of zeros are two things.</summary>
public static class AccumulationExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = Torch.Tensor(new float[] { 1, -2 }, requiresGrad: true);
        var x = Torch.Tensor(new float[] { 3, 4 });
        yield return ("before backward:", w.Grad ?? (object)"None");
        (w * x).Sum().Backward();
        yield return ("after one pass:", w.Grad!.Clone());
        (w * x).Sum().Backward();
        yield return ("after two passes, the sum:", w.Grad!.Clone());

        var optimizer = new SGD([w], lr: 0.5, weightDecay: 0.5);
        optimizer.ZeroGrad();
        yield return ("after zero_grad:", w.Grad ?? (object)"None");
        optimizer.Step();
        yield return ("a step without a gradient:", w.Detach().Clone());

        w.Grad = Torch.Zeros([2]);
        optimizer.Step();
        yield return ("a step with a gradient of zeros, the weight decays:", w.Detach().Clone());

        optimizer.ZeroGrad(setToNone: false);
        yield return ("after zero_grad(set_to_none=False):", w.Grad!);
    }
}
