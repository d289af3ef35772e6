using Diptych.Comparison;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Diptych.Contrast;

/// <summary>Shows a concept: both sources side by side, and what each side prints.</summary>
static class ShowCommand
{
    /// <summary>Narrower than this, the sources stand under one another.</summary>
    const int SideBySide = 150;

    /// <summary>Prints the concepts that the words mean.</summary>
    /// <exception cref="UsageException">No concept is called so.</exception>
    public static int Run(Repository repository, string words)
    {
        var concepts = Catalogue.Search(words);
        if (concepts.Count == 0)
            throw new UsageException(
                $"no concept is called {words}; the nearest are {string.Join(", ", Nearest(words))}. 'contrast list' shows all."
            );
        foreach (var concept in concepts)
            Show(repository, concept);
        foreach (
            var example in concepts
                .Select(concept => concept.Example)
                .Where(example => example != "")
                .Distinct()
        )
            ShowTranscripts(repository, example);
        return 0;
    }

    static void Show(Repository repository, Concept concept)
    {
        Terminal.Out.Write(
            new Rule(
                $"[bold]{concept.Name}[/]  {concept.English}  {concept.Chinese}"
            ).LeftJustified()
        );
        var (scratch, reference) = (
            Panel(repository, "Scratch", concept.Address),
            Panel(repository, "Reference", concept.Address)
        );
        if (Terminal.Out.Profile.Width >= SideBySide)
            Terminal.Out.Write(new Grid().AddColumn().AddColumn().AddRow(scratch, reference));
        else
        {
            Terminal.Out.Write(scratch);
            Terminal.Out.Write(reference);
        }
    }

    static Panel Panel(Repository repository, string side, string address)
    {
        var file = repository.Source(side, address);
        return new Panel(new Markup(SourceColours.Markup(File.ReadAllText(file).TrimEnd())))
            .Header($" src/{side}/{address}.cs ")
            .Border(BoxBorder.Rounded);
    }

    static void ShowTranscripts(Repository repository, string example)
    {
        var file = Path.Combine(repository.Snapshots, example + ".verified.json");
        if (Snapshot.Read(file) is not TranscriptSnapshot pytorch)
            throw new UsageException($"{file} is not a transcript.");
        Terminal.Out.Write(new Rule($"[bold]{example}[/]").LeftJustified());
        Transcript("PyTorch " + pytorch.Recorded.Torch, pytorch.Lines, pytorch.Lines);
        foreach (var engine in new Engine[] { new ScratchEngine(), new TorchSharpEngine() })
        {
            var name = example[(example.LastIndexOf('/') + 1)..];
            var lines = engine
                .Example(name)!
                .SelectMany(pair => TorchText.Line(pair.Label, pair.Value).Split('\n'));
            Transcript(engine.Title, [.. lines], pytorch.Lines);
        }
    }

    // A character that differs from PyTorch's is marked.
    static void Transcript(
        string title,
        IReadOnlyList<string> lines,
        IReadOnlyList<string> expected
    )
    {
        var text = new List<IRenderable>();
        var same = lines.SequenceEqual(expected);
        for (var i = 0; i < lines.Count; i++)
        {
            var paragraph = new Paragraph();
            var other = expected.ElementAtOrDefault(i) ?? "";
            for (var c = 0; c < lines[i].Length; c++)
                paragraph.Append(
                    $"{lines[i][c]}",
                    c < other.Length && other[c] == lines[i][c]
                        ? Style.Plain
                        : new Style(Color.White, Color.Red)
                );
            text.Add(lines[i].Length == 0 ? new Text(" ") : paragraph);
        }
        Terminal.Out.Write(
            new Panel(new Rows(text))
                .Header($" {title}{(same ? "" : " differs")} ")
                .Border(BoxBorder.Rounded)
        );
    }

    static IEnumerable<string> Nearest(string words) =>
        Catalogue
            .Concepts.OrderBy(concept => Distance(words, concept.ShortName))
            .Take(3)
            .Select(concept => concept.Name);

    // How many letters must be put in, taken out or changed (Levenshtein).
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed =
                    diagonal
                    + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
