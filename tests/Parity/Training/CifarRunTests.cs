using Xunit;

namespace Diptych.Parity;

/// <summary>Training step by step: the same as in one piece, and resumed to the bit.</summary>
public sealed class CifarRunTests : IDisposable
{
    const double Dropout = 0.5;
    const long BatchSize = 4; // 3 steps an epoch
    const int Steps = 12;

    readonly string folder = Directory.CreateTempSubdirectory("run").FullName;

    public CifarRunTests() => TwelvePictures(Pictures);

    string Pictures => File("twelve.bin");

    /// <summary>The first of the drawn pictures, enough for a few short epochs.</summary>
    internal static void TwelvePictures(string file) =>
        System.IO.File.WriteAllBytes(
            file,
            System.IO.File.ReadAllBytes(
                Path.Combine(Checkout.Repository.Snapshots, "Training", "Pictures", "pictures.bin")
            )[..(12 * (1 + 3 * 32 * 32))]
        );

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string File(string name) => Path.Combine(folder, name);

    [Theory]
    [InlineData("AdamW")]
    [InlineData("SGD")]
    public void Steps_on_Scratch_are_the_loop_of_the_notes(string optimizer)
    {
        var (losses, network) = Scratch.CifarTraining.Run(
            Pictures,
            optimizer,
            dropout: Dropout,
            epochs: 4,
            batchSize: BatchSize
        );
        var run = new Scratch.CifarRun(Pictures, optimizer, dropout: Dropout, batchSize: BatchSize);
        Assert.Equal(
            losses.ToArray<float>(),
            Enumerable.Range(0, Steps).Select(_ => (float)run.Step().Loss)
        );
        Assert.Equal((4, 0, 0.00025), (run.Epoch, run.StepOfEpoch, run.LearningRate));
        Scratch.Safetensors.SaveFile(network.StateDict(), File("a"));
        Scratch.Safetensors.SaveFile(run.Network.StateDict(), File("b"));
        AssertSame("a", "b");
    }

    [Theory]
    [InlineData("AdamW")]
    [InlineData("SGD")]
    public void Steps_on_TorchSharp_are_the_loop_of_the_notes(string optimizer)
    {
        Reference.LibTorch.Load();
        var (losses, network) = Reference.CifarTraining.Run(
            Pictures,
            optimizer,
            dropout: Dropout,
            epochs: 4,
            batchSize: BatchSize
        );
        var run = new Reference.CifarRun(
            Pictures,
            optimizer,
            dropout: Dropout,
            batchSize: BatchSize
        );
        Assert.Equal(
            losses.data<float>().ToArray(),
            Enumerable.Range(0, Steps).Select(_ => (float)run.Step().Loss)
        );
        Assert.Equal((4, 0, 0.00025), (run.Epoch, run.StepOfEpoch, run.LearningRate));
        Reference.Safetensors.SaveFile(network.state_dict(), File("a"));
        Reference.Safetensors.SaveFile(run.Network.state_dict(), File("b"));
        AssertSame("a", "b");
    }

    // After two epochs, and in the middle of the second: 4 epochs equal 2 and 2 more, bit for bit.
    [Theory]
    [InlineData("AdamW", 6)]
    [InlineData("AdamW", 5)]
    [InlineData("SGD", 5)]
    [InlineData("SGD", 0)]
    public void A_run_on_Scratch_goes_on_to_the_bit(string optimizer, int after)
    {
        Scratch.CifarRun New(long seed) =>
            new(Pictures, optimizer, dropout: Dropout, batchSize: BatchSize, seed: seed);
        var whole = New(3);
        var losses = Enumerable.Range(0, Steps).Select(_ => whole.Step()).ToList();
        whole.Save(File("whole"));

        var begun = New(3);
        var parts = Enumerable.Range(0, after).Select(_ => begun.Step()).ToList();
        begun.Save(File("begun"));
        // Other weights and another stream, of which nothing may be left.
        var resumed = New(4);
        resumed.Load(File("begun"));
        parts.AddRange(Enumerable.Range(after, Steps - after).Select(_ => resumed.Step()));
        resumed.Save(File("resumed"));

        Assert.Equal(losses, parts);
        AssertSame("whole", "resumed");
    }

    [Theory]
    [InlineData("AdamW", 6)]
    [InlineData("AdamW", 5)]
    [InlineData("SGD", 5)]
    [InlineData("SGD", 0)]
    public void A_run_on_TorchSharp_goes_on_to_the_bit(string optimizer, int after)
    {
        Reference.LibTorch.Load();
        Reference.CifarRun New(long seed) =>
            new(Pictures, optimizer, dropout: Dropout, batchSize: BatchSize, seed: seed);
        var whole = New(3);
        var losses = Enumerable.Range(0, Steps).Select(_ => whole.Step()).ToList();
        whole.Save(File("whole"));

        var begun = New(3);
        var parts = Enumerable.Range(0, after).Select(_ => begun.Step()).ToList();
        begun.Save(File("begun"));
        var resumed = New(4);
        resumed.Load(File("begun"));
        parts.AddRange(Enumerable.Range(after, Steps - after).Select(_ => resumed.Step()));
        resumed.Save(File("resumed"));

        Assert.Equal(losses, parts);
        AssertSame("whole", "resumed");
    }

    [Fact]
    public void A_file_of_another_run_is_refused()
    {
        var run = new Scratch.CifarRun(Pictures, batchSize: BatchSize);
        Scratch.Safetensors.SaveFile(run.Network.StateDict(), File("weights"));
        var error = Assert.Throws<InvalidDataException>(() => run.Load(File("weights")));
        Assert.Contains("not saved by such a run: ", error.Message);
        Reference.LibTorch.Load();
        var other = new Reference.CifarRun(Pictures, batchSize: BatchSize);
        error = Assert.Throws<InvalidDataException>(() => other.Load(File("weights")));
        Assert.Contains("not saved by such a run: ", error.Message);
    }

    void AssertSame(string a, string b) =>
        Assert.True(
            System
                .IO.File.ReadAllBytes(File(a))
                .AsSpan()
                .SequenceEqual(System.IO.File.ReadAllBytes(File(b))),
            $"{a} and {b} are not the same bytes"
        );
}
