namespace Diptych.Scratch;

/// <summary>How large a picture of 32 by 32 is after a convolution.</summary>
public static class OutputSizeExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        const long n = 32;
        var picture = Torch.Zeros([1, 1, n, n]);
        var options = new (long, long, long, long)[]
        {
            (5, 1, 0, 1),
            (5, 1, 2, 1),
            (3, 2, 1, 1),
            (3, 1, 0, 2),
            (3, 2, 1, 4),
        };
        foreach (var (k, s, p, d) in options)
        {
            var conv = new Conv2d(1, 1, kernelSize: k, stride: s, padding: p, dilation: d);
            var size = Functional.ConvOutputSize([n, n], k, s, p, d)[0];
            yield return (
                $"kernel {k}, stride {s}, padding {p}, dilation {d}: the formula says",
                size
            );
            yield return ("the convolution is", conv.Forward(picture).Shape[^1]);
            yield return ("the formula without dilation", (n + 2 * p - k) / s + 1);
        }
    }
}
