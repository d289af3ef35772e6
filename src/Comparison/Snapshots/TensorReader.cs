using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>Reads tensors: given ones, expected ones, and bits. Sizes are checked before memory is taken.</summary>
static class TensorReader
{
    /// <summary>The most elements of a tensor that its file does not spell out: a filled or a sparse one.</summary>
    const long MostUnwritten = 1 << 24;

    const int BitsInRow = 8;

    public static ElementType Dtype(JsonPlace place) =>
        place.OneOf(
            ("bool", ElementType.Bool),
            ("int64", ElementType.Int64),
            ("float32", ElementType.Float32),
            ("float64", ElementType.Float64)
        );

    /// <summary>A shape as PyTorch writes it.</summary>
    public static string Sizes(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>A tensor that is given: state, cotangents, gradients for an optimizer.</summary>
    public static TensorData Tensor(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var tensor = Given(fields, Dtype(fields.Take("dtype")), fields.Take("shape"));
        fields.End();
        return tensor;
    }

    /// <summary>A tensor among arguments, which may want a gradient.</summary>
    public static TensorData Tensor(JsonPlace place, out bool requiresGrad)
    {
        var fields = new JsonFields(place);
        var type = Dtype(fields.Take("dtype"));
        requiresGrad = fields.TryTake("requires_grad", out var wants) && wants.Truth();
        if (requiresGrad && type is not (ElementType.Float32 or ElementType.Float64))
            throw wants!.Wrong("only real numbers have gradients");
        var tensor = Given(fields, type, fields.Take("shape"));
        fields.End();
        return tensor;
    }

    static TensorData Given(JsonFields fields, ElementType type, JsonPlace shapePlace)
    {
        var shape = Shape(shapePlace);
        if (fields.Has("layout"))
        {
            var layout = new SparseLayout(fields, shape, shapePlace);
            return layout.Tensor(type, fields.Take("data"));
        }
        if (!fields.TryTake("fill", out var fill))
            return new TensorData(type, shape, Rows(type, shape, shapePlace, fields.Take("data")));
        if (Count(shape, shapePlace) > MostUnwritten)
            throw shapePlace.Wrong($"a filled tensor has at most {MostUnwritten} elements");
        return new TensorData(type, shape, Filled(type, (int)Count(shape, shapePlace), fill));
    }

    /// <summary>A tensor that PyTorch answered.</summary>
    public static ExpectedTensor Expected(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var dtype = fields.Take("dtype");
        var type = Dtype(dtype);
        var shapePlace = fields.Take("shape");
        ExpectedTensor expected;
        if (
            type is ElementType.Bool or ElementType.Int64
            || (type == ElementType.Float32 && fields.Has("data"))
        )
        {
            var exact = Given(fields, type, shapePlace);
            expected = new ExpectedTensor(type, exact.Shape) { Exact = exact };
        }
        else if (type == ElementType.Float64)
        {
            throw dtype.Wrong("a real result is float32, with its float64 twin beside it");
        }
        else
        {
            var shape = Shape(shapePlace);
            var layout = fields.Has("layout") ? new SparseLayout(fields, shape, shapePlace) : null;
            TensorData In(ElementType precision, string name) =>
                layout is not null
                    ? layout.Tensor(precision, fields.Take(name))
                    : new TensorData(
                        precision,
                        shape,
                        Rows(precision, shape, shapePlace, fields.Take(name))
                    );
            expected = new ExpectedTensor(type, shape)
            {
                Float32 = In(ElementType.Float32, "float32"),
                Float64 = In(ElementType.Float64, "float64"),
                Noise = Noise(fields.Take("noise")),
            };
        }
        fields.End();
        return expected;
    }

    static double Noise(JsonPlace place)
    {
        var noise = place.Number();
        return noise >= 0 ? noise : throw place.Wrong("noise is no less than zero");
    }

    // Shapes

    static long[] Shape(JsonPlace place)
    {
        var shape = new List<long>();
        foreach (var item in place.Items())
        {
            var size = item.Integer();
            shape.Add(size >= 0 ? size : throw item.Wrong("a size is no less than zero"));
        }
        return [.. shape];
    }

    static long Count(long[] shape, JsonPlace place)
    {
        if (shape.Contains(0))
            return 0;
        long count = 1;
        foreach (var size in shape)
        {
            if (count > Array.MaxLength / size)
                throw place.Wrong($"{Sizes(shape)} has more elements than an array can hold");
            count *= size;
        }
        return count;
    }

    // Elements

    static Array Rows(ElementType type, long[] shape, JsonPlace shapePlace, JsonPlace place)
    {
        place.Require(JsonValueKind.Array, "a list of rows");
        var count = Count(shape, shapePlace);
        var length = shape.Length == 0 ? 1 : shape[^1];
        var rows = count == 0 ? 0 : count / length;
        if (place.Element.GetArrayLength() != rows)
            throw place.Wrong(
                $"{place.Element.GetArrayLength()} rows, but {Sizes(shape)} has {rows}"
            );
        var index = 0;
        foreach (var row in place.Element.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array)
                throw place.Wrong(index, $"expected a row, found {JsonPlace.Describe(row)}");
            if (row.GetArrayLength() != length)
                throw place.Wrong(
                    index,
                    $"the row has {row.GetArrayLength()} numbers, but {Sizes(shape)} has {length}"
                );
            index++;
        }
        // Only now is it known that the file really holds that many numbers.
        return type switch
        {
            ElementType.Bool => Elements<bool>(place, count, TryBool, "true or false"),
            ElementType.Int64 => Elements<long>(place, count, TryInt64, "a 64-bit integer"),
            ElementType.Float32 => Elements<float>(place, count, TryFloat32, "a float32 number"),
            _ => Elements<double>(place, count, TryFloat64, "a float64 number"),
        };
    }

    delegate bool TryRead<T>(JsonElement element, out T value);

    static T[] Elements<T>(JsonPlace place, long count, TryRead<T> tryRead, string wanted)
    {
        var elements = new T[count];
        var (next, row) = (0, 0);
        foreach (var numbers in place.Element.EnumerateArray())
        {
            var column = 0;
            foreach (var number in numbers.EnumerateArray())
            {
                if (!tryRead(number, out elements[next++]))
                    throw place.Wrong(
                        row,
                        $"expected {wanted} in column {column}, found {JsonPlace.Describe(number)}"
                    );
                column++;
            }
            row++;
        }
        return elements;
    }

    static Array Filled(ElementType type, int count, JsonPlace place)
    {
        return type switch
        {
            ElementType.Bool => Repeat<bool>(TryBool, "true or false"),
            ElementType.Int64 => Repeat<long>(TryInt64, "a 64-bit integer"),
            ElementType.Float32 => Repeat<float>(TryFloat32, "a float32 number"),
            _ => Repeat<double>(TryFloat64, "a float64 number"),
        };

        T[] Repeat<T>(TryRead<T> tryRead, string wanted)
        {
            if (!tryRead(place.Element, out var value))
                throw place.Unlike(wanted);
            var elements = new T[count];
            Array.Fill(elements, value);
            return elements;
        }
    }

    static bool TryBool(JsonElement element, out bool value)
    {
        value = element.ValueKind == JsonValueKind.True;
        return value || element.ValueKind == JsonValueKind.False;
    }

    static bool TryInt64(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out value);
    }

    // Read as a float at once: by way of a double it would be rounded twice.
    static bool TryFloat32(JsonElement element, out float value)
    {
        if (element.ValueKind == JsonValueKind.Number)
            return element.TryGetSingle(out value) && float.IsFinite(value);
        var known = TryNotFinite(element, out var special);
        value = (float)special;
        return known;
    }

    static bool TryFloat64(JsonElement element, out double value) =>
        element.ValueKind == JsonValueKind.Number
            ? element.TryGetDouble(out value) && double.IsFinite(value)
            : TryNotFinite(element, out value);

    static bool TryNotFinite(JsonElement element, out double value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        value =
            element.ValueEquals("NaN"u8) ? double.NaN
            : element.ValueEquals("Infinity"u8) ? double.PositiveInfinity
            : element.ValueEquals("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }

    // Sparse tensors

    /// <summary>The places of a sparse tensor's entries; expected ones have two sets of values for them.</summary>
    sealed class SparseLayout
    {
        readonly long[] shape;
        readonly TensorData indices;
        readonly bool coalesced;
        readonly JsonPlace indicesPlace;

        public SparseLayout(JsonFields fields, long[] shape, JsonPlace shapePlace)
        {
            this.shape = shape;
            fields.Take("layout").OneOf(("sparse_coo", true));
            coalesced = fields.Take("coalesced").Truth();
            indicesPlace = fields.Take("indices");
            indices = TensorReader.Tensor(indicesPlace);
            if (indices is not { Type: ElementType.Int64, Shape.Length: 2, Sparse: null })
                throw indicesPlace.Wrong(
                    $"expected int64 of (sparse dimensions, entries), found {indices.Type} {Sizes(indices.Shape)}"
                );
            if (indices.Shape[0] > shape.Length)
                throw indicesPlace.Wrong(
                    $"{indices.Shape[0]} sparse dimensions, but {Sizes(shape)} has {shape.Length}"
                );
            if (Count(shape, shapePlace) > MostUnwritten)
                throw shapePlace.Wrong($"a sparse tensor has at most {MostUnwritten} elements");
            var places = (long[])indices.Elements;
            var entries = indices.Shape[1];
            for (var i = 0; i < places.Length; i++)
            {
                var size = shape[i / entries];
                if (places[i] < 0 || places[i] >= size)
                    throw indicesPlace.Wrong(
                        $"the index {places[i]} is outside of a dimension of {size}"
                    );
            }
        }

        public TensorData Tensor(ElementType type, JsonPlace values)
        {
            long[] valuesShape = [indices.Shape[1], .. shape[(int)indices.Shape[0]..]];
            var data = new TensorData(
                type,
                valuesShape,
                Rows(type, valuesShape, indicesPlace, values)
            );
            Array dense = data.Elements switch
            {
                float[] numbers => Dense(numbers),
                double[] numbers => Dense(numbers),
                long[] numbers => Dense(numbers),
                _ => throw values.Wrong("a sparse tensor holds numbers, not truth values"),
            };
            return new TensorData(type, shape, dense)
            {
                Sparse = new SparseParts(indices, data, coalesced),
            };
        }

        /// <summary>Entries at the same place are added, in their order.</summary>
        T[] Dense<T>(T[] values)
            where T : INumber<T>
        {
            var places = (long[])indices.Elements;
            var (dimensions, entries) = ((int)indices.Shape[0], (int)indices.Shape[1]);
            long size = 1;
            foreach (var extent in shape)
                size *= extent;
            var dense = new T[size];
            var block = entries == 0 ? 0 : values.Length / entries;
            for (var entry = 0; entry < entries; entry++)
            {
                long place = 0;
                for (var d = 0; d < dimensions; d++)
                    place = place * shape[d] + places[d * entries + entry];
                for (var i = 0; i < block; i++)
                    dense[place * block + i] += values[entry * block + i];
            }
            return dense;
        }
    }

    // Bits

    /// <summary>A tensor written as bits in hexadecimal, eight numbers a row.</summary>
    public static TensorData Bits(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var type = Dtype(fields.Take("dtype"));
        var shapePlace = fields.Take("shape");
        var shape = Shape(shapePlace);
        var words = Words(fields.Take("hex"), Count(shape, shapePlace), type);
        fields.End();
        Array elements = type switch
        {
            ElementType.Bool => Array.ConvertAll(words, word => word != 0),
            ElementType.Int64 => Array.ConvertAll(words, word => (long)word),
            ElementType.Float32 => Array.ConvertAll(
                words,
                word => BitConverter.UInt32BitsToSingle((uint)word)
            ),
            _ => Array.ConvertAll(words, BitConverter.UInt64BitsToDouble),
        };
        return new TensorData(type, shape, elements);
    }

    static ulong[] Words(JsonPlace place, long count, ElementType type)
    {
        place.Require(JsonValueKind.Array, "a list of rows");
        var rows = (count + BitsInRow - 1) / BitsInRow;
        if (place.Element.GetArrayLength() != rows)
            throw place.Wrong(
                $"{place.Element.GetArrayLength()} rows, but {count} numbers fill {rows}"
            );
        var digits = type switch
        {
            ElementType.Bool => 2,
            ElementType.Float32 => 8,
            _ => 16,
        };
        var words = new List<ulong>();
        foreach (var row in place.Items())
        {
            var texts = row.Text().Split(' ');
            if (texts.Length != Math.Min(BitsInRow, count - words.Count))
                throw row.Wrong(
                    $"the row has {texts.Length} numbers instead of {Math.Min(BitsInRow, count - words.Count)}"
                );
            foreach (var text in texts)
            {
                if (
                    text.Length != digits
                    || !ulong.TryParse(
                        text,
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var word
                    )
                    || (type == ElementType.Bool && word > 1)
                )
                    throw row.Wrong($"\"{text}\" is no {digits} hexadecimal digits of {type}");
                words.Add(word);
            }
        }
        return [.. words];
    }
}
