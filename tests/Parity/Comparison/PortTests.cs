using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>The worked example of docs/port.md: a module of one's own is equal, and what is wrong with it is told.</summary>
public sealed class PortTests
{
    static readonly string Folder = Path.Combine(Checkout.Repository.Root, "tests", "Port");

    // Built beside the tests, in the same configuration.
    static readonly string File = Path.Combine(
        Folder,
        Path.GetRelativePath(
            Path.Combine(Checkout.Repository.Root, "tests", "Parity"),
            AppContext.BaseDirectory
        ),
        "Diptych.Port.dll"
    );

    static readonly PortAssembly Port = PortAssembly.Load(File);

    static readonly Dictionary<string, Engine> Engines = new()
    {
        ["scratch"] = new ScratchEngine(Port),
        ["torchsharp"] = new TorchSharpEngine(Port),
    };

    static readonly string Recorded = Path.Combine(
        Folder,
        "Recorded",
        "ReviewClassifier.two-reviews.verified.json"
    );

    // The recording, as if it were of a class of another name.
    static IReadOnlyList<CaseResult> Check(
        string engine,
        string target,
        Func<string, string>? edit = null
    )
    {
        var text = System.IO.File.ReadAllText(Recorded);
        Assert.Contains("\"target\": \"ReviewClassifier\"", text);
        text = text.Replace("\"target\": \"ReviewClassifier\"", $"\"target\": \"{target}\"");
        var json = System.Text.Encoding.UTF8.GetBytes(edit is null ? text : edit(text));
        return CaseRunner.Run(Snapshot.Parse("case", json), "case", Engines[engine]);
    }

    static string Reason(string engine, string target, Func<string, string>? edit = null)
    {
        var results = Check(engine, target, edit);
        Assert.All(results, result => Assert.False(result.IsGood));
        return results[0].Reason!;
    }

    [Theory]
    [InlineData("scratch", "ReviewClassifier")]
    [InlineData("torchsharp", "ReviewClassifier")]
    [InlineData("torchsharp", "ReviewClassifierOnReference")]
    [InlineData("scratch", "Port.OnScratch.ReviewClassifier")]
    public void A_right_port_is_equal_layer_by_layer(string engine, string target)
    {
        var results = Check(engine, target);
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.True(result.IsGood, result.Reason));
        Assert.Equal(
            [
                "layer embedding (nn.Embedding): output.0",
                "layer gru (nn.GRU): output.0",
                "layer gru (nn.GRU): output.1",
                "layer pooling.score (nn.Linear): output.0",
                "layer pooling (AttentionPooling): output.0",
                "layer output (nn.Linear): output.0",
                "output.0",
            ],
            results[0]
                .Tensors.Select(tensor => tensor.Tensor)
                .Where(name => !name.Contains("gradient.", StringComparison.Ordinal))
        );
        Assert.Contains(
            "gradient.gru.weight_hh_l0",
            results[1].Tensors.Select(tensor => tensor.Tensor)
        );
    }

    [Fact]
    public void The_first_layer_that_differs_is_named()
    {
        Assert.StartsWith(
            "the first layer that differs is pooling (AttentionPooling): output.0[",
            Reason("scratch", "WithWrongPooling")
        );
        Assert.StartsWith(
            "the first layer that differs is gru (nn.GRU): output.0[",
            Reason("torchsharp", "WithWrongGru")
        );
    }

    [Fact]
    public void Where_every_layer_is_equal_it_is_forward_that_differs() =>
        Assert.StartsWith(
            "every layer is equal alone, so that it is forward itself that differs: output.0[1, ",
            Reason("scratch", "WithForgottenPadding")
        );

    [Fact]
    public void A_layer_that_is_no_module_here_is_said_and_is_no_difference()
    {
        static string Renamed(string text) =>
            text.Replace("\"name\": \"gru\"", "\"name\": \"rnn\"");
        var results = Check("scratch", "ReviewClassifier", Renamed);
        Assert.All(results, result => Assert.True(result.IsGood));
        Assert.Equal(
            "layers that were not compared alone: rnn, which is no module here",
            results[0].Note
        );
        Assert.EndsWith(
            "; not compared alone: rnn, which is no module here",
            Reason("scratch", "WithForgottenPadding", Renamed)
        );
    }

    [Theory]
    [InlineData(
        "WithWrongNames",
        "the state is not PyTorch's: it lacks gru.weight_ih_l0, gru.weight_hh_l0, gru.bias_ih_l0, gru.bias_hh_l0; PyTorch's has no rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0, rnn.bias_hh_l0"
    )]
    [InlineData(
        "WithWrongSizes",
        "the state is not PyTorch's: embedding.weight has shape [13, 4] here and [12, 4] in PyTorch"
    )]
    [InlineData(
        "WithWrongConstructor",
        "WithWrongConstructor needs words in scratch: the snapshot gives (vocabulary, hiddenSize) and the class has WithWrongConstructor(words)"
    )]
    public void What_does_not_fit_is_one_sentence(string target, string sentence) =>
        Assert.Equal(sentence, Reason("scratch", target));

    [Fact]
    public void A_port_for_one_precision_is_equal_in_that()
    {
        var results = Check("scratch", "InOnePrecision");
        Assert.True(results[0].IsGood, results[0].Reason);
        Assert.False(results[1].IsGood);
        var only = CaseRunner.Run(
            Snapshot.Read(Recorded),
            "case",
            Engines["scratch"],
            ElementType.Float32
        );
        Assert.Equal(ElementType.Float32, Assert.Single(only).Precision);
    }

    [Fact]
    public void Two_classes_of_one_name_are_told_apart_by_their_namespaces()
    {
        var error = Assert.Throws<PortException>(() => Engines["scratch"].IsOwn("Twice"));
        Assert.Contains("Port.Mistakes.Twice and Port.Mistakes.Twice+Inner+Twice", error.Message);
        Assert.True(Engines["scratch"].IsOwn("Port.Mistakes.Twice"));
        Assert.False(Engines["torchsharp"].IsOwn("Port.Mistakes.Twice"));
    }

    // The program

    static (int ExitCode, string Output, string Error) Run(params string[] args) =>
        ProgramRun.Of(args);

    [Fact]
    public void The_program_checks_the_port()
    {
        var (code, output, error) = Run(
            "check",
            Path.GetDirectoryName(Recorded)!,
            "--assembly",
            File
        );
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("ReviewClassifier", output);
        Assert.EndsWith("4 passed, 0 failed\n", output);
        Assert.EndsWith(
            "1 passed, 0 failed\n",
            Run(
                "check",
                Recorded,
                "--assembly",
                File,
                "--engine",
                "scratch",
                "--dtype",
                "float32"
            ).Output
        );
    }

    [Fact]
    public void What_the_program_cannot_use_is_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("port").FullName;
        try
        {
            var nobody = Path.Combine(folder, "Nobody.x.verified.json");
            System.IO.File.WriteAllText(
                nobody,
                System
                    .IO.File.ReadAllText(Recorded)
                    .Replace("\"target\": \"ReviewClassifier\"", "\"target\": \"Nobody\"")
            );
            Refused("has no module Nobody; what it has is Port.", nobody, "--assembly", File);
            Refused("name the assembly with its port", Recorded);
            Refused("there is no file", Recorded, "--assembly", "no.dll");
            Refused("is no .NET assembly", Recorded, "--assembly", "README.md");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static void Refused(string sentence, params string[] args)
        {
            var (code, output, error) = Run(["check", .. args]);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(sentence, error);
            Assert.Equal(1, error.Count(c => c == '\n'));
        }
    }

    // The page shows what is tested here.
    [Fact]
    public void The_page_shows_the_sources_as_they_are()
    {
        var lines = System.IO.File.ReadAllLines(
            Path.Combine(Checkout.Repository.Root, "docs", "port.md")
        );
        var sources = Directory
            .EnumerateFiles(Folder, "*.*")
            .Select(System.IO.File.ReadAllText)
            .ToList();
        var blocks = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] is not ("```python" or "```csharp"))
                continue;
            var end = Array.IndexOf(lines, "```", i);
            var block = string.Join('\n', lines[(i + 1)..end]);
            Assert.True(
                sources.Exists(source => source.Contains(block, StringComparison.Ordinal)),
                $"no source below tests/Port has this:\n{block}"
            );
            blocks++;
        }
        Assert.InRange(blocks, 4, 20);
    }
}
