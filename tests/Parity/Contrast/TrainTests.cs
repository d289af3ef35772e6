using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Diptych.Parity;

/// <summary><c>contrast train</c>, as somebody runs it.</summary>
public sealed class TrainTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("train").FullName;

    public TrainTests() => CifarRunTests.TwelvePictures(Folder("twelve.bin"));

    // Three steps an epoch.
    string[] Small => ["--data", Folder("twelve.bin"), "--batch-size", "4", "--dropout", "0.5"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static Process Start(params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout.Repository.Root,
        };
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    static string Program => Path.Combine(AppContext.BaseDirectory, "contrast.dll");

    static (int ExitCode, string Output, string Error) Finish(Process process)
    {
        using var _ = process;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (
            process.ExitCode,
            output.ReplaceLineEndings("\n"),
            error.Result.ReplaceLineEndings("\n")
        );
    }

    static (int ExitCode, string Output, string Error) Train(params IEnumerable<string> args) =>
        Finish(Start([Program, "train", .. args]));

    string Folder(string name) => Path.Combine(folder, name);

    byte[] Weights(string run, string side) =>
        File.ReadAllBytes(Path.Combine(Folder(run), side + ".safetensors"));

    [Fact]
    public void Four_epochs_are_two_and_two_more()
    {
        var whole = Train(["--epochs", "4", "--output", Folder("whole"), .. Small]);
        Assert.Equal((0, ""), (whole.ExitCode, whole.Error));
        var lines = whole.Output.Split('\n');
        // Two lines of heading, one an epoch, and where it all is.
        Assert.Equal(8, lines.Length);
        Assert.All(lines, line => Assert.DoesNotContain('\e', line));
        Assert.All(lines[..6], line => Assert.InRange(line.Length, 0, 80));
        Assert.All(
            Enumerable.Range(1, 4),
            epoch => Assert.StartsWith($"    {epoch}  ", lines[epoch + 1])
        );
        Assert.Contains("  0.002  ", lines[3]);
        Assert.Contains("  0.001  ", lines[4]);

        Assert.Equal(0, Train(["--epochs", "2", "--output", Folder("parts"), .. Small]).ExitCode);
        var resumed = Train("--resume", Folder("parts"), "--epochs", "4");
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(lines[4..6], resumed.Output.Split('\n')[2..4]);
        Assert.Equal(Weights("whole", "scratch"), Weights("parts", "scratch"));
        Assert.Equal(Weights("whole", "torchsharp"), Weights("parts", "torchsharp"));
        Assert.Equal(
            "PNG"u8.ToArray(),
            File.ReadAllBytes(Path.Combine(Folder("parts"), "losses.png"))[1..4]
        );
        // Both sides have trained the same network, and not merely each something.
        var (a, b) = (Load("scratch"), Load("torchsharp"));
        Assert.Equal(a.Keys.Order(), b.Keys.Order());
        Assert.Contains("classifier.3.bias", a.Keys);
        Assert.All(
            a,
            named =>
                Assert.All(
                    named.Value.ToArray<float>().Zip(b[named.Key].ToArray<float>()),
                    pair => Assert.Equal(pair.First, pair.Second, 1e-3f)
                )
        );

        Dictionary<string, Scratch.Tensor> Load(string side) =>
            Scratch.Safetensors.LoadFile(Path.Combine(Folder("whole"), side + ".safetensors"));
    }

    [UnixFact("Windows sends a process no signal.")]
    public void An_interrupted_run_leaves_whole_files_and_goes_on_to_the_bit()
    {
        if (OperatingSystem.IsWindows())
            return; // Windows has no signal that a test could send to one process alone.
        // More than are over before the signal arrives, however busy the machine is.
        var process = Start([
            Program,
            "train",
            "--epochs",
            "50000",
            "--output",
            Folder("broken"),
            .. Small,
        ]);
        while (
            process.StandardOutput.ReadLine() is { } line
            && !line.StartsWith("    1  ", StringComparison.Ordinal)
        ) { }
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        var (code, output, error) = Finish(process);
        Assert.Equal((130, ""), (code, error));
        Assert.Contains("stopped after step ", output);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Folder("broken"), "*", SearchOption.AllDirectories),
            file => file.EndsWith(".writing", StringComparison.Ordinal)
        );
        var checkpoint = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Folder("broken"), "checkpoint.json"))
        )!;
        Assert.Equal(50000, (int)checkpoint["options"]!["epochs"]!);
        var epochs = $"{(int)checkpoint["epoch"]! + 1}";

        Assert.Equal(0, Train("--resume", Folder("broken"), "--epochs", epochs).ExitCode);
        Assert.Equal(
            0,
            Train(["--epochs", epochs, "--output", Folder("whole"), .. Small]).ExitCode
        );
        Assert.Equal(Weights("whole", "scratch"), Weights("broken", "scratch"));
        Assert.Equal(Weights("whole", "torchsharp"), Weights("broken", "torchsharp"));
    }

    [Theory]
    [InlineData("--epochs must be at least 1", "--epochs", "0")]
    [InlineData("--batch-size must be at least 1", "--batch-size", "0")]
    [InlineData("--lr must be a positive number", "--lr", "-1")]
    [InlineData("--dropout must be a share from 0 to less than 1", "--dropout", "1")]
    [InlineData("'adam'", "--optimizer", "adam")]
    [InlineData("there is no folder", "--data", "no/such/folder")]
    [InlineData("data_batch_1.bin", "--data", "docs")]
    [InlineData("holds no training run", "--resume", "docs")]
    public void What_makes_no_sense_is_one_sentence(string sentence, params string[] args)
    {
        var (code, output, error) = Train([.. args, "--output", Folder("none")]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.False(Directory.Exists(Folder("none")));
    }

    [Fact]
    public void A_saved_run_is_not_lost_and_not_mixed_up()
    {
        Assert.Equal(0, Train(["--epochs", "1", "--output", Folder("run"), .. Small]).ExitCode);
        Refused("holds a training run already", "--output", Folder("run"));
        Refused("ask for more with --epochs", "--resume", Folder("run"));
        Refused(
            "was begun with --lr 0.002, and cannot have 0.5 now",
            ["--resume", Folder("run"), "--epochs", "2", "--lr", "0.5"]
        );
        var json = Path.Combine(Folder("run"), "checkpoint.json");
        var text = File.ReadAllText(json);
        File.WriteAllText(json, text.Replace("\"batch_size\": 4", "\"batch_size\": 2"));
        Refused("makes 6 steps an epoch, and made 3", Again);
        File.WriteAllText(json, text.Replace("\"epoch\": 1,", ""));
        Refused("is no checkpoint of a training run", Again);
        File.WriteAllText(json, text.Replace("state-1-0", "../run"));
        Refused("is no name of a folder", Again);
        File.WriteAllText(json, text);
        var state = Path.Combine(Folder("run"), "state-1-0", "torchsharp.safetensors");
        File.WriteAllBytes(state, File.ReadAllBytes(state)[..1000]);
        Refused("torchsharp.safetensors", Again);
    }

    string[] Again => ["--resume", Folder("run"), "--epochs", "2"];

    static void Refused(string sentence, params string[] args)
    {
        var (code, output, error) = Train(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
    }

    [UnixFact("The home folder of Windows is none of the environment's.")]
    public void Without_libtorch_it_says_so()
    {
        // The same program, but nobody tells it where libtorch lies.
        var settings = JsonNode.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contrast.runtimeconfig.json"))
        )!;
        var told = settings["runtimeOptions"]!["configProperties"]!.AsObject();
        // CUDA's libraries lie beside the program.
        if (!told.Remove("Diptych.LibTorch"))
            return;
        var file = Path.Combine(folder, "contrast.runtimeconfig.json");
        File.WriteAllText(file, settings.ToJsonString());
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout.Repository.Root,
            Environment = { ["HOME"] = folder, ["USERPROFILE"] = folder },
        };
        start.Environment.Remove("NUGET_PACKAGES");
        foreach (
            var arg in (string[])
                ["exec", "--runtimeconfig", file, Program, "train", "--output", Folder("none")]
        )
            start.ArgumentList.Add(arg);
        var (code, output, error) = Finish(Process.Start(start)!);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("libtorch is missing", error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.False(Directory.Exists(Folder("none")));
    }
}
