using System.Text.Json.Nodes;

namespace Diptych.Comparison;

/// <summary>Writes the values that can stand among arguments, as <see cref="ArgumentReader"/> reads them.</summary>
static class ArgumentWriter
{
    public static JsonArray Args(IEnumerable<object?> args) => new([.. args.Select(Argument)]);

    public static JsonObject Kwargs(IReadOnlyDictionary<string, object?> kwargs)
    {
        var document = new JsonObject();
        foreach (var (name, value) in kwargs)
            document.Add(name, Argument(value));
        return document;
    }

    /// <summary>A target with its arguments.</summary>
    public static JsonObject Call(
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    ) =>
        new()
        {
            ["target"] = target,
            ["args"] = Args(args),
            ["kwargs"] = Kwargs(kwargs),
        };

    public static JsonNode? Argument(object? value) =>
        value switch
        {
            null => null,
            bool truth => truth,
            long number => number,
            double number when double.IsFinite(number) => SnapshotText.Number(number),
            double number => Tagged("$float", SnapshotText.Number(number)),
            string text => text,
            TensorArgument tensor => Tagged("$tensor", Tensor(tensor.Data, tensor.RequiresGrad)),
            ImageArgument image => Tagged("$image", Image(image.Data)),
            DtypeArgument dtype => Tagged("$dtype", Dtype(dtype.Type)),
            FunctionArgument function => Tagged("$function", function.Target),
            TableArgument table => Tagged(
                "$table",
                new JsonArray([.. table.Values.Select(SnapshotText.Number)])
            ),
            ModuleArgument module => Tagged(
                "$module",
                Call(module.Target, module.Args, module.Kwargs)
            ),
            PackedArgument packed => Tagged(
                "$packed",
                new JsonObject
                {
                    ["data"] = Tensor(packed.Data.Data, packed.Data.RequiresGrad),
                    ["batch_sizes"] = Tensor(packed.BatchSizes),
                    ["sorted_indices"] = TensorOrNull(packed.SortedIndices),
                    ["unsorted_indices"] = TensorOrNull(packed.UnsortedIndices),
                }
            ),
            IReadOnlyList<object?> list => Args(list),
            _ => throw new InvalidOperationException(
                $"A {value.GetType().Name} has no place among the arguments of a file."
            ),
        };

    public static JsonNode? TensorOrNull(TensorData? tensor) =>
        tensor is null ? null : Tensor(tensor);

    /// <summary>A tensor: all that is needed to build it again.</summary>
    public static JsonObject Tensor(TensorData tensor, bool requiresGrad = false)
    {
        var document = new JsonObject { ["dtype"] = Dtype(tensor.Type), ["shape"] = Shape(tensor) };
        if (requiresGrad)
            document["requires_grad"] = true;
        if (tensor.Sparse is { } parts)
        {
            document["layout"] = "sparse_coo";
            document["coalesced"] = parts.IsCoalesced ?? false;
            document["indices"] = Tensor(parts.Indices);
        }
        document["data"] = SnapshotText.Rows(tensor.Sparse?.Values ?? tensor);
        return document;
    }

    static JsonArray Shape(TensorData tensor) =>
        new([.. tensor.Shape.Select(size => (JsonNode)size)]);

    static JsonObject Image(ImageData image)
    {
        var row = (int)(image.Width * image.Channels);
        return new JsonObject
        {
            ["height"] = image.Height,
            ["width"] = image.Width,
            ["channels"] = image.Channels,
            ["data"] = new JsonArray([
                .. image
                    .Bytes.Chunk(row)
                    .Select(bytes => new JsonArray([.. bytes.Select(b => (JsonNode)(int)b)])),
            ]),
        };
    }

    static string Dtype(ElementType type) => type.ToString().ToLowerInvariant();

    static JsonObject Tagged(string tag, JsonNode? value) => new() { [tag] = value };
}
