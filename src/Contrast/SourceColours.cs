using System.Text;
using ColorCode;
using ColorCode.Common;
using ColorCode.Parsing;
using Spectre.Console;

namespace Diptych.Contrast;

/// <summary>C# with colours, as markup for the terminal.</summary>
sealed class SourceColours : CodeColorizerBase
{
    readonly StringBuilder markup = new();

    SourceColours()
        : base(null, null) { }

    /// <summary>The source as markup.</summary>
    public static string Markup(string source)
    {
        var colours = new SourceColours();
        colours.languageParser.Parse(
            source,
            Languages.CSharp,
            (text, scopes) => colours.Write(text, scopes)
        );
        return colours.markup.ToString();
    }

    /// <inheritdoc />
    protected override void Write(string parsedSourceCode, IList<Scope> scopes)
    {
        var at = 0;
        foreach (var scope in scopes.OrderBy(scope => scope.Index))
        {
            if (scope.Index < at)
                continue;
            markup.Append(parsedSourceCode[at..scope.Index].EscapeMarkup());
            at = scope.Index + scope.Length;
            var text = parsedSourceCode[scope.Index..at].EscapeMarkup();
            markup.Append(Colour(scope.Name) is { } colour ? $"[{colour}]{text}[/]" : text);
        }
        markup.Append(parsedSourceCode[at..].EscapeMarkup());
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
