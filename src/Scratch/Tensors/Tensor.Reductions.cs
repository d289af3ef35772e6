using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <content>Sums, means and variances, and the matrix product.</content>
public partial class Tensor
{
    /// <summary>Σ x over dimensions, or over all. PyTorch: <c>Tensor.sum</c>.</summary>
    /// <param name="dims">The dimensions; all where none is named.</param>
    /// <param name="keepdim">Whether they stay, with size 1.</param>
    /// <exception cref="ArgumentException">A dimension does not exist or comes up twice.</exception>
    public Tensor Sum(ReadOnlySpan<long> dims = default, bool keepdim = false)
    {
        var over = Shapes.Mask(dims, Rank);
        var x = Dtype == ScalarType.Bool ? To(ScalarType.Int64) : this;
        return new SumOperation(x, over, keepdim).Apply();
    }

    /// <summary>The average over dimensions, or over all. PyTorch: <c>Tensor.mean</c>.</summary>
    /// <param name="dims">The dimensions; all where none is named.</param>
    /// <param name="keepdim">Whether they stay, with size 1.</param>
    /// <exception cref="ArgumentException">A dimension does not exist or comes up twice.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not of real numbers.</exception>
    public Tensor Mean(ReadOnlySpan<long> dims = default, bool keepdim = false) =>
        Dtype.IsFloatingPoint()
            ? Sum(dims, keepdim) / Elements(dims)
            : throw new InvalidOperationException(
                $"mean(): could not infer output dtype. Input dtype must be a floating point dtype. Got: {Dtype}"
            );

    /// <summary>The average squared distance from the mean. PyTorch: <c>Tensor.var</c>.</summary>
    /// <param name="dims">The dimensions; all where none is named.</param>
    /// <param name="unbiased">Whether the sum is divided by n − 1 in place of n.</param>
    /// <param name="keepdim">Whether they stay, with size 1.</param>
    /// <exception cref="ArgumentException">A dimension does not exist or comes up twice.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not of real numbers.</exception>
    public Tensor Var(ReadOnlySpan<long> dims = default, bool unbiased = true, bool keepdim = false)
    {
        if (!Dtype.IsFloatingPoint())
            throw new InvalidOperationException("var only supports floating point dtypes");
        // In float64 whatever the type, as in PyTorch: squares of small differences lose too much otherwise.
        var x = To(ScalarType.Float64);
        var centered = x - x.Mean(dims, keepdim: true);
        var variance =
            (centered * centered).Sum(dims, keepdim)
            / Math.Max(0, Elements(dims) - (unbiased ? 1 : 0));
        return variance.To(Dtype);
    }

    /// <summary>The largest element over one dimension. PyTorch: <c>Tensor.amax</c>; no gradient here.</summary>
    internal Tensor Amax(long dim, bool keepdim = false)
    {
        var over = Shapes.Mask([dim], Rank, nameof(dim));
        var max = Reduce.Max(this, over);
        return keepdim ? max : max.Reshape(Without(over));
    }

    /// <summary>Where the largest element of one dimension stands, the first of several equal ones; NaN is larger than all. PyTorch: <c>Tensor.argmax</c>.</summary>
    /// <param name="dim">The dimension that is looked through.</param>
    /// <param name="keepdim">Whether it stays, with size 1.</param>
    /// <returns>int64.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or it has no elements.</exception>
    public Tensor Argmax(long dim, bool keepdim = false)
    {
        var over = Shapes.Mask([dim], Rank, nameof(dim));
        var places = Reduce.Argmax(this, over);
        return keepdim ? places : places.Reshape(Without(over));
    }

    /// <summary>The matrix product. PyTorch: <c>torch.matmul</c>.</summary>
    /// <param name="other">Vectors act as a row on the left and a column on the right; leading sizes broadcast.</param>
    /// <exception cref="ArgumentException">The inner sizes differ, or an operand has no dimension.</exception>
    /// <exception cref="NotSupportedException">The operands are not of real numbers.</exception>
    public Tensor MatMul(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank == 0 || other.Rank == 0)
            throw new ArgumentException(
                $"both arguments to matmul need to be at least 1D, but they are {Rank}D and {other.Rank}D",
                nameof(other)
            );
        var (a, b) = Promote(
            Rank == 1 ? Unsqueeze(0) : this,
            other.Rank == 1 ? other.Unsqueeze(1) : other
        );
        if (a.Shape[^1] != b.Shape[^2])
            throw new ArgumentException(
                $"mat1 and mat2 shapes cannot be multiplied ({ShapeText} and {other.ShapeText})",
                nameof(other)
            );

        Tensor y;
        if (b.Rank == 2)
        {
            // One matrix on the right: all rows on the left are one long matrix.
            var rows = a.Reshape([Shapes.Count(a.Shape[..^1]), a.Shape[^1]]);
            y = new MatMulOperation(rows, b).Apply().Reshape([.. a.Shape[..^1], b.Shape[^1]]);
        }
        else
        {
            var batch = Shapes.Broadcast(a.Shape[..^2], b.Shape[..^2]);
            y = new MatMulOperation(
                a.Expand([.. batch, .. a.Shape[^2..]]),
                b.Expand([.. batch, .. b.Shape[^2..]])
            ).Apply();
        }
        if (other.Rank == 1)
            y = y.Squeeze(-1);
        return Rank == 1 ? y.Squeeze(other.Rank == 1 ? -1 : -2) : y;
    }

    /// <summary>Sums away what broadcasting had added, so that a gradient gets the shape of its operand.</summary>
    internal Tensor SumTo(ReadOnlySpan<long> target)
    {
        if (target.SequenceEqual(shape))
            return this;
        var added = Rank - target.Length;
        var over = new bool[Math.Max(Rank, 1)];
        for (var d = 0; d < Rank; d++)
            over[d] = d < added || (target[d - added] == 1 && shape[d] != 1);
        return Reduce.Sum(this, over).Reshape(target);
    }

    long Elements(ReadOnlySpan<long> dims)
    {
        var over = Shapes.Mask(dims, Rank);
        long count = 1;
        for (var d = 0; d < Rank; d++)
            count *= over[d] ? shape[d] : 1;
        return count;
    }

    /// <summary>The sizes of the dimensions that are not marked.</summary>
    internal long[] Without(bool[] dims)
    {
        var kept = new long[Rank - dims.AsSpan(0, Rank).Count(true)];
        for (int d = 0, next = 0; d < Rank; d++)
            if (!dims[d])
                kept[next++] = shape[d];
        return kept;
    }
}
