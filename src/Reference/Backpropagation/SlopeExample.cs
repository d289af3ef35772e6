namespace Diptych.Reference;

/// <summary>L(w) = w² at w = 2: the gradient is the slope there, and how far it can be trusted.</summary>
public static class SlopeExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var w = tensor(2f, requires_grad: true);
        var loss = w.pow(2);
        loss.backward();
        yield return ("loss:", (double)loss.item<float>());
        yield return ("slope:", (double)w.grad!.item<float>());

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
            var after = (w - rate * w.grad!).pow(2);
            yield return ($"loss after a step of rate {text}:", (double)after.item<float>());
        }
    }
}
