namespace Diptych.Reference;

/// <summary>Gradients that are too long, shortened by their norm or cut off by value.</summary>
public static class ClipGradExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var (x, y) = Parameters();
        yield return ("norm before:", Utils.ClipGradNorm([x, y], maxNorm: 1));
        yield return ("gradients, all shorter by the same factor:", cat([x.grad!, y.grad!]));
        yield return ("norm of what is short already:", Utils.ClipGradNorm([x, y], maxNorm: 2));
        yield return ("gradients, as they were:", cat([x.grad!, y.grad!]));

        (x, y) = Parameters();
        var largest = Utils.ClipGradNorm([x, y], maxNorm: 6, normType: double.PositiveInfinity);
        yield return ("largest element:", largest);
        yield return ("gradients, halved:", cat([x.grad!, y.grad!]));

        (x, y) = Parameters();
        Utils.ClipGradValue([x, y], clipValue: 3.5);
        yield return ("gradients cut off, in another direction:", cat([x.grad!, y.grad!]));
    }

    // Two parameters whose gradients are 13 long together.
    static (Tensor, Tensor) Parameters()
    {
        var (x, y) = (zeros(2), zeros(1));
        (x.grad, y.grad) = (tensor(new[] { 3f, 4f }), tensor(new[] { 12f }));
        return (x, y);
    }
}
