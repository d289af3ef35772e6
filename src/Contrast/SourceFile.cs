using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>A source of either side, taken apart at the blank lines between its types, and those between the functions of a static class.</summary>
/// <remarks>It reads the layout that the formatter gives, and knows no more of C#.</remarks>
sealed partial class SourceFile
{
    readonly List<Block> blocks = [];

    /// <param name="Names">What is declared.</param>
    /// <param name="Holder">The lines that open the static class that holds it; null for a type of the file.</param>
    /// <param name="Lines">Docstring and code.</param>
    sealed record Block(IReadOnlyList<string> Names, string? Holder, IReadOnlyList<string> Lines);

    SourceFile(string text)
    {
        Lines = text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Parse();
    }

    /// <summary>All lines of the file.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Reads a file.</summary>
    public static SourceFile Read(string path) => new(File.ReadAllText(path));

    /// <summary>Takes a text apart.</summary>
    public static SourceFile Of(string text) => new(text);

    /// <summary>Everything that names declare and that this mentions in turn, by the file's order but for the first name.</summary>
    /// <param name="names">What is asked for.</param>
    /// <param name="without">Names that are left out although something mentions them, such as those of other concepts.</param>
    /// <returns>Null where the file declares none of the names.</returns>
    public IReadOnlyList<string>? About(IReadOnlyList<string> names, params string[] without)
    {
        var first = First(names);
        if (first is null)
            return null;
        var chosen = new HashSet<Block>(blocks.Where(block => names.Any(block.Names.Contains)));
        var open = new Queue<Block>(chosen);
        while (open.TryDequeue(out var block))
            foreach (
                var mentioned in blocks
                    .Where(other =>
                        !chosen.Contains(other)
                        && !without.Any(other.Names.Contains)
                        && Mentions(block, other)
                    )
                    .ToList()
            )
            {
                chosen.Add(mentioned);
                open.Enqueue(mentioned);
            }
        return Text([first, .. blocks.Where(block => block != first && chosen.Contains(block))]);
    }

    /// <summary>The sentences of a name's docstring, and below it those of the classes it derives from in this file.</summary>
    public IReadOnlyList<string> Summaries(IReadOnlyList<string> names)
    {
        var summaries = new List<string>();
        // A concept may be a static class as a whole.
        if (
            names.Count > 0
            && blocks.Find(block =>
                block.Holder?.EndsWith(" " + names[0], StringComparison.Ordinal) == true
            )
                is { Holder: { } holder }
            && Docstring(holder.Split('\n'), "summary") is { } whole
        )
            return [whole];
        var at =
            First(names) ?? blocks.Find(block => Docstring(block.Lines, "summary") is not null);
        while (at is not null)
        {
            if (Docstring(at.Lines, "summary") is { } summary)
                summaries.Add(summary);
            at = Base().Match(Code(at)) is { Success: true } match
                ? blocks.Find(block =>
                    block.Holder is null
                    && block != at
                    && block.Names.Contains(match.Groups["base"].Value)
                )
                : null;
        }
        return summaries;
    }

    /// <summary>Formulas of gradients: the comments right above each <c>Backward</c> among the lines.</summary>
    public static IReadOnlyList<string> Gradients(IReadOnlyList<string> lines)
    {
        var found = new List<string>();
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Contains(" Backward(Tensor", StringComparison.Ordinal))
            {
                var from = i;
                while (from > 0 && lines[from - 1].TrimStart() is ['/', '/', ' ', ..])
                    from--;
                found.AddRange(lines.Skip(from).Take(i - from).Select(line => line.Trim()[3..]));
            }
        return found;
    }

    // The names are tried in their order: a class before its functional forms.
    Block? First(IReadOnlyList<string> names) =>
        names
            .Select(name => blocks.Find(block => block.Names.Contains(name)))
            .FirstOrDefault(block => block is not null);

    void Parse()
    {
        var chunk = new List<string>();
        string? holder = null;
        for (var i = 0; i < Lines.Count; i++)
        {
            var line = Lines[i];
            if (holder is null && chunk.All(IsPreamble) && Holder().IsMatch(line))
            {
                holder = string.Join('\n', [.. chunk, line]);
                chunk.Clear();
            }
            else if (holder is not null && line == "{" && chunk.Count == 0)
                continue;
            else if (holder is not null && line == "}")
            {
                End();
                holder = null;
            }
            else if (
                line.Length == 0
                && i + 1 < Lines.Count
                && Indent(Lines[i + 1]) <= (holder is null ? 0 : 4)
            )
                End();
            else
                chunk.Add(line);
        }
        End();

        void End()
        {
            if (chunk.Count > 0)
                blocks.Add(new(Names(chunk, holder is null ? 0 : 4), holder, [.. chunk]));
            chunk.Clear();
        }
    }

    static bool IsPreamble(string line) =>
        line.StartsWith("///", StringComparison.Ordinal) || line.StartsWith('[');

    static int Indent(string line) => line.Length - line.TrimStart().Length;

    static List<string> Names(List<string> lines, int indent) =>
        [
            .. lines
                .Where(line => Indent(line) == indent && Declaration().IsMatch(line))
                .Select(line => Declaration().Match(line).Groups["name"].Value),
        ];

    static bool Mentions(Block block, Block other) =>
        Mention()
            .Matches(Code(block))
            .Any(match =>
                other.Names.Contains(match.Groups["name"].Value)
                && match.Groups["of"].Value is var of
                // A function is called by its holder's name, or from within the same one.
                && (
                    other.Holder is null ? of.Length == 0
                    : of.Length == 0 ? block.Holder == other.Holder
                    : other.Holder.Contains("class " + of, StringComparison.Ordinal)
                )
            );

    static string Code(Block block) =>
        string.Join(
            '\n',
            block.Lines.Select(line =>
                line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line
            )
        );

    static string? Docstring(IEnumerable<string> lines, string tag)
    {
        var text = string.Join(
            ' ',
            lines
                .Select(line => line.Trim())
                .SkipWhile(line => !line.StartsWith("///", StringComparison.Ordinal))
                .TakeWhile(line => line.StartsWith("///", StringComparison.Ordinal))
                .Select(line => line[3..].Trim())
        );
        try
        {
            return XElement.Parse($"<doc>{text}</doc>").Element(tag) is { } element
                ? Plain(element)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static string Plain(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
            text.Append(
                node switch
                {
                    XText plain => plain.Value,
                    XElement { Name.LocalName: "see" or "paramref" } link => (
                        (string?)(
                            link.Attribute("cref")
                            ?? link.Attribute("name")
                            ?? link.Attribute("langword")
                            ?? link.Attribute("href")
                        )
                    )?.Split('.')[^1],
                    XElement inner => Plain(inner),
                    _ => "",
                }
            );
        return string.Join(
            ' ',
            text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    static List<string> Text(IReadOnlyList<Block> chosen)
    {
        var lines = new List<string>();
        string? holder = null;
        foreach (var block in chosen)
        {
            if (block.Names.Count == 0)
                continue;
            if (holder is not null && holder != block.Holder)
                lines.Add("}");
            if (lines.Count > 0)
                lines.Add("");
            if (block.Holder is not null && holder != block.Holder)
            {
                lines.AddRange(block.Holder.Split('\n'));
                lines.Add("{");
            }
            lines.AddRange(block.Lines);
            holder = block.Holder;
        }
        if (holder is not null)
            lines.Add("}");
        return lines;
    }

    [GeneratedRegex(@"^public static (partial )?class \w+$")]
    private static partial Regex Holder();

    [GeneratedRegex(
        @"^\s*(?![/\[}{)])(?!return\b)(?:[\w<>,?.\[\]()]+\s+)*?(?:(?:class|record|struct|enum|interface)\s+(?<name>\w+)|(?<name>\w+)(?:<\w+>)?\()"
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?:\b(?<of>\w+)\.)?\b(?<name>[A-Z]\w+)")]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"\bclass \w+(?:<[^>]*>)?(?:\([^{]*?\))?\s*:\s*(?<base>\w+)",
        RegexOptions.Singleline
    )]
    private static partial Regex Base();
}
