namespace Diptych.Comparison;

public static partial class Catalogue
{
    static Concept[] Sparse =>
        [
            new(
                "nn.Embedding",
                "Sparse/Embedding",
                "Sparse/EmbeddingExample",
                "Embedding with a dense or sparse gradient",
                "嵌入（稀疏层）",
                "nn.functional.embedding",
                "nn.Embedding.from_pretrained"
            ),
            new(
                "nn.EmbeddingBag",
                "Sparse/EmbeddingBag",
                "Sparse/EmbeddingBagExample",
                "Embeddings summed, averaged or maximized bag by bag",
                "嵌入袋",
                "nn.functional.embedding_bag",
                "nn.EmbeddingBag.from_pretrained"
            ),
            new(
                "nn.functional.one_hot",
                "Sparse/OneHot",
                "Sparse/EmbeddingExample",
                "Numbers as rows with a single one",
                "独热编码"
            ),
        ];
}
