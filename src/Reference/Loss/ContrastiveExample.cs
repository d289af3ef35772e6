namespace Diptych.Reference;

/// <summary>Queries and the keys that belong to them: how near they are, and what it costs where they are not.</summary>
public static class ContrastiveExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        var query = tensor(new float[] { 1, 0, 0, 1, -1, -1 }).reshape(3, 2);
        var key = tensor(new[] { 0.9f, 0.2f, 0.3f, 0.8f, -0.7f, -0.9f }).reshape(3, 2);
        var strangers = stack([key[2], key[0], key[1]]);
        var triplets = new TripletMarginLoss(reduction: "none");

        yield return ("distance of each query to each key:", Torch.Cdist(query, key));
        yield return ("triplet loss:", triplets.Forward(query, key, strangers));
        yield return ("InfoNCE, each key at its place:", Functional.InfoNce(query, key, 0.5));
        yield return ("InfoNCE, the keys of others:", Functional.InfoNce(query, strangers, 0.5));
        var cold = Functional.InfoNce(query, strangers, 0.05);
        yield return ("InfoNCE, a tenth of the temperature:", cold);
    }
}
