namespace Diptych.Comparison;

/// <summary>Every concept there is: PyTorch's names, the address of the twins, and what they are called.</summary>
public static partial class Catalogue
{
    /// <summary>The families in the order of the notes.</summary>
    public static IReadOnlyList<Family> Families { get; } =
    [
        new("Images", "Images", "图像与通道", Images),
        new("Convolution", "Convolution", "卷积", Convolution),
        new("Padding", "Padding", "填充", Padding),
        new("Pooling", "Pooling", "池化", Pooling),
        new("Activation", "Non-linear activation", "非线性激活", Activation),
        new("Normalization", "Normalization", "归一化", Normalization),
        new("Recurrent", "Recurrent", "循环神经网络", Recurrent),
        new("Transformer", "Transformer", "Transformer", Transformer),
        new("Linear", "Linear", "线性层", Linear),
        new("Dropout", "Dropout", "随机失活", Dropout),
        new("Sparse", "Sparse", "稀疏层", Sparse),
        new("Vision", "Vision and shuffling", "视觉与重排", Vision),
        new("Containers", "Containers", "容器", Containers),
        new("Distance", "Distance", "距离函数", Distance),
        new("Loss", "Loss", "损失函数", Loss),
        new("Backpropagation", "Back-propagation", "反向传播", Backpropagation),
        new("Optim", "Optimizers", "优化器", Optim),
        new("Training", "Training", "完整训练循环", Training),
        new("Random", "Random numbers", "随机数与初始化", Random),
    ];

    /// <summary>The concepts, family by family.</summary>
    public static IReadOnlyList<Concept> Concepts { get; } =
    [.. Families.SelectMany(family => family.Concepts)];

    /// <summary>The concept of one of PyTorch's names, or null.</summary>
    /// <param name="target">A name as snapshots have it, such as <c>nn.functional.mse_loss</c>.</param>
    public static Concept? Find(string target) =>
        Concepts.FirstOrDefault(concept =>
            concept.Name == target || concept.Functions.Contains(target)
        );

    /// <summary>What the sources call one of PyTorch's names: <c>nn.functional.mse_loss</c> is <c>MseLoss</c>.</summary>
    public static string MemberName(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Binder.MemberName(target[(target.LastIndexOf('.') + 1)..]);
    }

    /// <summary>The concepts that a person may mean: by PyTorch's name, its last part, the address, what it is called in either language, or a family, in any case.</summary>
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
                concept => Is(concept.English) || Is(concept.Chinese),
                concept => Is(concept.Family),
                concept =>
                    Families.Any(family =>
                        family.Name == concept.Family && (Is(family.English) || Is(family.Chinese))
                    ),
            }
        )
            if (Concepts.Where(matches).ToList() is { Count: > 0 } found)
                return found;
        return [];
    }
}
