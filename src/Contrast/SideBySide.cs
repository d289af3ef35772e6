using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>Two coloured sources as lines of markup, beside or below each other.</summary>
static class SideBySide
{
    /// <summary>Narrower than this, the sources stand under one another.</summary>
    const int Narrowest = 150;

    /// <summary>The lines of both, as wide as they are allowed to be.</summary>
    /// <param name="left">A title and the lines below it.</param>
    /// <param name="right">The same of the other side.</param>
    /// <param name="width">How many characters fit beside each other.</param>
    public static IEnumerable<string> Lines(
        (string Title, IReadOnlyList<string> Source) left,
        (string Title, IReadOnlyList<string> Source) right,
        int width
    )
    {
        var (a, b) = (SourceColours.Lines(left.Source), SourceColours.Lines(right.Source));
        if (width < Narrowest)
        {
            foreach (var (title, lines) in new[] { (left.Title, a), (right.Title, b) })
            {
                yield return $"[bold]── {title.EscapeMarkup()}[/]";
                foreach (var line in lines.SelectMany(line => Wrapped(line, width)))
                    yield return Markup(line);
                yield return "";
            }
            yield break;
        }
        var half = (width - 3) / 2;
        yield return $"[bold]{Padded(left.Title, half)}[/] │ [bold]{right.Title.EscapeMarkup()}[/]";
        yield return new string('─', half + 1) + "┼" + new string('─', half + 1);
        foreach (var row in Alignment.Of(left.Source, right.Source))
        {
            var mine = row.Left is { } l ? Wrapped(a[l], half) : [];
            var yours = row.Right is { } r ? Wrapped(b[r], half) : [];
            for (var i = 0; i < Math.Max(Math.Max(mine.Count, yours.Count), 1); i++)
            {
                var (text, other) = (
                    i < mine.Count ? mine[i] : [],
                    i < yours.Count ? yours[i] : []
                );
                yield return Markup(text)
                    + new string(' ', Math.Max(0, half - Width(text)))
                    // Lines that say the same are joined.
                    + (row.Same ? " [grey]═[/]" : " │")
                    + (other.Count > 0 ? " " + Markup(other) : "");
            }
        }
    }

    static string Padded(string title, int width) =>
        (title + new string(' ', Math.Max(0, width - Width(title)))).EscapeMarkup();

    // A line that is too long goes on below, a step further in than it began.
    static List<List<Piece>> Wrapped(IReadOnlyList<Piece> line, int width)
    {
        if (Width(line) <= width)
            return
            [
                [.. line],
            ];
        var text = string.Concat(line.Select(piece => piece.Text));
        var indent = new string(
            ' ',
            Math.Min(text.Length - text.TrimStart().Length + 4, width / 2)
        );
        var rows = new List<List<Piece>> { new() };
        var used = 0;
        foreach (var (word, kind) in line.SelectMany(Words))
        {
            var rest = word;
            if (used > 0 && used + Width(rest.TrimEnd()) > width)
            {
                rows.Add([new(indent, PieceKind.Plain)]);
                used = indent.Length;
                rest = rest.TrimStart();
            }
            while (used + Width(rest.TrimEnd()) > width)
            {
                var fits = Fitting(rest, width - used);
                rows[^1].Add(new(rest[..fits], kind));
                rest = rest[fits..];
                rows.Add([new(indent, PieceKind.Plain)]);
                used = indent.Length;
            }
            rows[^1].Add(new(rest, kind));
            used += Width(rest);
        }
        // The blank that a line breaks at is not there.
        foreach (var row in rows.Where(row => row.Count > 0))
            row[^1] = row[^1] with { Text = row[^1].Text.TrimEnd() };
        return rows;

        // Words with the blanks behind them; the blanks that a line begins with are one.
        static IEnumerable<Piece> Words(Piece piece)
        {
            var from = 0;
            for (var i = 1; i <= piece.Text.Length; i++)
                if (i == piece.Text.Length || (piece.Text[i - 1] == ' ' && piece.Text[i] != ' '))
                {
                    yield return new(piece.Text[from..i], piece.Kind);
                    from = i;
                }
        }

        static int Fitting(string text, int width)
        {
            var end = 0;
            var taken = StringInfo.GetTextElementEnumerator(text);
            while (taken.MoveNext())
            {
                var next = taken.ElementIndex + taken.GetTextElement().Length;
                if (Width(text[..next]) > width && end > 0)
                    break;
                end = next;
            }
            return end;
        }
    }

    static string Markup(IEnumerable<Piece> line)
    {
        var text = new StringBuilder();
        foreach (var (part, kind) in line)
            text.Append(
                Colour(kind) is { } colour
                    ? $"[{colour}]{part.EscapeMarkup()}[/]"
                    : part.EscapeMarkup()
            );
        return text.ToString();
    }

    static string? Colour(PieceKind kind) =>
        kind switch
        {
            PieceKind.Keyword => "blue",
            PieceKind.Comment => "green",
            PieceKind.Docstring => "grey",
            PieceKind.Text => "olive",
            _ => null,
        };

    static int Width(IEnumerable<Piece> line) => line.Sum(piece => Width(piece.Text));

    /// <summary>How many characters of a terminal a text takes.</summary>
    public static int Width(string text) => text.GetCellWidth();
}
