namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Distance =>
        [
            new(
                "torch.dist",
                "Distance/Dist",
                "Distance/DistanceExample",
                "Distance by a p-norm",
                "p 范数距离"
            ),
            new(
                "nn.CosineSimilarity",
                "Distance/CosineSimilarity",
                "Distance/DistanceExample",
                "Cosine similarity",
                "余弦相似度",
                "nn.functional.cosine_similarity"
            ),
        ];
}
