using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

public partial class Tensor
{
    /// <summary>A tensor on the memory of <paramref name="data"/>: whoever changes one changes the other. PyTorch: <c>torch.from_numpy</c>.</summary>
    /// <typeparam name="T">float, double, long or bool.</typeparam>
    /// <exception cref="ArgumentException">The shape does not have as many elements as the array.</exception>
    public static Tensor FromArray<T>(T[] data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        var dtype = ScalarTypes.Of<T>();
        if (Shapes.Count(shape, nameof(shape)) != data.Length)
            throw new ArgumentException(
                $"shape '{Shapes.Text(shape)}' is invalid for input of size {data.Length}",
                nameof(shape)
            );
        return new Tensor(
            new Storage(data),
            dtype,
            shape.ToArray(),
            Shapes.ContiguousStrides(shape),
            0
        );
    }

    /// <summary>A tensor with memory of its own, all zero.</summary>
    internal static Tensor Allocate(ScalarType dtype, params ReadOnlySpan<long> shape) =>
        new(
            Storage.Allocate(dtype, Shapes.Count(shape)),
            dtype,
            shape.ToArray(),
            Shapes.ContiguousStrides(shape),
            0
        );

    /// <summary>A tensor with memory of its own, all zero, of a size that a caller asks for by this name.</summary>
    /// <exception cref="ArgumentException">A size is negative, or there are more elements than fit.</exception>
    internal static Tensor Sized(ScalarType dtype, ReadOnlySpan<long> size, string name)
    {
        var count = Shapes.Count(size, name);
        if (count > Array.MaxLength)
            throw new ArgumentException(
                $"A tensor of {count} elements is too large: at most {Array.MaxLength} fit.",
                name
            );
        return Allocate(dtype, size);
    }

    /// <summary>A tensor with memory of its own as it is found, for who writes every element.</summary>
    internal static Tensor AllocateUnset(ScalarType dtype, params ReadOnlySpan<long> shape) =>
        new(
            Storage.Allocate(dtype, Shapes.Count(shape), unset: true),
            dtype,
            shape.ToArray(),
            Shapes.ContiguousStrides(shape),
            0
        );

    /// <summary>A 0-d tensor, such as a number on its way into an operation between tensors.</summary>
    internal static Tensor Scalar(double value, ScalarType dtype)
    {
        var scalar = Allocate(dtype);
        Copy.Fill(scalar, value);
        return scalar;
    }

    /// <summary>A tensor with memory of its own in the order of another's: transposed memory stays transposed, as in PyTorch.</summary>
    /// <remarks>What fills or draws element by element in the order of memory depends on it.</remarks>
    internal static Tensor AllocateLike(Tensor like, ScalarType? dtype = null)
    {
        var strides = like.IsDense ? like.Strides.ToArray() : Shapes.ContiguousStrides(like.Shape);
        return new Tensor(
            Storage.Allocate(dtype ?? like.Dtype, like.Count),
            dtype ?? like.Dtype,
            like.Shape.ToArray(),
            strides,
            0
        );
    }
}
