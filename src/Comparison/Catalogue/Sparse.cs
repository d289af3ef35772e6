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
                "嵌入（稀疏层）"
            ),
        ];
}
