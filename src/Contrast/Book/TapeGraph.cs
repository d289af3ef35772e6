using System.Globalization;
using Diptych.Scratch;

namespace Diptych.Contrast.Book;

/// <summary>A recorded tape as a picture: a box a tensor, with its value and its gradient.</summary>
static class TapeGraph
{
    const double Column = 148;
    const double BoxWidth = 120;
    const double LineHeight = 13;
    const double Gap = 16;

    /// <summary>Draws the steps in columns, each right of all that it was made of.</summary>
    public static Html Of(IReadOnlyList<Tape.Step> tape)
    {
        var steps = WithoutViews(tape);
        var depth = new int[steps.Count];
        foreach (var (i, step) in steps.Index())
            depth[i] = step.From.Count == 0 ? 0 : step.From.Max(from => depth[from]) + 1;
        // A leaf stands right before what takes it.
        foreach (var (i, step) in steps.Index())
            if (step.From.Count == 0)
                depth[i] =
                    Enumerable
                        .Range(0, steps.Count)
                        .Where(k => steps[k].From.Contains(i))
                        .Min(k => depth[k]) - 1;
        var texts = steps.Select(Lines).ToList();
        var places = new (double X, double Y, double Height)[steps.Count];
        double height = 0;
        for (var column = 0; column <= depth.Max(); column++)
        {
            double y = 4;
            // What was computed lies on one line at the top, the leaves below it.
            foreach (
                var i in Enumerable
                    .Range(0, steps.Count)
                    .Where(i => depth[i] == column)
                    .OrderBy(i => steps[i].From.Count == 0)
            )
            {
                places[i] = (4 + column * Column, y, texts[i].Count * LineHeight + 12);
                y += places[i].Height + Gap;
            }
            height = Math.Max(height, y);
        }
        var width = depth.Max() * Column + BoxWidth + 8;
        var words = string.Join(
            "; ",
            steps.Select(step =>
                $"{step.Title}{(step.From.Count > 0 ? $" of {string.Join(" and ", step.From.Select(from => steps[from].Title))}" : "")}: {Numbers(step.Value)}{(step.Gradient is { } g ? $", gradient {Numbers(g)}" : "")}"
            )
        );
        var picture = Svg.Picture(
            width,
            height,
            $"The tape from the leaves to the loss. {words}.",
            Html.Of(
                $"{steps.SelectMany((step, i) => step.From.Select(from => Arrow(places[from], places[i])))}{steps.Select((step, i) => Box(step, places[i], texts[i]))}"
            ),
            Html.Of($" width=\"{width}\" height=\"{height}\"")
        );
        return Html.Of(
            $"<figure class=\"tape\"><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"The tape as a graph\">{picture}</div><figcaption><span class=\"key s1\">value</span> <span class=\"key s3\">gradient of the loss by it</span> <span>The tape that Scratch recorded of (W₂ tanh(W₁ x + b₁) + b₂ − t)², walked back from the loss; steps that only reshape are left out. Boxes with a thick edge are leaves.</span></figcaption></figure>\n"
        );
    }

    // What only reshapes has the numbers of what it is made of.
    static List<Tape.Step> WithoutViews(IReadOnlyList<Tape.Step> tape)
    {
        var kept = new List<Tape.Step>();
        var places = new int[tape.Count];
        foreach (var (i, step) in tape.Index())
        {
            if (step is { Title: "Reshape", From: [var only] })
            {
                places[i] = places[only];
                continue;
            }
            places[i] = kept.Count;
            kept.Add(step with { From = [.. step.From.Select(from => places[from])] });
        }
        return kept;
    }

    static Html Box(
        Tape.Step step,
        (double X, double Y, double Height) place,
        IReadOnlyList<(string Text, string Kind)> lines
    ) =>
        Html.Of(
            $"<rect class=\"{(step.From.Count == 0 ? "leaf" : "step")}\" x=\"{place.X}\" y=\"{place.Y}\" width=\"{BoxWidth}\" height=\"{place.Height}\" rx=\"3\"/>{lines.Select((line, i) => Html.Of($"<text class=\"{line.Kind}\" x=\"{place.X + 7}\" y=\"{place.Y + 16 + i * LineHeight}\">{line.Text}</text>"))}"
        );

    static Html Arrow(
        (double X, double Y, double Height) from,
        (double X, double Y, double Height) to
    )
    {
        var (x1, y1, x2, y2) = (
            from.X + BoxWidth,
            from.Y + Math.Min(16, from.Height / 2),
            to.X,
            to.Y + Math.Min(16, to.Height / 2)
        );
        return Html.Of(
            $"<path class=\"edge\" d=\"M{x1} {y1}C{x1 + 14} {y1} {x2 - 14} {y2} {x2} {y2}\"/>"
        );
    }

    static List<(string Text, string Kind)> Lines(Tape.Step step) =>
        [
            (step.Title, "title"),
            .. Rows(step.Value).Select(row => (row, "value")),
            .. step.Gradient is { } gradient ? Rows(gradient).Select(row => (row, "gradient")) : [],
        ];

    static IEnumerable<string> Rows(Tensor tensor)
    {
        var numbers = tensor.To(ScalarType.Float64).ToArray<double>();
        var columns = tensor.Rank == 0 ? 1 : (int)tensor.Shape[^1];
        return numbers.Chunk(columns).Select(row => string.Join(' ', row.Select(Text)));
    }

    static string Numbers(Tensor tensor) => string.Join(", ", Rows(tensor));

    static string Text(double number) =>
        number.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');
}
