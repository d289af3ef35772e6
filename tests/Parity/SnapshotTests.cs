using System.Reflection;
using DiffEngine;
using Diptych.Comparison;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Diptych.Parity;

/// <summary>Every snapshot on both engines, in both precisions; on a third where <c>DIPTYCH_DEVICE</c> names a device.</summary>
public sealed partial class SnapshotTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, Lazy<Engine>> Engines = new()
    {
        ["scratch"] = new(() => new ScratchEngine()),
        ["torchsharp"] = new(() => new TorchSharpEngine()),
        ["torchsharp-cuda"] = new(() => new TorchSharpEngine(null, "cuda")),
    };

    static readonly Lazy<Register> Register = new(() =>
        Comparison.Register.Read(Checkout.Repository)
    );

    static IEnumerable<string> Names =>
        Repository.Files(Checkout.Repository.Snapshots).Select(Checkout.Repository.CaseName);

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var name in Names)
        foreach (var engine in (string[])["scratch", "torchsharp"])
            cases.Add(name, engine);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [CasesOnDevice]
    public async Task Is_equal_to_PyTorch(string name, string engine)
    {
        var file = Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json");
        var results = Register.Value.Apply(
            CaseRunner.Run(Snapshot.Read(file), name, Engines[engine].Value)
        );
        Assert.NotEmpty(results);
        foreach (var result in results.Where(result => result.IsGood && result.Note is not null))
            output.WriteLine($"{result.Verdict}: {result.Reason}");
        var bad = results.Where(result => !result.IsGood).ToList();
        await Show(file, engine, results);
        Assert.True(
            bad.Count == 0,
            string.Join('\n', bad.Select(result => $"{result.Precision}: {result.Reason}"))
        );
    }

    /// <summary>What differs as a received file, in the diff tool of who sits in front.</summary>
    private static partial Task Show(string file, string engine, IReadOnlyList<CaseResult> results);

#if !VERIFY
    private static async partial Task Show(
        string file,
        string engine,
        IReadOnlyList<CaseResult> results
    )
    {
        if (ReceivedFile.Update(file, engine, results) is { } received)
            await DiffRunner.LaunchAsync(received, file);
    }
#endif

    [Fact]
    public void There_are_snapshots_of_every_concept()
    {
        var targets = Repository
            .Files(Checkout.Repository.Snapshots)
            .Select(file => Checkout.Repository.CaseName(file))
            .ToList();
        Assert.True(targets.Count > 300, $"only {targets.Count} snapshots");
        foreach (var concept in Catalogue.Concepts)
            Assert.Contains(
                targets,
                name => name.StartsWith(concept.Address + "/", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void A_registered_divergence_names_a_case_that_is_there()
    {
        foreach (var divergence in Register.Value.Divergences)
            Assert.True(
                File.Exists(
                    Path.Combine(Checkout.Repository.Snapshots, divergence.Case + ".verified.json")
                ),
                divergence.Case
            );
        // The first set of versions is the one for the CPU on Linux.
        Assert.Contains(
            $"<TorchSharpVersion>{Register.Value.TorchSharp}<",
            File.ReadLines(Path.Combine(Checkout.Repository.Root, "Directory.Packages.props"))
                .First(line => line.Contains("<TorchSharpVersion>", StringComparison.Ordinal))
        );
    }

    /// <summary>The cases on the device that <c>DIPTYCH_DEVICE</c> names: none where it names none, and one that is skipped where libtorch cannot use it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    sealed class CasesOnDeviceAttribute : DataAttribute
    {
        static readonly string Device = Environment.GetEnvironmentVariable("DIPTYCH_DEVICE") switch
        {
            { Length: > 0 } device => device.ToLowerInvariant(),
            _ => "cpu",
        };

        public CasesOnDeviceAttribute() => Skip = TorchSharpEngine.ReasonNotOn(Device)!;

        public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
            Device == "cpu"
                ? []
                : Names.Select(name => new object[] { name, $"torchsharp-{Device}" });
    }
}
