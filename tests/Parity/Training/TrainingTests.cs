using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of the training loop and its network, on both sides.</summary>
public sealed class TrainingTests
{
    // Erratum 24.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_last_layer_maps_64_features_to_ten_scores(string name)
    {
        var side = new Side(name);
        side.ManualSeed(0);
        var network = side.Module("modules.CifarNetwork", []);
        Assert.Equal(
            [
                ("features.0.weight", "32, 3, 5, 5"),
                ("features.0.bias", "32"),
                ("features.3.weight", "32, 32, 5, 5"),
                ("features.3.bias", "32"),
                ("features.6.weight", "64, 32, 5, 5"),
                ("features.6.bias", "64"),
                ("classifier.1.weight", "64, 1024"),
                ("classifier.1.bias", "64"),
                ("classifier.3.weight", "10, 64"),
                ("classifier.3.bias", "10"),
            ],
            side.Parameters(network)
                .Select(named => (named.Name, string.Join(", ", side.Shape(named.Parameter))))
        );
        var image = side.Call(
            "torch.rand",
            new[] { 1, 3, 32, 32 },
            new DtypeArgument(ElementType.Float64)
        );
        var logits = side.Forward(network, image);
        side.Backward(
            side.Forward(side.Module("nn.CrossEntropyLoss", []), logits, side.Tensor(new[] { 7L }))
        );
        Assert.Equal([1, 10], side.Shape(logits));
        Assert.Equal(640, side.Gradient(side.Parameter(network, "classifier.3.weight"))!.Length);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Dropout_moves_no_name_and_is_felt_in_training_alone(string name)
    {
        var side = new Side(name);
        side.ManualSeed(0);
        var plain = side.Module("modules.CifarNetwork", []);
        side.ManualSeed(0);
        var dropping = side.Module("modules.CifarNetwork", [], ("dropout", 0.5));
        Assert.Equal(
            side.Parameters(plain).Select(named => named.Name),
            side.Parameters(dropping).Select(named => named.Name)
        );
        var image = side.Call(
            "torch.rand",
            new[] { 1, 3, 32, 32 },
            new DtypeArgument(ElementType.Float64)
        );
        var logits = side.Numbers(side.Forward(plain, image));
        Assert.NotEqual(logits, side.Numbers(side.Forward(dropping, image)));
        side.Train(dropping, false);
        Assert.Equal(logits, side.Numbers(side.Forward(dropping, image)));
    }
}
