using System.Text.Json;
using Diptych.Contrast.Bench;
using Xunit;

namespace Diptych.Parity;

/// <summary>contrast bench: what it times, and what it answers.</summary>
public sealed class BenchTests
{
    public static TheoryData<string> Names => [.. Rows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_runs_on_both_sides_and_has_its_work_counted(string name)
    {
        Reference.LibTorch.Load();
        var row = Assert.Single(Rows.All, row => row.Name == name);
        Assert.NotEmpty(row.LibTorch);
        foreach (var prepare in row.LibTorch)
            using (TorchSharp.torch.NewDisposeScope())
                prepare()();
        var scratch = row.Scratch();
        using (Scratch.Torch.NewDisposeScope())
            scratch();
        Assert.True(row.Operations > 0 || row.Bytes > 0 || row.Family == "Backpropagation");
    }

    [Fact]
    public void The_file_has_an_object_a_row_and_the_mean()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var (code, output, error) = ProgramRun.Of(
                "bench",
                "backpropagation",
                "--rounds",
                "1",
                "--json",
                file
            );
            Assert.Equal("", error);
            Assert.Equal(0, code);
            Assert.Contains("XOR network", output, StringComparison.Ordinal);
            Assert.Contains("Geometric mean", output, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            Assert.True(json.RootElement.GetProperty("geometric_mean").GetDouble() > 0);
            var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToList();
            Assert.Equal(Math.Min(2, Environment.ProcessorCount) * 2, rows.Count);
            foreach (var row in rows)
            {
                Assert.Equal("Backpropagation", row.GetProperty("family").GetString());
                Assert.True(row.GetProperty("threads").GetInt32() > 0);
                var ratio =
                    row.GetProperty("libtorch_ns").GetDouble()
                    / row.GetProperty("scratch_ns").GetDouble();
                Assert.Equal(ratio, row.GetProperty("ratio").GetDouble(), 1e-9 * ratio);
                Assert.True(row.TryGetProperty("share_of_peak", out _));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("bench", "Bakpropagation")]
    [InlineData("bench", "--rounds", "0")]
    public void What_cannot_be_timed_is_refused(params string[] args)
    {
        var (code, output, error) = ProgramRun.Of(args);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
