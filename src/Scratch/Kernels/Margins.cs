namespace Diptych.Scratch.Kernels;

/// <summary>Margins between the classes that are true of a sample and those that are not; in float64.</summary>
static class Margins
{
    /// <summary>Σ max(0, m − x_y + x_i)ᵖ over the true classes y and the others i, for each sample.</summary>
    /// <param name="x">Scores, a row of C for each sample.</param>
    /// <param name="classes">The true classes of each sample; one that comes twice counts twice.</param>
    /// <param name="margin">m</param>
    /// <param name="p">1 or 2.</param>
    public static double[] Losses(double[] x, long[][] classes, double margin, long p)
    {
        var losses = new double[classes.Length];
        for (var n = 0; n < losses.Length; n++)
            foreach (var (_, _, by) in TooSmall(x, classes, n, margin))
                losses[n] += p == 1 ? by : by * by;
        return losses;
    }

    /// <summary>dx of <see cref="Losses"/>: each pair whose margin is too small pushes x_y up and x_i down.</summary>
    /// <param name="x">As there.</param>
    /// <param name="classes">As there.</param>
    /// <param name="margin">m</param>
    /// <param name="p">1 or 2.</param>
    /// <param name="dl">The gradient of each sample's loss.</param>
    public static double[] Gradient(
        double[] x,
        long[][] classes,
        double margin,
        long p,
        double[] dl
    )
    {
        var dx = new double[x.Length];
        for (var n = 0; n < dl.Length; n++)
            foreach (var (right, wrong, by) in TooSmall(x, classes, n, margin))
            {
                var slope = p == 1 ? dl[n] : 2 * by * dl[n];
                dx[wrong] += slope;
                dx[right] -= slope;
            }
        return dx;
    }

    // The pairs of a sample whose margin is too small, and by how much.
    static IEnumerable<(int Right, int Wrong, double By)> TooSmall(
        double[] x,
        long[][] classes,
        int sample,
        double margin
    )
    {
        var count = x.Length / classes.Length;
        var start = sample * count;
        var isTrue = new bool[count];
        foreach (var y in classes[sample])
            isTrue[y] = true;
        foreach (var y in classes[sample])
            for (var i = 0; i < count; i++)
                if (!isTrue[i] && margin - x[start + y] + x[start + i] is > 0 and var by)
                    yield return (start + (int)y, start + i, by);
    }
}
