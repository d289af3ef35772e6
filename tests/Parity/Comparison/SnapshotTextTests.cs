using System.Text.Json.Nodes;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>Received files are laid out like verified ones, so that a text diff shows the numbers alone.</summary>
public sealed class SnapshotTextTests
{
    [Fact]
    public void Every_committed_snapshot_comes_back_byte_for_byte()
    {
        var files = Repository.Files(Checkout.Repository.Snapshots);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.True(text == SnapshotText.Write(JsonNode.Parse(text)!), file);
        }
    }

    [Fact]
    public void A_failed_case_writes_what_it_got_and_a_passed_one_takes_it_away()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var source = Path.Combine(
            Checkout.Repository.Snapshots,
            "Linear/Linear/Linear.batch.verified.json"
        );
        var file = Path.Combine(folder, "Linear.batch.verified.json");
        var truth = File.ReadAllText(source);
        // A number of PyTorch's that nobody can reach, in the first row of the first output.
        var document = JsonNode.Parse(truth)!;
        document["steps"]![0]!["outputs"]![0]!["float64"]![0]![0] = 1e6;
        File.WriteAllText(file, SnapshotText.Write(document));

        var engine = new ScratchEngine();
        var results = CaseRunner.Run(Snapshot.Read(file), "Linear.batch", engine);
        Assert.All(results, result => Assert.Equal(Verdict.Failed, result.Verdict));
        var received = ReceivedFile.Update(file, engine.Name, results);
        Assert.Equal(Path.Combine(folder, "Linear.batch.scratch.received.json"), received);
        Snapshot.Read(received!);
        Assert.DoesNotContain("1000000", File.ReadAllText(received!), StringComparison.Ordinal);

        File.WriteAllText(file, truth);
        Assert.Null(
            ReceivedFile.Update(
                file,
                engine.Name,
                CaseRunner.Run(Snapshot.Read(file), "Linear.batch", engine)
            )
        );
        Assert.False(File.Exists(received));
        Directory.Delete(folder, recursive: true);
    }
}
