namespace Diptych.Scratch;

/// <summary>A size for each spatial dimension: one number for all of them, or one each. PyTorch: <c>int</c> or <c>tuple</c>.</summary>
/// <remarks>Numbers, tuples and arrays become one where it is asked for: <c>kernelSize: 3</c>, <c>kernelSize: (3, 5)</c>.</remarks>
public readonly struct Sizes
{
    readonly long[]? values;

    /// <summary>The sizes as they were given.</summary>
    /// <param name="values">One for all dimensions, or one each.</param>
    public Sizes(params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = [.. values];
    }

    /// <summary>One size for all dimensions.</summary>
    public static implicit operator Sizes(long value) => new(value);

    /// <summary>Two sizes, height and width.</summary>
    public static implicit operator Sizes((long, long) values) => new(values.Item1, values.Item2);

    /// <summary>Three sizes, depth, height and width.</summary>
    public static implicit operator Sizes((long, long, long) values) =>
        new(values.Item1, values.Item2, values.Item3);

    /// <summary>As many sizes as there are numbers.</summary>
    public static implicit operator Sizes(long[] values) => new(values);

    /// <summary>A size for each of so many dimensions.</summary>
    /// <param name="dimensions">How many there are.</param>
    /// <param name="name">The argument's name in PyTorch, for the complaint.</param>
    /// <exception cref="ArgumentException">Neither one size nor that many were given.</exception>
    public long[] Each(int dimensions, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var given = values ?? [];
        if (given.Length == 1)
            return [.. Enumerable.Repeat(given[0], dimensions)];
        return given.Length == dimensions
            ? [.. given]
            : throw new ArgumentException(
                $"expected {name} to be a single integer value or a list of {dimensions} values to match the dimensions, but got {name}={this}",
                name
            );
    }

    /// <summary>The sizes as PyTorch writes them: [3, 5].</summary>
    public override string ToString() => $"[{string.Join(", ", values ?? [])}]";
}

/// <summary>How much is added around an input: sizes, or "same" or "valid". PyTorch: a convolution's <c>padding</c>.</summary>
public readonly struct Padding
{
    Padding(Sizes sizes, string? mode) => (Sizes, Mode) = (sizes, mode);

    /// <summary>The sizes on either side of each dimension; without meaning where there is a mode.</summary>
    public Sizes Sizes { get; }

    /// <summary>"same" or "valid", or null where sizes were given.</summary>
    public string? Mode { get; }

    /// <summary>One size for all dimensions.</summary>
    public static implicit operator Padding(long value) => new(value, null);

    /// <summary>Two sizes, height and width.</summary>
    public static implicit operator Padding((long, long) values) => new(values, null);

    /// <summary>Three sizes, depth, height and width.</summary>
    public static implicit operator Padding((long, long, long) values) => new(values, null);

    /// <summary>As many sizes as there are numbers.</summary>
    public static implicit operator Padding(long[] values) => new(values, null);

    /// <summary>"same": the output is as large as the input; "valid": nothing is added.</summary>
    /// <exception cref="ArgumentException">Another word.</exception>
    public static implicit operator Padding(string mode) =>
        mode is "same" or "valid"
            ? new(default, mode)
            : throw new ArgumentException(
                $"Invalid padding string '{mode}', should be one of 'valid', 'same'",
                nameof(mode)
            );
}
