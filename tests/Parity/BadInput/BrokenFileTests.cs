using System.Text;
using Diptych.Comparison;
using Diptych.Contrast;
using Xunit;

namespace Diptych.Parity.BadInput;

/// <summary>Files that were cut, or in which bytes have flipped: each is read, or refused in a sentence.</summary>
public sealed class BrokenFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broken").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string At(string name) => Path.Combine(folder, name);

    /// <summary>Every cut of a file, and every byte with three patterns.</summary>
    static IEnumerable<byte[]> Broken(byte[] good, int step = 1)
    {
        for (var length = 0; length < good.Length; length += step)
            yield return good[..length];
        for (var i = 0; i < good.Length; i += step)
            foreach (var flip in new byte[] { 0xFF, 0x01, 0x80 })
            {
                var damaged = (byte[])good.Clone();
                damaged[i] ^= flip;
                yield return damaged;
            }
    }

    static void ReadsOrRefuses(
        string path,
        IEnumerable<byte[]> files,
        Action read,
        params Type[] refusals
    )
    {
        var refused = 0;
        foreach (var file in files)
        {
            File.WriteAllBytes(path, file);
            try
            {
                read();
            }
            catch (Exception e) when (refusals.Contains(e.GetType()))
            {
                refused++;
                Assert.True(e.Message.Length > 10, e.Message);
            }
        }
        Assert.True(refused > 10, $"only {refused} were refused");
    }

    [Fact]
    public void Weights()
    {
        Scratch.Safetensors.SaveFile(
            new Dictionary<string, Scratch.Tensor>
            {
                ["weight"] = Scratch.Torch.Zeros([2, 3]),
                ["名"] = Scratch.Torch.Zeros([2], Scratch.ScalarType.Bool),
            },
            At("weights")
        );
        Reference.LibTorch.Load();
        ReadsOrRefuses(
            At("weights"),
            [.. Broken(File.ReadAllBytes(At("weights")))],
            () =>
            {
                Scratch.Safetensors.LoadFile(At("weights"));
                using var scope = TorchSharp.torch.NewDisposeScope();
                Reference.Safetensors.LoadFile(At("weights"));
            },
            typeof(InvalidDataException)
        );
    }

    [Fact]
    public void Pictures_of_CIFAR10()
    {
        var record = new byte[2 * (1 + 3 * 32 * 32)];
        ReadsOrRefuses(
            At("pictures.bin"),
            Broken(record, step: 41),
            () => _ = new Scratch.Cifar10(At("pictures.bin")),
            typeof(InvalidDataException)
        );
    }

    [Fact]
    public void A_register_of_divergences()
    {
        Directory.CreateDirectory(At("snapshots/Loss"));
        File.WriteAllText(At("Diptych.slnx"), "");
        const string Good = """
            {"torchsharp": "0.1", "divergences": [{"case": "a", "dtype": null, "place": "b",
            "pytorch": "1", "torchsharp": "2", "reason": "é"}]}
            """;
        IEnumerable<byte[]> files =
        [
            .. Broken(Encoding.UTF8.GetBytes(Good)),
            "null"u8.ToArray(),
            """{"torchsharp": "0.1", "divergences": [null]}"""u8.ToArray(),
        ];
        ReadsOrRefuses(
            At("snapshots/Loss/divergences.json"),
            files,
            () => Register.Read(new Repository(folder)),
            typeof(SnapshotFormatException)
        );
    }

    // A checkpoint

    static TrainingOptions Options(string pictures) => new(pictures, 3, 4, 0.001, 0, "adamw", 0.5);

    [Fact]
    public void What_a_training_run_says_of_itself()
    {
        CifarRunTests.TwelvePictures(At("pictures.bin"));
        Checkpoint.Write(
            folder,
            Options(At("pictures.bin")),
            TrainingSide.Both(Options(At("pictures.bin"))),
            new Curves()
        );
        var json = At("checkpoint.json");
        ReadsOrRefuses(
            json,
            [.. Broken(File.ReadAllBytes(json)), "null"u8.ToArray()],
            () =>
            {
                var read = Checkpoint.Read(folder);
                // What is not given stands there.
                read.Options.GoneOn(new(null, null, null, null, null, null, null, null, null));
            },
            typeof(UsageException)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_a_side_of_a_training_run_stands(int side)
    {
        CifarRunTests.TwelvePictures(At("pictures.bin"));
        var run = TrainingSide.Both(Options(At("pictures.bin")))[side];
        run.Step();
        run.Save(At("state"));
        var good = File.ReadAllBytes(At("state"));
        var header = 8 + (int)BitConverter.ToInt64(good);
        // Header and whatever lies first; then here and there.
        var places = Enumerable
            .Range(0, 60)
            .Select(i => i * header / 60)
            .Concat(Enumerable.Range(0, 20).Select(i => header + i * (good.Length - header) / 20));
        List<byte[]> files = [good[..7], good[..header], good[..^1]];
        foreach (var place in places)
        {
            var damaged = (byte[])good.Clone();
            damaged[place] ^= 0x02;
            files.Add(damaged);
        }
        ReadsOrRefuses(
            At("state"),
            files,
            () =>
            {
                run.Load(At("state"));
                run.Step();
            },
            typeof(InvalidDataException)
        );
    }

    public static TheoryData<int, string, long[]> Lies()
    {
        var lies = new TheoryData<int, string, long[]>();
        foreach (var side in (int[])[0, 1])
        {
            foreach (var name in (string[])["epoch", "step", "schedule.last_epoch"])
            {
                lies.Add(side, name, []);
                lies.Add(side, name, [1, 2]);
            }
            lies.Add(side, "epoch", [-1]);
            lies.Add(side, "step", [-1]);
            lies.Add(side, "step", [long.MaxValue]);
            lies.Add(side, "schedule.lrs", []);
            lies.Add(side, "stream", []);
            lies.Add(side, "stream", [1, 2, 3]);
            lies.Add(side, "stream", new long[5056]);
            lies.Add(side, "stream_of_epoch", new long[5056]);
            lies.Add(side, "optimizer.state.0.exp_avg", [1]);
            lies.Add(side, "optimizer.state.0.exp_avg_sq", []);
            lies.Add(side, "optimizer.param_groups.0.lr", [1]);
            lies.Add(side, "network.classifier.1.bias", [1]);
        }
        return lies;
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_state_that_lies_is_refused(int side, string name, long[] numbers)
    {
        CifarRunTests.TwelvePictures(At("pictures.bin"));
        var run = TrainingSide.Both(Options(At("pictures.bin")))[side];
        run.Step();
        run.Save(At("state"));
        var state = Scratch.Safetensors.LoadFile(At("state"));
        state[name] = Scratch.Torch.Tensor(numbers);
        Scratch.Safetensors.SaveFile(state, At("state"));
        var refusal = Assert.Throws<InvalidDataException>(() => run.Load(At("state")));
        Assert.StartsWith(At("state") + " is not saved by such a run: ", refusal.Message);
    }

    [Fact]
    public void The_program_says_it_in_one_line()
    {
        Directory.CreateDirectory(At("snapshots/Loss"));
        File.WriteAllText(At("Diptych.slnx"), "");
        File.WriteAllText(At("snapshots/Loss/divergences.json"), "null");
        File.WriteAllText(At("checkpoint.json"), "null");
        File.WriteAllBytes(At("cut.verified.json"), "{\"kind\": \"mod"u8.ToArray());
        File.WriteAllBytes(At("port.dll"), [.. "MZ"u8, 0, 1, 2]);
        string[][] runs =
        [
            ["--root", folder],
            ["train", "--resume", folder],
            ["check", At("cut.verified.json")],
            ["check", At("cut.verified.json"), "--assembly", At("port.dll")],
        ];
        foreach (var args in runs)
        {
            var (code, output, error) = ProgramRun.Of(args);
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith("contrast: ", error);
            Assert.Equal(1, error.Count(c => c == '\n'));
            Assert.DoesNotContain("   at ", error);
        }
    }
}
