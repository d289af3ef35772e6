using System.Text;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>A case fails where PyTorch's answer is changed by hand: what the runner says of the right ones means something.</summary>
public sealed class CaseRunnerTests
{
    static readonly Dictionary<string, Engine> Engines = new()
    {
        ["scratch"] = new ScratchEngine(),
        ["torchsharp"] = new TorchSharpEngine(),
    };

    [Theory]
    [InlineData("Optim/StepLR/StepLR.seven", "[0.0005]", "[0.00050001]", "step 7: lrs")]
    [InlineData(
        "Optim/OneCycleLR/OneCycleLR.defaults",
        "[0.945048",
        "[0.945049",
        "step 2: momenta"
    )]
    [InlineData(
        "Optim/ReduceLROnPlateau/ReduceLROnPlateau.groups",
        "[0.1, 0.02]",
        "[0.1, 0.04]",
        "at first: lrs"
    )]
    [InlineData(
        "Optim/ClipGradValue/clip_grad_value_.all",
        "[0.001, -0.001",
        "[0.002, -0.001",
        "gradient.input.0.0"
    )]
    [InlineData("Optim/Adam/Adam.defaults", "[1.0]", "[2.0]", "step 1: state.0.step")]
    [InlineData(
        "Linear/LazyLinear/LazyLinear.batch",
        "\"weight\",\n      \"bias\"\n",
        "\"weight\"\n",
        "exception"
    )]
    public void A_changed_answer_fails(string name, string right, string wrong, string place)
    {
        var file = Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json");
        var text = File.ReadAllText(file);
        if (!text.Contains(right, StringComparison.Ordinal))
            Assert.Fail($"{name} has no {right}");
        foreach (var engine in Engines.Values)
        {
            Assert.All(Run(text, engine), result => Assert.Equal(Verdict.Passed, result.Verdict));
            var failed = Run(text.Replace(right, wrong), engine);
            Assert.All(failed, result => Assert.Equal(Verdict.Failed, result.Verdict));
            Assert.Equal(place, failed[^1].Differences[0].Place);
        }

        static IReadOnlyList<CaseResult> Run(string json, Engine engine) =>
            CaseRunner.Run(Snapshot.Parse("case", Encoding.UTF8.GetBytes(json)), "case", engine);
    }
}
