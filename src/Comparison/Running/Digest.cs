using System.Globalization;

namespace Diptych.Comparison;

/// <summary>What of a trained network's weights stands in a snapshot: the recorder makes the same of PyTorch's.</summary>
static class Digest
{
    /// <summary>How many elements of a tensor are kept, at most.</summary>
    const int Most = 64;

    /// <summary>Elements in even distances from the first one, √Σw² and Σ|w|.</summary>
    public static IEnumerable<KeyValuePair<string, TensorData>> Of(string name, TensorData weight)
    {
        var every = Math.Max(1, (weight.Count + Most - 1) / Most);
        var kept = Enumerable.Range(0, (weight.Count + every - 1) / every).Select(i => i * every);
        yield return new(name, Numbers(weight.Type, [.. kept.Select(i => weight[i])]));
        var (squares, magnitudes) = (0.0, 0.0);
        for (var i = 0; i < weight.Count; i++)
        {
            squares += weight[i] * weight[i];
            magnitudes += Math.Abs(weight[i]);
        }
        yield return new($"{name}: norm", Numbers(weight.Type, [Math.Sqrt(squares)]));
        yield return new($"{name}: magnitudes", Numbers(weight.Type, [magnitudes]));
    }

    /// <summary>A part of a list of numbers.</summary>
    public static TensorData Elements(TensorData list, int start, int count) =>
        Numbers(list.Type, [.. Enumerable.Range(start, count).Select(i => list[i])]);

    /// <summary>How far a run in float32 has come from PyTorch's in float64, beside PyTorch's own ways, as a sentence.</summary>
    public static string Deviations(
        TrainingSnapshot snapshot,
        TensorData losses,
        IReadOnlyDictionary<string, TensorData> weights
    )
    {
        var own = Text(
            Largest(snapshot.Losses, losses),
            snapshot.Results.Max(result =>
                weights.TryGetValue(result.Key, out var weight) && IsElements(result.Key)
                    ? Largest(result.Value, weight)
                    : 0
            )
        );
        var ways = snapshot.Ways.Values;
        return $"float32 comes as far from float64 as {own}; PyTorch's own {ways.Count()} runs come from "
            + $"{Text(ways.Min(way => way.Losses), ways.Min(way => way.Results))} to "
            + Text(ways.Max(way => way.Losses), ways.Max(way => way.Results));

        static string Text(double losses, double results) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{losses:0.0e+0} in a loss and {results:0.0e+0} in a weight"
            );
    }

    // Norms and sums are no weights.
    static bool IsElements(string name) => !name.Contains(": ", StringComparison.Ordinal);

    static double Largest(ExpectedTensor expected, TensorData actual)
    {
        var truth = expected.In(ElementType.Float64);
        return Enumerable
            .Range(0, Math.Min(truth.Count, actual.Count))
            .Max(i => Math.Abs(actual[i] - truth[i]));
    }

    static TensorData Numbers(ElementType type, double[] numbers) =>
        new(
            type,
            [numbers.Length],
            type == ElementType.Float32 ? Array.ConvertAll(numbers, n => (float)n) : numbers
        );
}
