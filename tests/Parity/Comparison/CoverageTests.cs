using System.Text;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>The page of PyTorch's names says what is there, and each name is there or somebody says why not.</summary>
public sealed class CoverageTests
{
    static readonly IReadOnlyList<CoveredName> Names = Coverage.Names(Checkout.Repository);

    [Fact]
    public void The_page_is_what_the_program_writes()
    {
        var file = Coverage.PageOf(Checkout.Repository);
        Assert.True(
            File.Exists(file)
                && File.ReadAllText(file).ReplaceLineEndings("\n")
                    == Coverage.Page(Checkout.Repository),
            $"docs/coverage.md is not what stands in the assemblies; write it anew: {Coverage.Command}"
        );
    }

    [Fact]
    public void Every_name_has_a_twin_or_a_reason()
    {
        var lacking = Names
            .Where(name => name is not { Scratch: true, Reference: true } && name.Reason is null)
            .Select(name => name.Target);
        Assert.True(
            !lacking.Any(),
            $"neither on both sides nor among the reasons in src/Comparison/Coverage/Reasons.cs: {string.Join(", ", lacking)}"
        );
    }

    [Fact]
    public void A_reason_is_given_for_a_name_that_is_missing_and_once()
    {
        var reasons = Coverage.Reasons.SelectMany(reason => reason.Names).ToList();
        Assert.Equal(reasons.Distinct(), reasons);
        var idle = reasons.Except(
            Names
                .Where(name => name is not { Scratch: true, Reference: true })
                .Select(name => name.Target)
        );
        Assert.True(
            !idle.Any(),
            $"they stand on both sides, or PyTorch has no such name: {string.Join(", ", idle)}"
        );
    }

    [Theory]
    [InlineData("nn.Linear", true, true)]
    [InlineData("nn.ModuleList", true, true)]
    [InlineData("nn.Parameter", true, false)]
    [InlineData("nn.functional.relu", true, true)]
    [InlineData("nn.functional.relu_", false, false)]
    [InlineData("nn.init.uniform_", true, true)]
    [InlineData("nn.init.uniform", false, false)]
    [InlineData("nn.init.calculate_gain", true, true)]
    [InlineData("nn.utils.clip_grad_norm_", true, true)]
    [InlineData("nn.utils.rnn.pack_padded_sequence", true, true)]
    [InlineData("nn.utils.rnn.PackedSequence", true, true)]
    [InlineData("optim.lr_scheduler.LRScheduler", true, true)]
    public void A_name_is_looked_up_in_both_assemblies(string target, bool scratch, bool reference)
    {
        var name = Assert.Single(Names, name => name.Target == target);
        Assert.Equal((scratch, reference), (name.Scratch, name.Reference));
    }

    [Fact]
    public void Every_module_of_the_catalogue_is_a_name_of_PyTorch()
    {
        Assert.True(Names.Count > 350, $"only {Names.Count} names");
        var modules = Catalogue
            .Concepts.Select(concept => concept.Name)
            .Where(name =>
                name.StartsWith("nn.", StringComparison.Ordinal)
                || name.StartsWith("optim.", StringComparison.Ordinal)
            )
            .Where(name => name is not "nn.init");
        Assert.Empty(modules.Except(Names.Select(name => name.Target)));
    }

    [Theory]
    [InlineData("{}", "$", "the property \"torch\" is missing")]
    [InlineData("""{"torch": "2.6.0", "names": []}""", "$.names", "an object")]
    [InlineData("""{"torch": "2.6.0", "names": {"nn": ["Linear"]}}""", "$.names.nn", "torch.")]
    [InlineData(
        """{"torch": "2.6.0", "names": {"torch.nn": []}}""",
        "$.names['torch.nn']",
        "no name"
    )]
    [InlineData(
        """{"torch": "2.6.0", "names": {"torch.nn": [""]}}""",
        "$.names['torch.nn'][0]",
        "the name is empty"
    )]
    [InlineData(
        """{"torch": "2.6.0", "names": {"torch.nn": ["Linear"]}, "more": 1}""",
        "$",
        "more"
    )]
    public void A_faulty_list_of_names_is_refused_with_its_place(
        string json,
        string place,
        string problem
    )
    {
        var error = Assert.Throws<SnapshotFormatException>(() =>
            SnapshotReader.Names("names.json", Encoding.UTF8.GetBytes(json))
        );
        Assert.Equal(place, error.Place);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }
}
