using System.Diagnostics;
using System.Text;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity.BadInput;

/// <summary>Whoever writes may be killed at any time, and need not be alone: a file is always an old one or a new one, and whole.</summary>
public sealed class KilledWriterTests : IDisposable
{
    const int Length = 300_000;

    readonly string folder = Directory.CreateTempSubdirectory("killed").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string File => Path.Combine(folder, "Case.verified.json");

    /// <summary>What a child does: writes one file after another to the same place, each of one number or letter, until it is killed.</summary>
    internal static void Write(string what, string path)
    {
        for (var i = 0; ; i++)
            switch (what)
            {
                case "text":
                    WholeFile.Write(path, new string((char)('a' + i % 26), Length));
                    break;
                case "weights":
                    Scratch.Safetensors.SaveFile(
                        new Dictionary<string, Scratch.Tensor>
                        {
                            ["w"] = Scratch.Torch.Full([Length], i),
                        },
                        path
                    );
                    break;
                case "picture":
                    ImageFile.Write(
                        path,
                        new ImageData(
                            300,
                            300,
                            1,
                            [.. Enumerable.Repeat((byte)(i % 256), 300 * 300)]
                        )
                    );
                    break;
                default:
                    ReceivedFile.Update(
                        path,
                        "scratch",
                        [
                            new(
                                "case",
                                "target",
                                "scratch",
                                ElementType.Float32,
                                Verdict.Failed,
                                [
                                    new(
                                        "place",
                                        "1",
                                        new string((char)('a' + i % 26), Length),
                                        "text"
                                    ),
                                ],
                                null,
                                [],
                                new Dictionary<string, TensorData?>()
                            ),
                        ]
                    );
                    break;
            }
    }

    static Process Start(string what, string path)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                typeof(KilledWriterTests).Assembly.Location,
                "write-until-killed",
                what,
                path,
            },
        };
        return Process.Start(start)!;
    }

    // Throws where it is not whole.
    static void Read(string what, string path)
    {
        switch (what)
        {
            case "text":
                var text = System.IO.File.ReadAllText(path);
                Assert.Equal(new string(text[0], Length), text);
                break;
            case "weights":
                var numbers = Scratch.Safetensors.LoadFile(path)["w"].ToArray<float>();
                Assert.Equal(Enumerable.Repeat(numbers[0], Length), numbers);
                break;
            case "picture":
                var bytes = ImageFile.Read(path).Bytes;
                Assert.All(bytes.Distinct(), one => Assert.Equal(bytes[0], one));
                break;
            default:
                using (
                    var json = System.Text.Json.JsonDocument.Parse(System.IO.File.ReadAllText(path))
                )
                    Assert.Equal(System.Text.Json.JsonValueKind.Object, json.RootElement.ValueKind);
                break;
        }
    }

    [Theory]
    [InlineData("text", "Case.txt")]
    [InlineData("weights", "Case.safetensors")]
    [InlineData("picture", "Case.png")]
    [InlineData("received", "Case.scratch.received.json")]
    public void A_killed_writer_leaves_the_old_file_or_the_new_one(string what, string name)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.Copy(
            Path.Combine(
                Checkout.Repository.Snapshots,
                "Linear",
                "Linear",
                "Linear.batch.verified.json"
            ),
            File
        );
        var to = what == "received" ? File : path;
        for (var kill = 0; kill < 4; kill++)
        {
            // Two at once, of which neither minds the other.
            using var first = Start(what, to);
            using var second = Start(what, to);
            try
            {
                var wait = Stopwatch.StartNew();
                while (!System.IO.File.Exists(path) && wait.Elapsed < TimeSpan.FromSeconds(30))
                    Thread.Sleep(5);
                for (var i = 0; i < 20; i++)
                    Read(what, path);
                Thread.Sleep(40 * kill);
                Assert.False(first.HasExited, "the first writer has ended by itself");
                Assert.False(second.HasExited, "the second writer has ended by itself");
            }
            finally
            {
                first.Kill();
                second.Kill();
            }
            first.WaitForExit();
            second.WaitForExit();
            Read(what, path);
        }
        // What they left half-written is nobody's file.
        Assert.All(
            Directory.EnumerateFiles(folder),
            file =>
                Assert.True(
                    file == path
                        || file == File
                        || file.EndsWith(".writing", StringComparison.Ordinal),
                    file
                )
        );
        Assert.Equal([File], Repository.Files(folder));
        Assert.Equal(
            what == "received" ? [path] : [],
            Directory.EnumerateFiles(folder, "*.received.json")
        );
    }
}
