using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>A concept's sentence, and the formulas that stand in it.</summary>
/// <param name="Sentence">The sentence; a formula at its end stands below it, others in it.</param>
/// <param name="Values">What is computed.</param>
/// <param name="Gradients">What is passed back.</param>
sealed partial record Formulas(
    Html Sentence,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Gradients
)
{
    /// <summary>So many lines of gradients are shown; the source has them all.</summary>
    const int MostGradients = 6;

    /// <summary>An equation of more letters is broken where words go on.</summary>
    const int Long = 60;

    /// <summary>In a sentence one of more letters stays text, which can be broken over lines.</summary>
    const int Inline = 36;

    /// <summary>Reads them from the docstrings and comments of the source.</summary>
    public static Formulas Of(Repository repository, Concept concept)
    {
        var source = SourceFile.Read(repository.Source("Scratch", concept.Address));
        var names = ConceptText.Declared(concept);
        var lines = source.About(names, ConceptText.Others([concept])) ?? source.Lines;
        var summaries = source.Summaries(names);
        var values = new List<string>();
        var sentences = summaries.Select(summary => Without(summary, values)).ToList();
        // What a class has of the one that it derives from is said there.
        var spoken = Math.Max(0, summaries.ToList().FindIndex(ConceptText.Formula().IsMatch));
        if (values.Count == 0)
            // An operation tells what its class leaves out.
            values.AddRange(
                lines
                    .Select(line => Told().Match(line))
                    .Where(match => match.Success)
                    .Select(match => match.Groups["text"].Value)
                    .Take(1)
            );
        return new(
            sentences.Count > 0 ? sentences[spoken] : Html.None,
            [.. values.Distinct().Take(2).Select(Parted)],
            [.. Joined(ConceptText.Gradients(repository, concept, lines)).Take(MostGradients)]
        );
    }

    /// <summary>Takes the formula out of a sentence that ends with it.</summary>
    static Html Without(string summary, List<string> values)
    {
        if (ConceptText.Formula().Match(summary) is not { Success: true } match)
            return Html.Of($"{summary}");
        var (from, formula) = (match.Index, match.Value);
        // A comma in a function's parentheses begins no formula.
        while (Depth(formula) < 0 && from > 0)
        {
            from = Math.Max(0, summary.LastIndexOf(": ", from - 1, StringComparison.Ordinal));
            from = from == 0 ? 0 : from + 2;
            formula = summary[from..(match.Index + match.Length)];
            if (from == 0)
                break;
        }
        var (value, rest) = Split(formula);
        values.Add(value);
        var before = summary[..from].TrimEnd(':', ' ', ',');
        var after = summary[(from + formula.Length)..].TrimStart(';', ' ', '.');
        return before != "" && rest == "" && after == ""
            ? Html.Of($"{before}.")
            : Html.Of(
                $"{summary[..from]}{(value.Length > Inline ? Html.Of($"{value}") : Html.Of($"<span class=\"math\">{MathMl.Of(value)}</span>"))}{summary[(from + value.Length)..]}"
            );
    }

    static int Depth(string text) =>
        text.Count(c => c is '(' or '[') - text.Count(c => c is ')' or ']');

    // The words behind a formula belong to the sentence.
    static (string Formula, string Words) Split(string formula)
    {
        for (
            var at = formula.IndexOf(", ", StringComparison.Ordinal);
            at >= 0;
            at = formula.IndexOf(", ", at + 1, StringComparison.Ordinal)
        )
            if (Depth(formula[..at]) == 0 && Words().IsMatch(formula[(at + 2)..]))
                return (formula[..at], formula[(at + 2)..]);
        return (formula, "");
    }

    // Several equations in a row, with blanks between them as comments have.
    static string Parted(string formula) =>
        Equation()
            .Replace(
                formula,
                match =>
                    Depth(formula[..match.Index]) == 0 && Equated().IsMatch(formula[..match.Index])
                        ? "      "
                        : match.Value
            )
            .Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Length > Long ? Phrase().Replace(part, "      ") : part)
            .Aggregate((all, part) => all + "      " + part);

    // A comment that is broken over lines is one.
    static IEnumerable<string> Joined(IReadOnlyList<string> lines)
    {
        string? line = null;
        foreach (var next in lines.Select(next => next.Trim()))
        {
            if (line is not null && (Continues().IsMatch(next) || line.EndsWith(':')))
            {
                line += " " + next;
                continue;
            }
            if (line is not null)
                yield return line;
            line = next;
        }
        if (line is not null)
            yield return line;
    }

    // The docstring of an operation, or the comment above its Forward.
    [GeneratedRegex(
        @"^\s*(?:/// <summary>|// )(?<text>y(?:\[[^\]]*\])? = [^<]*?)\.?(?:</summary>)?$"
    )]
    private static partial Regex Told();

    [GeneratedRegex(
        @"^(?:(?!but |else )\S+ (?:(?!, |=|←)\S+ ){1,}[^=←]*|(?:an?|the|until|which|what|each|in) (?![=←]).*)$"
    )]
    private static partial Regex Words();

    // Where another equation begins: a name, and what it is.
    [GeneratedRegex(@"(?:, | with |, with | and |, and )(?=\S+ (?:=|←) )")]
    private static partial Regex Equation();

    [GeneratedRegex(@", (?=(?:and|with|where|then|once) )")]
    private static partial Regex Phrase();

    // What stands before it is an equation itself, and no list of names.
    [GeneratedRegex(@"(?:^|, | with )(?:(?!, | with ).)*(?:=|←)(?:(?!, | with ).)*$")]
    private static partial Regex Equated();

    [GeneratedRegex(@"^[a-z]+ [a-z]+ [^=]*$")]
    private static partial Regex Continues();
}
