using System.Runtime.CompilerServices;

namespace Diptych.Reference;

/// <summary>Sequences of different lengths without padding: the rows of all sequences that reach step 0, then those of
/// step 1, and so on, the longest sequence first.</summary>
/// <remarks>PyTorch: <c>nn.utils.rnn.PackedSequence</c>, a tuple of these four; TorchSharp's cannot be made of its parts.</remarks>
public sealed class PackedSequence : ITuple
{
    /// <summary>A batch that is packed already.</summary>
    /// <param name="data">(rows, *)</param>
    /// <param name="batchSizes">How many sequences reach each step: (T), int64, none larger than the one before.</param>
    /// <param name="sortedIndices">Which sequence of the batch stands at each place: (N), int64; null where the batch was in order.</param>
    /// <param name="unsortedIndices">At which place each sequence of the batch stands; the inverse of <paramref name="sortedIndices"/> where null.</param>
    /// <exception cref="ArgumentException">The batch sizes are no such list, or do not sum to the rows.</exception>
    public PackedSequence(
        Tensor data,
        Tensor batchSizes,
        Tensor? sortedIndices = null,
        Tensor? unsortedIndices = null
    )
    {
        if (
            batchSizes.dtype != ScalarType.Int64
            || batchSizes.dim() != 1
            || batchSizes.numel() == 0
        )
            throw new ArgumentException(
                "batch_sizes should be a 1D int64 tensor with elements",
                nameof(batchSizes)
            );
        // Which rows belong to a step is read here, wherever the rows themselves lie.
        batchSizes = batchSizes.cpu();
        Sizes = batchSizes.data<long>().ToArray();
        if (
            data.dim() == 0
            || Sizes.Sum() != data.size(0)
            || Sizes[^1] <= 0
            || Sizes.Zip(Sizes.Skip(1)).Any(pair => pair.First < pair.Second)
        )
            throw new ArgumentException(
                $"batch_sizes must be positive, must not grow and must sum to the rows of data, but got [{string.Join(", ", Sizes)}]",
                nameof(batchSizes)
            );
        Data = data;
        BatchSizes = batchSizes;
        SortedIndices = sortedIndices;
        UnsortedIndices = unsortedIndices ?? Utils.InvertPermutation(sortedIndices);
    }

    /// <summary>The steps of all sequences: (rows, *).</summary>
    public Tensor Data { get; }

    /// <summary>How many sequences reach each step: (T), int64.</summary>
    public Tensor BatchSizes { get; }

    /// <summary>Which sequence of the batch stands at each place: (N), int64; null where the batch was in order.</summary>
    public Tensor? SortedIndices { get; }

    /// <summary>At which place each sequence of the batch stands: (N), int64; null where the batch was in order.</summary>
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

    internal long[] Sizes { get; }

    /// <summary>The same rows as TorchSharp packs them, in the order of the places.</summary>
    internal nn.utils.rnn.PackedSequence ToTorchSharp()
    {
        var (padded, lengths) = Utils.PadPackedSequence(new PackedSequence(Data, BatchSizes));
        return nn.utils.rnn.pack_padded_sequence(padded, lengths);
    }
}

/// <summary>What PyTorch has in <c>nn.utils</c> and <c>nn.utils.rnn</c>.</summary>
public static partial class Utils
{
    /// <summary>Leaves out the padding of a batch. PyTorch: <c>nn.utils.rnn.pack_padded_sequence</c>.</summary>
    /// <param name="input">(T, N, *), or (N, T, *) with batchFirst.</param>
    /// <param name="lengths">How many steps of each sequence count: (N).</param>
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
        if (input.dim() < 2)
            throw new ArgumentException(
                $"input must have at least 2 dimensions, steps and batch, got {input.dim()}",
                nameof(input)
            );
        if (input.numel() == 0)
            throw new ArgumentException("Cannot pack empty tensors.", nameof(input));
        var (steps, n) = batchFirst
            ? (input.size(1), input.size(0))
            : (input.size(0), input.size(1));
        if (lengths.Length != n)
            throw new ArgumentException(
                $"Expected `len(lengths)` to be equal to batch_size, but got {lengths.Length} (batch_size={n})",
                nameof(lengths)
            );
        // PyTorch lets lengths beyond T through and miscounts.
        if (lengths.Min() <= 0 || lengths.Max() > steps)
            throw new ArgumentException(
                $"Length of all samples has to be greater than 0 and at most the {steps} steps of input, but found [{string.Join(", ", lengths)}]",
                nameof(lengths)
            );
        if (enforceSorted && lengths.Zip(lengths.Skip(1)).Any(pair => pair.First < pair.Second))
            throw new ArgumentException(
                $"`lengths` array must be sorted in decreasing order when `enforce_sorted` is True, but got [{string.Join(", ", lengths)}]",
                nameof(lengths)
            );
        Tensor? sorted = enforceSorted
            ? null
            : tensor(
                Enumerable
                    .Range(0, lengths.Length)
                    .OrderByDescending(i => lengths[i])
                    .Select(i => (long)i)
                    .ToArray(),
                device: input.device
            );
        if (sorted is not null)
            input = input.index_select(batchFirst ? 0 : 1, sorted);
        using var packed = nn.utils.rnn.pack_padded_sequence(
            input,
            tensor(lengths.OrderDescending().ToArray()),
            batchFirst
        );
        // TorchSharp disposes the tensors together with the sequence.
        return new PackedSequence(packed.data.alias(), packed.batch_sizes.alias(), sorted);
    }

    /// <inheritdoc cref="PackPaddedSequence(Tensor, long[], bool, bool)" />
    public static PackedSequence PackPaddedSequence(
        Tensor input,
        Tensor lengths,
        bool batchFirst = false,
        bool enforceSorted = true
    )
    {
        if (lengths.dim() != 1)
            throw new ArgumentException(
                $"'lengths' argument should be a 1D CPU int64 tensor, but got {lengths.dim()}D",
                nameof(lengths)
            );
        var whole = lengths.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
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
        var sizes = sequence.Sizes;
        var steps = totalLength ?? sizes.Length;
        if (steps < sizes.Length)
            throw new ArgumentException(
                $"Expected total_length to be at least the length of the longest sequence in input, but got total_length={totalLength} and max sequence length being {sizes.Length}",
                nameof(totalLength)
            );

        if ((Int128)steps * sizes[0] > Array.MaxLength)
            throw new ArgumentException(
                $"total_length={steps} of {sizes[0]} sequences is more than the {Array.MaxLength} steps that fit",
                nameof(totalLength)
            );

        // TorchSharp pads only what it has packed itself; so step by step, each with the padding behind its rows.
        var n = sizes[0];
        long[] rest = [.. sequence.Data.shape.Skip(1)];
        var rows = new List<Tensor>();
        var start = 0L;
        for (var t = 0; t < steps; t++)
        {
            var reached = t < sizes.Length ? sizes[t] : 0;
            if (reached > 0)
                rows.Add(sequence.Data.narrow(0, start, reached));
            if (reached < n)
                rows.Add(
                    full(
                        [n - reached, .. rest],
                        paddingValue,
                        sequence.Data.dtype,
                        sequence.Data.device
                    )
                );
            start += reached;
        }
        var padded = cat(rows).reshape([steps, n, .. rest]);
        var lengths = tensor([
            .. Enumerable.Range(0, (int)n).Select(k => (long)sizes.Count(size => size > k)),
        ]);
        if (sequence.UnsortedIndices is { } places)
            (padded, lengths) = (
                padded.index_select(1, places),
                lengths.index_select(0, places.cpu())
            );
        return (batchFirst ? padded.transpose(0, 1) : padded, lengths);
    }
}
