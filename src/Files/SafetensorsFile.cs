using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Diptych.Files;

/// <summary>A tensor of a file of weights, outside either implementation.</summary>
/// <param name="Name">Its name in the state dictionary.</param>
/// <param name="Shape">The size of each dimension.</param>
/// <param name="Elements">A float[], double[], long[] or bool[] in the order of the indices.</param>
sealed record StoredTensor(string Name, long[] Shape, Array Elements);

/// <summary>Weights as safetensors keeps them: the header's length, a header in JSON, and the elements one tensor after another.</summary>
/// <remarks>
/// https://huggingface.co/docs/safetensors. What is written is byte for byte what the library itself writes, and nothing is
/// believed of what is read: the whole header is checked against the file's length before any memory is taken.
/// </remarks>
static class SafetensorsFile
{
    // The library's own limit.
    const long LongestHeader = 100_000_000;
    const string Metadata = "__metadata__";

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a name is taken by the format.</exception>
    /// <exception cref="IOException">The file cannot be written; what stood there is still there.</exception>
    public static void Write(string path, IEnumerable<StoredTensor> tensors)
    {
        // Larger types first, so that all elements lie aligned; then by name.
        StoredTensor[] ordered =
        [
            .. tensors
                .OrderByDescending(tensor => Rank(tensor.Elements))
                .ThenBy(
                    tensor => Encoding.UTF8.GetBytes(tensor.Name),
                    Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))
                ),
        ];
        var header = Header(ordered);
        var beside = $"{path}.{Guid.NewGuid():N}.writing";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                stream.Write(length);
                stream.Write(header);
                foreach (var tensor in ordered)
                    stream.Write(Bytes(tensor.Elements));
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Reads a file, in the order of its elements.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or holds a type that tensors here have not.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static List<StoredTensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        Exception Broken(string problem) => new InvalidDataException($"{path}: {problem}.");

        if (stream.Length < 8)
            throw Broken(
                $"{stream.Length} bytes are too few for safetensors, which begin with a length of 8"
            );
        Span<byte> lengthBytes = stackalloc byte[8];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader || (long)length > stream.Length - 8)
            throw Broken(
                $"the header is said to have {length} bytes, but the file has {stream.Length} in all and a header at most {LongestHeader}"
            );
        var header = new byte[length];
        stream.ReadExactly(header);
        var end = stream.Length - 8 - (long)length;

        var places = Places(header, Broken);
        long next = 0;
        foreach (var place in places)
        {
            if (place.Begin != next)
                throw Broken(
                    $"the bytes of \"{place.Name}\" begin at {place.Begin}, but those before it end at {next}"
                );
            next = place.End;
        }
        if (next != end)
            throw Broken($"the tensors take {next} bytes, but {end} follow the header");
        return [.. places.Select(place => Load(stream, place, Broken))];
    }

    // The header

    sealed record Place(string Name, string Type, long[] Shape, long Begin, long End);

    static byte[] Header(StoredTensor[] tensors)
    {
        using var memory = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                memory,
                new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            var names = new HashSet<string>();
            long begin = 0;
            json.WriteStartObject();
            foreach (var tensor in tensors)
            {
                if (tensor.Name == Metadata || !names.Add(tensor.Name))
                    throw new ArgumentException(
                        $"a file of weights cannot hold a tensor called \"{tensor.Name}\" (again)",
                        nameof(tensors)
                    );
                var end = begin + Bytes(tensor.Elements).Length;
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", TypeOf(tensor.Elements));
                json.WriteStartArray("shape");
                foreach (var size in tensor.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        while (memory.Length % 8 != 0)
            memory.WriteByte((byte)' ');
        return memory.ToArray();
    }

    static List<Place> Places(byte[] header, Func<string, Exception> broken)
    {
        try
        {
            using var document = JsonDocument.Parse(
                header,
                new() { AllowDuplicateProperties = false }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Object || header[0] != '{')
                throw broken("the header is no JSON object");
            var places = new List<Place>();
            foreach (var property in document.RootElement.EnumerateObject())
                if (property.Name == Metadata)
                    CheckMetadata(property.Value, broken);
                else
                    places.Add(PlaceOf(property.Name, property.Value, broken));
            // Empty tensors begin where others do: before them.
            return [.. places.OrderBy(place => place.Begin).ThenBy(place => place.End)];
        }
        // Half of a surrogate pair, or bytes that are no UTF-8, in a name.
        catch (InvalidOperationException)
        {
            throw broken("a text of the header is no valid Unicode");
        }
        catch (JsonException e)
        {
            throw broken($"the header is no JSON ({e.Message.Split('\n')[0].TrimEnd('.')})");
        }
    }

    static void CheckMetadata(JsonElement metadata, Func<string, Exception> broken)
    {
        if (
            metadata.ValueKind != JsonValueKind.Object
            || metadata.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String)
        )
            throw broken($"{Metadata} does not map words to words");
    }

    static Place PlaceOf(string name, JsonElement entry, Func<string, Exception> broken)
    {
        if (
            entry.ValueKind != JsonValueKind.Object
            || !entry
                .EnumerateObject()
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(["data_offsets", "dtype", "shape"])
            || entry.GetProperty("dtype") is not { ValueKind: JsonValueKind.String } dtype
            || !TryNumbers(entry.GetProperty("shape"), out var shape)
            || !TryNumbers(entry.GetProperty("data_offsets"), out var offsets)
            || offsets.Length != 2
        )
            throw broken(
                $"\"{name}\" is not described by a dtype, a shape and two data_offsets of whole numbers"
            );
        var type = dtype.GetString()!;
        var size =
            SizeOf(type)
            ?? throw broken(
                $"\"{name}\" is of type {type}; what can be read is F64, F32, F16, BF16, I64 and BOOL"
            );
        var bytes = (Int128)size;
        foreach (var extent in shape)
            if ((bytes *= extent) > long.MaxValue)
                throw broken($"\"{name}\" has more elements than can be counted");
        if (offsets[0] > offsets[1] || offsets[1] - offsets[0] != bytes)
            throw broken(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{name}\", {type} of shape [{string.Join(", ", shape)}], takes {bytes} bytes, but its data_offsets are {offsets[0]} and {offsets[1]}"
                )
            );
        return new(name, type, shape, offsets[0], offsets[1]);
    }

    static bool TryNumbers(JsonElement list, out long[] numbers)
    {
        numbers = [];
        if (list.ValueKind != JsonValueKind.Array)
            return false;
        var found = new List<long>();
        foreach (var item in list.EnumerateArray())
        {
            if (
                item.ValueKind != JsonValueKind.Number
                || !item.TryGetInt64(out var number)
                || number < 0
            )
                return false;
            found.Add(number);
        }
        numbers = [.. found];
        return true;
    }

    // Elements

    static StoredTensor Load(FileStream stream, Place place, Func<string, Exception> broken)
    {
        var count = (place.End - place.Begin) / SizeOf(place.Type)!.Value;
        if (count > Array.MaxLength)
            throw broken($"\"{place.Name}\" has {count} elements, more than an array can hold");
        return new(
            place.Name,
            place.Shape,
            place.Type switch
            {
                "F64" => Numbers<double>(),
                "F32" => Numbers<float>(),
                "I64" => Numbers<long>(),
                // Half a float32: its numbers are all float32 numbers too.
                "F16" => Array.ConvertAll(Numbers<Half>(), half => (float)half),
                "BF16" => Array.ConvertAll(
                    Numbers<ushort>(),
                    upper => BitConverter.UInt32BitsToSingle((uint)upper << 16)
                ),
                _ => Array.ConvertAll(
                    Numbers<byte>(),
                    truth =>
                        truth <= 1
                            ? truth == 1
                            : throw broken($"\"{place.Name}\" has a truth value of {truth}")
                ),
            }
        );

        T[] Numbers<T>()
            where T : unmanaged
        {
            var numbers = new T[count];
            stream.ReadExactly(LittleEndian(MemoryMarshal.AsBytes(numbers.AsSpan())));
            return numbers;
        }
    }

    static ReadOnlySpan<byte> Bytes(Array elements) =>
        LittleEndian(
            elements switch
            {
                float[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
                double[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
                long[] numbers => MemoryMarshal.AsBytes(numbers.AsSpan()),
                _ => MemoryMarshal.AsBytes(((bool[])elements).AsSpan()),
            }
        );

    static Span<byte> LittleEndian(Span<byte> bytes) =>
        BitConverter.IsLittleEndian
            ? bytes
            : throw new PlatformNotSupportedException(
                "Files of weights are read and written on little-endian processors only."
            );

    static string TypeOf(Array elements) =>
        elements switch
        {
            float[] => "F32",
            double[] => "F64",
            long[] => "I64",
            _ => "BOOL",
        };

    // The order that the library gives its types.
    static int Rank(Array elements) =>
        Array.IndexOf(["BOOL", "F32", "F64", "I64"], TypeOf(elements));

    static int? SizeOf(string type) =>
        type switch
        {
            "F64" or "I64" => 8,
            "F32" => 4,
            "F16" or "BF16" => 2,
            "BOOL" => 1,
            _ => null,
        };
}
