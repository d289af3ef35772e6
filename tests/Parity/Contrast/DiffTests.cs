using System.Text.Json;
using System.Text.Json.Nodes;
using Diptych.Comparison;
using Diptych.Contrast;
using Xunit;

namespace Diptych.Parity;

/// <summary><c>contrast diff</c>: every kind of change between two recordings.</summary>
public sealed class DiffTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("diff").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    const string Layer = "Normalization/BatchNorm/BatchNorm1d.train";

    static string Recorded(string name) =>
        Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json");

    // A copy of a recording with something else in it.
    string Edited(string name, Action<JsonNode> edit)
    {
        var document = JsonNode.Parse(File.ReadAllText(Recorded(name)))!;
        edit(document);
        var file = Path.Combine(folder, Path.GetRandomFileName() + ".verified.json");
        File.WriteAllText(file, SnapshotText.Write(document));
        return file;
    }

    CaseChange Diff(string name, Action<JsonNode> edit) =>
        SnapshotDifference.Of(name, Recorded(name), Edited(name, edit));

    static JsonNode Output(JsonNode document) => document["steps"]![0]!["outputs"]![0]!;

    static void Change(JsonNode row, int i, Func<double, double> change) =>
        row[i] = change((double)row[i]!);

    // Numbers

    [Fact]
    public void The_same_recording_is_equal()
    {
        Assert.Equal(
            CaseStanding.Equal,
            SnapshotDifference.Of(Layer, Recorded(Layer), Recorded(Layer)).Standing
        );
        Assert.Equal(CaseStanding.Equal, Diff(Layer, _ => { }).Standing);
    }

    [Fact]
    public void A_number_moved_within_the_policy_is_moved()
    {
        var changed = Diff(
            Layer,
            document => Change(Output(document)["float64"]![0]!, 1, Math.BitIncrement)
        );
        Assert.Equal(CaseStanding.Moved, changed.Standing);
        var change = Assert.Single(changed.Changes);
        Assert.Equal(
            ("output.0", Part.Answer, ChangeKind.Moved),
            (change.Place, change.Part, change.Kind)
        );
        var numbers = Assert.Single(change.Numbers);
        Assert.Equal(ElementType.Float64, numbers.Precision);
        Assert.Equal((1, 0), (numbers.Changed, numbers.Outside));
        Assert.Equal(1, numbers.Worst.Ulp);
        Assert.Equal([0, 1], numbers.Worst.Index);
        Assert.Equal(1, numbers.Ulps[UlpBuckets.Of(1)]);
        Assert.Equal(numbers.Count - 1, numbers.Ulps[0]);
        Assert.InRange(numbers.Worst.Share, 0, 1);
    }

    [Fact]
    public void A_number_outside_of_the_policy_is_different_and_its_place_is_told()
    {
        var changed = Diff(
            Layer,
            document =>
            {
                Change(Output(document)["float32"]![1]!, 2, value => (float)(value + 0.5));
                Change(Output(document)["float64"]![1]!, 2, value => value + 0.25);
            }
        );
        Assert.Equal(CaseStanding.Different, changed.Standing);
        var change = Assert.Single(changed.Changes);
        Assert.Equal(ChangeKind.Different, change.Kind);
        Assert.Equal(2, change.Numbers.Count);
        Assert.All(change.Numbers, numbers => Assert.Equal([1, 2], numbers.Worst.Index));
        Assert.Equal(0.5, change.Numbers[0].LargestAbsolute, 1e-6);
        Assert.Equal(0.25, change.Numbers[1].LargestAbsolute, 1e-12);
        Assert.Equal(
            0.25 / Math.Abs(change.Numbers[1].Worst.Expected),
            change.Numbers[1].LargestRelative,
            1e-9
        );
        Assert.True(change.Share > 1000);
    }

    [Fact]
    public void A_number_that_is_no_longer_finite_is_different()
    {
        var changed = Diff(Layer, document => Output(document)["float32"]![0]![0] = "NaN");
        var numbers = Assert.Single(Assert.Single(changed.Changes).Numbers);
        Assert.Equal(1, numbers.Outside);
        Assert.Equal(1, numbers.Ulps[^1]);
        Assert.Equal(double.PositiveInfinity, numbers.LargestAbsolute);
    }

    [Fact]
    public void Noise_alone_is_moved()
    {
        var changed = Diff(Layer, document => Output(document)["noise"] = 1e-3);
        Assert.Equal(CaseStanding.Moved, changed.Standing);
        Assert.Equal(Part.Noise, Assert.Single(changed.Changes).Part);
    }

    [Fact]
    public void Rates_of_a_schedule_are_numbers_without_noise()
    {
        const string Schedule = "Optim/ExponentialLR/ExponentialLR.half";
        CaseChange By(double much) =>
            Diff(
                Schedule,
                document => Change(document["steps"]![2]!["lrs"]!, 0, value => value * (1 + much))
            );
        Assert.Equal(CaseStanding.Moved, By(1e-12).Standing);
        var changed = By(1e-6);
        Assert.Equal(CaseStanding.Different, changed.Standing);
        Assert.Equal("step 3: lrs", changed.Gravest!.Place);
    }

    [Fact]
    public void Losses_of_a_training_run_have_the_limits_of_a_training_run()
    {
        const string Training = "Training/CifarTraining/CifarTraining.adamw-dropout";
        CaseChange By(string name, double much) =>
            Diff(
                Training,
                document => Change(document[name]!["float64"]![0]!, 0, value => value * (1 + much))
            );
        Assert.Equal(CaseStanding.Moved, By("losses", 5e-10).Standing);
        Assert.Equal(CaseStanding.Different, By("losses", 5e-9).Standing);
    }

    // Entries

    [Fact]
    public void An_entry_that_is_missing_or_added_is_told()
    {
        void Remove(JsonNode document) =>
            document["steps"]![0]!["gradients"]!.AsObject().Remove("weight");
        var missing = Assert.Single(Diff(Layer, Remove).Changes);
        Assert.Equal(("gradient.weight", ChangeKind.Missing), (missing.Place, missing.Kind));
        var added = Assert.Single(
            SnapshotDifference.Of(Layer, Edited(Layer, Remove), Recorded(Layer)).Changes
        );
        Assert.Equal(("gradient.weight", ChangeKind.Added), (added.Place, added.Kind));
        // Where PyTorch leaves no gradient, null stands.
        var none = Assert.Single(
            Diff(Layer, document => document["steps"]![0]!["gradients"]!["weight"] = null).Changes
        );
        Assert.Equal(ChangeKind.Missing, none.Kind);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_reshaped()
    {
        var changed = Diff(
            Layer,
            document =>
            {
                var shape = Output(document)["shape"]!.AsArray();
                (shape[0], shape[1]) = ((long)shape[1]!, (long)shape[0]!);
            }
        );
        var change = Assert.Single(changed.Changes);
        Assert.Equal(ChangeKind.Reshaped, change.Kind);
        Assert.Contains("→", change.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_asked_comes_before_what_it_explains()
    {
        var changed = Diff(
            Layer,
            document =>
            {
                Change(Output(document)["float32"]![0]!, 0, value => value + 1);
                Change(
                    document["steps"]![0]!["args"]![0]!["$tensor"]!["data"]![0]!,
                    0,
                    value => value + 1
                );
                document["kwargs"]!["eps"] = 0.5;
            }
        );
        Assert.Equal(
            ["input.0", "argument eps", "output.0"],
            changed
                .Changes.Select(change => change.Place)
                .OrderBy(place => place == "output.0")
                .ThenByDescending(place => place)
        );
        Assert.Equal(
            [Part.Question, Part.Question, Part.Answer],
            changed.Changes.Select(change => change.Part)
        );
    }

    [Fact]
    public void State_is_compared_to_the_bit_before_and_by_the_policy_after()
    {
        var before = Diff(
            Layer,
            document =>
                Change(
                    document["state"]!["running_var"]!["data"]![0]!,
                    0,
                    value => MathF.BitIncrement((float)value)
                )
        );
        Assert.Equal(
            ("initial.running_var", Part.State, ChangeKind.Different),
            (before.Gravest!.Place, before.Gravest.Part, before.Gravest.Kind)
        );
        var after = Diff(
            Layer,
            document =>
                Change(
                    document["steps"]![0]!["state"]!["running_var"]!["float64"]![0]!,
                    0,
                    Math.BitIncrement
                )
        );
        Assert.Equal(
            ("state.running_var", Part.State, ChangeKind.Moved),
            (after.Gravest!.Place, after.Gravest.Part, after.Gravest.Kind)
        );
    }

    [Fact]
    public void A_line_and_an_error_that_say_something_else_are_different()
    {
        var line = Diff("Activation/XorExample", document => document["lines"]![0] = "none");
        Assert.Equal(("line 1", ChangeKind.Different), (line.Gravest!.Place, line.Gravest.Kind));
        var error = Diff(
            "Activation/Softmax/Softmax.refuses-integers",
            document => document["error"]!["message"] = "no"
        );
        Assert.Equal("error.message", error.Gravest!.Place);
    }

    [Fact]
    public void Another_PyTorch_alone_is_no_difference_but_told()
    {
        var changed = Diff(Layer, document => document["recorded"]!["torch"] = "9.9");
        Assert.Equal(CaseStanding.Equal, changed.Standing);
        Assert.Contains("→ 9.9", Assert.Single(changed.Recorded), StringComparison.Ordinal);
    }

    // Pictures of numbers

    [Fact]
    public void A_heat_map_is_folded_to_the_largest_of_neighbours()
    {
        var shares = new double[100 * 200];
        shares[^1] = 5;
        var map = DiffReport.HeatMap(
            new(
                ElementType.Float64,
                [100, 200],
                1,
                1,
                1,
                1,
                new int[UlpBuckets.Names.Count],
                new Worst("", [99, 199], 0, 1, 1, 5),
                shares
            ),
            40
        );
        Assert.Equal(12, map.Count);
        var rows = map.Select(Spectre.Console.Markup.Remove).ToList();
        Assert.All(rows, row => Assert.Equal(0, row.Length % 40));
        Assert.EndsWith("▒", rows[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("▒", string.Concat(rows.SkipLast(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_has_a_bar_for_each_distance()
    {
        Assert.Equal(
            "0 █ 8   1 ▄ 4   not finite ▁ 1",
            DiffReport.Histogram([8, 4, 0, 0, 0, 0, 0, 1])
        );
        Assert.Equal(
            ["0", "1", "2–3", "2–3", "4–15", "≥65536", "not finite"],
            new[] { 0, 1, 2, 3, 15, 1e9, double.PositiveInfinity }.Select(ulp =>
                UlpBuckets.Names[UlpBuckets.Of(ulp)]
            )
        );
    }

    // The program

    [Fact]
    public void Exit_codes_are_0_for_equal_and_moved_1_for_different_2_for_bad_input()
    {
        var same = Recorded(Layer);
        var moved = Edited(
            Layer,
            document => Change(Output(document)["float64"]![0]!, 1, Math.BitIncrement)
        );
        var different = Edited(Layer, document => Output(document)["float64"]![0]![1] = 7.5);
        Assert.Equal(0, ProgramRun.Of("diff", same, same).ExitCode);
        Assert.Equal(0, ProgramRun.Of("diff", same, moved).ExitCode);
        var (code, output, _) = ProgramRun.Of("diff", same, different);
        Assert.Equal(1, code);
        Assert.DoesNotContain('\u001b', output);
        Assert.StartsWith("1 case compared", output, StringComparison.Ordinal);
        Assert.Contains("→ 7.5", output, StringComparison.Ordinal);

        var broken = Path.Combine(folder, "broken.verified.json");
        File.WriteAllText(broken, "{");
        var other = Path.Combine(folder, "other.verified.json");
        File.WriteAllText(other, "{\"a\": 1}");
        var odd = Edited(Layer, document => Output(document)["float64"]![0]![1] = "odd");
        foreach (
            var arguments in new string[][]
            {
                [same],
                [same, folder],
                [same, broken],
                [same, odd],
                [other, other],
                [same, Path.Combine(folder, "nowhere")],
                [same, same, same],
            }
        )
        {
            var (bad, nothing, error) = ProgramRun.Of(["diff", .. arguments]);
            Assert.Equal(2, bad);
            Assert.Empty(nothing);
            Assert.Single(error.Trim().Split('\n'));
        }
    }

    [Fact]
    public void Folders_are_compared_name_by_name_and_written_as_JSON()
    {
        var (first, second) = (
            Directory.CreateDirectory(Path.Combine(folder, "a")).FullName,
            Directory.CreateDirectory(Path.Combine(folder, "b")).FullName
        );
        void Put(string where, string name, string text) =>
            File.WriteAllText(Path.Combine(where, name + ".verified.json"), text);
        var text = File.ReadAllText(Recorded(Layer));
        Put(first, "same", text);
        Put(second, "same", text);
        Put(first, "gone", text);
        Put(second, "new", text);
        Put(first, "other", text);
        Put(
            second,
            "other",
            File.ReadAllText(Edited(Layer, document => Output(document)["float64"]![0]![1] = 7.5))
        );
        var report = Path.Combine(folder, "report.json");
        var (code, output, _) = ProgramRun.Of("diff", first, second, "--json", report);
        Assert.Equal(1, code);
        Assert.Contains("only in the first", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(report));
        var totals = json.RootElement.GetProperty("totals");
        foreach (
            var (name, count) in new[]
            {
                ("cases", 4),
                ("equal", 1),
                ("different", 1),
                ("only_first", 1),
                ("only_second", 1),
                ("moved", 0),
            }
        )
            Assert.Equal(count, totals.GetProperty(name).GetInt32());
        Assert.Equal(
            ["gone", "new", "other"],
            json.RootElement.GetProperty("cases")
                .EnumerateArray()
                .Select(one => one.GetProperty("case").GetString())
        );
        var worst = json
            .RootElement.GetProperty("cases")[2]
            .GetProperty("changes")[0]
            .GetProperty("numbers")[0]
            .GetProperty("worst");
        Assert.Equal(7.5, worst.GetProperty("second").GetDouble());
        Assert.Equal(
            "[0,1]",
            worst
                .GetProperty("index")
                .GetRawText()
                .Replace(" ", "", StringComparison.Ordinal)
                .ReplaceLineEndings("")
        );
    }

    [Fact]
    public void Without_arguments_received_files_are_compared_with_PyTorchs()
    {
        File.WriteAllText(Path.Combine(folder, "Diptych.slnx"), "");
        var family = Directory
            .CreateDirectory(Path.Combine(folder, "snapshots", "Family"))
            .FullName;
        File.Copy(Recorded(Layer), Path.Combine(family, "Case.a.verified.json"));
        var (code, output, _) = ProgramRun.Of("diff", "--root", folder);
        Assert.Equal(0, code);
        Assert.Contains("no received file", output, StringComparison.Ordinal);

        File.Copy(
            Edited(
                Layer,
                document =>
                {
                    Output(document)["float32"]![0]![1] = 7.5;
                    document["received"] = new JsonArray("exception: no such option");
                }
            ),
            Path.Combine(family, "Case.a.scratch.received.json")
        );
        (code, output, _) = ProgramRun.Of("diff", "--root", folder);
        Assert.Equal(1, code);
        Assert.Contains("Family/Case.a on scratch", output, StringComparison.Ordinal);
        Assert.Contains("no such option", output, StringComparison.Ordinal);
        Assert.Contains("7.5", output, StringComparison.Ordinal);
    }
}
