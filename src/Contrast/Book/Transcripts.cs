using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>What an example prints on the three sides, and its Python.</summary>
static class Transcripts
{
    /// <summary>Runs the example on the engines; no engine is asked where it cannot answer on this machine.</summary>
    public static Html Of(Repository repository, string example, IReadOnlyList<Engine> engines)
    {
        var file = Path.Combine(repository.Snapshots, example + ".verified.json");
        if (Snapshot.Read(file) is not TranscriptSnapshot pytorch)
            throw new UsageException($"{file} is not a transcript.");
        var sides = new List<Html>
        {
            Side($"PyTorch {pytorch.Recorded.Torch}", pytorch.Lines, pytorch.Lines),
        };
        foreach (var engine in engines)
            sides.Add(
                engine.ReasonToSkip(pytorch) is { } reason
                    ? Html.Of($"<p class=\"about\">{engine.Title} is skipped: {reason}</p>")
                    : Side(engine.Title, Transcript.Run(engine, example), pytorch.Lines)
            );
        return Html.Of(
            $"""
            <h3>{example[(example.IndexOf('/', StringComparison.Ordinal) + 1)..]}</h3>
            <div class="transcripts">
            {sides}
            </div>
            """
        );
    }

    static Html Side(string title, IReadOnlyList<string> lines, IReadOnlyList<string> expected)
    {
        var marked = Enumerable
            .Range(0, Math.Max(lines.Count, expected.Count))
            .Select(i => Line(lines.ElementAtOrDefault(i), expected.ElementAtOrDefault(i)))
            .ToList();
        var differ = Enumerable
            .Range(0, marked.Count)
            .Count(i => lines.ElementAtOrDefault(i) != expected.ElementAtOrDefault(i));
        var verdict =
            ReferenceEquals(lines, expected) ? Html.None
            : differ == 0 ? Html.Of($"<span class=\"good\">the same, character by character</span>")
            : Html.Of($"<span class=\"bad\">{differ} lines differ</span>");
        return Html.Of(
            $"""
            <figure class="code"><figcaption><b>{title}</b> {verdict}</figcaption>
            <pre tabindex="0" aria-label="{title}">{marked}</pre></figure>

            """
        );
    }

    static Html Line(string? line, string? expected)
    {
        if (line is null)
            return Html.Of($"<mark>(a line is missing)</mark>\n");
        if (line == expected)
            return Html.Of($"{line}\n");
        var differs = Transcript.Differs(line, expected ?? "");
        return Html.Of(
            $"{line.Select((c, at) => differs[at] ? Html.Of($"<mark>{$"{c}"}</mark>") : Html.Of($"{$"{c}"}"))}\n"
        );
    }
}
