namespace Diptych.Scratch;

public partial class Tensor
{
    SparseEntries? sparse;

    /// <summary>Whether only some entries are stored, as for the gradient of a sparse embedding. PyTorch: <c>Tensor.is_sparse</c>.</summary>
    public bool IsSparse => sparse is not null;

    /// <summary>The positions of the stored entries, (1, entries), int64. PyTorch: <c>Tensor._indices()</c>.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not sparse.</exception>
    public Tensor Indices => RequireSparse().Indices;

    /// <summary>The stored entries, (entries, *the remaining dimensions). PyTorch: <c>Tensor._values()</c>.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not sparse.</exception>
    public Tensor Values => RequireSparse().Values;

    /// <summary>Whether positions are known to be sorted and unique. PyTorch: <c>Tensor.is_coalesced()</c>.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not sparse.</exception>
    public bool IsCoalesced => RequireSparse().IsCoalesced;

    /// <summary>Rows of a matrix, by number; a number may come up twice and then counts twice. PyTorch: <c>torch.sparse_coo_tensor</c>.</summary>
    /// <param name="rows">(entries), int64.</param>
    /// <param name="values">(entries, *size[1..]).</param>
    /// <param name="size">The shape of the whole.</param>
    internal static Tensor SparseRows(Tensor rows, Tensor values, ReadOnlySpan<long> size) =>
        new(values.Storage, values.Dtype, size.ToArray(), Shapes.ContiguousStrides(size), 0)
        {
            // A single entry is in order, and PyTorch knows it.
            sparse = new SparseEntries(rows.Reshape([1, rows.Count]), values, rows.Count < 2),
        };

    /// <summary>A sparse tensor of some rows. PyTorch: <c>torch.sparse_coo_tensor</c>.</summary>
    /// <param name="indices">The rows' numbers, (1, entries), int64; one sparse dimension is what gradients have here.</param>
    /// <param name="values">(entries, *size[1..]).</param>
    /// <param name="size">The shape of the whole.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together, or a number is not a row.</exception>
    public static Tensor SparseCoo(Tensor indices, Tensor values, params ReadOnlySpan<long> size)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        if (indices.Dtype != ScalarType.Int64 || indices.Rank != 2 || indices.Shape[0] != 1)
            throw new ArgumentException(
                $"indices must be int64 of shape [1, entries], but are {indices}",
                nameof(indices)
            );
        long[] expected = [indices.Shape[1], .. size[1..]];
        if (!values.Shape.SequenceEqual(expected))
            throw new ArgumentException(
                $"values has incorrect size, expected {Shapes.Text(expected)}, got {values.ShapeText}",
                nameof(values)
            );
        foreach (var row in indices.ToArray<long>())
            if (row < 0 || row >= size[0])
                throw new ArgumentException(
                    $"found row {row}, size is {Shapes.Text(size)}",
                    nameof(indices)
                );
        return SparseRows(indices.Reshape([-1]), values, size);
    }

    /// <summary>All entries written out; those that come up twice are added. PyTorch: <c>Tensor.to_dense</c>.</summary>
    public Tensor ToDense()
    {
        if (sparse is null)
            return this;
        var dense = Torch.Zeros(Shape, Dtype);
        var rows = sparse.Indices.Data<long>();
        for (var i = 0; i < rows.Length; i++)
        {
            var row = dense.Select(0, rows[i]);
            row.CopyFrom(row + sparse.Values.Detach().Select(0, i));
        }
        return dense;
    }

    /// <summary>The sum of two sparse tensors, as PyTorch leaves it: the entries of both, one after the other.</summary>
    internal Tensor ConcatenateEntries(Tensor other) =>
        SparseRows(
            Torch.Cat([Indices, other.Indices], 1).Reshape([-1]),
            Torch.Cat([Values, other.Values], 0),
            Shape
        );

    SparseEntries RequireSparse() =>
        sparse
        ?? throw new InvalidOperationException(
            "Cannot get indices or values of a tensor that is not sparse (layout torch.strided)."
        );

    sealed record SparseEntries(Tensor Indices, Tensor Values, bool IsCoalesced);
}
