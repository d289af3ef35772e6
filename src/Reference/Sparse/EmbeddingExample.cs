namespace Diptych.Reference;

/// <summary>Rows of an embedding, and a gradient that holds no other rows.</summary>
public static class EmbeddingExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(1);
        var embedding = new Embedding(numEmbeddings: 5, embeddingDim: 3, sparse: true);
        var picked = embedding.Forward(tensor(new long[] { 0, 2, 2, 4 }));
        picked.sum().backward();
        var gradient = embedding.Weight.grad!;

        yield return ("rows 0, 2, 2 and 4:", picked.detach());
        yield return ("gradient, only of the rows that were looked up:", gradient);
        yield return ("gradient, dense:", gradient.to_dense());
    }
}
