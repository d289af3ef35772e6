using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Diptych.Comparison;

namespace Diptych.Contrast.Book;

/// <summary>One snapshot on both engines.</summary>
/// <param name="Name">The case without family and file, such as <c>Sigmoid.vector</c>.</param>
/// <param name="Snapshot">What PyTorch answered.</param>
/// <param name="Results">The case in float32, on Scratch and on TorchSharp.</param>
sealed record RunCase(string Name, Snapshot Snapshot, IReadOnlyList<CaseResult> Results);

/// <summary>The numbers of a topic's snapshots: a list for the page, and the data of its maps for a script beside it.</summary>
/// <remarks>
/// The script is <c>book.numbers([[case, [[tensor, shape, PyTorch, Scratch, TorchSharp], …]], …])</c>, each side the base64
/// of its float32 numbers, or 0 where they are PyTorch's to the bit, or null where there are none.
/// </remarks>
static partial class Numbers
{
    /// <summary>Of a larger tensor, so many numbers are drawn.</summary>
    const int MostElements = 512;

    /// <summary>Of a case with more tensors, so many are.</summary>
    const int MostTensors = 24;

    /// <param name="Name">Which one; of several steps what stays of the name.</param>
    /// <param name="Shape">With the steps before the tensor's own dimensions.</param>
    /// <param name="Sides">PyTorch's, Scratch's and TorchSharp's numbers.</param>
    sealed record Map(string Name, long[] Shape, IReadOnlyList<float[]?> Sides);

    /// <summary>The list of cases: what was asked, and how it came out.</summary>
    public static Html List(IReadOnlyList<RunCase> cases) =>
        Html.Of(cases.Select((run, number) => Row(run, number)));

    static Html Row(RunCase run, int number)
    {
        var head = Html.Of(
            $"<code class=\"asked\">{PythonCall.Of(run.Snapshot)}</code><span class=\"case\">{run.Name}</span><span class=\"verdict\">{Outcome(run)}</span>"
        );
        return HasMaps(run)
            ? Html.Of(
                $"<details class=\"run\" data-case=\"{number}\"><summary>{head}</summary><div class=\"maps\"></div></details>\n"
            )
            : Html.Of($"<div class=\"run\">{head}</div>\n");
    }

    static bool HasMaps(RunCase run) => Maps(run).Count > 0;

    static Html Outcome(RunCase run) =>
        Html.Of(
            run.Results.Select(result =>
                Html.Of(
                    $"<span class=\"{(result.IsGood ? result.Verdict == Verdict.Passed ? "good" : "other" : "bad")}\">{Title(result.Engine)} {Words(run, result)}</span>"
                )
            )
        );

    static string Title(string engine) => engine == "scratch" ? "Scratch" : "TorchSharp";

    static string Words(RunCase run, CaseResult result) =>
        result.Verdict switch
        {
            Verdict.Diverged => "differs as registered",
            Verdict.Skipped => "was skipped",
            Verdict.Passed when run.Snapshot is RefusalSnapshot refusal =>
                $"refuses, as PyTorch: {refusal.Error.Type}",
            Verdict.Passed when run.Snapshot is TranscriptSnapshot => "prints the same",
            Verdict.Passed when result.Tensors.Count == 0 => "has the same bits",
            Verdict.Passed => Share(result),
            _ => "differs",
        };

    // Of what the policy allows, the largest share that any number of the case needs.
    static string Share(CaseResult result) =>
        result.Worst is { Share: > 0 } worst
            ? $"≤ {(worst.Share < 0.01 ? "0.01" : worst.Share.ToString("0.00", CultureInfo.InvariantCulture))} of the limit"
            : "equal";

    /// <summary>The script with the numbers, or null where no case has any.</summary>
    public static string? Script(IReadOnlyList<RunCase> cases)
    {
        var text = new StringBuilder("book.numbers({");
        var any = false;
        foreach (var (number, run) in cases.Index())
        {
            var maps = Maps(run);
            if (maps.Count == 0)
                continue;
            text.Append(any ? ",\n" : "\n")
                .Append(CultureInfo.InvariantCulture, $"{number}:[")
                .AppendJoin(',', maps.Select(Text))
                .Append(']');
            any = true;
        }
        return any ? text.Append("\n});\n").ToString() : null;
    }

    static string Text(Map map)
    {
        var pytorch = map.Sides[0];
        return $"[{JsonSerializer.Serialize(map.Name)},[{string.Join(',', map.Shape)}],{string.Join(',', map.Sides.Select((side, i) => i > 0 && side is not null && pytorch is not null && Same(side, pytorch) ? "0" : Base64(side)))}]";
    }

    static bool Same(float[] a, float[] b) =>
        MemoryMarshal.AsBytes<float>(a).SequenceEqual(MemoryMarshal.AsBytes<float>(b));

    static string Base64(float[]? numbers) =>
        numbers is null
            ? "null"
            : $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes<float>(numbers))}\"";

    static List<Map> Maps(RunCase run)
    {
        var sides = run
            .Results.Select(result =>
                result
                    .Compared.GroupBy(pair => pair.Name)
                    .ToDictionary(group => group.Key, group => group.First())
            )
            .ToList();
        var first = run.Results.FirstOrDefault(result => result.Compared.Count > 0);
        if (first is null)
            return [];
        var maps = new List<Map>();
        // What each step has is one map, a row a step.
        foreach (
            var steps in first
                .Compared.Where(pair => pair.Expected is { Count: > 0 })
                .GroupBy(pair => Step().Replace(pair.Name, ""))
        )
        {
            var alike = steps.GroupBy(pair => string.Join(',', pair.Expected!.Shape)).ToList();
            foreach (var group in alike)
            {
                var pairs = group.ToList();
                var shape = pairs[0].Expected!.Shape;
                var numbers = new List<float[]?> { Elements(pairs.Select(pair => pair.Expected)) };
                foreach (var side in sides)
                    numbers.Add(
                        Elements(pairs.Select(pair => side.GetValueOrDefault(pair.Name)?.Actual))
                    );
                maps.Add(
                    new(
                        pairs.Count > 1 ? steps.Key : pairs[0].Name,
                        pairs.Count > 1 ? [pairs.Count, .. shape] : shape,
                        numbers
                    )
                );
            }
        }
        return maps.Count > MostTensors ? maps[..MostTensors] : maps;
    }

    static float[]? Elements(IEnumerable<TensorData?> tensors)
    {
        var all = new List<float>();
        foreach (var tensor in tensors)
        {
            if (tensor is null)
                return null;
            for (var i = 0; i < tensor.Count && all.Count < MostElements; i++)
                all.Add((float)tensor[i]);
        }
        return [.. all];
    }

    [GeneratedRegex(@"^step \d+: ")]
    private static partial Regex Step();
}
