namespace Diptych.Comparison;

/// <summary>The type of a recorded tensor's elements, under PyTorch's names in lower case in the files.</summary>
public enum ElementType
{
    /// <summary>torch.bool, held as bool[].</summary>
    Bool,

    /// <summary>torch.int64, held as long[].</summary>
    Int64,

    /// <summary>torch.float32, held as float[].</summary>
    Float32,

    /// <summary>torch.float64, held as double[].</summary>
    Float64,
}

/// <summary>A tensor's elements outside either engine: what a snapshot holds and what an engine hands back.</summary>
/// <param name="Type">The elements' type.</param>
/// <param name="Shape">The size of each dimension; empty for a single number.</param>
/// <param name="Elements">A bool[], long[], float[] or double[] in the order of the indices.</param>
public sealed record TensorData(ElementType Type, long[] Shape, Array Elements)
{
    /// <summary>Where the tensor is sparse, its parts; <see cref="Elements"/> is then its dense form.</summary>
    public SparseParts? Sparse { get; init; }

    /// <summary>The number of elements.</summary>
    public int Count => Elements.Length;

    /// <summary>The same numbers in another precision; integers and truth values stay what they are.</summary>
    /// <param name="precision">Float32 or Float64.</param>
    public TensorData To(ElementType precision) =>
        (Type, precision) switch
        {
            (ElementType.Float32, ElementType.Float64) => this with
            {
                Type = precision,
                Elements = Array.ConvertAll((float[])Elements, element => (double)element),
                Sparse = Sparse is { } parts
                    ? parts with
                    {
                        Values = parts.Values.To(precision),
                    }
                    : null,
            },
            (ElementType.Float64, ElementType.Float32) => this with
            {
                Type = precision,
                Elements = Array.ConvertAll((double[])Elements, element => (float)element),
                Sparse = Sparse is { } parts
                    ? parts with
                    {
                        Values = parts.Values.To(precision),
                    }
                    : null,
            },
            _ => this,
        };

    /// <summary>Whether an element is the same to the bit in another tensor of the same type.</summary>
    public bool HasSameBits(TensorData other, int index) =>
        (Elements, other.Elements) switch
        {
            (float[] a, float[] b) => BitConverter.SingleToInt32Bits(a[index])
                == BitConverter.SingleToInt32Bits(b[index]),
            (double[] a, double[] b) => BitConverter.DoubleToInt64Bits(a[index])
                == BitConverter.DoubleToInt64Bits(b[index]),
            (long[] a, long[] b) => a[index] == b[index],
            (bool[] a, bool[] b) => a[index] == b[index],
            _ => false,
        };

    /// <summary>An element as a double, whatever its type; truth values are 0 and 1.</summary>
    public double this[int index] =>
        Elements switch
        {
            float[] f => f[index],
            double[] d => d[index],
            long[] l => l[index],
            bool[] b => b[index] ? 1 : 0,
            _ => throw new InvalidOperationException($"No tensor holds {Elements.GetType()}."),
        };
}

/// <summary>The parts of a sparse COO tensor. PyTorch: <c>torch.sparse_coo</c>.</summary>
/// <param name="Indices">(sparse dimensions, entries), int64.</param>
/// <param name="Values">(entries, *dense dimensions).</param>
/// <param name="IsCoalesced">Whether the indices are known to be sorted and unique; null where an engine cannot tell.</param>
public sealed record SparseParts(TensorData Indices, TensorData Values, bool? IsCoalesced);
