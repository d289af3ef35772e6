using ColorCode;

namespace Diptych.Contrast.Book;

/// <summary>Sources as HTML: twins beside each other, and single ones.</summary>
static class Sources
{
    /// <summary>Two sources as rows: a line and its twin have one number, so that either finds the other.</summary>
    /// <param name="left">Scratch's.</param>
    /// <param name="right">Reference's.</param>
    /// <param name="opposite">Whether gaps keep twins opposite each other.</param>
    public static Html Twins(
        (string Title, string Path, IReadOnlyList<string> Lines) left,
        (string Title, string Path, IReadOnlyList<string> Lines) right,
        bool opposite = true
    )
    {
        var rows = Contrast.Alignment.Of(left.Lines, right.Lines);
        return Html.Of(
            $"""
            <div class="twins">
            {Column(
                "Scratch",
                left,
                [.. rows.Select(row => (row.Left, row.Right is not null))],
                opposite
            )}
            {Column(
                "TorchSharp",
                right,
                [.. rows.Select(row => (row.Right, row.Left is not null))],
                opposite
            )}
            </div>
            """
        );
    }

    static Html Column(
        string side,
        (string Title, string Path, IReadOnlyList<string> Lines) source,
        IReadOnlyList<(int? Line, bool HasTwin)> rows,
        bool gaps
    )
    {
        var coloured = SourceColours.Lines(source.Lines);
        var lines = rows.Select(
            (row, number) =>
                row.Line is { } line
                    ? Html.Of(
                        $"<span class=\"l\"{(row.HasTwin ? Html.Of($" data-row=\"{number}\"") : Html.None)}>{Pieces(coloured[line])}\n</span>"
                    )
                : gaps ? new Html("<span class=\"l gap\">\n</span>")
                : Html.None
        );
        return Html.Of(
            $"""
            <figure class="code">
            <figcaption><b>{side}</b> {source.Title} <span class="path">{source.Path}</span></figcaption>
            <pre tabindex="0" aria-label="{side}: {source.Path}"><code>{lines}</code></pre>
            </figure>
            """
        );
    }

    /// <summary>One source.</summary>
    public static Html Single(string path, IReadOnlyList<string> lines, ILanguage language) =>
        Html.Of(
            $"""
            <figure class="code">
            <figcaption><span class="path">{path}</span></figcaption>
            <pre tabindex="0" aria-label="{path}"><code>{SourceColours.Lines(
                lines,
                language
            ).Select(line => Html.Of($"{Pieces(line)}\n"))}</code></pre>
            </figure>
            """
        );

    static IEnumerable<Html> Pieces(IReadOnlyList<Piece> line) =>
        line.Select(piece =>
            piece.Kind == PieceKind.Plain
                ? Html.Of($"{piece.Text}")
                : Html.Of($"<span class=\"{Class(piece.Kind)}\">{piece.Text}</span>")
        );

    static string Class(PieceKind kind) =>
        kind switch
        {
            PieceKind.Keyword => "k",
            PieceKind.Comment => "c",
            PieceKind.Docstring => "d",
            _ => "s",
        };
}
