namespace Diptych.Reference;

/// <summary>Three distances between the same two vectors.</summary>
public static class DistanceExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var x = tensor(new float[] { 0, 1, 2 });
        var y = tensor(new float[] { 1, 1, 1 });
        var euclidean = Torch.Dist(x, y, p: 2);
        var manhattan = Torch.Dist(x, y, p: 1);
        var cosine = 1 - Functional.CosineSimilarity(x.unsqueeze(0), y.unsqueeze(0));

        yield return ("Euclidean distance:", (double)euclidean.item<float>());
        yield return ("Manhattan distance:", (double)manhattan.item<float>());
        yield return ("cosine distance:", (double)cosine.item<float>());
    }
}
