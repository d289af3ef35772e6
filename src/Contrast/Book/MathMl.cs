using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Diptych.Contrast.Book;

/// <summary>Sets the formulas of the docstrings, which are written in Unicode, as MathML.</summary>
/// <remarks>
/// A fraction is a <c>/</c> between blanks: above it stands the whole product before, below it what follows up to the
/// next operator. A <c>√</c>, <c>^</c> or <c>_</c> takes what stands right behind it. Words of a sentence stay words.
/// </remarks>
sealed partial class MathMl
{
    const string Open = "([⌊";
    const string Close = ")]⌋";

    static readonly HashSet<string> Functions =
    [
        "max",
        "min",
        "ln",
        "exp",
        "tanh",
        "sin",
        "cos",
        "log",
        "mean",
        "sign",
        "softmax",
        "lr",
        "logsigmoid",
        "dropout",
        "relu",
        "size",
        "slope",
        "mask",
        "value",
        "threshold",
        "decay",
        "smallest",
        "largest",
        "norm",
        "cross_entropy",
        "normalize",
    ];

    static readonly Dictionary<char, char> Raised = Pairs(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵀᵖᵏᵗᵝᶜᴸᵒ",
        "0123456789+−()nxTpktβcLo"
    );

    static readonly Dictionary<char, char> Lowered = Pairs(
        "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₜₙₒₖₚₓₘₕ",
        "0123456789+−ijtnokpxmh"
    );

    readonly string text;
    int at;

    MathMl(string text) => this.text = text;

    /// <summary>A part of a row, and whether a fraction may have it above or below its line.</summary>
    readonly record struct Part(string Xml, bool IsOperator, bool IsGroup = false)
    {
        /// <summary>What stands between the parentheses of a group.</summary>
        public string Inner { get; init; } = "";
    }

    /// <summary>A formula as an element of its own, with the formula itself as its alternative.</summary>
    /// <param name="formula">As the docstrings have it.</param>
    /// <param name="display">Whether it stands alone, and not in a line of text.</param>
    public static Html Of(string formula, bool display = false)
    {
        var text = formula.Trim();
        var row = new MathMl(text).Row(end: null);
        return new(
            $"<math{(display ? " display=\"block\"" : "")} alttext=\"{Html.Encode(text)}\">{row}</math>"
        );
    }

    static Dictionary<char, char> Pairs(string from, string to) =>
        from.Zip(to).ToDictionary(pair => pair.First, pair => pair.Second);

    bool More => at < text.Length;

    char Next => More ? text[at] : '\0';

    string Row(char? end)
    {
        var parts = new List<Part>();
        var spaced = false;
        while (More && Next != end)
        {
            if (Next == ' ')
            {
                spaced = true;
                at++;
            }
            else if (Next == '/' && spaced && at + 1 < text.Length && text[at + 1] == ' ')
            {
                at++;
                Fraction(parts, end);
            }
            else
            {
                parts.Add(Factor(parts.Count == 0 || parts[^1].IsOperator, spaced));
                spaced = false;
            }
        }
        return Text(parts);
    }

    void Fraction(List<Part> parts, char? end)
    {
        var first = parts.FindLastIndex(part => part is { IsOperator: true, Inner: not "·" }) + 1;
        var above = parts.GetRange(first, parts.Count - first);
        parts.RemoveRange(first, parts.Count - first);
        var below = new List<Part>();
        while (More && Next != end)
        {
            if (Next == ' ')
            {
                at++;
                continue;
            }
            var from = at;
            var part = Factor(below.Count == 0, spaced: true);
            if (part.IsOperator && below.Count > 0)
            {
                at = from;
                break;
            }
            below.Add(part);
        }
        parts.Add(
            new($"<mfrac><mrow>{Bare(above)}</mrow><mrow>{Bare(below)}</mrow></mfrac>", false)
        );
    }

    // The line of a fraction holds together what parentheses would.
    static string Bare(List<Part> parts) =>
        parts is [{ IsGroup: true } group] ? group.Inner : Text(parts);

    static string Text(IEnumerable<Part> parts) => string.Concat(parts.Select(part => part.Xml));

    Part Factor(bool atStart, bool spaced)
    {
        var from = at;
        var part = Atom(atStart, spaced);
        return part.IsOperator ? part : Scripts(part, text[from]);
    }

    Part Atom(bool atStart, bool spaced)
    {
        var c = Next;
        if (char.IsAsciiDigit(c))
            return new($"<mn>{Digits()}</mn>", false);
        if (IsLetter(c))
            return Word(spaced);
        at++;
        switch (c)
        {
            case '√':
                var root = Atom(true, false);
                // A hat or an index belongs below the root.
                root = root.IsGroup ? root : Scripts(root, 'x');
                return new($"<msqrt>{(root.IsGroup ? root.Inner : root.Xml)}</msqrt>", false);
            case '‖':
                return Fence(c, c);
            case '|' when atStart || Closing(c):
                return Fence(c, c);
            case '∇' or '∂':
                var of = Factor(true, false);
                return new($"<mrow><mi mathvariant=\"normal\">{c}</mi>{of.Xml}</mrow>", false);
            case 'Σ':
                return new("<mo>∑</mo>", false);
            case '½':
                return new("<mfrac><mn>1</mn><mn>2</mn></mfrac>", false);
            case '∞' or '…':
                return new($"<mi>{c}</mi>", false);
        }
        if (Open.IndexOf(c, StringComparison.Ordinal) is >= 0 and var kind)
            return Fence(c, Close[kind]);
        var sign = c == '-' ? '−' : c;
        return new(
            c is ',' or ';' or '.'
                ? $"<mo separator=\"true\">{c}</mo>"
                : $"<mo>{Html.Encode($"{sign}")}</mo>",
            IsOperator: true
        )
        {
            Inner = c == '·' ? "·" : "",
        };
    }

    // Whether the other one of two bars is still to come.
    bool Closing(char bar) =>
        text.IndexOf(bar, at) >= 0 && text[..(at - 1)].Count(c => c == bar) % 2 == 0;

    Part Fence(char open, char close)
    {
        var from = at;
        var inner = Row(close);
        if (!More)
        {
            // It is never closed, as the first half of an interval is not.
            at = from;
            return new($"<mo>{open}</mo>", IsOperator: true);
        }
        at++;
        // Without a fraction within they need not grow, which few fonts do well.
        var stiff = inner.Contains("<mfrac", StringComparison.Ordinal) ? "" : " stretchy=\"false\"";
        return new(
            $"<mrow><mo{stiff}>{open}</mo>{inner}<mo{stiff}>{close}</mo></mrow>",
            false,
            IsGroup: open == '('
        )
        {
            Inner = $"<mrow>{inner}</mrow>",
        };
    }

    string Digits()
    {
        var from = at;
        while (
            char.IsAsciiDigit(Next)
            || (Next is '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
        )
            at++;
        if (
            Next == 'e'
            && at + 2 < text.Length
            && text[at + 1] == '-'
            && char.IsAsciiDigit(text[at + 2])
        )
            for (at += 2; char.IsAsciiDigit(Next); )
                at++;
        return text[from..at].Replace('-', '−');
    }

    static bool IsLetter(char c) =>
        char.IsLetter(c) && !Raised.ContainsKey(c) && !Lowered.ContainsKey(c) && c != 'Σ';

    Part Word(bool spaced)
    {
        var from = at;
        while (
            IsLetter(Next)
            || (
                Next is '_'
                && at - from >= 3
                && at + 3 < text.Length
                && text[(at + 1)..(at + 4)].All(IsLetter)
            )
        )
            at++;
        var word = text[from..at];
        if (CharUnicodeInfo.GetUnicodeCategory(Next) == UnicodeCategory.NonSpacingMark)
            return Hat(word[..^1], word[^1], text[at++]);
        // An article stands before a word of its sentence.
        if (word == "a" && spaced && Article().IsMatch(text, at))
            return Words(word);
        if (word.Length == 1)
            return new($"<mi>{word}</mi>", false);
        if (
            Functions.Contains(word)
            || Lowered.ContainsKey(Next)
            || (Next == '(' && word.All(char.IsAscii))
            || word.Any(char.IsUpper) && word.Any(char.IsLower)
        )
            return new(
                $"<mi>{word}</mi>{(Next == ' ' ? "<mspace width=\"0.17em\"/>" : "")}",
                false
            );
        // The gradient of something, or letters that stand for numbers each.
        var isGradient =
            word is ['d', _]
            && (word != "do" || text[at..].StartsWith(" =", StringComparison.Ordinal));
        if (isGradient || word.Any(c => !char.IsAscii(c)) || word.Length == 2 && !spaced)
            return new($"<mrow>{string.Concat(word.Select(c => $"<mi>{c}</mi>"))}</mrow>", false);
        return Words(word);
    }

    // The blank behind a word belongs to the next one.
    Part Words(string word) =>
        new(
            $"<mtext>&#160;{word}{(Followed().IsMatch(text, at) ? "" : "&#160;")}</mtext>",
            IsOperator: true
        );

    static Part Hat(string before, char under, char mark)
    {
        var hat = mark == '\u0302' ? "^" : $"{mark}";
        return new(
            $"<mrow>{string.Concat(before.Select(c => $"<mi>{c}</mi>"))}<mover accent=\"true\"><mi>{under}</mi><mo>{hat}</mo></mover></mrow>",
            false
        );
    }

    Part Scripts(Part part, char first)
    {
        string? sub = null;
        string? sup = null;
        while (More)
        {
            if (Next == '′')
            {
                at++;
                part = part with
                {
                    Xml = $"<msup>{One(part.Xml)}<mo>′</mo></msup>",
                    IsGroup = false,
                };
            }
            else if (sub is null && Lowered.ContainsKey(Next))
                sub = Small(Lowered);
            else if (sup is null && Raised.ContainsKey(Next))
                sup = Small(Raised);
            else if (
                Next is '_' or '^'
                && at + 1 < text.Length
                && (Next == '_' ? sub : sup) is null
            )
            {
                var isSub = text[at++] == '_';
                var script = Script();
                (sub, sup) = isSub ? (script, sup) : (sub, script);
            }
            else
                break;
        }
        if (sub is null && sup is null)
            return part;
        var (under, over) = first == 'Σ' ? ("munder", "mover") : ("msub", "msup");
        var both = first == 'Σ' ? "munderover" : "msubsup";
        return new(
            (sub, sup) switch
            {
                (_, null) => $"<{under}>{One(part.Xml)}{sub}</{under}>",
                (null, _) => $"<{over}>{One(part.Xml)}{sup}</{over}>",
                _ => $"<{both}>{One(part.Xml)}{sub}{sup}</{both}>",
            },
            false
        );
    }

    static string One(string xml) => $"<mrow>{xml}</mrow>";

    // What stands right behind a ^ or _: a group, or what no blank and no operator ends.
    string Script()
    {
        var minus = "";
        if (Next is '−' or '-')
        {
            at++;
            minus = "<mo>−</mo>";
        }
        var part = Factor(true, false);
        return $"<mrow>{minus}{(part.IsGroup ? part.Inner : part.Xml)}</mrow>";
    }

    [GeneratedRegex(@"\G [a-z]{3,}")]
    private static partial Regex Article();

    [GeneratedRegex(@"\G(?: a)? [a-z]{2,}(?![a-z]*[(₀-ₜ])")]
    private static partial Regex Followed();

    string Small(Dictionary<char, char> alphabet)
    {
        var small = new StringBuilder("<mrow>");
        while (alphabet.TryGetValue(Next, out var c))
        {
            at++;
            small.Append(
                char.IsAsciiDigit(c) ? $"<mn>{c}</mn>"
                : char.IsLetter(c) ? $"<mi>{c}</mi>"
                : $"<mo>{c}</mo>"
            );
        }
        return small.Append("</mrow>").ToString();
    }
}
