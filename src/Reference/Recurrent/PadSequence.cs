namespace Diptych.Reference;

public static partial class Utils
{
    /// <summary>Sequences of different lengths in one tensor, filled up to the longest. PyTorch: <c>nn.utils.rnn.pad_sequence</c>.</summary>
    /// <param name="sequences">N of them, each (its length, *).</param>
    /// <param name="batchFirst">Whether the batch shall come before the steps.</param>
    /// <param name="paddingValue">What the shorter ones are filled up with.</param>
    /// <param name="paddingSide">On which side: "right" or "left".</param>
    /// <returns>(T, N, *) with T steps, those of the longest, or (N, T, *) with batchFirst.</returns>
    /// <exception cref="ArgumentException">There is none, they differ in more than their length, or another side.</exception>
    public static Tensor PadSequence(
        IEnumerable<Tensor> sequences,
        bool batchFirst = false,
        double paddingValue = 0,
        string paddingSide = "right"
    )
    {
        if (paddingSide is not ("left" or "right"))
            throw new ArgumentException(
                $"padding_side must be 'left' or 'right', but got '{paddingSide}'",
                nameof(paddingSide)
            );
        Tensor[] given = [.. sequences];
        if (given.Length == 0)
            throw new ArgumentException("received an empty list of sequences", nameof(sequences));
        foreach (var sequence in given)
            if (
                sequence.dim() == 0
                || !sequence.shape.Skip(1).SequenceEqual(given[0].shape.Skip(1))
            )
                throw new ArgumentException(
                    "the sequences must have steps, and the same sizes behind them",
                    nameof(sequences)
                );
        var steps = given.Max(sequence => sequence.size(0));
        // TorchSharp's own knows the right side only.
        return stack(given.Select(Padded), batchFirst ? 0 : 1);

        Tensor Padded(Tensor sequence)
        {
            long[] missing = [steps - sequence.size(0), .. sequence.shape[1..]];
            var padding = full(missing, paddingValue, sequence.dtype, sequence.device);
            return cat(paddingSide == "left" ? [padding, sequence] : [sequence, padding], 0);
        }
    }

    /// <summary>Takes sequences of different lengths out of one tensor. PyTorch: <c>nn.utils.rnn.unpad_sequence</c>.</summary>
    /// <param name="paddedSequences">(T, N, *), or (N, T, *) with batchFirst. PyTorch exchanges its first two dimensions in place; here it stays as it is.</param>
    /// <param name="lengths">How many steps of each sequence count: (N).</param>
    /// <param name="batchFirst">Whether the batch comes before the steps.</param>
    /// <returns>N tensors, each (its length, *).</returns>
    /// <exception cref="ArgumentException">There are no steps and batch.</exception>
    public static Tensor[] UnpadSequence(
        Tensor paddedSequences,
        Tensor lengths,
        bool batchFirst = false
    )
    {
        if (paddedSequences.dim() < 2)
            throw new ArgumentException(
                $"padded_sequences must have at least 2 dimensions, steps and batch, got {paddedSequences.dim()}",
                nameof(paddedSequences)
            );
        if (lengths.dim() != 1)
            throw new ArgumentException(
                $"expected lengths of shape (N), but got [{string.Join(", ", lengths.shape)}]",
                nameof(lengths)
            );
        var rows = batchFirst ? paddedSequences : paddedSequences.transpose(0, 1);
        return
        [
            .. lengths
                .to(ScalarType.Int64)
                .cpu()
                .contiguous()
                .data<long>()
                .ToArray()
                .Take((int)rows.size(0))
                .Select(
                    (length, i) =>
                        rows.select(0, i).narrow(0, 0, Math.Clamp(length, 0, rows.size(1)))
                ),
        ];
    }

    /// <summary>Packs sequences of different lengths. PyTorch: <c>nn.utils.rnn.pack_sequence</c>.</summary>
    /// <param name="sequences">N of them, each (its length, *).</param>
    /// <param name="enforceSorted">Whether the longest must come first; otherwise they are sorted here.</param>
    /// <exception cref="ArgumentException">There is none, one is empty, they differ in more than their length, or they are not sorted.</exception>
    public static PackedSequence PackSequence(
        IEnumerable<Tensor> sequences,
        bool enforceSorted = true
    )
    {
        Tensor[] given = [.. sequences];
        var padded = PadSequence(given);
        return PackPaddedSequence(
            padded,
            Array.ConvertAll(given, sequence => sequence.size(0)),
            enforceSorted: enforceSorted
        );
    }

    /// <summary>The sequences of a packed batch, in their order before it was packed. PyTorch: <c>nn.utils.rnn.unpack_sequence</c>.</summary>
    /// <returns>N tensors, each (its length, *).</returns>
    public static Tensor[] UnpackSequence(PackedSequence packedSequences)
    {
        var (padded, lengths) = PadPackedSequence(packedSequences, batchFirst: true);
        return UnpadSequence(padded, lengths, batchFirst: true);
    }

    /// <summary>Where each number stands in a permutation. PyTorch: <c>nn.utils.rnn.invert_permutation</c>.</summary>
    /// <param name="permutation">The numbers from 0 to n − 1 in some order: (n), int64; or null.</param>
    /// <returns>(n), int64; null for null.</returns>
    /// <exception cref="ArgumentException">Another rank or type, or a number that is none of a permutation.</exception>
    public static Tensor? InvertPermutation(Tensor? permutation)
    {
        if (permutation is null)
            return null;
        if (permutation.dim() != 1 || permutation.dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected permutation of shape (n) and int64, but got {permutation.dtype} [{string.Join(", ", permutation.shape)}]",
                nameof(permutation)
            );
        if (!permutation.ge(0).logical_and(permutation < permutation.size(0)).all().item<bool>())
            throw new ArgumentOutOfRangeException(
                nameof(permutation),
                $"an index is out of bounds for dimension 0 with size {permutation.size(0)}"
            );
        return permutation.argsort();
    }
}
