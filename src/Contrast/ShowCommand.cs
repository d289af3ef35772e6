using System.Globalization;
using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Shows a concept: formula, both sources, what each side prints, what the notes claim, and how equal it is now.</summary>
static class ShowCommand
{
    /// <summary>Of more source files than this, as a family has them, none is shown.</summary>
    const int MostSources = 3;

    /// <summary>Of a file with several concepts and more lines than this, only what belongs to the one is shown.</summary>
    const int SmallFile = 150;

    /// <summary>Prints the concepts that the words mean.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="words">What was typed.</param>
    /// <param name="whole">Whether files are shown whole that hold other concepts as well.</param>
    /// <returns>1 where a case or a transcript differs from PyTorch.</returns>
    /// <exception cref="UsageException">No concept is called so.</exception>
    public static int Run(Repository repository, string words, bool whole)
    {
        var concepts = Catalogue.Search(words);
        if (concepts.Count == 0)
            throw new UsageException(
                $"no concept is called {words}{(Nearest.To(words) is { Count: > 0 } names ? $"; did you mean {Either(names)}?" : ".")} 'contrast list' shows all."
            );
        var topics = concepts.GroupBy(concept => concept.Address).ToList();
        foreach (var topic in topics)
        {
            foreach (var concept in topic)
                Head(repository, concept, words);
            if (topics.Count <= MostSources)
                Sources(repository, [.. topic], words, whole);
        }
        if (topics.Count > MostSources)
            Terminal.Out.WriteLine(
                $"\n{topics.Count} topics; 'contrast show {topics[0].First().ShortName}' shows the sources of one.\n"
            );
        IReadOnlyList<Engine> engines = [new ScratchEngine(), new TorchSharpEngine()];
        var equal = true;
        foreach (
            var example in concepts
                .Select(concept => concept.Example)
                .Where(example => example != "")
                .Distinct()
        )
            equal &= Transcripts(repository, example, engines);
        foreach (var family in concepts.GroupBy(concept => concept.Family))
            ClaimsAndErrata(repository, [.. family]);
        return Verdicts(repository, concepts, engines) && equal ? 0 : 1;
    }

    static string Either(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    // Names and formula

    static void Head(Repository repository, Concept concept, string words)
    {
        Heading($"[bold]{concept.Name}[/]  {concept.English.EscapeMarkup()}  {concept.Chinese}");
        var source = SourceFile.Read(repository.Source("Scratch", concept.Address));
        var names = ConceptText.Declared(concept);
        foreach (var summary in source.Summaries(names))
            Indented(
                ConceptText.Formula().Replace(summary.EscapeMarkup(), "[bold yellow]$0[/]", 1)
            );
        // Of many functions, the one that was asked for.
        if (Asked(concept, words) is { } asked && !names.Take(1).Contains(asked))
            foreach (var summary in source.Summaries([asked]).Except(source.Summaries(names)))
                Indented(
                    ConceptText.Formula().Replace(summary.EscapeMarkup(), "[bold yellow]$0[/]", 1)
                );
        if (Sentences.Chinese.TryGetValue(concept.Name, out var chinese))
            Indented(chinese);
        var gradients = ConceptText.Gradients(
            repository,
            concept,
            source.About(names, ConceptText.Others([concept])) ?? source.Lines
        );
        if (gradients.Count > 0)
            Indented(
                $"gradient: [bold yellow]{string.Join("\n          ", gradients).EscapeMarkup()}[/]"
            );
        if (concept.Functions.Length > 0)
            Indented($"[grey]also {string.Join(", ", concept.Functions)}[/]");
        Terminal.Out.WriteLine();
    }

    static void Heading(string markup) => Terminal.Out.Write(new Rule(markup).LeftJustified());

    static void Indented(string markup) =>
        Terminal.Out.Write(new Padder(new Markup(markup), new Padding(2, 0, 0, 0)));

    // Sources

    static void Sources(
        Repository repository,
        IReadOnlyList<Concept> concepts,
        string words,
        bool whole
    )
    {
        var address = concepts[0].Address;
        var (scratch, reference) = (
            SourceFile.Read(repository.Source("Scratch", address)),
            SourceFile.Read(repository.Source("Reference", address))
        );
        var (left, right) = (scratch.Lines, reference.Lines);
        if (!whole && Wanted(concepts, words) is { } names && scratch.Lines.Count > SmallFile)
            (left, right) = (
                scratch.About(names, ConceptText.Others(concepts)) ?? left,
                reference.About(names, ConceptText.Others(concepts)) ?? right
            );
        foreach (
            var line in SideBySide.Lines(
                ($"src/Scratch/{address}.cs", left),
                ($"src/Reference/{address}.cs", right),
                Terminal.Out.Profile.Width
            )
        )
            Terminal.Out.MarkupLine(line);
        if (left.Count < scratch.Lines.Count || right.Count < reference.Lines.Count)
            Terminal.Out.MarkupLine(
                $"[grey]{left.Count} of {scratch.Lines.Count} and {right.Count} of {reference.Lines.Count} lines, those of {Either(names: [.. Wanted(concepts, words)!])}; --all shows both files whole.[/]"
            );
        Terminal.Out.WriteLine();
    }

    // The function that was asked for, or the one concept of a file with several; null for the whole file.
    static IReadOnlyList<string>? Wanted(IReadOnlyList<Concept> concepts, string words)
    {
        if (concepts is not [var concept])
            return null;
        if (Asked(concept, words) is { } function)
            return [function];
        return Catalogue.Concepts.Count(other => other.Address == concept.Address) > 1
            ? ConceptText.Declared(concept)
            : null;
    }

    // What the sources call the function that was asked for; null where it was none.
    static string? Asked(Concept concept, string words)
    {
        bool Is(string name) => string.Equals(name, words, StringComparison.OrdinalIgnoreCase);
        return
            concept.Functions.FirstOrDefault(function =>
                Is(function) || Is(function[(function.LastIndexOf('.') + 1)..])
            )
                is { } function
            ? Catalogue.MemberName(function)
            : null;
    }

    // Transcripts

    static bool Transcripts(Repository repository, string example, IReadOnlyList<Engine> engines)
    {
        var file = Path.Combine(repository.Snapshots, example + ".verified.json");
        if (Snapshot.Read(file) is not TranscriptSnapshot pytorch)
            throw new UsageException($"{file} is not a transcript.");
        Heading($"[bold]{example}[/]");
        List<Panel> panels =
        [
            Panel($"PyTorch {pytorch.Recorded.Torch}", pytorch.Lines, pytorch.Lines),
        ];
        var equal = true;
        foreach (var engine in engines)
        {
            if (engine.ReasonToSkip(pytorch) is { } reason)
            {
                Terminal.Out.WriteLine($"{engine.Title} is skipped: {reason}");
                continue;
            }
            var lines = Transcript.Run(engine, example);
            var same = lines.SequenceEqual(pytorch.Lines);
            equal &= same;
            panels.Add(Panel($"{engine.Title}{(same ? "" : " differs")}", lines, pytorch.Lines));
        }
        // Beside each other where they fit.
        var widest = pytorch.Lines.Max(SideBySide.Width) + 4;
        if (widest * panels.Count <= Terminal.Out.Profile.Width)
            Terminal.Out.Write(new Columns(panels).Collapse().Padding(0, 0));
        else
            foreach (var panel in panels)
                Terminal.Out.Write(panel);
        return equal;
    }

    static Panel Panel(string title, IReadOnlyList<string> lines, IReadOnlyList<string> expected) =>
        new Panel(new Markup(string.Join('\n', Marked(lines, expected))))
            .Header($" {title} ")
            .Border(BoxBorder.Rounded);

    /// <summary>The lines as markup; each that differs is coloured where it does, and has carets below, which a pipe shows too.</summary>
    internal static IEnumerable<string> Marked(
        IReadOnlyList<string> lines,
        IReadOnlyList<string> expected
    )
    {
        for (var i = 0; i < Math.Max(lines.Count, expected.Count); i++)
        {
            var (line, other) = (lines.ElementAtOrDefault(i), expected.ElementAtOrDefault(i));
            if (line == other)
            {
                yield return line!.EscapeMarkup();
                continue;
            }
            if (line is null)
            {
                yield return "[white on red](a line is missing)[/]";
                continue;
            }
            var differs = Transcript.Differs(line, other ?? "");
            yield return string.Concat(
                line.Select(
                    (c, at) =>
                        differs[at]
                            ? $"[white on red]{$"{c}".EscapeMarkup()}[/]"
                            : $"{c}".EscapeMarkup()
                )
            );
            yield return $"[red]{string.Concat(differs.Select(differ => differ ? '^' : ' ')).TrimEnd()}[/]";
        }
    }

    // Claims

    static void ClaimsAndErrata(Repository repository, IReadOnlyList<Concept> concepts)
    {
        var all = Claims.All(repository);
        var own = all.Where(claim => claim.Family == concepts[0].Family).ToList();
        // A family's tests are all its own, whatever they name.
        var isFamily =
            concepts.Count == Catalogue.Concepts.Count(one => one.Family == concepts[0].Family);
        var claims = all.Where(claim =>
                (isFamily && claim.Family == concepts[0].Family)
                || concepts.Any(concept => Claims.IsAbout(claim, concept))
            )
            .ToList();
        var errata = Claims
            .Errata(repository)
            .Where(erratum => concepts.Any(concept => Claims.IsAbout(erratum, concept, claims)))
            .ToList();
        if (claims.Count + errata.Count == 0)
            return;
        Heading("[bold]What is claimed, and holds on both sides[/]");
        foreach (var group in claims.GroupBy(claim => (claim.Family, claim.Test.Split('.')[0])))
        {
            Indented($"[grey]tests/Parity/{group.Key.Family}/{group.Key.Item2}.cs[/]");
            foreach (var claim in group)
                Indented($"• {claim.Sentence.EscapeMarkup()}");
        }
        if (own.Except(claims).Count() is > 0 and var more)
            Indented($"[grey]and {more} more of the family: contrast show {concepts[0].Family}[/]");
        foreach (var erratum in errata)
        {
            Terminal.Out.WriteLine();
            Indented(
                $"[bold]Erratum {erratum.Number}[/]  {erratum.Heading.EscapeMarkup()}\nThe notes: {erratum.Notes.EscapeMarkup()}\nThe truth: [yellow]{erratum.Truth.EscapeMarkup()}[/]\n[grey]Settled by {string.Join(", ", erratum.Tests).EscapeMarkup()}[/]"
            );
        }
        Terminal.Out.WriteLine();
    }

    // Verdicts

    static bool Verdicts(
        Repository repository,
        IReadOnlyList<Concept> concepts,
        IReadOnlyList<Engine> engines
    )
    {
        var register = Register.Read(repository);
        var cases = concepts
            .SelectMany(concept =>
                ConceptText
                    .Cases(repository, concept)
                    .Select(found => (Concept: concept, found.Name, found.Snapshot))
            )
            .ToList();
        var results = new List<(Concept Concept, CaseResult Result)>();
        Terminal.Progress(
            "Comparing with PyTorch",
            cases.Count,
            advance =>
            {
                foreach (var (concept, name, snapshot) in cases)
                {
                    foreach (var engine in engines)
                    foreach (var result in register.Apply(CaseRunner.Run(snapshot, name, engine)))
                        results.Add((concept, result));
                    advance();
                }
            }
        );
        foreach (var concept in concepts)
            Verdict(
                concept,
                [.. results.Where(pair => pair.Concept == concept).Select(pair => pair.Result)],
                engines
            );
        return results.TrueForAll(pair => pair.Result.IsGood);
    }

    static void Verdict(
        Concept concept,
        IReadOnlyList<CaseResult> results,
        IReadOnlyList<Engine> engines
    )
    {
        var count = results.Select(result => result.Case).Distinct().Count();
        Heading($"[bold]{concept.Name}[/]  {count} cases, run now");
        foreach (var engine in engines)
        {
            var own = results.Where(result => result.Engine == engine.Name).ToList();
            int Cases(Verdict verdict) =>
                own.Where(result => result.Verdict == verdict)
                    .Select(result => result.Case)
                    .Distinct()
                    .Count();
            var bad = own.Where(result => !result.IsGood).ToList();
            Indented(
                $"{engine.Title}: "
                    + (
                        bad.Count == 0
                            ? "[green]equal[/]"
                            : $"[red]{bad.Select(result => result.Case).Distinct().Count()} differ[/]"
                    )
                    + (
                        Cases(Comparison.Verdict.Diverged) is > 0 and var diverged
                            ? $", [yellow]{diverged} as registered[/]"
                            : ""
                    )
                    + (
                        Cases(Comparison.Verdict.Skipped) is > 0 and var skipped
                            ? $", [grey]{skipped} skipped[/]"
                            : ""
                    )
            );
            foreach (var result in bad.Take(10))
                Indented($"[red]•[/] {Report.Describe(result).EscapeMarkup()}");
            if (bad.Count > 10)
                Indented(
                    $"… and {bad.Count - 10} more: contrast check snapshots/{concept.Address}"
                );
        }
        Worst(results, engines);
        Terminal.Out.WriteLine();
    }

    // The worst errors, on the engines' scale: units in the last place of a tensor's largest value.
    static void Worst(IReadOnlyList<CaseResult> results, IReadOnlyList<Engine> engines)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("", "", "");
        table.AddColumn(new TableColumn("ulp").RightAligned());
        table.AddColumn(new TableColumn("of the limit").RightAligned());
        table.AddColumn("worst in");
        foreach (var engine in engines)
        foreach (var precision in new[] { ElementType.Float32, ElementType.Float64 })
        foreach (var gradients in new[] { false, true })
        {
            var tensors = results
                .Where(result => result.Engine == engine.Name && result.Precision == precision)
                .SelectMany(result =>
                    result.Tensors.Select(tensor => (result.Case, Tensor: tensor))
                )
                .Where(pair => CaseResult.IsGradient(pair.Tensor.Tensor) == gradients)
                .ToList();
            if (tensors.Count == 0)
                continue;
            var (name, tensor) = tensors.MaxBy(pair => pair.Tensor.Ulp);
            table.AddRow(
                engine.Title,
                precision.ToString().ToLowerInvariant(),
                gradients ? "gradient" : "output",
                // A gradient that is zero but for rounding is many last places of itself away.
                tensor.Ulp < 10_000
                    ? tensor.Ulp.ToString("0.0", CultureInfo.InvariantCulture)
                    : tensor.Ulp.ToString("0.0e+0", CultureInfo.InvariantCulture),
                (tensor.Worst?.Share ?? 0).ToString("0.00", CultureInfo.InvariantCulture),
                tensor.Ulp > 0
                    ? $"{name[(name.LastIndexOf('/') + 1)..]} {tensor.Tensor}".EscapeMarkup()
                    : ""
            );
        }
        if (table.Rows.Count > 0)
            Terminal.Out.Write(table);
    }
}
