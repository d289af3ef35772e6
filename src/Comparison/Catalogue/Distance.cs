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
                "nn.PairwiseDistance",
                "Distance/PairwiseDistance",
                "Distance/DistanceExample",
                "Distance, pair by pair",
                "成对距离",
                "nn.functional.pairwise_distance"
            ),
            new(
                "torch.cdist",
                "Distance/Cdist",
                "Distance/DistanceExample",
                "Distances of all pairs",
                "两两距离矩阵"
            ),
            new(
                "nn.functional.pdist",
                "Distance/Pdist",
                "",
                "Distances of all pairs of one table",
                "成对距离向量"
            ),
            new(
                "nn.CosineSimilarity",
                "Distance/CosineSimilarity",
                "Distance/DistanceExample",
                "Cosine similarity",
                "余弦相似度",
                "nn.functional.cosine_similarity"
            ),
            new(
                "nn.functional.normalize",
                "Distance/Normalize",
                "Distance/DistanceExample",
                "Vectors of length 1",
                "单位化"
            ),
        ];
}
