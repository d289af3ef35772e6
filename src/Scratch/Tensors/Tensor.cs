using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// A multi-dimensional array that can remember how it was computed. PyTorch: <c>torch.Tensor</c>.
/// </summary>
/// <remarks>
/// A tensor is a window onto memory: a shape, a stride for each dimension, and where it begins. Reshaping,
/// transposing and slicing make a new window onto the same memory, as in PyTorch; arithmetic makes new memory.
/// </remarks>
public partial class Tensor
{
    // None while a lazy module's tensor waits for the first input.
    long[]? sizes;
    long[] strides;
    readonly long offset;

    internal Tensor(Storage storage, ScalarType dtype, long[] shape, long[] strides, long offset)
    {
        Storage = storage;
        Dtype = dtype;
        sizes = shape;
        this.strides = strides;
        this.offset = offset;
    }

    /// <summary>A tensor that has a type, but no shape and no elements yet.</summary>
    private protected Tensor(ScalarType dtype)
    {
        Storage = Storage.Allocate(dtype, 0);
        Dtype = dtype;
        strides = [];
    }

    /// <summary>A second tensor on the memory of <paramref name="other"/>, apart from its history.</summary>
    private protected Tensor(Tensor other)
        : this(other.Storage, other.Dtype, other.shape, other.strides, other.offset)
    {
        Storage.ThrowIfOver();
        sparse = other.sparse;
    }

    long[] shape => sizes ?? throw WithoutShape();

    static InvalidOperationException WithoutShape() =>
        new(
            "Can't access the shape of an uninitialized parameter or buffer: "
                + "a lazy module's have none before its first forward pass"
        );

    /// <summary>Whether there is no shape yet.</summary>
    internal bool HasNoShape => sizes is null;

    internal Storage Storage { get; private set; }

    /// <summary>The type of the elements. PyTorch: <c>Tensor.dtype</c>.</summary>
    public ScalarType Dtype { get; private set; }

    /// <summary>The size of each dimension. PyTorch: <c>Tensor.shape</c>.</summary>
    public ReadOnlySpan<long> Shape => shape;

    /// <summary>How many elements lie between neighbours along each dimension. PyTorch: <c>Tensor.stride()</c>.</summary>
    public ReadOnlySpan<long> Strides => strides;

    /// <summary>The number of dimensions. PyTorch: <c>Tensor.dim()</c>.</summary>
    public int Rank => shape.Length;

    /// <summary>The number of elements. PyTorch: <c>Tensor.numel()</c>.</summary>
    public long Count => Shapes.Count(shape);

    /// <summary>The size of one dimension, counted from the end where negative. PyTorch: <c>Tensor.size(dim)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public long Size(long dim)
    {
        if (Rank == 0)
            throw new ArgumentOutOfRangeException(
                nameof(dim),
                dim,
                "Dimension specified as " + dim + " but tensor has no dimensions"
            );
        return shape[Shapes.Dimension(dim, Rank)];
    }

    /// <summary>Whether the elements lie in memory in the order of the indices. PyTorch: <c>Tensor.is_contiguous()</c>.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (var d = Rank - 1; d >= 0; d--)
            {
                if (shape[d] != 1 && strides[d] != expected)
                    return Count == 0;
                expected *= shape[d];
            }
            return true;
        }
    }

    /// <summary>Whether the elements fill one piece of memory, in whatever order.</summary>
    internal bool IsDense
    {
        get
        {
            if (IsContiguous)
                return true;
            // Each stride must be what all smaller ones fill.
            for (var d = 0; d < Rank; d++)
            {
                if (shape[d] == 1)
                    continue;
                long filled = 1;
                for (var e = 0; e < Rank; e++)
                    if (strides[e] < strides[d] || (strides[e] == strides[d] && e < d))
                        filled *= shape[e];
                if (strides[d] != filled)
                    return false;
            }
            return true;
        }
    }

    /// <summary>The elements of a dense tensor in the order of memory.</summary>
    internal Span<T> Memory<T>() => Window<T>()[..(int)Count];

    internal long Offset => offset;

    /// <summary>The shape as PyTorch writes it, for messages.</summary>
    internal string ShapeText => Shapes.Text(shape);

    /// <summary>The elements of a contiguous tensor, to read or to write.</summary>
    internal Span<T> Data<T>()
    {
        RequireStrided();
        if (!IsContiguous)
            throw new InvalidOperationException("The elements of a view do not lie side by side.");
        // A view without elements may begin behind the memory.
        return Count == 0 ? [] : ((T[])Storage.Data).AsSpan((int)offset, (int)Count);
    }

    /// <summary>The elements from this tensor's first one to the end of its memory; strides tell where they lie.</summary>
    internal Span<T> Window<T>()
    {
        RequireStrided();
        var data = (T[])Storage.Data;
        return offset >= data.Length ? [] : data.AsSpan((int)offset);
    }

    /// <summary>The elements in the order of the indices, as a new array.</summary>
    /// <typeparam name="T">float, double, long or bool, as <see cref="Dtype"/> says.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (ScalarTypes.Of<T>() != Dtype)
            throw new InvalidOperationException(
                $"expected scalar type {ScalarTypes.Of<T>()} but found {Dtype}"
            );
        return Copy.Contiguous(Detach()).Data<T>().ToArray();
    }

    /// <summary>The only element of the tensor. PyTorch: <c>Tensor.item()</c>.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public double Item()
    {
        RequireStrided();
        if (Count != 1)
            throw new InvalidOperationException(
                $"a Tensor with {Count} elements cannot be converted to Scalar"
            );
        return Dtype switch
        {
            ScalarType.Float32 => ((float[])Storage.Data)[offset],
            ScalarType.Float64 => ((double[])Storage.Data)[offset],
            ScalarType.Int64 => ((long[])Storage.Data)[offset],
            _ => ((bool[])Storage.Data)[offset] ? 1 : 0,
        };
    }

    /// <summary>The same memory through another window; no history.</summary>
    internal Tensor View(long[] newShape, long[] newStrides, long newOffset)
    {
        Storage.ThrowIfOver();
        return new(Storage, Dtype, newShape, newStrides, newOffset);
    }

    /// <summary>Exchanges memory and type behind the tensor and keeps its identity, as PyTorch's <c>p.data = …</c> does.</summary>
    internal void Replace(Tensor data)
    {
        if (!data.Shape.SequenceEqual(shape) || !IsContiguous || data.offset != 0)
            throw new ArgumentException(
                $"{data.ShapeText} cannot stand in for {ShapeText}.",
                nameof(data)
            );
        Storage = Copy.Contiguous(data).Storage;
        Storage.Keep();
        Dtype = data.Dtype;
    }

    /// <summary>Converts the elements behind the tensor, which stays the same object.</summary>
    internal void ConvertTo(ScalarType dtype)
    {
        if (HasNoShape)
            Dtype = dtype;
        else
            Replace(Detach().To(dtype));
    }

    /// <summary>Gives a tensor without a shape one, and zeros; its identity stays.</summary>
    /// <exception cref="InvalidOperationException">It has a shape.</exception>
    private protected void TakeShape(ReadOnlySpan<long> shape)
    {
        if (!HasNoShape)
            throw new InvalidOperationException(
                $"a tensor of shape {ShapeText} cannot be materialized a second time"
            );
        Storage = Storage.Allocate(Dtype, Shapes.Count(shape));
        Storage.Keep();
        sizes = shape.ToArray();
        strides = Shapes.ContiguousStrides(shape);
    }

    /// <summary>Type and shape; the elements are printed by the program.</summary>
    public override string ToString() =>
        HasNoShape ? $"<{GetType().Name}>" : $"{Dtype.TorchName()}{ShapeText}";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void RequireStrided()
    {
        if (sparse is not null)
            throw new NotSupportedException(
                "A sparse tensor has indices and values in place of a block of elements; ToDense() makes one."
            );
    }
}
