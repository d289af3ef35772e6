namespace Diptych.Comparison;

/// <summary>A public module or function that both sides have, and where it stands in all four trees.</summary>
/// <param name="Name">PyTorch's name, such as <c>nn.BatchNorm1d</c>.</param>
/// <param name="Address">Family and file: <c>Normalization/BatchNorm</c> is that <c>.cs</c> in both sources, and that <c>.py</c> and folder among the snapshots.</param>
/// <param name="Example">The example of its topic, such as <c>Normalization/BatchNormExample</c>.</param>
/// <param name="English">What it is.</param>
/// <param name="Chinese">What it is, in the notes' language.</param>
/// <param name="Functions">PyTorch's names of its functional forms.</param>
public sealed record Concept(
    string Name,
    string Address,
    string Example,
    string English,
    string Chinese,
    params string[] Functions
)
{
    /// <summary>The folder, one of the notes' headings.</summary>
    public string Family => Address[..Address.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The name without PyTorch's namespace, such as <c>BatchNorm1d</c>.</summary>
    public string ShortName => Name[(Name.LastIndexOf('.') + 1)..];
}

/// <summary>Every concept there is: PyTorch's names, the address of the twins, and what they are called.</summary>
public static class Catalogue
{
    /// <summary>The concepts, family by family in the order of the notes.</summary>
    public static IReadOnlyList<Concept> Concepts { get; } =
    [
        new(
            "nn.ReLU",
            "Activation/ReLU",
            "",
            "Rectified linear unit",
            "线性整流",
            "nn.functional.relu"
        ),
        new(
            "nn.GELU",
            "Activation/GELU",
            "",
            "Gaussian error linear unit",
            "高斯误差线性单元",
            "nn.functional.gelu"
        ),
        new(
            "nn.Sigmoid",
            "Activation/Sigmoid",
            "",
            "Logistic function",
            "S 型函数",
            "nn.functional.sigmoid"
        ),
        new(
            "nn.Softmax",
            "Activation/Softmax",
            "",
            "Softmax and its logarithm",
            "归一化指数",
            "nn.functional.softmax",
            "nn.functional.log_softmax"
        ),
        new(
            "nn.BatchNorm1d",
            "Normalization/BatchNorm",
            "Normalization/BatchNormExample",
            "Batch normalization",
            "批归一化"
        ),
        new(
            "nn.LayerNorm",
            "Normalization/LayerNorm",
            "Normalization/BatchNormExample",
            "Layer normalization",
            "层归一化",
            "nn.functional.layer_norm"
        ),
        new(
            "nn.GRU",
            "Recurrent/GRU",
            "Recurrent/GRUExample",
            "Gated recurrent unit",
            "门控循环单元"
        ),
        new(
            "nn.functional.scaled_dot_product_attention",
            "Transformer/ScaledDotProductAttention",
            "Transformer/TransformerEncoderLayerExample",
            "Scaled dot-product attention",
            "缩放点积注意力"
        ),
        new(
            "nn.MultiheadAttention",
            "Transformer/MultiheadAttention",
            "Transformer/TransformerEncoderLayerExample",
            "Multi-head attention",
            "多头注意力"
        ),
        new(
            "nn.TransformerEncoderLayer",
            "Transformer/TransformerEncoderLayer",
            "Transformer/TransformerEncoderLayerExample",
            "Transformer encoder layer",
            "Transformer 编码层"
        ),
        new(
            "nn.Linear",
            "Linear/Linear",
            "Linear/LinearExample",
            "Linear layer",
            "线性层",
            "nn.functional.linear"
        ),
        new(
            "nn.Sequential",
            "Linear/Sequential",
            "Linear/LinearExample",
            "Modules in a row",
            "顺序容器"
        ),
        new(
            "nn.Dropout",
            "Dropout/Dropout",
            "Dropout/DropoutExample",
            "Dropout",
            "随机失活",
            "nn.functional.dropout"
        ),
        new(
            "nn.Embedding",
            "Sparse/Embedding",
            "Sparse/EmbeddingExample",
            "Embedding with a dense or sparse gradient",
            "嵌入（稀疏层）"
        ),
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
        new(
            "nn.CrossEntropyLoss",
            "Loss/CrossEntropyLoss",
            "Loss/LossExample",
            "Cross-entropy of logits",
            "交叉熵",
            "nn.functional.cross_entropy"
        ),
        new(
            "nn.MSELoss",
            "Loss/MSELoss",
            "Loss/LossExample",
            "Mean squared error",
            "均方误差",
            "nn.functional.mse_loss"
        ),
        new(
            "optim.SGD",
            "Optim/SGD",
            "Optim/SGDExample",
            "Stochastic gradient descent",
            "随机梯度下降"
        ),
        new(
            "torch.manual_seed",
            "Random/RandomStream",
            "",
            "PyTorch's random stream, bit for bit",
            "随机数流",
            "torch.rand",
            "torch.randn",
            "torch.randint",
            "torch.randperm",
            "torch.bernoulli"
        ),
        new(
            "nn.init",
            "Random/Init",
            "",
            "Initialization",
            "参数初始化",
            "nn.init.uniform_",
            "nn.init.normal_",
            "nn.init.constant_",
            "nn.init.kaiming_uniform_",
            "nn.init.xavier_uniform_",
            "nn.init.xavier_normal_"
        ),
    ];

    /// <summary>The concept of one of PyTorch's names, or null.</summary>
    /// <param name="target">A name as snapshots have it, such as <c>nn.functional.mse_loss</c>.</param>
    public static Concept? Find(string target) =>
        Concepts.FirstOrDefault(concept =>
            concept.Name == target || concept.Functions.Contains(target)
        );

    /// <summary>The concepts that a person may mean: by PyTorch's name, its last part, the address or a family, in any case.</summary>
    /// <param name="words">What was typed.</param>
    public static IReadOnlyList<Concept> Search(string words)
    {
        bool Is(string name) => string.Equals(name, words, StringComparison.OrdinalIgnoreCase);
        foreach (
            var matches in new Func<Concept, bool>[]
            {
                concept => Is(concept.Name) || Is(concept.ShortName) || Is(concept.Address),
                concept =>
                    concept.Functions.Any(function =>
                        Is(function) || Is(function[(function.LastIndexOf('.') + 1)..])
                    ),
                concept =>
                    Is(
                        concept.Address[
                            (concept.Address.IndexOf('/', StringComparison.Ordinal) + 1)..
                        ]
                    ),
                concept => Is(concept.Family),
            }
        )
            if (Concepts.Where(matches).ToList() is { Count: > 0 } found)
                return found;
        return [];
    }
}
