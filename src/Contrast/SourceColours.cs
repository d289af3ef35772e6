using ColorCode;
using ColorCode.Common;
using ColorCode.Parsing;

namespace Diptych.Contrast;

/// <summary>What a piece of source is.</summary>
enum PieceKind
{
    Plain,
    Keyword,
    Comment,
    Docstring,
    Text,
}

/// <summary>A piece of a line.</summary>
readonly record struct Piece(string Text, PieceKind Kind);

/// <summary>C# and Python with their keywords, strings and comments found, line by line.</summary>
sealed class SourceColours : CodeColorizerBase
{
    readonly List<List<Piece>> lines =
    [
        [],
    ];

    SourceColours()
        : base(null, null) { }

    /// <summary>Each line's pieces.</summary>
    public static IReadOnlyList<IReadOnlyList<Piece>> Lines(
        IReadOnlyList<string> source,
        ILanguage? language = null
    )
    {
        var colours = new SourceColours();
        colours.languageParser.Parse(
            string.Join('\n', source),
            language ?? Languages.CSharp,
            (text, scopes) => colours.Write(text, scopes)
        );
        return colours.lines;
    }

    /// <inheritdoc />
    protected override void Write(string parsedSourceCode, IList<Scope> scopes)
    {
        var at = 0;
        foreach (var scope in scopes.OrderBy(scope => scope.Index))
        {
            if (scope.Index < at)
                continue;
            Add(parsedSourceCode[at..scope.Index], PieceKind.Plain);
            at = scope.Index + scope.Length;
            Add(parsedSourceCode[scope.Index..at], Kind(scope.Name));
        }
        Add(parsedSourceCode[at..], PieceKind.Plain);
    }

    void Add(string text, PieceKind kind)
    {
        var parts = text.Split('\n');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                lines.Add([]);
            if (parts[i].Length > 0)
                lines[^1].Add(new(parts[i].TrimEnd('\r'), kind));
        }
    }

    static PieceKind Kind(string scope) =>
        scope switch
        {
            ScopeName.Keyword or ScopeName.PreprocessorKeyword or ScopeName.ControlKeyword =>
                PieceKind.Keyword,
            ScopeName.Comment => PieceKind.Comment,
            ScopeName.XmlDocComment or ScopeName.XmlDocTag => PieceKind.Docstring,
            ScopeName.String or ScopeName.StringCSharpVerbatim => PieceKind.Text,
            _ => PieceKind.Plain,
        };
}
