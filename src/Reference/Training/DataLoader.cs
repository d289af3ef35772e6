using System.Collections;

namespace Diptych.Reference;

/// <summary>A data set in batches, shuffled anew in each pass. PyTorch: <c>torch.utils.data.DataLoader</c>.</summary>
/// <remarks>
/// Each pass draws from the default random stream as PyTorch does: one number that only workers would use, and, to
/// shuffle, the seed of a stream of its own for the permutation.
/// </remarks>
/// <param name="dataset">The samples.</param>
/// <param name="batchSize">How many make a batch.</param>
/// <param name="shuffle">Whether each pass takes them in an order of its own.</param>
/// <param name="dropLast">Whether what is left over for a last, smaller batch is left out.</param>
/// <exception cref="ArgumentException">The batch size is not positive, or there is nothing to shuffle.</exception>
public sealed class DataLoader(
    Dataset dataset,
    long batchSize = 1,
    bool shuffle = false,
    bool dropLast = false
) : IEnumerable<Tensor[]>
{
    readonly Dataset samples =
        dataset is { Count: 0 } && shuffle
            ? throw new ArgumentException(
                "num_samples should be a positive integer value, but got num_samples=0",
                nameof(dataset)
            )
            : dataset ?? throw new ArgumentNullException(nameof(dataset));

    readonly long size =
        batchSize > 0
            ? batchSize
            : throw new ArgumentOutOfRangeException(
                nameof(batchSize),
                batchSize,
                $"batch_size should be a positive integer value, but got batch_size={batchSize}"
            );

    /// <summary>The number of batches of a pass. PyTorch: <c>len(loader)</c>.</summary>
    public long Count => dropLast ? samples.Count / size : (samples.Count + size - 1) / size;

    /// <summary>Begins a pass.</summary>
    /// <returns>For each batch, the samples' tensors stacked: (batchSize, *).</returns>
    public IEnumerator<Tensor[]> GetEnumerator()
    {
        Seed(); // for workers, of which there are none
        return Batches();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<Tensor[]> Batches()
    {
        var order = shuffle ? Permutation() : null;
        for (var batch = 0; batch < Count; batch++)
        {
            var rows = new List<Tensor[]>();
            for (var i = batch * size; i < Math.Min((batch + 1) * size, samples.Count); i++)
                rows.Add(samples.GetItem(order is null ? i : order[i]));
            yield return
            [
                .. rows[0].Select((_, column) => stack([.. rows.Select(row => row[column])])),
            ];
        }
    }

    long[] Permutation()
    {
        using var generator = new Generator((ulong)Seed());
        return samples.Count == 0
            ? []
            : randperm(samples.Count, generator: generator).data<long>().ToArray();
    }

    // 63 random bits. TorchSharp's random_() takes bounds as doubles; the widest range of randint has the same lower bits.
    static long Seed() => randint(long.MinValue, long.MaxValue, [1]).item<long>() & long.MaxValue;
}
