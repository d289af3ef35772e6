using System.Text.Json;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>The differences of two recordings as another program reads them.</summary>
static class DiffJson
{
    /// <summary>Writes the totals and an object for each case that is not the same; whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<CaseChange> cases)
    {
        WholeFile.WriteJson(
            path,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("totals");
                json.WriteNumber("cases", cases.Count);
                foreach (var standing in Enum.GetValues<CaseStanding>())
                    json.WriteNumber(Name(standing), cases.Count(one => one.Standing == standing));
                json.WriteEndObject();
                json.WriteStartArray("cases");
                foreach (var one in cases.Where(one => one.Standing != CaseStanding.Equal))
                    Write(json, one);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    static void Write(Utf8JsonWriter json, CaseChange one)
    {
        json.WriteStartObject();
        json.WriteString("case", one.Case);
        json.WriteString("standing", Name(one.Standing));
        json.WriteStartArray("recorded");
        foreach (var recorded in one.Recorded)
            json.WriteStringValue(recorded);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in one.Changes)
            Write(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("place", change.Place);
        json.WriteString("part", Name(change.Part));
        json.WriteString("kind", Name(change.Kind));
        json.WriteString("text", change.Text);
        json.WriteStartArray("numbers");
        foreach (var numbers in change.Numbers)
        {
            json.WriteStartObject();
            json.WriteString("dtype", Name(numbers.Precision));
            Array(json, "shape", numbers.Shape);
            json.WriteNumber("count", numbers.Count);
            json.WriteNumber("changed", numbers.Changed);
            json.WriteNumber("outside", numbers.Outside);
            JsonReport.Number(json, "largest_absolute", numbers.LargestAbsolute);
            JsonReport.Number(json, "largest_relative", numbers.LargestRelative);
            json.WriteStartObject("ulps");
            foreach (var (name, count) in UlpBuckets.Names.Zip(numbers.Ulps))
                json.WriteNumber(name, count);
            json.WriteEndObject();
            json.WriteStartObject("worst");
            Array(json, "index", numbers.Worst.Index);
            JsonReport.Number(json, "first", numbers.Worst.Expected);
            JsonReport.Number(json, "second", numbers.Worst.Actual);
            JsonReport.Number(json, "ulp", numbers.Worst.Ulp);
            JsonReport.Number(json, "share", numbers.Worst.Share);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Array(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    // OnlyFirst is only_first.
    static string Name(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
