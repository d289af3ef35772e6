using Diptych.Comparison;
using Diptych.Reference;
using TorchSharp;
using Xunit;
using Xunit.Abstractions;

namespace Diptych.Parity;

/// <summary>The Reference side on another device than the CPU.</summary>
public sealed class DeviceTests(ITestOutputHelper output)
{
    // What libtorch or TorchSharp cannot do on META, which has shapes and no numbers: read a number, run an operation
    // that has no shape function there, and move a module that TorchSharp builds in C++, which knows CUDA and MPS only.
    static readonly string[] Limits =
    [
        "meta tensor",
        "Meta tensors",
        "SparseMeta",
        "convolution_overrideable not implemented",
        "found input tensor at meta and parameter tensor at cpu",
    ];

    /// <summary>
    /// A tensor that was left on the CPU does not go together with one of META, and what comes from there reads as zeros:
    /// so both halves of the way are seen on a machine without a second device.
    /// </summary>
    [Fact]
    public void On_another_device_modules_inputs_states_and_cotangents_are_moved()
    {
        var engine = new TorchSharpEngine(null, new torch.Device(DeviceType.META, -1));
        Assert.Equal("torchsharp-meta", engine.Name);
        var (moved, limited) = (0, 0);
        var left = new List<string>();
        foreach (var file in Repository.Files(Checkout.Repository.Snapshots))
        foreach (
            var result in CaseRunner.Run(
                Snapshot.Read(file),
                Checkout.Repository.CaseName(file),
                engine,
                ElementType.Float32
            )
        )
        {
            if (result.Verdict == Verdict.Skipped)
                continue;
            if (result.Differences.FirstOrDefault(d => d.Place == "exception") is { } exception)
            {
                limited++;
                if (
                    !Array.Exists(
                        Limits,
                        limit => exception.Text.Contains(limit, StringComparison.Ordinal)
                    )
                )
                    left.Add($"{result.Case}: {exception.Text}");
                continue;
            }
            moved++;
            left.AddRange(
                result
                    .Actual.Where(answer =>
                        answer.Value is { } data && !StaysOnCpu(answer.Key, data) && !IsZero(data)
                    )
                    .Select(answer => $"{result.Case}: {answer.Key} was computed on the CPU")
            );
        }
        output.WriteLine($"{moved} cases were computed on META, {limited} cannot be");
        Assert.True(left.Count == 0, string.Join('\n', left));
        Assert.True(moved > 1700, $"only {moved} cases were computed");

        // Sizes and lengths, and what an optimizer counts, are read and not computed with, in PyTorch too.
        static bool StaysOnCpu(string name, TensorData data) =>
            data.Type == ElementType.Int64
            || data.Shape.Length == 0 && name.Contains(": state.", StringComparison.Ordinal);

        static bool IsZero(TensorData data) =>
            Enumerable.Range(0, data.Count).All(i => data[i] == 0);
    }

    [Fact]
    public void Cases_that_hang_on_the_stream_of_the_CPU_are_skipped_on_another_device_for_a_reason()
    {
        var engine = new TorchSharpEngine(null, new torch.Device(DeviceType.META, -1));
        foreach (
            var name in (string[])
                [
                    "Dropout/Dropout/Dropout.train-then-eval",
                    "Random/Init/constant_.value-float32",
                    "Linear/LinearExample",
                ]
        )
            Assert.NotNull(engine.ReasonToSkip(Read(name)));
        Assert.Null(engine.ReasonToSkip(Read("Linear/Linear/Linear.batch")));

        static Snapshot Read(string name) =>
            Snapshot.Read(Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json"));
    }

    [Fact]
    public void A_device_that_is_not_there_is_told_in_one_sentence()
    {
        var reason = TorchSharpEngine.ReasonNotOn("cuda");
        var (code, text, error) = ProgramRun.Of(
            "check",
            Path.Combine("snapshots", "Linear", "Linear"),
            "--engine",
            "torchsharp",
            "--device",
            "cuda"
        );
        if (reason is null)
        {
            Assert.True(code == 0, text + error);
            return;
        }
        Assert.Equal(2, code);
        Assert.Equal($"contrast: {reason}", error.TrimEnd());
        Assert.Throws<DeviceUnavailableException>(() => new TorchSharpEngine(null, "cuda"));
    }

    [Fact]
    public void Scratch_has_no_other_device()
    {
        var (code, _, error) = ProgramRun.Of("--engine", "scratch", "--device", "cuda");
        Assert.Equal(2, code);
        Assert.StartsWith("contrast: --device cuda is TorchSharp's", error);
    }

    [Fact]
    public void On_another_device_a_registered_divergence_may_have_another_value_or_none()
    {
        var register = new Register(
            TorchSharpEngine.Version,
            [new("case", "float32", "output.0", "1", "2", "why")]
        );
        Assert.Equal(Verdict.Diverged, Judged("torchsharp", "2"));
        Assert.Equal(Verdict.Failed, Judged("torchsharp", "3"));
        Assert.Equal(Verdict.Failed, Judged("torchsharp", null));
        Assert.Equal(Verdict.Diverged, Judged("torchsharp-cuda", "3"));
        Assert.Equal(Verdict.Passed, Judged("torchsharp-cuda", null));
        Assert.Equal(Verdict.Failed, Judged("scratch", "2"));
        register = register with { TorchSharp = "0.0.1" };
        Assert.Equal(Verdict.Diverged, Judged("torchsharp", "3"));
        Assert.Equal(Verdict.Passed, Judged("torchsharp", null));

        Verdict Judged(string engine, string? actual) =>
            Assert
                .Single(
                    register.Apply([
                        new(
                            "case",
                            "target",
                            engine,
                            ElementType.Float32,
                            actual is null ? Verdict.Passed : Verdict.Failed,
                            actual is null ? [] : [new("output.0", "1", actual, "differs")],
                            null,
                            [],
                            new Dictionary<string, TensorData?>()
                        ),
                    ])
                )
                .Verdict;
    }

    [Fact]
    public void Libraries_of_libtorch_are_loaded_in_order_those_of_CUDA_where_they_are_there()
    {
        var folder = Directory.CreateTempSubdirectory("diptych-");
        try
        {
            Assert.Equal(["c10", "torch_cpu", "torch"], Names());
            foreach (var file in LibTorch.Files(folder.FullName).ToList())
            foreach (var cuda in (string[])["c10", "torch"])
                File.WriteAllText(file.Replace("torch_cpu", cuda + "_cuda"), "");
            Assert.Equal(["c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch"], Names());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        IEnumerable<string> Names() =>
            LibTorch
                .Files(folder.FullName)
                .Select(file =>
                    Path.GetFileNameWithoutExtension(file) is var name
                    && name.StartsWith("lib", StringComparison.Ordinal)
                        ? name[3..]
                        : Path.GetFileNameWithoutExtension(file)
                );
    }
}
