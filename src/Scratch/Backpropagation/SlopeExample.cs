namespace Diptych.Scratch;

/// <summary>L(w) = w² at w = 2: the gradient is the slope there, and how far it can be trusted.</summary>
public static class SlopeExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = Torch.Tensor(2.0, requiresGrad: true);
        var loss = w.Pow(2);
        loss.Backward();
        yield return ("loss:", loss.Item());
        yield return ("slope:", w.Grad!.Item());

        foreach (
            var (step, text) in new[]
            {
                (1.0, "1.0"),
                (-1.0, "-1.0"),
                (0.125, "0.125"),
                (-0.125, "-0.125"),
            }
        )
        {
            yield return ($"w moves by {text}, loss by:", Math.Pow(2 + step, 2) - 4);
            yield return ($"w moves by {text}, the slope says:", 4 * step);
        }

        // a step against the slope lowers the loss while it is small enough
        foreach (
            var (rate, text) in new[] { (0.25, "0.25"), (0.5, "0.5"), (1.0, "1.0"), (1.25, "1.25") }
        )
        {
            var after = (w - rate * w.Grad!).Pow(2);
            yield return ($"loss after a step of rate {text}:", after.Item());
        }
    }
}
