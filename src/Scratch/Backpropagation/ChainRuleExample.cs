namespace Diptych.Scratch;

/// <summary>One neuron, y = w x + b with the loss (y − label)², backwards by hand and on the tape.</summary>
public static class ChainRuleExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = Torch.Tensor(2.0, requiresGrad: true);
        var b = Torch.Tensor(1.0, requiresGrad: true);
        var (x, label) = (Torch.Tensor(3.0), Torch.Tensor(5.0));
        var y = w * x + b;
        var loss = (y - label).Pow(2);
        yield return ("y:", y.Item());
        yield return ("loss:", loss.Item());

        // what is made is a leaf, what is computed is on the tape
        yield return ("w is a leaf:", w.IsLeaf);
        yield return ("loss is a leaf:", loss.IsLeaf);
        yield return ("x is followed:", x.RequiresGrad);
        yield return ("y is followed:", y.RequiresGrad);

        // by hand, from the loss backwards: dL/dy = 2 (y − label), dL/dw = dL/dy · x, dL/db = dL/dy
        var dy = 2 * (y - label).Detach();
        yield return ("dL/dy by hand:", dy.Item());
        yield return ("dL/dw by hand:", (dy * x).Item());
        yield return ("dL/db by hand:", dy.Item());

        loss.Backward();
        yield return ("dL/dw on the tape:", w.Grad!.Item());
        yield return ("dL/db on the tape:", b.Grad!.Item());
        yield return ("x has a gradient:", x.Grad is not null);
    }
}
