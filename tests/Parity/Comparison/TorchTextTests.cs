using System.Globalization;
using System.Text.Json;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>The printed text against what PyTorch and Python print (snapshots/Printing/TorchText.py).</summary>
public class TorchTextTests
{
    static readonly JsonElement Recorded = Read();

    public static TheoryData<string> TensorNames =>
        [.. Names(c => !c.TryGetProperty("sparse", out _))];

    public static TheoryData<string> SparseNames =>
        [.. Names(c => c.TryGetProperty("sparse", out _))];

    [Theory]
    [MemberData(nameof(TensorNames))]
    public void Tensor_prints_as_in_PyTorch(string name)
    {
        var recorded = Case(name);
        Assert.Equal(Text(recorded), TorchText.Format(Tensor(recorded)));
    }

    [Theory]
    [MemberData(nameof(SparseNames))]
    public void Sparse_tensor_prints_as_in_PyTorch(string name)
    {
        var recorded = Case(name);
        var sparse = recorded.GetProperty("sparse");
        var parts = new SparseParts(
            Tensor(sparse.GetProperty("indices")),
            Tensor(sparse.GetProperty("values")),
            sparse.GetProperty("coalesced").GetBoolean()
        );
        Assert.Equal(Text(recorded), TorchText.Format(Tensor(recorded) with { Sparse = parts }));
    }

    [Fact]
    public void Numbers_print_as_in_Python()
    {
        var numbers = Recorded.GetProperty("numbers").EnumerateArray().ToArray();
        Assert.NotEmpty(numbers);
        Assert.All(
            numbers,
            recorded =>
            {
                var printed = Number(recorded.GetProperty("dtype"), recorded) switch
                {
                    double value => TorchText.Format(value),
                    long value => TorchText.Format(value),
                    var value => TorchText.Format((bool)value),
                };
                Assert.Equal(recorded.GetProperty("text").GetString(), printed);
            }
        );
    }

    [Fact]
    public void Labelled_values_print_as_in_Python()
    {
        var lines = Recorded.GetProperty("lines").EnumerateArray().ToArray();
        Assert.NotEmpty(lines);
        Assert.All(
            lines,
            recorded =>
            {
                object value =
                    recorded.TryGetProperty("words", out var words) ? words.GetString()!
                    : recorded.TryGetProperty("number", out var type) ? Number(type, recorded)
                    : Tensor(recorded);
                Assert.Equal(
                    Text(recorded),
                    TorchText.Line(recorded.GetProperty("label").GetString()!, value)
                );
            }
        );
    }

    [Fact]
    public void Shape_and_elements_must_agree()
    {
        var tensor = new TensorData(ElementType.Float32, [2, 3], new float[5]);
        var error = Assert.Throws<ArgumentException>("tensor", () => TorchText.Format(tensor));
        Assert.Contains(
            "shape (2, 3) has 6 elements, not 5",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Sparse_indices_and_values_must_agree()
    {
        var values = new TensorData(ElementType.Float32, [2], new float[2]);
        var tensor = new TensorData(ElementType.Float32, [5], new float[5]);
        var vector = new SparseParts(new(ElementType.Int64, [3], new long[3]), values, false);
        var three = new SparseParts(new(ElementType.Int64, [1, 3], new long[3]), values, false);

        var rank = Assert.Throws<ArgumentException>(
            "tensor",
            () => TorchText.Format(tensor with { Sparse = vector })
        );
        Assert.Contains("not (3,) and (2,)", rank.Message, StringComparison.Ordinal);
        var count = Assert.Throws<ArgumentException>(
            "tensor",
            () => TorchText.Format(tensor with { Sparse = three })
        );
        Assert.Contains("2 sparse values have 3 indices", count.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_refuses_what_Python_would_print_otherwise() =>
        Assert.Throws<ArgumentException>("value", () => TorchText.Line("x", 1.5f));

    static IEnumerable<string> Names(Func<JsonElement, bool> wanted) =>
        Recorded
            .GetProperty("tensors")
            .EnumerateArray()
            .Where(wanted)
            .Select(c => c.GetProperty("name").GetString()!);

    static JsonElement Case(string name) =>
        Recorded
            .GetProperty("tensors")
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == name);

    static string Text(JsonElement recorded) =>
        string.Join(
            '\n',
            recorded.GetProperty("text").EnumerateArray().Select(line => line.GetString())
        );

    // The recorded bits, repeated from the start until the shape is full.
    static TensorData Tensor(JsonElement recorded)
    {
        var shape = recorded
            .GetProperty("shape")
            .EnumerateArray()
            .Select(size => size.GetInt64())
            .ToArray();
        var rows = recorded.GetProperty("data").EnumerateArray();
        var bits = rows.SelectMany(row =>
                row.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            .Select(hex => ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToArray();
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);

        T[] Fill<T>(Func<ulong, T> number)
        {
            var elements = new T[count];
            for (var i = 0; i < count; i++)
                elements[i] = number(bits[i % bits.Length]);
            return elements;
        }

        return recorded.GetProperty("dtype").GetString() switch
        {
            "float32" => new(
                ElementType.Float32,
                shape,
                Fill(b => BitConverter.UInt32BitsToSingle((uint)b))
            ),
            "float64" => new(ElementType.Float64, shape, Fill(BitConverter.UInt64BitsToDouble)),
            "int64" => new(ElementType.Int64, shape, Fill(b => (long)b)),
            "bool" => new(ElementType.Bool, shape, Fill(b => b != 0)),
            var type => throw new InvalidDataException($"unknown dtype {type}"),
        };
    }

    static object Number(JsonElement type, JsonElement recorded)
    {
        var bits = ulong.Parse(
            recorded.GetProperty("bits").GetString()!,
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
        return type.GetString() switch
        {
            "float64" => BitConverter.UInt64BitsToDouble(bits),
            "int64" => (long)bits,
            "bool" => bits != 0,
            var unknown => throw new InvalidDataException($"unknown dtype {unknown}"),
        };
    }

    static JsonElement Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Diptych.slnx")))
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException("no Diptych.slnx above the tests");
        var path = Path.Combine(
            folder.FullName,
            "snapshots",
            "Printing",
            "TorchText.verified.json"
        );
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
