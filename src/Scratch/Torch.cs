using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>The functions of PyTorch's <c>torch</c> namespace, under its names in C# casing.</summary>
public static partial class Torch
{
    /// <summary>A tensor with the given elements, copied. PyTorch: <c>torch.tensor</c>.</summary>
    /// <param name="data">One number, or an array of any rank whose sizes become the shape.</param>
    /// <param name="dtype">The elements' type; that of the array where null.</param>
    /// <param name="requiresGrad">Whether the tape shall record what is computed from it.</param>
    /// <exception cref="ArgumentException">The elements are not float, double, long, int or bool.</exception>
    public static Tensor Tensor(Array data, ScalarType? dtype = null, bool requiresGrad = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        var shape = new long[data.Rank];
        for (var d = 0; d < shape.Length; d++)
            shape[d] = data.GetLongLength(d);
        Scratch.Tensor tensor = data.GetType().GetElementType() switch
        {
            var t when t == typeof(float) => Scratch.Tensor.FromArray(Flat<float>(data), shape),
            var t when t == typeof(double) => Scratch.Tensor.FromArray(Flat<double>(data), shape),
            var t when t == typeof(long) => Scratch.Tensor.FromArray(Flat<long>(data), shape),
            var t when t == typeof(bool) => Scratch.Tensor.FromArray(Flat<bool>(data), shape),
            var t when t == typeof(int) => Scratch.Tensor.FromArray(
                Array.ConvertAll(Flat<int>(data), i => (long)i),
                shape
            ),
            var t => throw new ArgumentException(
                $"cannot make a tensor of {t} elements",
                nameof(data)
            ),
        };
        tensor = dtype is { } type ? tensor.To(type) : tensor;
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }

    /// <summary>A 0-d tensor. PyTorch: <c>torch.tensor(value)</c>.</summary>
    public static Tensor Tensor(
        double value,
        ScalarType dtype = ScalarType.Float32,
        bool requiresGrad = false
    )
    {
        var tensor = Scratch.Tensor.Scalar(value, dtype);
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }

    /// <summary>All zeros. PyTorch: <c>torch.zeros</c>.</summary>
    /// <exception cref="ArgumentException">A size is negative, or there are more elements than fit.</exception>
    public static Tensor Zeros(ReadOnlySpan<long> size, ScalarType dtype = ScalarType.Float32) =>
        Scratch.Tensor.Sized(dtype, size, nameof(size));

    /// <summary>All ones. PyTorch: <c>torch.ones</c>.</summary>
    public static Tensor Ones(ReadOnlySpan<long> size, ScalarType dtype = ScalarType.Float32) =>
        Full(size, 1, dtype);

    /// <summary>One value everywhere. PyTorch: <c>torch.full</c>.</summary>
    public static Tensor Full(
        ReadOnlySpan<long> size,
        double fillValue,
        ScalarType dtype = ScalarType.Float32
    )
    {
        var tensor = Scratch.Tensor.Sized(dtype, size, nameof(size));
        Copy.Fill(tensor, fillValue);
        return tensor;
    }

    /// <summary>The numbers 0, 1, …, end − 1. PyTorch: <c>torch.arange</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is negative.</exception>
    public static Tensor Arange(long end, ScalarType dtype = ScalarType.Int64)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        if (end > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(end),
                end,
                $"at most {Array.MaxLength} elements fit, but got end={end}"
            );
        var range = Scratch.Tensor.FromArray(new long[end], end);
        for (var i = 0; i < end; i++)
            range.Data<long>()[i] = i;
        return range.To(dtype);
    }

    static T[] Flat<T>(Array data)
        where T : unmanaged
    {
        var flat = new T[data.Length];
        var i = 0;
        foreach (T element in data)
            flat[i++] = element;
        return flat;
    }
}
