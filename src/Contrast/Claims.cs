using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>A claim of the notes as a test on both sides holds it.</summary>
/// <param name="Test">Class and method.</param>
/// <param name="Body">The method's text.</param>
sealed record Claim(string Test, string Body)
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
    /// <summary>The claims about a family: the tests of <c>tests/Parity/&lt;Family&gt;</c>.</summary>
    public static IReadOnlyList<Claim> Of(Repository repository, string family)
    {
        var folder = Path.Combine(repository.Root, "tests", "Parity", family);
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*Tests.cs")
                .Order(StringComparer.Ordinal)
                .SelectMany(file =>
                    Test()
                        .Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
                        .Select(match => new Claim(
                            $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}",
                            match.Value
                        ))
                ),
        ];
    }

    /// <summary>Whether a claim speaks of a concept: the test names it, with or without its number of dimensions, or one of its functions.</summary>
    public static bool IsAbout(Claim claim, Concept concept) =>
        concept
            .Functions.Append(concept.Name)
            .Any(name => Regex.IsMatch(claim.Body, Whole(Stem(name)), RegexOptions.IgnoreCase))
        || Regex.IsMatch(claim.Sentence, Whole(Stem(concept.ShortName)), RegexOptions.IgnoreCase)
        || Regex.IsMatch(
            claim.Sentence,
            Whole(Regex.Escape(concept.English)),
            RegexOptions.IgnoreCase
        )
        || Regex.IsMatch(claim.Body, Whole(Stem(concept.ShortName)));

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

    static string Whole(string pattern) => $"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])";

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
