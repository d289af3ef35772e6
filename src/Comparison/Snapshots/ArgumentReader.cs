using System.Text.Json;

namespace Diptych.Comparison;

/// <summary>Reads the values that can stand among arguments; what they become is said with <see cref="TensorArgument"/>.</summary>
static class ArgumentReader
{
    /// <summary>A target with its arguments, as it stands in several kinds.</summary>
    public static (string, List<object?>, OrderedDictionary<string, object?>) Call(
        JsonFields fields
    ) => (fields.Take("target").Name(), Args(fields.Take("args")), Kwargs(fields.Take("kwargs")));

    public static List<object?> Args(JsonPlace place)
    {
        var args = new List<object?>();
        foreach (var item in place.Items())
            args.Add(Argument(item));
        return args;
    }

    public static OrderedDictionary<string, object?> Kwargs(JsonPlace place) =>
        Rest(new JsonFields(place));

    public static OrderedDictionary<string, object?> Rest(JsonFields fields)
    {
        var kwargs = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields.TakeRest())
            kwargs.Add(name, Argument(value));
        return kwargs;
    }

    public static object? Argument(JsonPlace place) =>
        place.Element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when place.IsWrittenAsInteger() => place.Integer(),
            JsonValueKind.Number => place.Number(),
            JsonValueKind.String => place.Text(),
            JsonValueKind.Array => Args(place),
            _ => Tagged(place),
        };

    static object Tagged(JsonPlace place)
    {
        var fields = new JsonFields(place);
        object value =
            fields.TryTake("$tensor", out var inner) ? Tensor(inner)
            : fields.TryTake("$image", out inner) ? Image(inner)
            : fields.TryTake("$float", out inner) ? NotFinite(inner)
            : fields.TryTake("$dtype", out inner) ? new DtypeArgument(TensorReader.Dtype(inner))
            : fields.TryTake("$packed", out inner) ? Packed(inner)
            : fields.TryTake("$function", out inner) ? new FunctionArgument(inner.Name())
            : fields.TryTake("$module", out inner) ? Module(inner)
            : fields.TryTake("$file", out inner) ? new FileArgument(inner.PathBeside())
            : fields.TryTake("$table", out inner) ? Table(inner)
            : throw place.Wrong(
                "an object among arguments has one of $tensor, $image, $float, $dtype, $packed, $function, $module, $file, $table"
            );
        fields.End();
        return value;
    }

    static TensorArgument Tensor(JsonPlace place)
    {
        var data = TensorReader.Tensor(place, out var requiresGrad);
        return new TensorArgument(data, requiresGrad);
    }

    static ImageArgument Image(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var height = Size(fields.Take("height"));
        var width = Size(fields.Take("width"));
        var channelsPlace = fields.Take("channels");
        var channels = channelsPlace.Integer();
        if (channels is not (1 or 3 or 4))
            throw channelsPlace.Wrong($"a picture has 1, 3 or 4 channels, not {channels}");
        var rowsPlace = fields.Take("data");
        fields.End();
        rowsPlace.Require(JsonValueKind.Array, "a list of rows");
        // Rows that are there bound what is allocated.
        if (rowsPlace.Element.GetArrayLength() != height)
            throw rowsPlace.Wrong(
                $"{rowsPlace.Element.GetArrayLength()} rows, but the picture has {height}"
            );
        var bytes = new List<byte>();
        foreach (var row in rowsPlace.Items())
        {
            row.Require(JsonValueKind.Array, "a row");
            if (row.Element.GetArrayLength() != (Int128)width * channels)
                throw row.Wrong(
                    $"the row has {row.Element.GetArrayLength()} numbers instead of {(Int128)width * channels}"
                );
            foreach (var item in row.Items())
                bytes.Add(
                    item.Integer() is >= 0 and <= 255 and var value
                        ? (byte)value
                        : throw item.Wrong("a byte is from 0 to 255")
                );
        }
        return new ImageArgument(new ImageData(height, width, channels, [.. bytes]));

        static long Size(JsonPlace size) =>
            size.Integer() is > 0 and var value
                ? value
                : throw size.Wrong("a picture has at least one pixel");
    }

    static double NotFinite(JsonPlace place) =>
        place.OneOf(
            ("NaN", double.NaN),
            ("Infinity", double.PositiveInfinity),
            ("-Infinity", double.NegativeInfinity)
        );

    static PackedArgument Packed(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var packed = new PackedArgument(
            Tensor(fields.Take("data")),
            Indices(fields.Take("batch_sizes")),
            IndicesOrNull(fields.Take("sorted_indices")),
            IndicesOrNull(fields.Take("unsorted_indices"))
        );
        fields.End();
        return packed;
    }

    static TableArgument Table(JsonPlace place)
    {
        var values = place.Items().Select(item => item.Number()).ToList();
        return values.Count > 0
            ? new TableArgument(values)
            : throw place.Wrong("a table has at least one value");
    }

    static TensorData? IndicesOrNull(JsonPlace place) => place.IsNull ? null : Indices(place);

    static TensorData Indices(JsonPlace place)
    {
        var indices = TensorReader.Tensor(place);
        return indices is { Type: ElementType.Int64, Shape.Length: 1, Sparse: null }
            ? indices
            : throw place.Wrong(
                $"expected a list of int64, found {indices.Type} {TensorReader.Sizes(indices.Shape)}"
            );
    }

    static ModuleArgument Module(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var (target, args, kwargs) = Call(fields);
        fields.End();
        return new ModuleArgument(target, args, kwargs);
    }
}
