using System.Globalization;
using System.Text;

namespace Diptych.Comparison;

/// <summary>
/// What Python's <c>print</c> shows of tensors and numbers, character for character as PyTorch 2.6 with its
/// default print options. Source: <c>torch/_tensor_str.py</c> and Python's <c>repr</c>.
/// </summary>
/// <remarks>Tensors are printed detached: no <c>grad_fn</c> and no <c>requires_grad</c>.</remarks>
public static class TorchText
{
    const string Prefix = "tensor(";

    /// <summary>A tensor. PyTorch: <c>repr(tensor)</c>; lines are separated by <c>\n</c>.</summary>
    /// <param name="tensor">Any shape and element type; the COO form is written where it has sparse parts.</param>
    /// <exception cref="ArgumentException">The shape and the number of elements do not go together.</exception>
    public static string Format(TensorData tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        CheckCount(tensor, nameof(tensor));
        if (tensor.Sparse is { } parts)
            return FormatSparse(tensor, parts);
        var suffixes = new List<string>();
        if (tensor.Count == 0 && tensor.Shape.Length != 1)
            suffixes.Add($"size={Size(tensor.Shape)}");
        // No element shows the type of an empty tensor.
        if (
            tensor.Type == ElementType.Float64
            || (tensor.Count == 0 && tensor.Type != ElementType.Float32)
        )
            suffixes.Add($"dtype={TypeName(tensor.Type)}");
        return Close(
            Prefix + BracketedElements.Write(tensor, Prefix.Length),
            suffixes,
            breakFirst: false
        );
    }

    /// <summary>A floating-point number. Python: <c>repr(value)</c>, as of <c>tensor.item()</c>.</summary>
    public static string Format(double value) => PythonNumber.Repr(value);

    /// <summary>An integer. Python: <c>repr(value)</c>.</summary>
    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A truth value. Python: <c>repr(value)</c>.</summary>
    public static string Format(bool value) => value ? "True" : "False";

    /// <summary>A labelled value. Python: <c>print(label, value)</c>, without the line's end.</summary>
    /// <param name="label">What stands before the value, and a space between.</param>
    /// <param name="value">A <see cref="TensorData"/>, double, long, bool or string.</param>
    /// <exception cref="ArgumentException">The value is none of these, or no sound tensor.</exception>
    public static string Line(string label, object value)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(value);
        var text = value switch
        {
            TensorData tensor => Format(tensor),
            double number => Format(number),
            long number => Format(number),
            bool truth => Format(truth),
            string words => words,
            _ => throw new ArgumentException(
                $"a printed value is a TensorData, double, long, bool or string, not a {value.GetType()}",
                nameof(value)
            ),
        };
        return $"{label} {text}";
    }

    static string FormatSparse(TensorData tensor, SparseParts parts)
    {
        CheckCount(parts.Indices, nameof(tensor));
        CheckCount(parts.Values, nameof(tensor));
        if (parts.Indices.Shape.Length != 2 || parts.Values.Shape.Length == 0)
            throw new ArgumentException(
                $"sparse indices are (sparse dimensions, entries) and values (entries, ...), "
                    + $"not {Size(parts.Indices.Shape)} and {Size(parts.Values.Shape)}",
                nameof(tensor)
            );
        var entries = parts.Values.Shape[0];
        if (parts.Indices.Shape[1] != entries)
            throw new ArgumentException(
                $"{entries} sparse values have {parts.Indices.Shape[1]} indices",
                nameof(tensor)
            );
        var suffixes = new List<string> { $"size={Size(tensor.Shape)}", $"nnz={entries}" };
        if (tensor.Type == ElementType.Float64)
            suffixes.Add($"dtype={TypeName(tensor.Type)}");
        suffixes.Add("layout=torch.sparse_coo");
        var indent = new string(' ', Prefix.Length);
        var text =
            $"{Prefix}{Part("indices", parts.Indices)},\n{indent}{Part("values", parts.Values)}";
        return Close(text, suffixes, breakFirst: true);
    }

    // indices=tensor(...) or values=tensor(...), which never name their type.
    static string Part(string name, TensorData part)
    {
        var prefix = $"{name}={Prefix}";
        var size = part.Count == 0 ? $", size={Size(part.Shape)}" : "";
        return $"{prefix}{BracketedElements.Write(part, Prefix.Length + prefix.Length)}{size})";
    }

    // Adds what follows the elements, each on the same line while there is room, and the closing bracket.
    static string Close(string text, IEnumerable<string> suffixes, bool breakFirst)
    {
        var closed = new StringBuilder(text);
        // PyTorch counts two columns more than the line has; before a suffix it needs two for comma and space.
        var column = text.Length - (text.LastIndexOf('\n') + 1) + 2;
        foreach (var suffix in suffixes)
        {
            if (breakFirst || column + 2 + suffix.Length > BracketedElements.LineWidth)
            {
                closed.Append(",\n").Append(' ', Prefix.Length).Append(suffix);
                column = Prefix.Length + suffix.Length;
                breakFirst = false;
            }
            else
            {
                closed.Append(", ").Append(suffix);
                column += 2 + suffix.Length;
            }
        }
        return closed.Append(')').ToString();
    }

    // A Python tuple: (), (3,), (2, 3).
    static string Size(long[] shape) =>
        shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    static string TypeName(ElementType type) =>
        type switch
        {
            ElementType.Bool => "torch.bool",
            ElementType.Int64 => "torch.int64",
            ElementType.Float32 => "torch.float32",
            _ => "torch.float64",
        };

    static void CheckCount(TensorData tensor, string argument)
    {
        var wanted = tensor.Shape.Aggregate(1L, (product, size) => product * size);
        if (tensor.Count != wanted)
            throw new ArgumentException(
                $"shape {Size(tensor.Shape)} has {wanted} elements, not {tensor.Count}",
                argument
            );
    }
}
