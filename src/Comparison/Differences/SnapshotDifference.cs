using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>Lays two recordings of a case side by side: numbers as numbers, by the <see cref="Policy"/>.</summary>
public static class SnapshotDifference
{
    /// <summary>Compares two files; a path that is null stands for a case that is not there.</summary>
    /// <param name="name">The case's name in the result.</param>
    /// <param name="first">The file that counts as the truth, or null.</param>
    /// <param name="second">The other one, or null.</param>
    /// <exception cref="SnapshotFormatException">A file is no snapshot.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CaseChange Of(string name, string? first, string? second)
    {
        if (first is null || second is null)
        {
            // Something that is no snapshot is told, on either side.
            Parse((first ?? second)!, File.ReadAllBytes((first ?? second)!)).Dispose();
            return new(
                name,
                first is null ? CaseStanding.OnlySecond : CaseStanding.OnlyFirst,
                [],
                []
            );
        }
        var (a, b) = (File.ReadAllBytes(first), File.ReadAllBytes(second));
        using var before = Parse(first, a);
        if (a.AsSpan().SequenceEqual(b))
            return new(name, CaseStanding.Equal, [], []);
        using var after = Parse(second, b);
        return Of(name, first, before.RootElement, second, after.RootElement);
    }

    /// <summary>Compares two texts.</summary>
    /// <param name="first">The one that counts as the truth.</param>
    /// <param name="second">The other one.</param>
    /// <exception cref="SnapshotFormatException">A text is no snapshot.</exception>
    public static CaseChange OfTexts(string first, string second)
    {
        using var before = Parse("first", Encoding.UTF8.GetBytes(first));
        using var after = Parse("second", Encoding.UTF8.GetBytes(second));
        return Of("case", "first", before.RootElement, "second", after.RootElement);
    }

    static CaseChange Of(string name, string first, JsonElement a, string second, JsonElement b)
    {
        var numbered = Math.Max(SnapshotEntries.Steps(a), SnapshotEntries.Steps(b)) > 1;
        var (before, after) = (SnapshotEntries.Of(a, numbered), SnapshotEntries.Of(b, numbered));
        var isTraining = a.GetProperty("kind").ValueEquals("training"u8);
        var changes = new List<Change>();
        foreach (var place in before.Keys.Union(after.Keys))
            if (
                Compare(
                    place,
                    before.GetValueOrDefault(place),
                    after.GetValueOrDefault(place),
                    (first, second),
                    // The first losses keep the limits of any other answer in float32.
                    isTraining
                        ? place == "first losses"
                            ? (truth, noise, precision) =>
                                precision == ElementType.Float32
                                    ? Policy.Limit(truth, noise, precision)
                                    : Policy.TrainingLimit(truth, noise, precision)
                            : Policy.TrainingLimit
                        : Policy.Limit
                ) is
                { } change
            )
                changes.Add(change);
        // What was asked comes first: it explains the rest.
        var sorted = changes
            .OrderBy(change => change.Kind == ChangeKind.Moved)
            .ThenBy(change => change.Part != Part.Question)
            .ThenBy(change => change.Kind)
            .ThenByDescending(change => change.Share)
            .ToList();
        return new(
            name,
            sorted.Count == 0 ? CaseStanding.Equal
                : sorted.TrueForAll(change => change.Kind == ChangeKind.Moved) ? CaseStanding.Moved
                : CaseStanding.Different,
            sorted,
            Recorded(a, b)
        );
    }

    static List<string> Recorded(JsonElement a, JsonElement b)
    {
        var (before, after) = (a.GetProperty("recorded"), b.GetProperty("recorded"));
        return
        [
            .. before
                .EnumerateObject()
                .Select(property => property.Name)
                .Union(after.EnumerateObject().Select(property => property.Name))
                .Select(name => (Name: name, From: Value(before, name), To: Value(after, name)))
                .Where(pair => pair.From != pair.To)
                .Select(pair => $"{pair.Name} {pair.From} → {pair.To}"),
        ];

        static string Value(JsonElement recorded, string name) =>
            recorded.TryGetProperty(name, out var value) ? value.ToString() : "none";
    }

    static Change? Compare(
        string place,
        SnapshotEntries.Entry? before,
        SnapshotEntries.Entry? after,
        (string First, string Second) files,
        Func<double, double, ElementType, double> limit
    )
    {
        var part = (before ?? after)!.Part;
        Change Plain(ChangeKind kind, string text) => new(place, part, kind, text, []);

        if (before is null || after is null)
            return before is null
                ? Plain(ChangeKind.Added, $"{Describe(after!.Value)}, only in the second")
                : Plain(ChangeKind.Missing, $"{Describe(before.Value)}, only in the first");
        var (a, b) = (before.Value, after.Value);
        if (
            JsonMarshal.GetRawUtf8Value(a).SequenceEqual(JsonMarshal.GetRawUtf8Value(b))
            || IsSamePlainValue(a, b)
        )
            return null;
        var text = $"{Describe(a)} → {Describe(b)}";
        // Where PyTorch has no gradient or state, null stands.
        if (IsNull(a) && RecordedTensor.Is(b))
            return Plain(ChangeKind.Added, text);
        if (RecordedTensor.Is(a) && IsNull(b))
            return Plain(ChangeKind.Missing, text);
        if (part == Part.Noise)
            return Plain(ChangeKind.Moved, text);
        if (RecordedTensor.Is(a) && RecordedTensor.Is(b))
            return Tensors(
                place,
                part,
                new RecordedTensor(files.First, place, a),
                new RecordedTensor(files.Second, place, b),
                limit
            );
        // Rates of a schedule are rows of numbers of Python's: float64, without noise.
        if (part == Part.Answer && Numbers(a) is { } rates && Numbers(b) is { } others)
        {
            if (rates.Length != others.Length)
                return Plain(
                    ChangeKind.Reshaped,
                    $"{rates.Length} numbers → {others.Length} numbers"
                );
            return Judged(
                place,
                part,
                "",
                [
                    Elements(
                        place,
                        [rates.Length],
                        ElementType.Float64,
                        rates,
                        others,
                        rates,
                        0,
                        limit
                    ),
                ]
            );
        }
        return Plain(ChangeKind.Different, text);
    }

    static Change? Tensors(
        string place,
        Part part,
        RecordedTensor a,
        RecordedTensor b,
        Func<double, double, ElementType, double> limit
    )
    {
        Change Plain(ChangeKind kind, string text) => new(place, part, kind, text, []);

        if (a.ToString() != b.ToString())
            return Plain(ChangeKind.Reshaped, $"{a} → {b}");
        if (
            a.Indices is { } indices
            && b.Indices is { } others
            && !JsonMarshal
                .GetRawUtf8Value(indices)
                .SequenceEqual(JsonMarshal.GetRawUtf8Value(others))
        )
            return Plain(ChangeKind.Different, $"{a}: other entries are stored");

        var changes = new List<NumbersChange?>();
        var truth = a.In(ElementType.Float64) is { } real ? Doubles(real) : null;
        foreach (var precision in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var (mine, yours) = (a.In(precision), b.In(precision));
            if (mine is null && yours is null)
                continue;
            if (mine is null || yours is null || truth is null || mine.Length != yours.Length)
                return Plain(ChangeKind.Reshaped, $"{a}: the numbers do not stand side by side");
            changes.Add(
                Elements(
                    place,
                    a.Shape,
                    precision,
                    Doubles(mine),
                    Doubles(yours),
                    truth.Length == mine.Length ? truth : Doubles(mine),
                    a.Noise,
                    limit
                )
            );
        }
        if (changes.Count == 0)
        {
            var (mine, yours) = (a.Exact(), b.Exact());
            if (mine is null || yours is null || mine.Length != yours.Length)
                return Plain(ChangeKind.Reshaped, $"{a}: the numbers do not stand side by side");
            changes.Add(
                Elements(
                    place,
                    a.Shape,
                    mine is float[] ? ElementType.Float32 : ElementType.Float64,
                    Doubles(mine),
                    Doubles(yours),
                    null,
                    0,
                    limit
                )
            );
        }
        return Judged(place, part, $"{a}: ", changes)
            ?? (
                a.Noise != b.Noise
                    ? new(
                        place,
                        Part.Noise,
                        ChangeKind.Moved,
                        $"{a}: noise {TorchText.Format(a.Noise)} → {TorchText.Format(b.Noise)}",
                        []
                    )
                    : null
            );
    }

    static Change? Judged(
        string place,
        Part part,
        string what,
        IReadOnlyList<NumbersChange?> compared
    )
    {
        List<NumbersChange> changes = [.. compared.OfType<NumbersChange>()];
        if (changes.Count == 0)
            return null;
        var outside = changes.Max(change => change.Outside);
        var most = changes.MaxBy(change => change.Changed)!;
        return new(
            place,
            part,
            outside > 0 ? ChangeKind.Different : ChangeKind.Moved,
            $"{what}{most.Changed} of {most.Count} numbers are others, "
                + (outside > 0 ? $"{outside} outside of the policy" : "all within the policy"),
            changes
        );
    }

    // Bit by bit where there is no truth; null where no bit is another.
    static NumbersChange? Elements(
        string place,
        long[] shape,
        ElementType precision,
        double[] a,
        double[] b,
        double[]? truth,
        double noise,
        Func<double, double, ElementType, double> limit
    )
    {
        var shares = new double[a.Length];
        var ulps = new int[UlpBuckets.Names.Count];
        var (changed, outside, absolute, relative, worst, worstGap) = (0, 0, 0.0, 0.0, -1, -1.0);
        for (var i = 0; i < a.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(a[i]) == BitConverter.DoubleToInt64Bits(b[i]))
            {
                ulps[0]++;
                continue;
            }
            changed++;
            var gap = Math.Abs(b[i] - a[i]);
            if (double.IsNaN(gap))
                gap = a[i].Equals(b[i]) || a[i] == b[i] ? 0 : double.PositiveInfinity;
            var equal =
                truth is not null && Policy.IsEqual(b[i], truth[i], a[i], noise, precision, limit);
            if (!equal)
                outside++;
            shares[i] =
                equal && !double.IsFinite(a[i]) ? 0
                : truth is null || !double.IsFinite(a[i]) || !double.IsFinite(b[i])
                    ? double.PositiveInfinity
                : b[i] == truth[i] ? 0
                : Math.Abs(b[i] - truth[i]) / limit(truth[i], noise, precision);
            absolute = Math.Max(absolute, gap);
            if (a[i] != 0 && double.IsFinite(a[i]))
                relative = Math.Max(relative, gap / Math.Abs(a[i]));
            ulps[UlpBuckets.Of(Policy.UlpDistance(b[i], a[i], precision))]++;
            if (
                worst < 0
                || shares[i] > shares[worst]
                || (shares[i] == shares[worst] && gap > worstGap)
            )
                (worst, worstGap) = (i, gap);
        }
        if (changed == 0)
            return null;
        return new(
            precision,
            shape,
            changed,
            outside,
            absolute,
            relative,
            ulps,
            new Worst(
                place,
                Index(worst, shape, a.Length),
                a[worst],
                b[worst],
                Policy.UlpDistance(b[worst], a[worst], precision),
                shares[worst]
            ),
            shares
        );
    }

    // A sparse tensor's values have no place in its shape; they are counted.
    static long[] Index(long i, long[] shape, int count)
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != count)
            return [i];
        var index = new long[shape.Length];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            index[d] = i % shape[d];
            i /= shape[d];
        }
        return index;
    }

    static double[] Doubles(Array elements) =>
        elements as double[] ?? Array.ConvertAll((float[])elements, element => (double)element);

    static double[]? Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
            ? [.. value.EnumerateArray().Select(item => item.GetDouble())]
            : null;

    static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    // The same text, whatever is escaped in it, and the same list, however it is broken into lines.
    static bool IsSamePlainValue(JsonElement a, JsonElement b) =>
        !RecordedTensor.Is(a) && JsonElement.DeepEquals(a, b) && Written(a) == Written(b);

    // 1 and 1.0 are two things for Python.
    static bool Written(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
        && JsonMarshal.GetRawUtf8Value(value).IndexOfAny(".eE"u8) < 0;

    static string Describe(JsonElement value)
    {
        if (RecordedTensor.Is(value))
            return new RecordedTensor("", "", value).ToString();
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= 100 ? text : text[..100] + "…";
    }

    static JsonDocument Parse(string file, byte[] text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new SnapshotFormatException(
                file,
                $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}",
                error.Message.Split(" LineNumber:")[0],
                error
            );
        }
        var root = document.RootElement;
        if (
            root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("kind", out var kind)
            && kind.ValueKind == JsonValueKind.String
            && root.TryGetProperty("recorded", out var recorded)
            && recorded.ValueKind == JsonValueKind.Object
        )
            return document;
        document.Dispose();
        throw new SnapshotFormatException(file, "$", "this is no snapshot");
    }
}
