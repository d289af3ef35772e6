using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Data sets, batches and CIFAR-10's files, beyond what snapshots/Training records.</summary>
public sealed class DataTests : IDisposable
{
    const int Record = 1 + 3 * 32 * 32;

    static readonly string Pictures = Path.Combine(
        Checkout.Repository.Snapshots,
        "Training",
        "Pictures"
    );

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pictures");

    public void Dispose() => folder.Delete(recursive: true);

    string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    // The labels and the first image, of either side.
    static (long[] Labels, float[] Image, IReadOnlyList<string> Classes) Read(
        string side,
        string path,
        bool train = true
    )
    {
        if (side == "scratch")
        {
            var set = new Scratch.Cifar10(path, train);
            return (
                [
                    .. Enumerable
                        .Range(0, (int)set.Count)
                        .Select(i => (long)set.GetItem(i)[1].Item()),
                ],
                set.GetItem(0)[0].ToArray<float>(),
                set.Classes
            );
        }
        var twin = new Reference.Cifar10(path, train);
        return (
            [.. Enumerable.Range(0, (int)twin.Count).Select(i => twin.GetItem(i)[1].item<long>())],
            twin.GetItem(0)[0].data<float>().ToArray(),
            twin.Classes
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Pictures_are_bytes_from_0_to_1_with_their_labels(string side)
    {
        var path = Path.Combine(Pictures, "pictures.bin");
        var bytes = File.ReadAllBytes(path);
        var (labels, image, classes) = Read(side, path);
        Assert.Equal(bytes.Where((_, i) => i % Record == 0).Select(label => (long)label), labels);
        Assert.Equal(
            Enumerable.Repeat(8, 10),
            labels.GroupBy(label => label).Select(g => g.Count())
        );
        Assert.Equal(bytes[1..Record].Select(pixel => pixel / 255f), image);
        Assert.Equal(File.ReadAllLines(Path.Combine(Pictures, "batches.meta.txt")), classes);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_folder_of_the_whole_set_is_read_in_the_order_of_its_files(string side)
    {
        byte[] Labelled(params byte[] labels) =>
            [.. labels.SelectMany(label => (byte[])[label, .. new byte[Record - 1]])];
        for (byte i = 1; i <= 5; i++)
            Written($"data_batch_{i}.bin", Labelled(i, 0));
        Written("test_batch.bin", Labelled(9));
        Assert.Equal([1L, 0, 2, 0, 3, 0, 4, 0, 5, 0], Read(side, folder.FullName).Labels);
        var (labels, _, classes) = Read(side, folder.FullName, train: false);
        Assert.Equal([9L], labels);
        Assert.Equal(("airplane", "truck"), (classes[0], classes[9]));
        File.Delete(Path.Combine(folder.FullName, "data_batch_4.bin"));
        var missing = Assert.Throws<FileNotFoundException>(() => Read(side, folder.FullName));
        Assert.Contains("data_batch_4.bin", missing.Message);
        File.WriteAllText(Path.Combine(folder.FullName, "batches.meta.txt"), "one\ntwo\n");
        Assert.Throws<InvalidDataException>(() => Read(side, folder.FullName, train: false));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_broken_file_is_refused_by_its_name_and_record(string side)
    {
        var good = File.ReadAllBytes(Path.Combine(Pictures, "two.bin"));
        Assert.Contains(
            "cut.bin: 6145 bytes are no whole number of records of 3073; record 1 breaks off.",
            Refused("cut.bin", good[..^1])
        );
        Assert.Contains("record 2 breaks off", Refused("longer.bin", [.. good, 1]));
        Assert.Contains("0 bytes", Refused("empty.bin", []));
        good[Record] = 10;
        Assert.Contains("label.bin: record 1 has the label 10", Refused("label.bin", good));

        string Refused(string name, byte[] bytes) =>
            Assert.Throws<InvalidDataException>(() => Read(side, Written(name, bytes))).Message;
    }

    [Theory]
    [InlineData(10, 4, false, 3)]
    [InlineData(10, 4, true, 2)]
    [InlineData(8, 4, false, 2)]
    [InlineData(3, 8, false, 1)]
    [InlineData(3, 8, true, 0)]
    [InlineData(0, 8, false, 0)]
    public void A_loader_knows_the_number_of_its_batches(
        int count,
        int batchSize,
        bool dropLast,
        int batches
    )
    {
        var scratch = new Scratch.DataLoader(
            new Scratch.TensorDataset(Scratch.Torch.Zeros([count, 2])),
            batchSize,
            dropLast: dropLast
        );
        Assert.Equal((batches, batches), (scratch.Count, scratch.ToList().Count));
        var reference = new Reference.DataLoader(
            new Reference.TensorDataset(TorchSharp.torch.zeros(count, 2)),
            batchSize,
            dropLast: dropLast
        );
        Assert.Equal((batches, batches), (reference.Count, reference.ToList().Count));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Shuffled_every_sample_comes_once_a_pass_and_each_pass_has_its_own_order(string name)
    {
        var side = new Side(name);
        long[] numbers = [.. Enumerable.Range(0, 50)];
        object loader =
            name == "scratch"
                ? new Scratch.DataLoader(
                    new Scratch.TensorDataset(Scratch.Torch.Tensor(numbers)),
                    8,
                    shuffle: true
                )
                : new Reference.DataLoader(
                    new Reference.TensorDataset(TorchSharp.torch.tensor(numbers)),
                    8,
                    shuffle: true
                );
        side.ManualSeed(1);
        var (first, second) = (Pass(), Pass());
        Assert.Equal(numbers.Select(number => (double)number), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        side.ManualSeed(1);
        Assert.Equal(first, Pass());

        double[] Pass() => [.. Engine.Batches(loader).SelectMany(batch => side.Numbers(batch[0]))];
    }
}
