using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>The results as a person reads them.</summary>
static class Report
{
    /// <summary>A row for each concept: its names, cases, the worst error of outputs and of gradients on each engine, verdict.</summary>
    public static void Table(IReadOnlyList<CaseResult> results, IReadOnlyList<Engine> engines)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(
                "Worst error of outputs and gradients in float32, in units in the last place (ulp) of the tensor's largest value, or of PyTorch's own noise where larger"
            );
        table.AddColumn(new TableColumn("Concept").NoWrap());
        table.AddColumns("English", "中文");
        table.AddColumn(new TableColumn("Cases").RightAligned());
        // Outputs and gradients.
        foreach (var engine in engines)
            table.AddColumn(new TableColumn(engine.Title).Centered().NoWrap());
        table.AddColumn("Verdict");

        string? family = null;
        foreach (var group in results.GroupBy(RowName).OrderBy(group => Order(group.First())))
        {
            if (FamilyOf(group.First()) is var next && next != family)
            {
                family = next;
                var heading = Catalogue.Families.FirstOrDefault(known => known.Name == family);
                table.AddRow([
                    .. new[] { family, heading?.English ?? "", heading?.Chinese ?? "" }.Select(
                        title => new Markup($"[bold]{title.EscapeMarkup()}[/]")
                    ),
                    .. Enumerable.Repeat(new Text(""), table.Columns.Count - 3),
                ]);
            }
            var concept = ConceptOf(group.First());
            var row = new List<string>
            {
                group.Key,
                concept?.English ?? "",
                concept?.Chinese ?? "",
                $"{group.Select(result => result.Case).Distinct().Count()}",
            };
            foreach (var engine in engines)
            {
                var single = group
                    .Where(result =>
                        result.Engine == engine.Name && result.Precision == ElementType.Float32
                    )
                    .ToList();
                row.Add(
                    $"{Ulp(single.Select(result => result.OutputUlp))} {Ulp(single.Select(result => result.GradientUlp)), 4}"
                );
            }
            var bad = group.Count(result => !result.IsGood);
            var diverged = group.Count(result => result.Verdict == Verdict.Diverged);
            var skipped = group.Count(result => result.Verdict == Verdict.Skipped);
            var verdict =
                (bad == 0 ? "[green]equal[/]" : $"[red]{bad} differ[/]")
                + (diverged > 0 ? $" [yellow]{diverged} registered[/]" : "")
                + (skipped > 0 ? $" [grey]{skipped} skipped[/]" : "");
            table.AddRow([.. row.Select(cell => new Text(cell)), new Markup(verdict)]);
        }
        Terminal.Out.Write(table);
    }

    /// <summary>What did not pass, and why, one line each.</summary>
    public static void Failures(IReadOnlyList<CaseResult> results)
    {
        const int Most = 40;
        var bad = results.Where(result => !result.IsGood).ToList();
        foreach (var result in bad.Take(Most))
            Terminal.Out.MarkupLine(
                $"[red]{result.Verdict.ToString().ToLowerInvariant()}[/] {Describe(result).EscapeMarkup()}"
            );
        if (bad.Count > Most)
            Terminal.Out.WriteLine($"… and {bad.Count - Most} more.");
        var diverged = results.Where(result => result.Verdict == Verdict.Diverged).ToList();
        if (diverged.Count > 0)
            Terminal.Out.WriteLine(
                $"TorchSharp diverges from PyTorch as registered in {diverged.Count} cases: {string.Join(", ", diverged.Select(result => result.Case))}"
            );
        foreach (
            var remark in results.Where(result =>
                result is { Verdict: Verdict.Passed, Note: not null }
            )
        )
            Terminal.Out.WriteLine($"{remark.Case} on {remark.Engine}: {remark.Note}.");
        foreach (
            var skip in results
                .Where(result => result.Verdict == Verdict.Skipped)
                .GroupBy(result => (result.Engine, result.Reason))
        )
            Terminal.Out.WriteLine(
                $"skipped on {skip.Key.Engine}: {skip.Count()} cases: {skip.Key.Reason}"
            );
    }

    /// <summary>How many cases there are of which sort, and how many numbers' precisions they were compared in.</summary>
    public static void Counts(IReadOnlyList<Snapshot> snapshots, IReadOnlyList<CaseResult> results)
    {
        var kinds = snapshots
            .GroupBy(snapshot =>
                snapshot.GetType().Name.Replace("Snapshot", "", StringComparison.Ordinal)
            )
            .OrderByDescending(group => group.Count())
            .Select(group => $"{group.Count()} {group.Key.ToLowerInvariant()}");
        var precise = results.Count(result => result.Precision == ElementType.Float64);
        Terminal.Out.WriteLine(
            $"{snapshots.Count} cases ({string.Join(", ", kinds)}), {precise} float64 comparisons"
        );
    }

    /// <summary>The last line: <c>N passed, N failed</c>.</summary>
    public static void Totals(IReadOnlyList<CaseResult> results)
    {
        var failed = results.Count(result => !result.IsGood);
        var skipped = results.Count(result => result.Verdict == Verdict.Skipped);
        Terminal.Out.WriteLine(
            $"{results.Count - failed - skipped} passed, {failed} failed"
                + (skipped > 0 ? $", {skipped} skipped" : "")
        );
    }

    /// <summary>A result in one line: case, engine, precision, and why it did not pass.</summary>
    public static string Describe(CaseResult result) =>
        $"{result.Case} on {result.Engine}{(result.Precision is { } p ? $" in {p.ToString().ToLowerInvariant()}" : "")}: {result.Reason}";

    static string Ulp(IEnumerable<double?> errors) =>
        errors.Max() is { } worst
            ? worst < 1e4
                ? $"{worst:0.0}"
                : $"{worst:0e+0}"
            : "";

    static string RowName(CaseResult result) =>
        ConceptOf(result)?.Name.Replace("nn.functional.", "F.", StringComparison.Ordinal)
        ?? (CheckCommand.IsOwn(result.Target) ? result.Target : null)
        ?? Folder(result.Case)[(Folder(result.Case).LastIndexOf('/') + 1)..];

    static string FamilyOf(CaseResult result) =>
        ConceptOf(result)?.Family
        ?? (CheckCommand.IsOwn(result.Target) ? "Own modules" : result.Case.Split('/')[0]);

    // By what was asked, or by where the snapshot lies: a random stream asks for many things.
    static Concept? ConceptOf(CaseResult result) =>
        Catalogue.Find(result.Target)
        ?? Catalogue.Concepts.FirstOrDefault(concept =>
            result.Case.StartsWith(concept.Address + "/", StringComparison.Ordinal)
        );

    // Families in the order of the catalogue, then what is in none.
    static (int, int, string) Order(CaseResult result)
    {
        var families = Catalogue.Families.Select(family => family.Name).ToList();
        var family = families.IndexOf(FamilyOf(result));
        var concept = ConceptOf(result) is { } found
            ? Catalogue.Concepts.ToList().IndexOf(found)
            : int.MaxValue;
        return (family < 0 ? int.MaxValue : family, concept, result.Case);
    }

    static string Folder(string name) =>
        name.LastIndexOf('.') is var dot && dot > name.LastIndexOf('/') ? name[..dot] : name;
}
