namespace Diptych.Scratch;

/// <summary>A factor for each spatial dimension: one number for all of them, or one each. PyTorch: <c>float</c> or <c>tuple</c>.</summary>
/// <remarks>Numbers, tuples and arrays become one where it is asked for: <c>scaleFactor: 1.5</c>, <c>scaleFactor: (2, 0.5)</c>.</remarks>
public readonly struct Factors
{
    readonly double[]? values;

    /// <summary>The factors as they were given.</summary>
    /// <param name="values">One for all dimensions, or one each.</param>
    public Factors(params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = [.. values];
    }

    /// <summary>One factor for all dimensions.</summary>
    public static implicit operator Factors(double value) => new(value);

    /// <summary>Two factors, of height and width.</summary>
    public static implicit operator Factors((double, double) values) =>
        new(values.Item1, values.Item2);

    /// <summary>Three factors, of depth, height and width.</summary>
    public static implicit operator Factors((double, double, double) values) =>
        new(values.Item1, values.Item2, values.Item3);

    /// <summary>As many factors as there are numbers.</summary>
    public static implicit operator Factors(double[] values) => new(values);

    /// <summary>A factor for each of so many dimensions.</summary>
    /// <param name="dimensions">How many there are.</param>
    /// <param name="name">The argument's name in PyTorch, for the complaint.</param>
    /// <exception cref="ArgumentException">Neither one factor nor that many were given.</exception>
    public double[] Each(int dimensions, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var given = values ?? [];
        if (given.Length == 1)
            return [.. Enumerable.Repeat(given[0], dimensions)];
        return given.Length == dimensions
            ? [.. given]
            : throw new ArgumentException(
                $"expected {name} to be a single number or a list of {dimensions} numbers to match the dimensions, but got {name}={this}",
                name
            );
    }

    /// <summary>The factors as PyTorch writes them: [1.5, 2].</summary>
    public override string ToString() =>
        $"[{string.Join(", ", (values ?? []).Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
