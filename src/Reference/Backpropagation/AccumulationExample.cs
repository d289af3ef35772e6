namespace Diptych.Reference;

/// <summary>Gradients add up until they are forgotten; no gradient and a gradient of zeros are two things.</summary>
public static class AccumulationExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = tensor(new float[] { 1, -2 }, requires_grad: true);
        var x = tensor(new float[] { 3, 4 });
        yield return ("before backward:", w.grad ?? (object)"None");
        (w * x).sum().backward();
        yield return ("after one pass:", w.grad!.clone());
        (w * x).sum().backward();
        yield return ("after two passes, the sum:", w.grad!.clone());

        var optimizer = new SGD([w], lr: 0.5, weightDecay: 0.5);
        optimizer.ZeroGrad();
        yield return ("after zero_grad:", w.grad ?? (object)"None");
        optimizer.Step();
        yield return ("a step without a gradient:", w.detach().clone());

        w.grad = zeros(2);
        optimizer.Step();
        yield return ("a step with a gradient of zeros, the weight decays:", w.detach().clone());

        optimizer.ZeroGrad(setToNone: false);
        yield return ("after zero_grad(set_to_none=False):", w.grad!);
    }
}
