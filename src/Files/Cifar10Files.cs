namespace Diptych.Files;

/// <summary>The binary files of CIFAR-10: one record after another, each a label and 3 × 32 × 32 bytes, red, green and blue.</summary>
/// <remarks>https://www.cs.toronto.edu/~kriz/cifar.html.</remarks>
static class Cifar10Files
{
    /// <summary>The bytes of a picture: three channels of 32 rows of 32.</summary>
    public const int PictureBytes = 3 * 32 * 32;

    /// <summary>The names of the ten classes where no file tells them.</summary>
    static readonly string[] Classes =
    [
        "airplane",
        "automobile",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "truck",
    ];

    /// <summary>All records, checked: a label from 0 to 9 and the picture behind it.</summary>
    /// <param name="path">A file, or the folder of the whole set.</param>
    /// <param name="train">Of a folder, whether to read data_batch_1.bin to data_batch_5.bin or else test_batch.bin.</param>
    /// <exception cref="InvalidDataException">A file holds no whole number of records, or a label is none.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static List<ReadOnlyMemory<byte>> Read(string path, bool train)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        foreach (var file in Directory.Exists(path) ? FilesOf(path, train) : [path])
        {
            const int Length = 1 + PictureBytes;
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length == 0 || bytes.Length % Length != 0)
                throw new InvalidDataException(
                    $"{file}: {bytes.Length} bytes are no whole number of records of {Length}; record {bytes.Length / Length} breaks off."
                );
            for (var i = 0; i < bytes.Length / Length; i++)
            {
                var record = bytes.AsMemory(i * Length, Length);
                if (record.Span[0] >= Classes.Length)
                    throw new InvalidDataException(
                        $"{file}: record {i} has the label {record.Span[0]}, but there are {Classes.Length} classes."
                    );
                records.Add(record);
            }
        }
        return records;
    }

    /// <summary>What the classes are called: by batches.meta.txt in the folder, or beside the file.</summary>
    /// <exception cref="InvalidDataException">That file does not hold ten names.</exception>
    public static IReadOnlyList<string> ClassNames(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path);
        var meta = Path.Combine(folder ?? "", "batches.meta.txt");
        if (!File.Exists(meta))
            return Classes;
        var names = File.ReadAllLines(meta).Select(line => line.Trim()).Where(line => line != "");
        return names.ToList() is { } found && found.Count == Classes.Length
            ? found
            : throw new InvalidDataException($"{meta}: there are not {Classes.Length} names.");
    }

    static IEnumerable<string> FilesOf(string folder, bool train) =>
        train
            ? Enumerable.Range(1, 5).Select(i => Path.Combine(folder, $"data_batch_{i}.bin"))
            : [Path.Combine(folder, "test_batch.bin")];
}
