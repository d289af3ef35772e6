namespace Diptych.Reference;

/// <summary>One neuron, y = w x + b with the loss (y − label)², backwards by hand and on the tape.</summary>
public static class ChainRuleExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = tensor(2f, requires_grad: true);
        var b = tensor(1f, requires_grad: true);
        var (x, label) = (tensor(3f), tensor(5f));
        var y = w * x + b;
        var loss = (y - label).pow(2);
        yield return ("y:", (double)y.item<float>());
        yield return ("loss:", (double)loss.item<float>());

        // what is made is a leaf, what is computed is on the tape
        yield return ("w is a leaf:", w.is_leaf);
        yield return ("loss is a leaf:", loss.is_leaf);
        yield return ("x is followed:", x.requires_grad);
        yield return ("y is followed:", y.requires_grad);

        // by hand, from the loss backwards: dL/dy = 2 (y − label), dL/dw = dL/dy · x, dL/db = dL/dy
        var dy = 2 * (y - label).detach();
        yield return ("dL/dy by hand:", (double)dy.item<float>());
        yield return ("dL/dw by hand:", (double)(dy * x).item<float>());
        yield return ("dL/db by hand:", (double)dy.item<float>());

        loss.backward();
        yield return ("dL/dw on the tape:", (double)w.grad!.item<float>());
        yield return ("dL/db on the tape:", (double)b.grad!.item<float>());
        yield return ("x has a gradient:", x.grad is not null);
    }
}
