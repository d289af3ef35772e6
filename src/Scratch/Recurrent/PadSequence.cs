namespace Diptych.Scratch;

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
        var given = Checks.Listed(sequences, nameof(sequences));
        if (paddingSide is not ("left" or "right"))
            throw new ArgumentException(
                $"padding_side must be 'left' or 'right', but got '{paddingSide}'",
                nameof(paddingSide)
            );
        if (given.Length == 0)
            throw new ArgumentException("received an empty list of sequences", nameof(sequences));
        foreach (var sequence in given)
            if (sequence.Rank == 0 || !sequence.Shape[1..].SequenceEqual(given[0].Shape[1..]))
                throw new ArgumentException(
                    $"the sequences must have steps, and the same sizes behind them: {sequence.ShapeText} and {given[0].ShapeText}",
                    nameof(sequences)
                );
        var steps = given.Max(sequence => sequence.Shape[0]);
        return Torch.Stack([.. given.Select(Padded)], batchFirst ? 0 : 1);

        Tensor Padded(Tensor sequence)
        {
            long[] missing = [steps - sequence.Shape[0], .. sequence.Shape[1..]];
            var padding = Torch.Full(missing, paddingValue, sequence.Dtype);
            return Torch.Cat(paddingSide == "left" ? [padding, sequence] : [sequence, padding]);
        }
    }

    /// <summary>Takes sequences of different lengths out of one tensor. PyTorch: <c>nn.utils.rnn.unpad_sequence</c>.</summary>
    /// <param name="paddedSequences">(T, N, *), or (N, T, *) with batchFirst. PyTorch exchanges its first two dimensions in place; here it stays as it is.</param>
    /// <param name="lengths">How many steps of each sequence count, (N).</param>
    /// <param name="batchFirst">Whether the batch comes before the steps.</param>
    /// <returns>N tensors, each (its length, *).</returns>
    /// <exception cref="ArgumentException">There are no steps and batch.</exception>
    public static Tensor[] UnpadSequence(
        Tensor paddedSequences,
        Tensor lengths,
        bool batchFirst = false
    )
    {
        ArgumentNullException.ThrowIfNull(paddedSequences);
        ArgumentNullException.ThrowIfNull(lengths);
        if (paddedSequences.Rank < 2)
            throw new ArgumentException(
                $"padded_sequences must have at least 2 dimensions, steps and batch, got {paddedSequences.ShapeText}",
                nameof(paddedSequences)
            );
        if (lengths.Rank != 1)
            throw new ArgumentException(
                $"expected lengths of shape (N), but got {lengths.ShapeText}",
                nameof(lengths)
            );
        var rows = batchFirst ? paddedSequences : paddedSequences.Transpose(0, 1);
        return
        [
            .. lengths
                .To(ScalarType.Int64)
                .ToArray<long>()
                .Take((int)rows.Shape[0])
                .Select(
                    (length, i) =>
                        rows.Select(0, i).Narrow(0, 0, Math.Clamp(length, 0, rows.Shape[1]))
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
        var given = Checks.Listed(sequences, nameof(sequences));
        var padded = PadSequence(given);
        return PackPaddedSequence(
            padded,
            Array.ConvertAll(given, sequence => sequence.Shape[0]),
            enforceSorted: enforceSorted
        );
    }

    /// <summary>The sequences of a packed batch, in their order before it was packed. PyTorch: <c>nn.utils.rnn.unpack_sequence</c>.</summary>
    /// <returns>N tensors, each (its length, *).</returns>
    public static Tensor[] UnpackSequence(PackedSequence packedSequences)
    {
        ArgumentNullException.ThrowIfNull(packedSequences);
        var (padded, lengths) = PadPackedSequence(packedSequences, batchFirst: true);
        return UnpadSequence(padded, lengths, batchFirst: true);
    }

    /// <summary>Where each number stands in a permutation. PyTorch: <c>nn.utils.rnn.invert_permutation</c>.</summary>
    /// <param name="permutation">The numbers from 0 to n − 1 in some order, (n), int64; or null.</param>
    /// <returns>(n), int64; null for null.</returns>
    /// <exception cref="ArgumentException">Another rank or type, or a number that is none of a permutation.</exception>
    public static Tensor? InvertPermutation(Tensor? permutation)
    {
        if (permutation is null)
            return null;
        if (permutation.Rank != 1 || permutation.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected permutation of shape (n) and int64, but got {permutation}",
                nameof(permutation)
            );
        var places = permutation.ToArray<long>();
        foreach (var place in places)
            if (place < 0 || place >= places.Length)
                throw new ArgumentOutOfRangeException(
                    nameof(permutation),
                    place,
                    $"index {place} is out of bounds for dimension 0 with size {places.Length}"
                );
        var inverse = new long[places.Length];
        for (var i = 0; i < places.Length; i++)
            inverse[places[i]] = i;
        return Torch.Tensor(inverse);
    }
}
