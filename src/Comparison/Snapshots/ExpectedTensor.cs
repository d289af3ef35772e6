namespace Diptych.Comparison;

/// <summary>A result of PyTorch's: exact for integers and truth values, in two precisions for real numbers.</summary>
/// <param name="Type">The elements' type as PyTorch had it; real ones are <see cref="ElementType.Float32"/>.</param>
/// <param name="Shape">The size of each dimension; empty for a single number.</param>
public sealed record ExpectedTensor(ElementType Type, long[] Shape)
{
    /// <summary>PyTorch's float32 result; null where <see cref="Exact"/> is not.</summary>
    public TensorData? Float32 { get; init; }

    /// <summary>PyTorch's float64 result from the same float32 numbers; null where <see cref="Exact"/> is not.</summary>
    public TensorData? Float64 { get; init; }

    /// <summary>Integers and truth values, and counts that are float32 in either precision; null for all other real numbers.</summary>
    public TensorData? Exact { get; init; }

    /// <summary>The largest |float32 − float64| over the case and its moved copies; 0 for integers.</summary>
    public double Noise { get; init; }

    /// <summary>Whether the elements are compared within limits, and not bit by bit.</summary>
    public bool IsReal => Exact is null;

    /// <summary>Whether PyTorch's result is a sparse COO tensor; the parts are with the data.</summary>
    public bool IsSparse => (Float64 ?? Exact)!.Sparse is not null;

    /// <summary>What PyTorch answered when the whole case ran in this precision.</summary>
    /// <param name="precision">float32 or float64; integers are the same in both.</param>
    /// <exception cref="ArgumentException">The precision is neither.</exception>
    public TensorData In(ElementType precision) =>
        precision switch
        {
            ElementType.Float32 => (Float32 ?? Exact)!,
            ElementType.Float64 => (Float64 ?? Exact)!,
            _ => throw new ArgumentException(
                $"A case runs in float32 or float64, not in {precision}.",
                nameof(precision)
            ),
        };
}
