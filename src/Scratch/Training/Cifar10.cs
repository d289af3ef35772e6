using Diptych.Files;

namespace Diptych.Scratch;

/// <summary>The pictures of CIFAR-10, or others in its binary files: 32 × 32 in three colours, of ten classes.</summary>
/// <remarks>
/// https://www.cs.toronto.edu/~kriz/cifar.html. A sample is an image, float32 (3, 32, 32) from 0 to 1 as
/// torchvision's <c>ToTensor</c> makes it, and its label, int64 (). Bytes stay bytes until they are asked for.
/// </remarks>
public sealed class Cifar10 : Dataset
{
    readonly List<ReadOnlyMemory<byte>> records;

    /// <summary>Reads the whole set, or one file of it.</summary>
    /// <param name="path">The folder with data_batch_1.bin to data_batch_5.bin, test_batch.bin and batches.meta.txt; or a file.</param>
    /// <param name="train">Of a folder, whether to read the five files for training or the one for tests.</param>
    /// <exception cref="InvalidDataException">A file breaks off within a record, or a label is none; the sentence names file and record.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public Cifar10(string path, bool train = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        records = Cifar10Files.Read(path, train);
        Classes = Cifar10Files.ClassNames(path);
    }

    /// <summary>What the ten classes are called, by label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc />
    public override long Count => records.Count;

    /// <inheritdoc />
    /// <returns>The image, (3, 32, 32), and the label, ().</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such picture.</exception>
    public override Tensor[] GetItem(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var record = records[(int)index].Span;
        var pixels = new float[Cifar10Files.PictureBytes];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = record[i + 1] / 255f;
        return [Tensor.FromArray(pixels, 3, 32, 32), Torch.Tensor(record[0], ScalarType.Int64)];
    }
}
