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

/// <summary>A heading of the notes with its concepts.</summary>
/// <param name="Name">The folder in all four trees.</param>
/// <param name="English">The heading.</param>
/// <param name="Chinese">The heading in the notes' language.</param>
/// <param name="Concepts">In the order in which one learns them.</param>
public sealed record Family(
    string Name,
    string English,
    string Chinese,
    IReadOnlyList<Concept> Concepts
);
