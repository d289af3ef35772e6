using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Diptych.Comparison;

/// <summary>A snapshot's text as <c>snapshots/generate.py</c> lays it out: two spaces a level, a tensor row a line.</summary>
public static partial class SnapshotText
{
    static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a document; a committed snapshot comes back byte for byte.</summary>
    public static string Write(JsonNode document)
    {
        var text = new StringBuilder();
        Write(text, document, "");
        return text.Append('\n').ToString();
    }

    /// <summary>A snapshot's document with what an engine answered in place of PyTorch's numbers, wherever they differ.</summary>
    /// <param name="verified">The snapshot's text.</param>
    /// <param name="failed">The results that failed on the engine.</param>
    /// <param name="whole">Whether the engine's numbers shall stand everywhere, also where they are equal by the policy.</param>
    public static string Received(
        string verified,
        IReadOnlyList<CaseResult> failed,
        bool whole = false
    )
    {
        ArgumentNullException.ThrowIfNull(failed);
        var document = JsonNode.Parse(verified)!.AsObject();
        if (whole)
            foreach (var result in failed)
            foreach (var place in result.Actual.Keys)
                Replace(document, result, new(place, null, null, place));
        var told = new JsonArray();
        foreach (var result in failed)
        foreach (var difference in result.Differences)
            if (!Replace(document, result, difference))
                told.Add($"{(result.Precision is { } p ? $"{p}: " : "")}{difference.Text}");
        if (told.Count > 0)
            document["received"] = told;
        return Write(document);
    }

    // Puts the engine's answer where PyTorch's stands; false where the file has no such place.
    static bool Replace(JsonObject document, CaseResult result, Difference difference)
    {
        var place = PlacePattern().Match(difference.Place);
        if (place.Groups["line"] is { Success: true } line)
        {
            var lines = document["lines"]!.AsArray();
            var i = int.Parse(line.Value, CultureInfo.InvariantCulture) - 1;
            if (i >= lines.Count || difference.Actual is null)
                return false;
            lines[i] = difference.Actual;
            return true;
        }
        if (
            !place.Groups["name"].Success
            || !result.Actual.TryGetValue(difference.Place, out var actual)
            || actual is null
            || document["steps"] is not JsonArray steps
        )
            return false;
        var step = steps[
            place.Groups["step"].Success
                ? int.Parse(place.Groups["step"].Value, CultureInfo.InvariantCulture) - 1
                : 0
        ]!;
        var name = place.Groups["name"].Value;
        var expected = place.Groups["kind"].Value switch
        {
            "output." => step["outputs"]![int.Parse(name, CultureInfo.InvariantCulture)],
            "gradient." => step["gradients"]?[name],
            "state." when step["after"] is null => step["state"]?[name],
            var kind => step["after"]?[kind + name],
        };
        var rows = result.Precision?.ToString().ToLowerInvariant();
        if (expected is not JsonObject tensor)
            return false;
        var values = actual.Sparse?.Values ?? actual;
        tensor["shape"] = new JsonArray([.. actual.Shape.Select(size => (JsonNode)size)]);
        tensor[rows is not null && tensor.ContainsKey(rows) ? rows : "data"] = Rows(values);
        return true;
    }

    /// <summary>A tensor's numbers, a row of its last dimension after the other.</summary>
    internal static JsonArray Rows(TensorData tensor)
    {
        var rows = new JsonArray();
        var length = tensor.Shape.Length == 0 ? 1 : (int)tensor.Shape[^1];
        for (var start = 0; start < tensor.Count; start += length)
            rows.Add(
                new JsonArray([.. Enumerable.Range(start, length).Select(i => Number(tensor, i))])
            );
        return rows;
    }

    static JsonNode Number(TensorData tensor, int i) =>
        tensor.Elements switch
        {
            bool[] truths => truths[i],
            long[] whole => whole[i],
            float[] single => Number(PythonNumber.Repr(single[i]), single[i]),
            _ => Number(PythonNumber.Repr(tensor[i]), tensor[i]),
        };

    /// <summary>A float64 as Python writes it; NaN and infinities by their names.</summary>
    internal static JsonNode Number(double value) => Number(PythonNumber.Repr(value), value);

    static JsonNode Number(string text, double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value)
            ? value > 0 ? "Infinity"
                : "-Infinity"
        : JsonNode.Parse(text)!;

    static void Write(StringBuilder text, JsonNode? node, string indent)
    {
        var inner = indent + "  ";
        switch (node)
        {
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject { Count: 1 } single
                when single.First().Value is not (JsonObject or JsonArray):
                text.Append('{').Append(Quoted(single.First().Key)).Append(": ");
                Write(text, single.First().Value, inner);
                text.Append('}');
                break;
            case JsonObject fields:
                Lines(
                    text,
                    '{',
                    fields,
                    '}',
                    indent,
                    field =>
                    {
                        text.Append(Quoted(field.Key)).Append(": ");
                        Write(text, field.Value, inner);
                    }
                );
                break;
            case JsonArray row when row.All(IsNumber):
                text.Append('[')
                    .AppendJoin(", ", row.Select(item => item?.ToJsonString(Options) ?? "null"))
                    .Append(']');
                break;
            case JsonArray items:
                Lines(text, '[', items, ']', indent, item => Write(text, item, inner));
                break;
            default:
                text.Append(node?.ToJsonString(Options) ?? "null");
                break;
        }
    }

    static void Lines<T>(
        StringBuilder text,
        char open,
        IEnumerable<T> items,
        char close,
        string indent,
        Action<T> write
    )
    {
        text.Append(open).Append('\n');
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ",\n").Append(indent).Append("  ");
            write(item);
            first = false;
        }
        text.Append('\n').Append(indent).Append(close);
    }

    // A row holds numbers, truth values, None, and the spelled-out NaN and infinities.
    static bool IsNumber(JsonNode? node) =>
        node is null
        || node is JsonValue value
            && (
                value.GetValueKind() != JsonValueKind.String
                || (string)value! is "NaN" or "Infinity" or "-Infinity"
            );

    static string Quoted(string text) => JsonValue.Create(text)!.ToJsonString(Options);

    [GeneratedRegex(
        @"^(?:line (?<line>\d+)|(?:step (?<step>\d+): )?(?<kind>output\.|gradient\.|state\.|param\.)(?<name>.+))$"
    )]
    private static partial Regex PlacePattern();
}
