using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of the training loop and its network, on both sides.</summary>
public sealed class TrainingTests
{
    // Erratum 22.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_rate_after_the_schedulers_step_is_the_next_epochs(string name)
    {
        var side = new Side(name);
        var w = side.Tensor(new[] { 1.0 }, requiresGrad: true);
        var optimizer = side.Optimizer("optim.SGD", [w], ("lr", 0.1));
        Action step = optimizer is Scratch.Optimizer scratch
            ? new Scratch.StepLR(scratch, stepSize: 1, gamma: 0.5).Step
            : new Reference.StepLR((Reference.Optimizer)optimizer, stepSize: 1, gamma: 0.5).Step;
        double Rate() =>
            (double)(
                optimizer is Scratch.Optimizer o
                    ? o.ParamGroups[0]["lr"]
                    : ((Reference.Optimizer)optimizer).ParamGroups[0]["lr"]
            );

        foreach (var (rate, next) in new[] { (0.1, 0.05), (0.05, 0.025) })
        {
            var before = side.Number(w);
            Assert.Equal(rate, Rate());
            side.SetGradient(w, 1f);
            side.Step(optimizer);
            step();
            // The epoch moved w by its own rate; what can be printed now is another.
            Assert.Equal(rate, before - side.Number(w), 1e-15);
            Assert.Equal(next, Rate(), 1e-15);
        }
    }

    // Erratum 23.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Two_half_batches_without_zero_grad_between_them_are_one_batch(string name)
    {
        var side = new Side(name);
        side.ManualSeed(2);
        var model = side.Module("nn.Linear", [3, 4]);
        var criterion = side.Module("nn.CrossEntropyLoss", []);
        var weight = side.Parameter(model, "weight");
        float[,] rows =
        {
            { 0.5f, -1f, 2f },
            { 1.5f, 0.25f, -0.75f },
            { -2f, 1f, 0.125f },
            { 3f, -0.5f, 1f },
        };
        long[] labels = [2, 0, 3, 1];

        Backward(0, 4);
        var whole = side.Gradient(weight)!;
        Backward(0, 4);
        Assert.Equal(Array.ConvertAll(whole, g => 2 * g), side.Gradient(weight)!, Near);
        side.SetGradient(weight, null);
        Backward(0, 2);
        Backward(2, 4);
        // Each half's mean counts double: the two add up to twice the mean of all.
        Assert.Equal(Array.ConvertAll(whole, g => 2 * g), side.Gradient(weight)!, Near);

        static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-14;

        void Backward(int from, int to)
        {
            var batch = new float[to - from, 3];
            for (var i = from; i < to; i++)
            for (var j = 0; j < 3; j++)
                batch[i - from, j] = rows[i, j];
            var logits = side.Forward(model, side.Tensor(batch));
            side.Backward(side.Forward(criterion, logits, side.Tensor(labels[from..to])));
        }
    }

    // Errata 16 and 24.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_last_layer_maps_64_features_to_ten_scores_and_32_channels_to_32_learn(
        string name
    )
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
        Assert.Contains(
            side.Gradient(side.Parameter(network, "features.3.weight"))!,
            slope => slope != 0
        );
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
