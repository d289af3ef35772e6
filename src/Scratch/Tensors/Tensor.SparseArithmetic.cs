namespace Diptych.Scratch;

/// <content>What optimizers do with sparse gradients; nothing here is recorded on the tape.</content>
public partial class Tensor
{
    /// <summary>The same sparse tensor with its rows sorted and each there once; rows that came up twice are added. PyTorch: <c>Tensor.coalesce</c>.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not sparse.</exception>
    public Tensor Coalesce()
    {
        var (indices, values, isCoalesced) = RequireSparse();
        if (isCoalesced)
            return this;
        var rows = indices.ToArray<long>();
        var unique = rows.Distinct().Order().ToArray();
        var place = unique.Index().ToDictionary(row => row.Item, row => (long)row.Index);
        var sums = Torch.Zeros([unique.Length, .. values.Shape[1..]], Dtype);
        sums.AddRows(Torch.Tensor(Array.ConvertAll(rows, row => place[row])), values);
        return Entries(Torch.Tensor(unique), sums, coalesced: true);
    }

    /// <summary>Some rows of a dense tensor, by their numbers. PyTorch: <c>torch.index_select(x, 0, rows)</c>.</summary>
    internal Tensor Rows(Tensor rows) =>
        Kernels.Indexing.Gather(Detach(), 0, RowIndex(rows, [rows.Count, .. Shape[1..]]));

    /// <summary>x[rows] += α · values in place; a row that comes up twice is added twice. PyTorch: <c>Tensor.index_add_</c>.</summary>
    internal Tensor AddRows(Tensor rows, Tensor values, double alpha = 1)
    {
        BeginInPlace();
        values = alpha == 1 ? values.Detach() : values.Detach() * alpha;
        Kernels.Indexing.ScatterAdd(Detach(), 0, RowIndex(rows, values.Shape), values);
        return this;
    }

    /// <summary>α x, also of a sparse tensor. PyTorch: <c>Tensor.mul_(α)</c>, after which several rows do not count as coalesced.</summary>
    internal Tensor Scaled(double alpha) =>
        sparse is null ? this * alpha : WithValues(Values * alpha, Indices.Count < 2);

    Tensor WithValues(Tensor values, bool coalesced) =>
        Entries(Indices.Reshape([-1]), values, coalesced);

    // A sparse tensor and a multiple of another one: PyTorch goes through both lists at once, takes the smaller row from
    // either, and joins two that are equal, which leaves repeated rows where they were.
    Tensor MergeEntries(Tensor y, double alpha)
    {
        var (left, right) = (Indices.ToArray<long>(), y.Indices.ToArray<long>());
        var (i, j) = (0, 0);
        var (rows, values) = (new List<long>(), new List<Tensor>());
        while (i < left.Length || j < right.Length)
        {
            var (a, b) = (i < left.Length, j < right.Length);
            var fromLeft = a && (!b || left[i] <= right[j]);
            var fromRight = b && (!a || right[j] <= left[i]);
            rows.Add(fromLeft ? left[i] : right[j]);
            values.Add(
                !fromRight ? Values[i]
                : !fromLeft ? y.Values[j] * alpha
                : Values[i].AddScaled(y.Values[j], alpha)
            );
            i += fromLeft ? 1 : 0;
            j += fromRight ? 1 : 0;
        }
        var merged = values.Count > 0 ? Torch.Stack([.. values]) : Torch.Zeros(Values.Shape, Dtype);
        return Entries(Torch.Tensor(rows.ToArray()), merged, IsCoalesced && y.IsCoalesced);
    }

    Tensor AddScaledSparse(Tensor y, double alpha)
    {
        if (!y.IsSparse)
            throw new InvalidOperationException(
                "add(sparse, dense) is not supported. Use add(dense, sparse) instead."
            );
        return IsSparse
            ? MergeEntries(y, alpha)
            : Detach().Clone().AddRows(y.Indices.Reshape([-1]), y.Values, alpha);
    }

    Tensor Entries(Tensor rows, Tensor values, bool coalesced) =>
        new(values.Storage, values.Dtype, shape, Shapes.ContiguousStrides(shape), 0)
        {
            sparse = new SparseEntries(rows.Reshape([1, rows.Count]), values, coalesced),
        };

    // The rows' numbers, repeated over the other dimensions of what stands in them.
    static Tensor RowIndex(Tensor rows, ReadOnlySpan<long> size)
    {
        var ones = new long[size.Length];
        Array.Fill(ones, 1);
        ones[0] = rows.Count;
        return rows.Reshape(ones).Expand(size);
    }
}
