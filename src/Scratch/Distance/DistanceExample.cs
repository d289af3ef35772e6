namespace Diptych.Scratch;

/// <summary>Three distances between the same two vectors.</summary>
public static class DistanceExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = Torch.Tensor(new float[] { 0, 1, 2 });
        var y = Torch.Tensor(new float[] { 1, 1, 1 });
        var euclidean = Torch.Dist(x, y, p: 2);
        var manhattan = Torch.Dist(x, y, p: 1);
        var cosine = 1 - Functional.CosineSimilarity(x.Unsqueeze(0), y.Unsqueeze(0));

        yield return ("Euclidean distance:", euclidean.Item());
        yield return ("Manhattan distance:", manhattan.Item());
        yield return ("cosine distance:", cosine.Item());
    }
}
