using System.Globalization;
using System.Text;
using Diptych.Comparison;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>The differences of two recordings as a person reads them: the summary first, then the gravest cases.</summary>
static class DiffReport
{
    const int MostInTable = 30;
    const int MostPlaces = 6;
    const int MostRows = 12;
    const int MostColumns = 48;

    /// <summary>From the same bits to far out; the last one is of numbers that are finite on one side alone.</summary>
    static readonly (string Sign, string Colour, string Meaning)[] Levels =
    [
        ("·", "grey", "same bits"),
        ("░", "green", "within the policy"),
        ("▒", "yellow", "outside"),
        ("▓", "darkorange", "×10"),
        ("█", "red", "×1000"),
        ("X", "white on red", "not finite"),
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="cases">The gravest first.</param>
    /// <param name="took">How long it took to compare.</param>
    /// <param name="most">Of how many cases every change is shown.</param>
    public static void Write(IReadOnlyList<CaseChange> cases, TimeSpan took, int most)
    {
        var rest = cases.Where(one => one.Standing != CaseStanding.Equal).ToList();
        Summary(cases, took);
        if (rest.Count == 0)
            return;
        Table(rest);
        foreach (var one in rest.Where(one => one.Changes.Count > 0).Take(most))
            Detail(one);
        if (rest.Take(most).SelectMany(one => one.Changes).Any(change => change.Numbers.Count > 0))
            Terminal.Out.MarkupLine(
                "\nWhere: "
                    + string.Join(
                        "  ",
                        Levels.Select(level =>
                            $"[{level.Colour}]{level.Sign}[/] [grey]{level.Meaning}[/]"
                        )
                    )
            );
        var left = rest.Count(one => one.Changes.Count > 0) - most;
        if (left > 0)
            Terminal.Out.WriteLine(
                $"… and {Count(left, "case")} more; --most {rest.Count} shows all, --json FILE writes all."
            );
    }

    static void Summary(IReadOnlyList<CaseChange> cases, TimeSpan took)
    {
        int Number(CaseStanding standing) => cases.Count(one => one.Standing == standing);
        Terminal.Out.MarkupLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"[bold]{Count(cases.Count, "case")}[/] compared in {took.TotalSeconds:0.0} s: "
            )
                + string.Join(
                    ", ",
                    new[]
                    {
                        $"[green]{Number(CaseStanding.Equal)} equal[/]",
                        $"[yellow]{Number(CaseStanding.Moved)} moved within the policy[/]",
                        $"[red]{Number(CaseStanding.Different)} different[/]",
                        $"[red]{Number(CaseStanding.OnlyFirst)} only in the first[/]",
                        $"[red]{Number(CaseStanding.OnlySecond)} only in the second[/]",
                    }
                )
        );
        foreach (
            var group in cases
                .SelectMany(one => one.Changes)
                .GroupBy(change => (change.Part, change.Kind))
                .OrderBy(group => group.Key.Kind)
                .ThenBy(group => group.Key.Part)
        )
            Terminal.Out.WriteLine(
                $"  {group.Count(), 6} {Word(group.Key.Part)}{(group.Count() == 1 ? "" : "s")} {Word(group.Key.Kind)}"
            );
        foreach (var group in cases.SelectMany(one => one.Recorded).GroupBy(text => text))
            Terminal.Out.WriteLine($"  {group.Count(), 6} recorded with another {group.Key}");
    }

    static void Table(List<CaseChange> cases)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Case", "Standing", "Gravest");
        foreach (var one in cases.Take(MostInTable))
        {
            var worst = one.Gravest?.Numbers.MaxBy(numbers => numbers.Worst.Share);
            var much =
                worst is null ? ""
                : double.IsFinite(worst.Worst.Share)
                    ? $", {Short(worst.LargestAbsolute)}, {Share(worst.Worst.Share)} of the limit"
                : $", {Short(worst.LargestAbsolute)}";
            table.AddRow(
                new Text(one.Case),
                new Markup($"[{Colour(one.Standing)}]{Word(one.Standing)}[/]"),
                new Text(
                    one.Gravest is { } gravest ? $"{gravest.Place} {Word(gravest.Kind)}{much}" : ""
                )
            );
        }
        Terminal.Out.Write(table);
        if (cases.Count > MostInTable)
            Terminal.Out.WriteLine($"… and {Count(cases.Count - MostInTable, "case")} more.");
    }

    static void Detail(CaseChange one)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.MarkupLine(
            $"[bold]{one.Case.EscapeMarkup()}[/]  [{Colour(one.Standing)}]{Word(one.Standing)}[/]"
        );
        foreach (var change in one.Changes.Take(MostPlaces))
        {
            Terminal.Out.MarkupLine(
                $"  [bold]{change.Place.EscapeMarkup()}[/]  [{Colour(change.Kind)}]{Word(change.Part)} {Word(change.Kind)}[/]  {change.Text.EscapeMarkup()}"
            );
            foreach (var numbers in change.Numbers)
                Numbers(numbers);
        }
        if (one.Changes.Count > MostPlaces)
            Terminal.Out.WriteLine(
                $"  … and {Count(one.Changes.Count - MostPlaces, "entry", "entries")} more."
            );
    }

    static void Numbers(NumbersChange numbers)
    {
        var worst = numbers.Worst;
        var name = numbers.Precision.ToString().ToLowerInvariant();
        Terminal.Out.WriteLine(
            $"    {name}  at most {Short(numbers.LargestAbsolute)} absolute, {Short(numbers.LargestRelative)} relative; "
                + $"worst at [{string.Join(", ", worst.Index)}]: {Number(worst.Expected)} → {Number(worst.Actual)}"
                + (double.IsFinite(worst.Share) ? $", {Share(worst.Share)} of the limit" : "")
        );
        Terminal.Out.WriteLine("    ulp      " + Histogram(numbers.Ulps));
        foreach (
            var row in HeatMap(numbers, Math.Min(MostColumns, Terminal.Out.Profile.Width / 2 - 10))
        )
            Terminal.Out.MarkupLine("             " + row);

        // In as many digits as the precision has.
        string Number(double value) =>
            numbers.Precision == ElementType.Float32 && double.IsFinite(value)
                ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
                : TorchText.Format(value);
    }

    /// <summary>How many elements are how far away, with a bar for each step: <c>0 ▅ 4  2–3 ▁ 1</c>.</summary>
    public static string Histogram(IReadOnlyList<int> ulps)
    {
        const string Bars = "▁▂▃▄▅▆▇█";
        var text = new StringBuilder();
        var largest = ulps.Max();
        for (var i = 0; i < ulps.Count; i++)
            if (ulps[i] > 0)
                text.Append(text.Length > 0 ? "   " : "")
                    .Append(UlpBuckets.Names[i])
                    .Append(' ')
                    .Append(Bars[(int)((long)ulps[i] * (Bars.Length - 1) / largest)])
                    .Append(' ')
                    .Append(ulps[i]);
        return text.ToString();
    }

    /// <summary>
    /// Where the differences are, as markup: the last dimension from left to right, all others from top to bottom,
    /// folded to the largest of neighbours where there are more than fit.
    /// </summary>
    public static IReadOnlyList<string> HeatMap(NumbersChange numbers, int mostColumns)
    {
        if (numbers.Count < 2)
            return [];
        var width = numbers.Shape.Length > 0 ? (int)numbers.Shape[^1] : 1;
        if (width == 0 || numbers.Count % width != 0)
            width = numbers.Count;
        var height = numbers.Count / width;
        var (rows, columns) = (
            Math.Min(height, MostRows),
            Math.Min(width, Math.Max(1, mostColumns))
        );
        var levels = new int[rows, columns];
        for (var i = 0; i < numbers.Count; i++)
        {
            var (row, column) = (
                (int)((long)(i / width) * rows / height),
                (int)((long)(i % width) * columns / width)
            );
            levels[row, column] = Math.Max(levels[row, column], Level(numbers.Shares[i]));
        }
        // Twice as wide at a terminal, where a character is twice as high as wide.
        var times = Terminal.Out.Profile.Capabilities.Ansi ? 2 : 1;
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row =>
                    string.Concat(
                        Enumerable
                            .Range(0, columns)
                            .Select(column => Levels[levels[row, column]])
                            .Select(level =>
                                $"[{level.Colour}]{string.Concat(Enumerable.Repeat(level.Sign, times))}[/]"
                            )
                    )
                ),
        ];
    }

    static int Level(double share) =>
        share switch
        {
            0 => 0,
            <= 1 => 1,
            <= 10 => 2,
            <= 1000 => 3,
            _ => double.IsFinite(share) ? 4 : 5,
        };

    static string Short(double value) =>
        double.IsFinite(value) ? value.ToString("0.##e+0", CultureInfo.InvariantCulture) : "∞";

    static string Share(double share) =>
        !double.IsFinite(share) ? ""
        : share < 0.01 ? "<0.01×"
        : share.ToString(share < 1000 ? "0.##×" : "0.#e+0×", CultureInfo.InvariantCulture);

    static string Count(int number, string one, string? several = null) =>
        $"{number} {(number == 1 ? one : several ?? one + "s")}";

    static string Colour(CaseStanding standing) =>
        standing switch
        {
            CaseStanding.Equal => "green",
            CaseStanding.Moved => "yellow",
            _ => "red",
        };

    static string Colour(ChangeKind kind) => kind == ChangeKind.Moved ? "yellow" : "red";

    static string Word(Part part) =>
        part switch
        {
            Part.Question => "question",
            Part.State => "state",
            Part.Answer => "answer",
            _ => "noise",
        };

    static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    static string Word(CaseStanding standing) =>
        standing switch
        {
            CaseStanding.OnlyFirst => "only in the first",
            CaseStanding.OnlySecond => "only in the second",
            _ => standing.ToString().ToLowerInvariant(),
        };
}
