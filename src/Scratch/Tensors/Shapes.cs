namespace Diptych.Scratch;

/// <summary>Arithmetic on shapes and dimensions, with PyTorch's rules and complaints.</summary>
static class Shapes
{
    /// <summary>The number of elements, checked against overflow.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="name">Which argument they are, for the complaint.</param>
    public static long Count(ReadOnlySpan<long> shape, string? name = null)
    {
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new ArgumentException(
                    $"Trying to create tensor with negative dimension {size}: {Text(shape)}",
                    name
                );
            try
            {
                count = checked(count * size);
            }
            catch (OverflowException)
            {
                throw new ArgumentException(
                    $"The shape {Text(shape)} has more elements than can be counted.",
                    name
                );
            }
        }
        return count;
    }

    /// <summary>The strides of a contiguous tensor: the last dimension lies side by side.</summary>
    public static long[] ContiguousStrides(ReadOnlySpan<long> shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(shape[d], 1);
        }
        return strides;
    }

    /// <summary>A dimension counted from the front, where -1 is the last.</summary>
    public static int Dimension(long dim, int rank, string name = "dim")
    {
        // PyTorch lets a 0-d tensor have one imaginary dimension.
        var bound = Math.Max(rank, 1);
        if (dim < -bound || dim >= bound)
            throw new ArgumentOutOfRangeException(
                name,
                dim,
                $"Dimension out of range (expected to be in range of [{-bound}, {bound - 1}], but got {dim})"
            );
        return (int)(dim < 0 ? dim + bound : dim);
    }

    /// <summary>Every named dimension once; all of them where none is named.</summary>
    public static bool[] Mask(ReadOnlySpan<long> dims, int rank, string name = "dims")
    {
        var mask = new bool[Math.Max(rank, 1)];
        if (dims.IsEmpty)
            Array.Fill(mask, true);
        foreach (var dim in dims)
        {
            var d = Dimension(dim, rank, name);
            if (mask[d])
                throw new ArgumentException(
                    $"dim {d} appears multiple times in the list of dims",
                    name
                );
            mask[d] = true;
        }
        return mask;
    }

    /// <summary>The common shape of two operands: sizes agree, or one of them is 1 or missing.</summary>
    public static long[] Broadcast(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        var shape = new long[Math.Max(a.Length, b.Length)];
        for (var d = 1; d <= shape.Length; d++)
        {
            var m = d <= a.Length ? a[^d] : 1;
            var n = d <= b.Length ? b[^d] : 1;
            if (m != n && m != 1 && n != 1)
                throw new ArgumentException(
                    $"The size of tensor a ({m}) must match the size of tensor b ({n}) at non-singleton "
                        + $"dimension {shape.Length - d}: shapes {Text(a)} and {Text(b)}"
                );
            shape[^d] = m == 1 ? n : m;
        }
        return shape;
    }

    /// <summary>A shape as PyTorch writes it: [2, 3].</summary>
    public static string Text(ReadOnlySpan<long> shape) =>
        "[" + string.Join(", ", shape.ToArray()) + "]";
}
