namespace Diptych.Scratch;

/// <content>Other windows onto the same memory, and what must copy.</content>
public partial class Tensor
{
    /// <summary>The same elements in another shape; a copy only where a view's elements do not lie side by side. PyTorch: <c>Tensor.reshape</c>.</summary>
    /// <param name="newShape">The sizes; one of them may be -1 and is computed.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor Reshape(ReadOnlySpan<long> newShape)
    {
        var sizes = newShape.ToArray();
        var unknown = Array.IndexOf(sizes, -1);
        if (unknown >= 0)
        {
            sizes[unknown] = 1;
            var known = Shapes.Count(sizes, nameof(newShape));
            sizes[unknown] = known == 0 || Count % known != 0 ? -1 : Count / known;
        }
        if (Array.Exists(sizes, size => size < 0) || Shapes.Count(sizes, nameof(newShape)) != Count)
            throw new ArgumentException(
                $"shape '{Shapes.Text(newShape)}' is invalid for input of size {Count}",
                nameof(newShape)
            );
        return new ReshapeOperation(Contiguous(), sizes).Apply();
    }

    /// <summary>Dimensions from one to another become one. PyTorch: <c>Tensor.flatten</c>.</summary>
    /// <exception cref="ArgumentException">A dimension does not exist, or the first comes after the last.</exception>
    public Tensor Flatten(long startDim = 0, long endDim = -1)
    {
        var start = Shapes.Dimension(startDim, Rank, nameof(startDim));
        var end = Shapes.Dimension(endDim, Rank, nameof(endDim));
        if (start > end)
            throw new ArgumentException(
                "flatten() has invalid args: start_dim cannot come after end_dim",
                nameof(startDim)
            );
        return Rank == 0
            ? Reshape([1])
            : Reshape([
                .. shape[..start],
                Shapes.Count(shape.AsSpan(start..(end + 1))),
                .. shape[(end + 1)..],
            ]);
    }

    /// <summary>Without a dimension of size 1; others are left alone. PyTorch: <c>Tensor.squeeze(dim)</c>.</summary>
    public Tensor Squeeze(long dim)
    {
        var d = Shapes.Dimension(dim, Rank);
        return Rank == 0 || shape[d] != 1 ? this : new DropOperation(this, d).Apply();
    }

    /// <summary>With a new dimension of size 1. PyTorch: <c>Tensor.unsqueeze</c>.</summary>
    public Tensor Unsqueeze(long dim)
    {
        var d = Shapes.Dimension(dim, Rank + 1);
        return Reshape([.. shape[..d], 1, .. shape[d..]]);
    }

    /// <summary>With two dimensions exchanged. PyTorch: <c>Tensor.transpose</c>.</summary>
    public Tensor Transpose(long dim0, long dim1)
    {
        var order = new long[Rank];
        for (var d = 0; d < Rank; d++)
            order[d] = d;
        var (a, b) = (
            Shapes.Dimension(dim0, Rank, nameof(dim0)),
            Shapes.Dimension(dim1, Rank, nameof(dim1))
        );
        if (Rank > 0)
            (order[a], order[b]) = (order[b], order[a]);
        return Permute(order);
    }

    /// <summary>With the dimensions in another order. PyTorch: <c>Tensor.permute</c>.</summary>
    /// <exception cref="ArgumentException">Not every dimension comes up once.</exception>
    public Tensor Permute(ReadOnlySpan<long> dims)
    {
        if (dims.Length != Rank)
            throw new ArgumentException(
                $"permute: the number of dimensions in the tensor input does not match the length of the desired ordering: input.dim() = {Rank} and len(dims) = {dims.Length}",
                nameof(dims)
            );
        var order = new int[Rank];
        if (Rank > 0)
            Shapes.Mask(dims, Rank);
        for (var d = 0; d < Rank; d++)
            order[d] = Shapes.Dimension(dims[d], Rank, nameof(dims));
        return new PermuteOperation(this, order).Apply();
    }

    /// <summary>With sizes of 1 repeated to those given, and new dimensions in front; no copy. PyTorch: <c>Tensor.expand</c>.</summary>
    /// <exception cref="ArgumentException">A size that is not 1 differs.</exception>
    public Tensor Expand(ReadOnlySpan<long> newShape)
    {
        if (newShape.SequenceEqual(shape))
            return this;
        var fits = newShape.Length >= Rank;
        for (var d = 1; fits && d <= newShape.Length; d++)
            fits = newShape[^d] >= 0 && (d > Rank || shape[^d] == 1 || shape[^d] == newShape[^d]);
        if (!fits)
            throw new ArgumentException(
                $"The expanded size {Shapes.Text(newShape)} must match the existing size {ShapeText} at non-singleton dimensions.",
                nameof(newShape)
            );
        return new ExpandOperation(this, newShape.ToArray()).Apply();
    }

    /// <summary>One index of a dimension, which goes away. PyTorch: <c>Tensor.select</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or index.</exception>
    public Tensor Select(long dim, long index)
    {
        if (Rank == 0)
            throw new ArgumentException(
                "select() cannot be applied to a 0-dim tensor.",
                nameof(dim)
            );
        var d = Shapes.Dimension(dim, Rank);
        if (index < -shape[d] || index >= shape[d])
            throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"select(): index {index} out of range for tensor of size {ShapeText} at dimension {d}"
            );
        var narrow = Narrow(d, index < 0 ? index + shape[d] : index, 1);
        return new DropOperation(narrow, d).Apply();
    }

    /// <summary>A row, a plane, …: the given index of the first dimension. PyTorch: <c>tensor[index]</c>.</summary>
    [System.Runtime.CompilerServices.IndexerName("Row")]
    public Tensor this[long index] => Select(0, index);

    /// <summary>A part of one dimension. PyTorch: <c>Tensor.narrow</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie inside.</exception>
    public Tensor Narrow(long dim, long start, long length)
    {
        if (Rank == 0)
            throw new ArgumentException(
                "narrow() cannot be applied to a 0-dim tensor.",
                nameof(dim)
            );
        var d = Shapes.Dimension(dim, Rank);
        if (start < 0 || length < 0 || start + length > shape[d])
            throw new ArgumentOutOfRangeException(
                nameof(start),
                start,
                $"start ({start}) + length ({length}) exceeds dimension size ({shape[d]})."
            );
        return new SliceOperation(this, d, start, length, 1).Apply();
    }

    /// <summary>Every step-th index of one dimension from start up to end, both counted from the end where negative and cut to the size. PyTorch: <c>tensor[start:end:step]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public Tensor Slice(long dim, long start, long end = long.MaxValue, long step = 1)
    {
        if (Rank == 0)
            throw new ArgumentException(
                "slice() cannot be applied to a 0-dim tensor.",
                nameof(dim)
            );
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var d = Shapes.Dimension(dim, Rank);
        var from = Math.Clamp(start < 0 ? start + shape[d] : start, 0, shape[d]);
        var to = Math.Clamp(end < 0 ? end + shape[d] : end, from, shape[d]);
        return new SliceOperation(this, d, from, (to - from + step - 1) / step, step).Apply();
    }

    /// <summary>Equal parts of one dimension; the last may be smaller. PyTorch: <c>Tensor.chunk</c>.</summary>
    public Tensor[] Chunk(long chunks, long dim = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunks);
        var size = Size(dim);
        var part = Math.Max(1, (size - 1) / chunks + 1);
        var parts = new List<Tensor>();
        for (long start = 0; start < size; start += part)
            parts.Add(Narrow(dim, start, Math.Min(part, size - start)));
        return [.. parts];
    }

    /// <summary>Elements by their index along one dimension. PyTorch: <c>torch.gather</c>.</summary>
    /// <param name="dim">The dimension that <paramref name="index"/> counts in.</param>
    /// <param name="index">int64, of this tensor's rank, no larger than it in the other dimensions.</param>
    /// <exception cref="ArgumentException">The rank, a size or the type of the index does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside.</exception>
    public Tensor Gather(long dim, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var d = Shapes.Dimension(dim, Rank);
        if (index.Dtype != ScalarType.Int64)
            throw new ArgumentException("gather(): Expected dtype int64 for index", nameof(index));
        if (index.Rank != Rank || Rank == 0)
            throw new ArgumentException(
                "Index tensor must have the same number of dimensions as input tensor: "
                    + $"{index.ShapeText} and {ShapeText}",
                nameof(index)
            );
        for (var i = 0; i < Rank; i++)
            if (i != d && index.shape[i] > shape[i])
                throw new ArgumentException(
                    $"Size does not match at dimension {i} expected index {index.ShapeText} to be no larger than self {ShapeText} apart from dimension {d}",
                    nameof(index)
                );
        return new GatherOperation(this, d, index).Apply();
    }
}

public static partial class Torch
{
    /// <summary>Tensors side by side along one dimension. PyTorch: <c>torch.cat</c>.</summary>
    /// <exception cref="ArgumentException">There is none, or they differ in another dimension or in type.</exception>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, long dim = 0)
    {
        Checks.NoneMissing(tensors, nameof(tensors));
        if (tensors.IsEmpty)
            throw new ArgumentException(
                "torch.cat(): expected a non-empty list of Tensors",
                nameof(tensors)
            );
        var first = tensors[0];
        var d = Shapes.Dimension(dim, first.Rank);
        foreach (var tensor in tensors)
        {
            var fits = tensor.Rank == first.Rank && tensor.Dtype == first.Dtype && first.Rank > 0;
            for (var i = 0; fits && i < first.Rank; i++)
                fits = i == d || tensor.Shape[i] == first.Shape[i];
            if (!fits)
                throw new ArgumentException(
                    $"Sizes of tensors must match except in dimension {d}. Expected {first} but got {tensor}.",
                    nameof(tensors)
                );
        }
        return new CatOperation(tensors.ToArray(), d).Apply();
    }

    /// <summary>Tensors of one shape along a new dimension. PyTorch: <c>torch.stack</c>.</summary>
    /// <exception cref="ArgumentException">There is none, or their shapes or types differ.</exception>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, long dim = 0)
    {
        Checks.NoneMissing(tensors, nameof(tensors));
        var rows = new Tensor[tensors.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = tensors[i].Unsqueeze(dim);
        return Cat(rows, dim);
    }

    /// <summary>The first where the condition holds, else the second; all broadcast. PyTorch: <c>torch.where</c>.</summary>
    /// <param name="condition">bool.</param>
    /// <param name="input">Taken where true.</param>
    /// <param name="other">Taken where false; of the type of <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">The condition is not bool, or the types or shapes do not fit.</exception>
    public static Tensor Where(Tensor condition, Tensor input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        if (condition.Dtype != ScalarType.Bool || input.Dtype != other.Dtype)
            throw new ArgumentException(
                $"where expected condition to be a boolean tensor and equal types, but got {condition}, {input} and {other}",
                nameof(condition)
            );
        return new WhereOperation(condition, input, other).Apply();
    }
}
