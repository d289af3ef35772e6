namespace Diptych.Scratch;

/// <summary>Gradients that are too long, shortened by their norm or cut off by value.</summary>
public static class ClipGradExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var (x, y) = Parameters();
        yield return ("norm before:", Utils.ClipGradNorm([x, y], maxNorm: 1));
        yield return ("gradients, all shorter by the same factor:", Torch.Cat([x.Grad!, y.Grad!]));
        yield return ("norm of what is short already:", Utils.ClipGradNorm([x, y], maxNorm: 2));
        yield return ("gradients, as they were:", Torch.Cat([x.Grad!, y.Grad!]));

        (x, y) = Parameters();
        var largest = Utils.ClipGradNorm([x, y], maxNorm: 6, normType: double.PositiveInfinity);
        yield return ("largest element:", largest);
        yield return ("gradients, halved:", Torch.Cat([x.Grad!, y.Grad!]));

        (x, y) = Parameters();
        Utils.ClipGradValue([x, y], clipValue: 3.5);
        yield return ("gradients cut off, in another direction:", Torch.Cat([x.Grad!, y.Grad!]));
    }

    // Two parameters whose gradients are 13 long together.
    static (Tensor, Tensor) Parameters()
    {
        var (x, y) = (Torch.Zeros([2]), Torch.Zeros([1]));
        (x.Grad, y.Grad) = (Torch.Tensor(new[] { 3f, 4f }), Torch.Tensor(new[] { 12f }));
        return (x, y);
    }
}
