using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Diptych.Contrast.Book;

/// <summary>HTML that is complete: what is put into it is encoded, unless it is HTML itself.</summary>
readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static Html None { get; } = new("");

    /// <summary>Whether there is something.</summary>
    public bool Any => Text.Length > 0;

    /// <summary>From an interpolated string: its literal parts are HTML, its holes are encoded.</summary>
    public static Html Of(HtmlHandler html) => new(html.ToString());

    /// <summary>One after the other.</summary>
    public static Html Of(IEnumerable<Html> parts) =>
        new(string.Concat(parts.Select(part => part.Text)));

    /// <summary>A text with the characters of HTML written out.</summary>
    public static string Encode(string? text) =>
        (text ?? "")
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A length in a picture: two decimals at most, so that files stay small.</summary>
    public static string Number(double value) =>
        Math.Round(value, 2, MidpointRounding.AwayFromZero) is var rounded && rounded == 0
            ? "0"
            : rounded.ToString("0.##", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override string ToString() => Text;
}

/// <summary>Writes an interpolated string as HTML.</summary>
[InterpolatedStringHandler]
readonly ref struct HtmlHandler(int literalLength, int holes)
{
    readonly StringBuilder text = new(literalLength + holes * 16);

    public void AppendLiteral(string html) => text.Append(html);

    public void AppendFormatted(Html html) => text.Append(html.Text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
            text.Append(part.Text);
    }

    public void AppendFormatted(string? words) => text.Append(Html.Encode(words));

    public void AppendFormatted(int number) =>
        text.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double number) => text.Append(Html.Number(number));

    public override string ToString() => text.ToString();
}
