using System.Globalization;
using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>A tensor as it stands in a file, whatever its rows are called, without regard to whether they fit its shape.</summary>
sealed class RecordedTensor
{
    const int MostFilled = 1 << 24;
    readonly string file;
    readonly string place;
    readonly JsonElement element;

    public RecordedTensor(string file, string place, JsonElement element)
    {
        this.file = file;
        this.place = place;
        this.element = element;
        Shape = ReadShape();
        Dtype = element.GetProperty("dtype").ToString();
    }

    /// <summary>Whether a value is a tensor.</summary>
    public static bool Is(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("dtype", out _)
        && value.TryGetProperty("shape", out var shape)
        && shape.ValueKind == JsonValueKind.Array;

    public long[] Shape { get; }

    public string Dtype { get; }

    public double Noise =>
        element.TryGetProperty("noise", out var noise) && noise.TryGetDouble(out var value)
            ? value
            : 0;

    public JsonElement? Indices =>
        element.TryGetProperty("indices", out var indices) && Is(indices) ? indices : null;

    /// <summary>Type, layout and shape, in PyTorch's words.</summary>
    public override string ToString() =>
        Dtype
        + (
            element.TryGetProperty("layout", out var layout)
                ? $" {layout}"
                    + (
                        element.TryGetProperty("coalesced", out var coalesced)
                        && coalesced.ValueKind == JsonValueKind.False
                            ? " (not coalesced)"
                            : ""
                    )
                : ""
        )
        + $" {TensorReader.Sizes(Shape)}"
        + (
            element.TryGetProperty("requires_grad", out var wants)
            && wants.ValueKind == JsonValueKind.True
                ? " with gradient"
                : ""
        );

    /// <summary>The elements in a precision in which real results stand; null where they do not stand so.</summary>
    public Array? In(ElementType precision) =>
        element.TryGetProperty(precision.ToString().ToLowerInvariant(), out var rows)
            ? Read(rows, precision)
            : null;

    /// <summary>The elements that are compared bit by bit; null where the tensor is a real result.</summary>
    public Array? Exact()
    {
        var type = Dtype switch
        {
            "bool" => ElementType.Bool,
            "int64" => ElementType.Int64,
            "float64" => ElementType.Float64,
            _ => ElementType.Float32,
        };
        if (element.TryGetProperty("data", out var rows))
            return Read(rows, type);
        if (element.TryGetProperty("hex", out var hex))
            return Bits(hex, type);
        if (!element.TryGetProperty("fill", out var fill))
            return null;
        var count = Shape.Aggregate((Int128)1, (product, size) => product * size);
        if (count < 0 || count > MostFilled)
            throw Wrong($"a filled tensor has at most {MostFilled} elements");
        var one = ((IEnumerable<double>)Doubles(Read(fill, type))).First();
        return Enumerable.Repeat(one, (int)count).ToArray();
    }

    static double[] Doubles(Array elements) =>
        elements switch
        {
            double[] numbers => numbers,
            float[] numbers => Array.ConvertAll(numbers, number => (double)number),
            _ => [],
        };

    // float32 is read as such, as by way of a double it would be rounded twice; all others fit a double, or a long.
    Array Read(JsonElement rows, ElementType type)
    {
        if (type == ElementType.Float32)
        {
            var singles = new List<float>();
            Walk(
                rows,
                item => singles.Add(item.TryGetSingle(out var value) ? value : throw Odd(item)),
                special => singles.Add((float)special)
            );
            return singles.ToArray();
        }
        var numbers = new List<double>();
        Walk(
            rows,
            item => numbers.Add(item.TryGetDouble(out var value) ? value : throw Odd(item)),
            numbers.Add
        );
        return numbers.ToArray();
    }

    void Walk(JsonElement rows, Action<JsonElement> number, Action<double> special)
    {
        switch (rows.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var row in rows.EnumerateArray())
                    Walk(row, number, special);
                break;
            case JsonValueKind.Number:
                number(rows);
                break;
            case JsonValueKind.True:
                special(1);
                break;
            case JsonValueKind.False:
                special(0);
                break;
            default:
                special(
                    rows.ToString() switch
                    {
                        "NaN" => double.NaN,
                        "Infinity" => double.PositiveInfinity,
                        "-Infinity" => double.NegativeInfinity,
                        _ => throw Odd(rows),
                    }
                );
                break;
        }
    }

    Array Bits(JsonElement rows, ElementType type)
    {
        if (rows.ValueKind != JsonValueKind.Array)
            throw Odd(rows);
        var words = new List<double>();
        foreach (var row in rows.EnumerateArray())
        foreach (var text in row.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            words.Add(
                ulong.TryParse(
                    text,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var word
                )
                    ? type switch
                    {
                        ElementType.Float32 => BitConverter.UInt32BitsToSingle((uint)word),
                        ElementType.Float64 => BitConverter.UInt64BitsToDouble(word),
                        _ => (long)word,
                    }
                    : throw Wrong($"\"{text}\" is no number in hexadecimal")
            );
        return type == ElementType.Float32
            ? words.Select(word => (float)word).ToArray()
            : words.ToArray();
    }

    long[] ReadShape() =>
        [
            .. element
                .GetProperty("shape")
                .EnumerateArray()
                .Select(size =>
                    size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var value)
                        ? value
                        : throw Odd(size)
                ),
        ];

    SnapshotFormatException Odd(JsonElement item) =>
        Wrong($"expected a number, found {JsonPlace.Describe(item)}");

    SnapshotFormatException Wrong(string problem) => new(file, place, problem);
}
