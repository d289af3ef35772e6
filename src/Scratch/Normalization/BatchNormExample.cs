namespace Diptych.Scratch;

/// <summary>A batch of three rows of three channels, normalized channel by channel.</summary>
public static class BatchNormExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = Torch.Tensor(
            new float[,]
            {
                { 1, 2, 3 },
                { 2, 4, 6 },
                { 3, 6, 9 },
            }
        );
        var norm = new BatchNorm1d(numFeatures: 3);
        norm.Train();
        var y = norm.Forward(x).Detach();

        yield return ("mean of each column:", x.Mean([0]));
        yield return ("normalized:", y);
        yield return ("mean after, about 0:", y.Mean([0]).Round(5));
        var variance = y.Var([0], unbiased: false);
        yield return ("variance after, about 1:", variance.Round(5));
        yield return ("variance after, a little below 1:", variance[0].Item());
        yield return ("running mean:", norm.RunningMean!);
        yield return ("running variance:", norm.RunningVar!);
    }
}
