using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>A page of the book: the concepts of one address.</summary>
/// <param name="Family">The family that it belongs to.</param>
/// <param name="Concepts">At least one.</param>
sealed record Topic(Family Family, IReadOnlyList<Concept> Concepts)
{
    /// <summary>Family and file, such as <c>Normalization/BatchNorm</c>.</summary>
    public string Address => Concepts[0].Address;

    /// <summary>The file's name, such as <c>BatchNorm</c>.</summary>
    public string Name => Address[(Address.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The page, as seen from the index.</summary>
    public string Page => Address + ".html";

    /// <summary>What tells most of a topic with forms of several dimensions: the one for pictures.</summary>
    public Concept Main =>
        Concepts.FirstOrDefault(concept =>
            concept.Name.EndsWith("2d", StringComparison.Ordinal) && Concepts.Count > 1
        ) ?? Concepts[0];

    /// <summary>What it is: the first concept's title where the others' begin so too.</summary>
    public string English => Titled.English;

    /// <summary>The same in the notes' language.</summary>
    public string Chinese => Titled.Chinese;

    Concept Titled =>
        Concepts.All(concept =>
            concept.English.StartsWith(Concepts[0].English, StringComparison.Ordinal)
        )
            ? Concepts[0]
            : Main;

    /// <summary>Every topic in the order of the catalogue.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        .. Catalogue.Families.SelectMany(family =>
            family
                .Concepts.GroupBy(concept => concept.Address)
                .Select(group => new Topic(family, [.. group]))
        ),
    ];
}
