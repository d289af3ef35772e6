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
            : fields.TryTake("$float", out inner) ? NotFinite(inner)
            : fields.TryTake("$dtype", out inner) ? new DtypeArgument(TensorReader.Dtype(inner))
            : fields.TryTake("$packed", out inner) ? Packed(inner)
            : fields.TryTake("$function", out inner) ? new FunctionArgument(inner.Name())
            : fields.TryTake("$module", out inner) ? Module(inner)
            : fields.TryTake("$file", out inner) ? new FileArgument(inner.PathBeside())
            : fields.TryTake("$table", out inner) ? Table(inner)
            : throw place.Wrong(
                "an object among arguments has one of $tensor, $float, $dtype, $packed, $function, $module, $file, $table"
            );
        fields.End();
        return value;
    }

    static TensorArgument Tensor(JsonPlace place)
    {
        var data = TensorReader.Tensor(place, out var requiresGrad);
        return new TensorArgument(data, requiresGrad);
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
