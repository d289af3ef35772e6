namespace Diptych.Scratch;

/// <summary>Sentences as bags of words: each becomes the mean of its words' vectors, and padding counts for nothing.</summary>
public static class EmbeddingBagExample
{
    /// <summary>What the example shows, label by label.</summary>
    public static IEnumerable<(string Label, object Value)> Run()
    {
        Torch.ManualSeed(0);
        var bag = new EmbeddingBag(numEmbeddings: 5, embeddingDim: 3, sparse: true, paddingIdx: 0);
        var sentences = Torch.Tensor(
            new long[,]
            {
                { 1, 3, 3 },
                { 2, 0, 0 },
            }
        );
        var means = bag.Forward(sentences);
        means.Sum().Backward();

        var words = Functional.Embedding(sentences, bag.Weight).Detach();
        yield return ("one vector a sentence:", means.Detach());
        yield return ("mean of words 1, 3 and 3:", words[0].Mean([0]));
        yield return ("word 2, without its padding:", words[1][0]);
        yield return ("gradient, an entry for each word:", bag.Weight.Grad!);
    }
}
