using System.Globalization;
using System.Text;

namespace Diptych.Contrast.Book;

/// <summary>A line of a plot.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">From left to right; where y is no number the line is broken.</param>
/// <param name="Style">1 to 4, its colour; the style sheet draws 2 dashed above 1, so that both are seen where they are equal.</param>
sealed record Line(string Name, IReadOnlyList<(double X, double Y)> Points, int Style);

/// <summary>Pictures as SVG, in the colours of the page, each with what it shows in words.</summary>
static class Svg
{
    const double Width = 560;
    const double Height = 260;
    const double Left = 58;
    const double Right = 12;
    const double Top = 12;
    const double Bottom = 34;

    /// <summary>A picture with a caption.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="caption">Below it.</param>
    /// <param name="kind">The figure's class.</param>
    public static Html Figure(Html svg, Html caption, string kind = "plot") =>
        Html.Of($"<figure class=\"{kind}\">{svg}<figcaption>{caption}</figcaption></figure>\n");

    /// <summary>The element itself.</summary>
    /// <param name="width">Of its own units.</param>
    /// <param name="height">Of its own units.</param>
    /// <param name="words">What one who does not see it hears.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="attributes">More of the element.</param>
    public static Html Picture(
        double width,
        double height,
        string words,
        Html content,
        Html attributes = default
    ) =>
        Html.Of(
            $"<svg viewBox=\"0 0 {width} {height}\" style=\"max-width:{width}px\" role=\"img\" aria-label=\"{words}\"{attributes}>{content}</svg>"
        );

    /// <summary>Lines over axes.</summary>
    public static Html Plot(IReadOnlyList<Line> lines, string words, string x, string y)
    {
        var points = lines
            .SelectMany(line => line.Points)
            .Where(point => double.IsFinite(point.Y))
            .ToList();
        var (from, to) = (points.Min(point => point.X), points.Max(point => point.X));
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        if (high - low < 1e-12)
            (low, high) = (
                low - Math.Max(1e-3, Math.Abs(low) / 2),
                high + Math.Max(1e-3, Math.Abs(high) / 2)
            );
        var (ticks, step) = Ticks(low, high, 5);
        (low, high) = (Math.Min(low, ticks[0]), Math.Max(high, ticks[^1]));
        var scale = new Scale(from, to, low, high);
        return Figure(
            Picture(
                Width,
                Height,
                words,
                Html.Of(
                    $"{Axes(scale, ticks, step, x, y)}{lines.Select(line => Html.Of($"<path class=\"line s{line.Style}\" d=\"{Path(line.Points, scale)}\"/>"))}"
                )
            ),
            Legend(lines.Select(line => (line.Name, line.Style)))
        );
    }

    /// <summary>Bars beside each other, from zero up.</summary>
    public static Html Bars(
        IReadOnlyList<(string Name, double Value)> bars,
        string words,
        string x,
        string y,
        string caption
    )
    {
        var high = bars.Max(bar => bar.Value);
        var (ticks, step) = Ticks(Math.Min(0, bars.Min(bar => bar.Value)), high, 4);
        var scale = new Scale(0, bars.Count, ticks[0], Math.Max(high, ticks[^1]));
        var every = (bars.Count + 19) / 20;
        return Figure(
            Picture(
                Width,
                Height,
                words,
                Html.Of(
                    $"{Rows(scale, ticks, step)}{Names(x, y)}{bars.Select((bar, i) => Html.Of(
                        $"<path class=\"bar\" d=\"M{scale.X(i + 0.1)} {scale.Y(Math.Max(0, ticks[0]))}V{scale.Y(bar.Value)}H{scale.X(i + 0.9)}V{scale.Y(Math.Max(0, ticks[0]))}z\"/>{(i % every == 0 ? Html.Of($"<text class=\"tick\" x=\"{scale.X(i + 0.5)}\" y=\"{Height - Bottom + 14}\" text-anchor=\"middle\">{bar.Name}</text>") : Html.None)}"))}"
                )
            ),
            Html.Of($"{caption}")
        );
    }

    /// <summary>The names of lines with their colours.</summary>
    public static Html Legend(IEnumerable<(string Name, int Style)> names) =>
        Html.Of(
            names.Select(pair => Html.Of($"<span class=\"key s{pair.Style}\">{pair.Name}</span> "))
        );

    /// <summary>From numbers to places in the picture.</summary>
    public readonly record struct Scale(double From, double To, double Low, double High)
    {
        public double X(double x) => Left + (x - From) / (To - From) * (Width - Left - Right);

        public double Y(double y) =>
            Height - Bottom - (y - Low) / (High - Low) * (Height - Top - Bottom);
    }

    static Html Axes(Scale scale, double[] ticks, double step, string x, string y)
    {
        var (columns, width) = Ticks(scale.From, scale.To, 7);
        return Html.Of(
            $"{Rows(scale, ticks, step)}{columns.Where(tick => tick >= scale.From && tick <= scale.To).Select(tick => Html.Of($"<text class=\"tick\" x=\"{scale.X(tick)}\" y=\"{Height - Bottom + 14}\" text-anchor=\"middle\">{Label(tick, width)}</text>"))}{Names(x, y)}"
        );
    }

    static Html Rows(Scale scale, double[] ticks, double step) =>
        Html.Of(
            ticks.Select(tick =>
                Html.Of(
                    $"<path class=\"{(tick == 0 ? "zero" : "grid")}\" d=\"M{Left} {scale.Y(tick)}H{Width - Right}\"/><text class=\"tick\" x=\"{Left - 6}\" y=\"{scale.Y(tick) + 3.5}\" text-anchor=\"end\">{Label(tick, step)}</text>"
                )
            )
        );

    static Html Names(string x, string y) =>
        Html.Of(
            $"<text class=\"name\" x=\"{Width - Right}\" y=\"{Height - 4}\" text-anchor=\"end\">{x}</text><text class=\"name\" x=\"10\" y=\"{(Height - Bottom + Top) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 10 {(Height - Bottom + Top) / 2})\">{y}</text>"
        );

    /// <summary>A line through points; what is outside of the scale's numbers is left to the picture's edge.</summary>
    public static string Path(IReadOnlyList<(double X, double Y)> points, Scale scale)
    {
        var path = new StringBuilder();
        var pen = false;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(y))
            {
                pen = false;
                continue;
            }
            path.Append(pen ? 'L' : 'M')
                .Append(Html.Number(scale.X(x)))
                .Append(' ')
                .Append(Html.Number(scale.Y(y)));
            pen = true;
        }
        return path.ToString();
    }

    // Round numbers from below the lowest to above the highest.
    static (double[] Ticks, double Step) Ticks(double low, double high, int about)
    {
        var rough = (high - low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step =
            power
            * (rough / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            };
        var first = (long)Math.Floor(low / step + 1e-9);
        var last = (long)Math.Ceiling(high / step - 1e-9);
        return (
            [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)],
            step
        );
    }

    static string Label(double tick, double step)
    {
        var digits = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        return digits > 5
            ? tick.ToString("0e+0", CultureInfo.InvariantCulture)
            : tick.ToString("F" + digits, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>A table of numbers as coloured cells.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="columns">How many a row has.</param>
    /// <param name="cell">The size of one.</param>
    /// <param name="x">Where it begins.</param>
    /// <param name="y">Where it begins.</param>
    /// <param name="gray">Whether it is a picture, from its lowest number in black to its highest in white; else blue and red lie on either side of zero.</param>
    public static Html Cells(
        IReadOnlyList<double> values,
        int columns,
        double cell,
        double x,
        double y,
        bool gray = false
    )
    {
        const int Levels = 12;
        var (low, high) = (values.Min(), values.Max());
        var most = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)), 1e-30);
        var paths = new SortedDictionary<int, StringBuilder>();
        foreach (var (i, value) in values.Index())
        {
            var level = gray
                ? (int)Math.Round((value - low) / Math.Max(high - low, 1e-30) * Levels)
                : (int)Math.Round(value / most * Levels);
            if (!gray && level == 0)
                continue;
            if (!paths.TryGetValue(level, out var path))
                paths.Add(level, path = new StringBuilder());
            path.Append(
                CultureInfo.InvariantCulture,
                $"M{Html.Number(x + i % columns * cell)} {Html.Number(y + i / columns * cell)}h{Html.Number(cell)}v{Html.Number(cell)}h{Html.Number(-cell)}z"
            );
        }
        var rows = values.Count / columns;
        return Html.Of(
            $"<rect class=\"sheet\" x=\"{x}\" y=\"{y}\" width=\"{columns * cell}\" height=\"{rows * cell}\"/>{paths.Select(pair => gray ? Html.Of($"<path shape-rendering=\"crispEdges\" fill=\"{Gray(pair.Key, Levels)}\" d=\"{pair.Value.ToString()}\"/>") : Html.Of($"<path shape-rendering=\"crispEdges\" class=\"{(pair.Key < 0 ? "below" : "above")}\" fill-opacity=\"{Math.Abs(pair.Key) / (double)Levels}\" d=\"{pair.Value.ToString()}\"/>"))}"
        );
    }

    static string Gray(int level, int levels) =>
        $"#{string.Concat(Enumerable.Repeat((24 + level * 222 / levels).ToString("x2", CultureInfo.InvariantCulture), 3))}";
}
