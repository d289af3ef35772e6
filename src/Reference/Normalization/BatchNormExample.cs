namespace Diptych.Reference;

/// <summary>A batch of three rows of three channels, normalized channel by channel.</summary>
public static class BatchNormExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = tensor(
            new float[,]
            {
                { 1, 2, 3 },
                { 2, 4, 6 },
                { 3, 6, 9 },
            }
        );
        var norm = new BatchNorm1d(numFeatures: 3);
        norm.train();
        var y = norm.Forward(x).detach();

        yield return ("mean of each column:", x.mean([0]));
        yield return ("normalized:", y);
        yield return ("mean after, about 0:", y.mean([0]).round(5));
        var variance = y.var(0, unbiased: false);
        yield return ("variance after, about 1:", variance.round(5));
        yield return ("variance after, a little below 1:", (double)variance[0].item<float>());
        yield return ("running mean:", norm.RunningMean!);
        yield return ("running variance:", norm.RunningVar!);
    }
}
