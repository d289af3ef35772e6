namespace Diptych.Scratch;

/// <summary>The sizes that an adaptive pool shall make: one for all dimensions, or one each, null for the input's own. PyTorch: <c>int</c>, <c>None</c> or <c>tuple</c>.</summary>
/// <remarks>Numbers, tuples and arrays become one where it is asked for: <c>outputSize: 7</c>, <c>outputSize: new(null, 7)</c>.</remarks>
public readonly struct OutputSizes
{
    readonly long?[]? values;

    /// <summary>The sizes as they were given.</summary>
    /// <param name="values">One for all dimensions, or one each.</param>
    public OutputSizes(params long?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = [.. values];
    }

    /// <summary>One size for all dimensions.</summary>
    public static implicit operator OutputSizes(long value) => new(value);

    /// <summary>Two sizes, height and width.</summary>
    public static implicit operator OutputSizes((long?, long?) values) =>
        new(values.Item1, values.Item2);

    /// <summary>Three sizes, depth, height and width.</summary>
    public static implicit operator OutputSizes((long?, long?, long?) values) =>
        new(values.Item1, values.Item2, values.Item3);

    /// <summary>As many sizes as there are numbers.</summary>
    public static implicit operator OutputSizes(long?[] values) => new(values);

    /// <summary>A size for each dimension of an input.</summary>
    /// <param name="input">The input's sizes in those dimensions, which stand where null was given.</param>
    /// <param name="name">The pool's name in PyTorch, for the complaint.</param>
    /// <exception cref="ArgumentException">Neither one size nor one for each dimension was given, or one is negative.</exception>
    public long[] Each(long[] input, string name)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(name);
        var given = values ?? [];
        if (given.Length != 1 && given.Length != input.Length)
            throw new ArgumentException(
                $"{name}(): output_size must be one number or {input.Length}, but got {this}"
            );
        var sizes = new long[input.Length];
        for (var d = 0; d < sizes.Length; d++)
            sizes[d] = given[given.Length == 1 ? 0 : d] ?? input[d];
        if (sizes.Min() < 0)
            throw new ArgumentException(
                $"{name}(): elements of output_size must be greater than or equal to 0 but received {this}"
            );
        return sizes.Aggregate((Int128)1, (product, size) => product * size) <= Array.MaxLength
            ? sizes
            : throw new ArgumentException(
                $"{name}(): at most {Array.MaxLength} elements fit, but received output_size={this}"
            );
    }

    /// <summary>The sizes as PyTorch writes them: [None, 7].</summary>
    public override string ToString() =>
        $"[{string.Join(", ", (values ?? []).Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "None"))}]";
}
