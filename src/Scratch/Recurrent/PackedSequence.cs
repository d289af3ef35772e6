using System.Runtime.CompilerServices;

namespace Diptych.Scratch;

/// <summary>
/// A batch of sequences of different lengths without padding: first a row for each sequence that reaches step 0, then for
/// each that reaches step 1, and so on, the longest sequence first.
/// </summary>
/// <remarks>PyTorch: <c>nn.utils.rnn.PackedSequence</c>, a tuple of these four; <see cref="Utils.PackPaddedSequence(Tensor, long[], bool, bool)"/> makes one.</remarks>
public sealed class PackedSequence : ITuple
{
    /// <summary>A batch that is packed already.</summary>
    /// <param name="data">(rows, *)</param>
    /// <param name="batchSizes">How many sequences reach each step, (T), int64: none grows, and they sum to the rows.</param>
    /// <param name="sortedIndices">Which sequence of the batch stands at each place, (N), int64; null where the batch was in order.</param>
    /// <param name="unsortedIndices">At which place each sequence of the batch stands; from <paramref name="sortedIndices"/> where null.</param>
    /// <exception cref="ArgumentException">The batch sizes are no such list.</exception>
    public PackedSequence(
        Tensor data,
        Tensor batchSizes,
        Tensor? sortedIndices = null,
        Tensor? unsortedIndices = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(batchSizes);
        if (batchSizes.Dtype != ScalarType.Int64 || batchSizes.Rank != 1 || batchSizes.Count == 0)
            throw new ArgumentException(
                $"batch_sizes should be a 1D int64 tensor with elements, but got {batchSizes}",
                nameof(batchSizes)
            );
        var sizes = batchSizes.ToArray<long>();
        if (
            data.Rank == 0
            || sizes.Sum() != data.Shape[0]
            || sizes[^1] <= 0
            || sizes.Zip(sizes.Skip(1)).Any(pair => pair.First < pair.Second)
        )
            throw new ArgumentException(
                $"batch_sizes must be positive, must not grow and must sum to the rows of data, but got {Shapes.Text(sizes)} for {data.ShapeText}",
                nameof(batchSizes)
            );
        Data = data;
        BatchSizes = batchSizes;
        SortedIndices = sortedIndices;
        UnsortedIndices = unsortedIndices ?? Utils.InvertPermutation(sortedIndices);
    }

    /// <summary>The steps of all sequences, (rows, *).</summary>
    public Tensor Data { get; }

    /// <summary>How many sequences reach each step, (T), int64.</summary>
    public Tensor BatchSizes { get; }

    /// <summary>Which sequence of the batch stands at each place, (N), int64; null where the batch was in order.</summary>
    public Tensor? SortedIndices { get; }

    /// <summary>At which place each sequence of the batch stands, (N), int64; null where the batch was in order.</summary>
    public Tensor? UnsortedIndices { get; }

    int ITuple.Length => 4;

    object? ITuple.this[int index] =>
        index switch
        {
            0 => Data,
            1 => BatchSizes,
            2 => SortedIndices,
            3 => UnsortedIndices,
            _ => throw new ArgumentOutOfRangeException(nameof(index), index, "there are four"),
        };
}

/// <summary>The functions of PyTorch's <c>torch.nn.utils</c> and <c>torch.nn.utils.rnn</c>, under their names in C# casing.</summary>
public static partial class Utils
{
    /// <summary>Leaves out the padding of a batch. PyTorch: <c>nn.utils.rnn.pack_padded_sequence</c>.</summary>
    /// <param name="input">(T, N, *), or (N, T, *) with batchFirst.</param>
    /// <param name="lengths">How many steps of each sequence count, (N).</param>
    /// <param name="batchFirst">Whether the batch comes before the steps.</param>
    /// <param name="enforceSorted">Whether the longest must come first; otherwise they are sorted here.</param>
    /// <exception cref="ArgumentException">The lengths are not sorted, not positive, longer than T or not N; or there are no elements.</exception>
    public static PackedSequence PackPaddedSequence(
        Tensor input,
        long[] lengths,
        bool batchFirst = false,
        bool enforceSorted = true
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(lengths);
        if (input.Rank < 2)
            throw new ArgumentException(
                $"input must have at least 2 dimensions, steps and batch, got {input.ShapeText}",
                nameof(input)
            );
        if (input.Count == 0)
            throw new ArgumentException(
                $"Cannot pack empty tensors: {input.ShapeText}",
                nameof(input)
            );
        var x = batchFirst ? input.Transpose(0, 1) : input;
        var (steps, n) = (x.Shape[0], x.Shape[1]);
        if (lengths.Length != n)
            throw new ArgumentException(
                $"Expected `len(lengths)` to be equal to batch_size, but got {lengths.Length} (batch_size={n})",
                nameof(lengths)
            );
        if (lengths.Min() <= 0 || lengths.Max() > steps)
            throw new ArgumentException(
                $"Length of all samples has to be greater than 0 and at most the {steps} steps of input, but found {Shapes.Text(lengths)}",
                nameof(lengths)
            );

        // Sequence sorted[k] of the batch stands at place k: the longest first, of equal ones the first.
        long[] sorted = [.. Enumerable.Range(0, (int)n).Select(i => (long)i)];
        if (!enforceSorted)
            sorted = [.. sorted.OrderByDescending(i => lengths[i])];
        else if (lengths.Zip(lengths.Skip(1)).Any(pair => pair.First < pair.Second))
            throw new ArgumentException(
                $"`lengths` array must be sorted in decreasing order when `enforce_sorted` is True, but got {Shapes.Text(lengths)}. You can pass `enforce_sorted=False`.",
                nameof(lengths)
            );

        var batchSizes = new long[lengths.Max()];
        var rows = new List<long>();
        for (var t = 0; t < batchSizes.Length; t++)
        {
            var reaching = sorted.TakeWhile(i => lengths[i] > t).ToList();
            batchSizes[t] = reaching.Count;
            rows.AddRange(reaching.Select(i => t * n + i));
        }
        var data = Rows(x.Reshape([steps * n, -1]), [.. rows]);
        return new PackedSequence(
            data.Reshape([rows.Count, .. input.Shape[2..]]),
            Torch.Tensor(batchSizes),
            enforceSorted ? null : Torch.Tensor(sorted)
        );
    }

    /// <inheritdoc cref="PackPaddedSequence(Tensor, long[], bool, bool)"/>
    public static PackedSequence PackPaddedSequence(
        Tensor input,
        Tensor lengths,
        bool batchFirst = false,
        bool enforceSorted = true
    )
    {
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.Rank != 1)
            throw new ArgumentException(
                $"'lengths' argument should be a 1D CPU int64 tensor, but got {lengths}",
                nameof(lengths)
            );
        var whole = lengths.To(ScalarType.Int64).ToArray<long>();
        return PackPaddedSequence(input, whole, batchFirst, enforceSorted);
    }

    /// <summary>Puts the padding back. PyTorch: <c>nn.utils.rnn.pad_packed_sequence</c>.</summary>
    /// <param name="sequence">A packed batch of N sequences, the longest of T steps.</param>
    /// <param name="batchFirst">Whether the batch shall come before the steps.</param>
    /// <param name="paddingValue">What stands after a sequence's end.</param>
    /// <param name="totalLength">T, where it shall be more than the longest sequence has.</param>
    /// <returns>(T, N, *), or (N, T, *) with batchFirst, and the length of each sequence, (N).</returns>
    /// <exception cref="ArgumentException">The total length is less than that of the longest sequence.</exception>
    public static (Tensor Output, Tensor Lengths) PadPackedSequence(
        PackedSequence sequence,
        bool batchFirst = false,
        double paddingValue = 0,
        long? totalLength = null
    )
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var batchSizes = sequence.BatchSizes.ToArray<long>();
        var steps = totalLength ?? batchSizes.Length;
        if (steps < batchSizes.Length)
            throw new ArgumentException(
                $"Expected total_length to be at least the length of the longest sequence in input, but got total_length={totalLength} and max sequence length being {batchSizes.Length}",
                nameof(totalLength)
            );

        // Every place takes its row of the data, or the row of padding behind it.
        var data = sequence.Data;
        var features = data.Reshape([data.Shape[0], Shapes.Count(data.Shape[1..])]);
        var padding = Torch.Full([1, features.Shape[1]], paddingValue, data.Dtype);
        var n = batchSizes[0];
        if ((Int128)steps * n > Array.MaxLength)
            throw new ArgumentException(
                $"total_length={steps} of {n} sequences is more than the {Array.MaxLength} steps that fit",
                nameof(totalLength)
            );
        var rows = new long[steps * n];
        var lengths = new long[n];
        Array.Fill(rows, data.Shape[0]);
        var places = sequence.UnsortedIndices?.ToArray<long>();
        for (var i = 0; i < n; i++)
        {
            var place = places is null ? i : places[i];
            var row = place;
            for (var t = 0; t < batchSizes.Length && batchSizes[t] > place; row += batchSizes[t++])
            {
                rows[t * n + i] = row;
                lengths[i]++;
            }
        }
        var padded = Rows(Torch.Cat([features, padding]), rows)
            .Reshape([steps, n, .. data.Shape[1..]]);
        return (batchFirst ? padded.Transpose(0, 1) : padded, Torch.Tensor(lengths));
    }

    // (many, F) → (rows, F)
    static Tensor Rows(Tensor x, long[] rows) =>
        x.Gather(0, Torch.Tensor(rows).Unsqueeze(1).Expand([rows.Length, x.Shape[1]]));
}
