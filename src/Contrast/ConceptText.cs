using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>What the sources and the snapshots say of a concept.</summary>
static partial class ConceptText
{
    /// <summary>What the sources may call a concept: its class, or the function of its name, or its functional forms.</summary>
    public static IReadOnlyList<string> Declared(Concept concept) =>
        [.. concept.Functions.Prepend(concept.Name).Select(Catalogue.MemberName).Distinct()];

    /// <summary>What the other concepts of the same file are called there.</summary>
    public static string[] Others(IReadOnlyList<Concept> concepts) =>
        [
            .. Catalogue
                .Concepts.Where(other =>
                    other.Address == concepts[0].Address && !concepts.Contains(other)
                )
                .SelectMany(Declared)
                .Except(concepts.SelectMany(Declared)),
        ];

    /// <summary>Formulas of gradients: they stand with the operation, which several files of a family may share.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="concept">The concept.</param>
    /// <param name="lines">The concept's part of its file.</param>
    public static IReadOnlyList<string> Gradients(
        Repository repository,
        Concept concept,
        IReadOnlyList<string> lines
    )
    {
        if (SourceFile.Gradients(lines) is { Count: > 0 } own)
            return own;
        var operations = lines
            .SelectMany(line => Operation().Matches(line))
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .ToList();
        if (operations.Count == 0)
            return [];
        return
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(repository.Root, "src", "Scratch", concept.Family),
                    "*.cs"
                )
                .Order(StringComparer.Ordinal)
                .Select(file => SourceFile.Read(file).About(operations))
                .SelectMany(found => SourceFile.Gradients(found ?? [])),
        ];
    }

    /// <summary>A concept's cases: a file's concept is what it asks for; a random stream is named after one.</summary>
    public static IEnumerable<(string Name, Snapshot Snapshot)> Cases(
        Repository repository,
        Concept concept
    )
    {
        var folder = Path.Combine(repository.Snapshots, concept.Address);
        if (!Directory.Exists(folder))
            yield break;
        var alone = Catalogue.Concepts.Count(other => other.Address == concept.Address) == 1;
        foreach (var file in Repository.Files(folder))
        {
            var snapshot = Snapshot.Read(file);
            var target = CaseRunner.TargetOf(snapshot) is { } asked ? Catalogue.Find(asked) : null;
            if (
                alone
                || target == concept
                || (
                    target is null
                    && Path.GetFileName(file)
                        .StartsWith(concept.ShortName + ".", StringComparison.Ordinal)
                )
            )
                yield return (repository.CaseName(file), snapshot);
        }
    }

    [GeneratedRegex(@"new (?<name>\w+Operation)\(")]
    private static partial Regex Operation();

    /// <summary>A formula in a sentence, from the side with the equals sign on; words around it belong to the sentence.</summary>
    [GeneratedRegex(@"(?<=(^|: |, | with ))[^:,]*?(=|←|⌊|Σ|max\().*?(?=(\.$|; |\. |$))")]
    public static partial Regex Formula();
}
