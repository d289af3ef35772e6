using System.Text.Json;
using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>The results as another program reads them.</summary>
static class JsonReport
{
    /// <summary>Writes an object for each case, engine and precision, and the totals; whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<CaseResult> results)
    {
        WholeFile.WriteJson(
            path,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("results");
                foreach (var result in results)
                    Write(json, result);
                json.WriteEndArray();
                json.WriteStartObject("totals");
                json.WriteNumber(
                    "passed",
                    results.Count(result => result.Verdict is Verdict.Passed or Verdict.Diverged)
                );
                json.WriteNumber("failed", results.Count(result => !result.IsGood));
                json.WriteNumber(
                    "unknown",
                    results.Count(result => result.Verdict == Verdict.Unknown)
                );
                json.WriteNumber(
                    "diverged",
                    results.Count(result => result.Verdict == Verdict.Diverged)
                );
                json.WriteNumber(
                    "skipped",
                    results.Count(result => result.Verdict == Verdict.Skipped)
                );
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );
    }

    static void Write(Utf8JsonWriter json, CaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("case", result.Case);
        json.WriteString("module", result.Target);
        json.WriteString("engine", result.Engine);
        json.WriteString("dtype", result.Precision?.ToString().ToLowerInvariant());
        json.WriteString("verdict", result.Verdict.ToString().ToLowerInvariant());
        json.WriteString("reason", result.Reason);
        json.WriteStartArray("differences");
        foreach (var difference in result.Differences)
        {
            json.WriteStartObject();
            json.WriteString("place", difference.Place);
            json.WriteString("expected", difference.Expected);
            json.WriteString("actual", difference.Actual);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (result.Worst is { } worst)
        {
            json.WriteStartObject("worst");
            json.WriteString("tensor", worst.Tensor);
            json.WriteStartArray("index");
            foreach (var i in worst.Index)
                json.WriteNumberValue(i);
            json.WriteEndArray();
            Number(json, "expected", worst.Expected);
            Number(json, "actual", worst.Actual);
            Number(json, "ulp", worst.Ulp);
            json.WriteEndObject();
        }
        else
            json.WriteNull("worst");
        json.WriteEndObject();
    }

    /// <summary>A number; JSON has no NaN and no infinity, so that they are spelled out, as in snapshots.</summary>
    public static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(
                name,
                double.IsNaN(value) ? "NaN"
                    : value > 0 ? "Infinity"
                    : "-Infinity"
            );
    }
}
