using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>A claim of the notes as a test on both sides holds it.</summary>
/// <param name="Family">The folder of the test.</param>
/// <param name="Test">Class and method.</param>
/// <param name="Body">The method's text.</param>
sealed record Claim(string Family, string Test, string Body)
{
    /// <summary>The claim as a sentence.</summary>
    public string Sentence =>
        Test[(Test.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('_', ' ');
}

/// <summary>A row of <c>docs/errata.md</c>.</summary>
sealed record Erratum(
    int Number,
    string Heading,
    string Notes,
    string Truth,
    IReadOnlyList<string> Tests
);

/// <summary>Finds the claims and errata that belong to a family or a concept.</summary>
static partial class Claims
{
    /// <summary>Every claim: the tests of <c>tests/Parity/&lt;Family&gt;/*Tests.cs</c>.</summary>
    public static IReadOnlyList<Claim> All(Repository repository) =>
        [
            .. Catalogue
                .Families.Select(family => family.Name)
                .Where(family => Directory.Exists(Folder(repository, family)))
                .SelectMany(family =>
                    Directory
                        .EnumerateFiles(Folder(repository, family), "*Tests.cs")
                        .Order(StringComparer.Ordinal)
                        .SelectMany(file =>
                            Test()
                                .Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
                                .Select(match => new Claim(
                                    family,
                                    $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}",
                                    match.Value
                                ))
                        )
                ),
        ];

    static string Folder(Repository repository, string family) =>
        Path.Combine(repository.Root, "tests", "Parity", family);

    /// <summary>
    /// Whether a claim speaks of a concept, with or without the number of dimensions: in the concept's own family the
    /// sentence names it or the test uses it, in any other both.
    /// </summary>
    public static bool IsAbout(Claim claim, Concept concept)
    {
        string[] said = [Stem(concept.ShortName), Regex.Escape(concept.English)];
        var isSaid = said.Any(name => Is(claim.Sentence, name, RegexOptions.IgnoreCase));
        var isUsed = concept
            .Functions.Append(concept.Name)
            .Select(Stem)
            .Any(name => Is(claim.Body, name, RegexOptions.None));
        return claim.Family == concept.Family ? isSaid || isUsed : isSaid && isUsed;
    }

    /// <summary>Whether an erratum speaks of a concept: one of its tests does, or its text has the concept's name.</summary>
    public static bool IsAbout(Erratum erratum, Concept concept, IReadOnlyList<Claim> claims)
    {
        var text = $"{erratum.Heading} {erratum.Notes} {erratum.Truth}";
        return claims.Any(claim => erratum.Tests.Contains(claim.Test))
            || concept
                .Functions.Append(concept.Name)
                .Any(name =>
                    Is(text, Stem(name[(name.LastIndexOf('.') + 1)..]), RegexOptions.None)
                );
    }

    static bool Is(string text, string pattern, RegexOptions options) =>
        Regex.IsMatch(text, $"(?<![A-Za-z0-9_]){pattern}(?![A-Za-z0-9_])", options);

    /// <summary>The page of errata.</summary>
    public static IReadOnlyList<Erratum> Errata(Repository repository)
    {
        var page = Path.Combine(repository.Root, "docs", "errata.md");
        if (!File.Exists(page))
            return [];
        return
        [
            .. File.ReadLines(page)
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length == 7 && int.TryParse(cells[1], out _))
                .Select(cells => new Erratum(
                    int.Parse(cells[1], null),
                    cells[2],
                    cells[3],
                    cells[4],
                    [.. Quoted().Matches(cells[5]).Select(match => match.Groups["text"].Value)]
                )),
        ];
    }

    // nn.Conv2d stands for nn.Conv1d and nn.Conv3d as well.
    static string Stem(string name) => Regex.Escape(Dimensions().Replace(name, "")) + "([123]d)?";

    [GeneratedRegex("[123]d$")]
    private static partial Regex Dimensions();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^    \[(?:Fact|Theory)[^\n]*\n(?:    \[[^\n]*\n)*    public (?:async )?\w+ (?<name>\w+)\(.*?^    \}|^    \[(?:Fact|Theory)[^\n]*\n(?:    \[[^\n]*\n)*    public (?:async )?\w+ (?<name>\w+)\([^\n]*\) =>.*?;$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Test();
}
