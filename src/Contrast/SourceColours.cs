using ColorCode;
using ColorCode.Common;
using ColorCode.Parsing;

namespace Diptych.Contrast;

/// <summary>A piece of a line and its colour; null for the terminal's own.</summary>
readonly record struct Piece(string Text, string? Colour);

/// <summary>C# with colours, line by line.</summary>
sealed class SourceColours : CodeColorizerBase
{
    readonly List<List<Piece>> lines =
    [
        [],
    ];

    SourceColours()
        : base(null, null) { }

    /// <summary>Each line's pieces.</summary>
    public static IReadOnlyList<IReadOnlyList<Piece>> Lines(IReadOnlyList<string> source)
    {
        var colours = new SourceColours();
        colours.languageParser.Parse(
            string.Join('\n', source),
            Languages.CSharp,
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
            Add(parsedSourceCode[at..scope.Index], null);
            at = scope.Index + scope.Length;
            Add(parsedSourceCode[scope.Index..at], Colour(scope.Name));
        }
        Add(parsedSourceCode[at..], null);
    }

    void Add(string text, string? colour)
    {
        var parts = text.Split('\n');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                lines.Add([]);
            if (parts[i].Length > 0)
                lines[^1].Add(new(parts[i].TrimEnd('\r'), colour));
        }
    }

    static string? Colour(string scope) =>
        scope switch
        {
            ScopeName.Keyword or ScopeName.PreprocessorKeyword => "blue",
            ScopeName.Comment => "green",
            ScopeName.XmlDocComment or ScopeName.XmlDocTag => "grey",
            ScopeName.String or ScopeName.StringCSharpVerbatim => "olive",
            _ => null,
        };
}
