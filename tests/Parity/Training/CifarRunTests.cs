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
    [InlineData("AdamW", 4)]
    [InlineData("SGD", 1)]
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
        resumed.Step();
        resumed.Load(File("begun"));
        resumed.Save(File("loaded"));
        AssertSame("begun", "loaded");
        parts.AddRange(Enumerable.Range(after, Steps - after).Select(_ => resumed.Step()));
        resumed.Save(File("resumed"));

        Assert.Equal(losses, parts);
        AssertSame("whole", "resumed");
    }

    [Theory]
    [InlineData("AdamW", 6)]
    [InlineData("AdamW", 4)]
    [InlineData("SGD", 1)]
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
        resumed.Step();
        resumed.Load(File("begun"));
        resumed.Save(File("loaded"));
        AssertSame("begun", "loaded");
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

    [Fact]
    public void A_run_computes_in_the_type_that_is_asked_for()
    {
        var (losses, _) = Scratch.CifarTraining.Run(
            Pictures,
            batchSize: BatchSize,
            dtype: Scratch.ScalarType.Float64
        );
        var run = new Scratch.CifarRun(
            Pictures,
            batchSize: BatchSize,
            dtype: Scratch.ScalarType.Float64
        );
        Assert.Equal(losses.ToArray<double>(), Enumerable.Range(0, 3).Select(_ => run.Step().Loss));
    }

    public static TheoryData<string, string, double[]?, string> Damages() =>
        new()
        {
            { "epoch", "epoch", [-1], "there is no step 2 of 3 in epoch -1" },
            { "step", "step", [-1], "there is no step -1 of 3 in epoch 0" },
            { "step", "step", [3], "there is no step 3 of 3 in epoch 0" },
            { "step", "step", [0], "there is no step 0 of 3 in epoch 0" },
            { "step", "step", [1, 2], "step is not one number" },
            { "no stream", "stream_of_epoch", null, "there is no step 2 of 3 in epoch 0" },
            { "rates", "schedule.lrs", [1, 2, 3], "there are 3 rates in place of 2" },
            { "stream", "stream", [1, 2], "RNG state is wrong size: expected 5056 bytes, got 2" },
            {
                "stream of the epoch",
                "stream_of_epoch",
                [1, 2, 3],
                "RNG state is wrong size: expected 5056 bytes, got 3"
            },
            {
                "the optimizer's memory",
                "optimizer.state.0.exp_avg",
                null,
                "the optimizer's state.0.exp_avg is missing in place of torch.float32[32, 3, 5, 5]"
            },
            {
                "more of it",
                "optimizer.state.0.other",
                [1],
                "the optimizer's state.0.other is torch.float64[1] in place of nothing"
            },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_file_that_does_not_fit_is_refused_and_the_run_goes_on_as_it_was(
        string what,
        string name,
        double[]? numbers,
        string sentence
    )
    {
        var run = new Scratch.CifarRun(Pictures, batchSize: BatchSize);
        run.Step();
        run.Step();
        run.Save(File("good"));
        var state = Scratch.Safetensors.LoadFile(File("good"));
        if (numbers is null)
            Assert.True(state.Remove(name), $"{what}: there is no {name}");
        else
            state[name] = Scratch
                .Torch.Tensor(numbers)
                .To(
                    state.TryGetValue(name, out var held) ? held.Dtype : Scratch.ScalarType.Float64
                );
        Scratch.Safetensors.SaveFile(state, File("bad"));
        Assert.StartsWith(
            $"{File("bad")} is not saved by such a run: {sentence}",
            Assert.Throws<InvalidDataException>(() => run.Load(File("bad"))).Message
        );
        run.Save(File("after"));
        AssertSame("good", "after");
    }

    [Fact]
    public void There_is_no_training_with_another_optimizer()
    {
        foreach (
            var begin in (Func<object>[])
                [
                    () => new Scratch.CifarRun(Pictures, "Adam"),
                    () => Scratch.CifarTraining.Run(Pictures, "Adam"),
                ]
        )
        {
            var refusal = Assert.Throws<ArgumentException>(begin);
            Assert.Equal("optimizer", refusal.ParamName);
            Assert.StartsWith("no training with Adam", refusal.Message);
        }
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
