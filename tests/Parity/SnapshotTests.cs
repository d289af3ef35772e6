using DiffEngine;
using Diptych.Comparison;
using Xunit;
using Xunit.Abstractions;

namespace Diptych.Parity;

/// <summary>Every snapshot on both engines, in both precisions.</summary>
public sealed class SnapshotTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, Engine> Engines = new()
    {
        ["scratch"] = new ScratchEngine(),
        ["torchsharp"] = new TorchSharpEngine(),
    };

    static readonly Lazy<Register> Register = new(() =>
        Comparison.Register.Read(Checkout.Repository)
    );

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in Repository.Files(Checkout.Repository.Snapshots))
        foreach (var engine in Engines.Keys)
            cases.Add(Checkout.Repository.CaseName(file), engine);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_equal_to_PyTorch(string name, string engine)
    {
        var file = Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json");
        var results = Register.Value.Apply(
            CaseRunner.Run(Snapshot.Read(file), name, Engines[engine])
        );
        var received = ReceivedFile.Update(file, engine, results);

        Assert.NotEmpty(results);
        foreach (var result in results.Where(result => result.IsGood && result.Note is not null))
            output.WriteLine($"{result.Verdict}: {result.Reason}");
        var bad = results.Where(result => !result.IsGood).ToList();
        if (received is not null)
            await DiffRunner.LaunchAsync(received, file);
        Assert.True(
            bad.Count == 0,
            string.Join('\n', bad.Select(result => $"{result.Precision}: {result.Reason}"))
        );
    }

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
        Assert.Equal(TorchSharpVersion(), Register.Value.TorchSharp);
    }

    static string TorchSharpVersion() =>
        System
            .Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(
                typeof(TorchSharp.torch).Assembly
            )!
            .InformationalVersion.Split('+')[0];
}
