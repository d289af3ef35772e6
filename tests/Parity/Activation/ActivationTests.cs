using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about activations, on both sides.</summary>
public sealed class ActivationTests
{
    static readonly float[,] Inputs =
    {
        { 0, 0 },
        { 0, 1 },
        { 1, 0 },
        { 1, 1 },
    };
    static readonly float[,] ExclusiveOr =
    {
        { 0 },
        { 1 },
        { 1 },
        { 0 },
    };

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Linear_layers_alone_end_at_a_half_for_exclusive_or_and_an_activation_solves_it(
        string name
    )
    {
        var shown = new Side(name).Example("XorExample");
        Assert.Equal([0.5, 0.5, 0.5, 0.5], Numbers(shown[0].Value));
        Assert.Equal([0.25], Numbers(shown[1].Value));
        Assert.Equal([0, 1, 1, 0], Numbers(shown[2].Value));
        Assert.Equal([0], Numbers(shown[3].Value));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void No_linear_layer_gets_below_a_quarter_on_exclusive_or(string name)
    {
        var side = new Side(name);
        var (x, y) = (side.Tensor(Inputs), side.Tensor(ExclusiveOr));
        var layer = side.Module("nn.Linear", [2, 1]);

        // The loss is convex in W and b, so that where its gradient is zero it is lowest: at one half for everything.
        side.Load(
            layer,
            (
                "weight",
                new float[,]
                {
                    { 0, 0 },
                }
            ),
            ("bias", new[] { 0.5f })
        );
        var lowest = side.Call("nn.functional.mse_loss", side.Forward(layer, x), y);
        side.Backward(lowest);
        Assert.Equal(0.25, side.Number(lowest));
        Assert.Equal([0, 0], side.Gradient(side.Parameter(layer, "weight"))!);
        Assert.Equal([0], side.Gradient(side.Parameter(layer, "bias"))!);

        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            side.Load(
                layer,
                (
                    "weight",
                    new float[,]
                    {
                        { Draw(random), Draw(random) },
                    }
                ),
                ("bias", new[] { Draw(random) })
            );
            var loss = side.Call("nn.functional.mse_loss", side.Forward(layer, x), y);
            Assert.True(side.Number(loss) > 0.25);
        }
    }

    [Theory]
    [InlineData("scratch", false)]
    [InlineData("scratch", true)]
    [InlineData("torchsharp", false)]
    [InlineData("torchsharp", true)]
    public void Training_exclusive_or_stops_at_a_quarter_unless_the_hidden_layer_bends(
        string name,
        bool bends
    )
    {
        var side = new Side(name);
        var (x, y) = (side.Tensor(Inputs), side.Tensor(ExclusiveOr));
        side.ManualSeed(3);
        var network = side.Module(
            "nn.Sequential",
            [
                new object?[]
                {
                    side.Module("nn.Linear", [2, 8]),
                    side.Module(bends ? "nn.Tanh" : "nn.Identity", []),
                    side.Module("nn.Linear", [8, 1]),
                },
            ]
        );
        var parameters = side.Parameters(network).Select(named => named.Parameter).ToList();
        var optimizer = side.Optimizer("optim.SGD", parameters, ("lr", 0.2));
        var loss = double.NaN;
        for (var step = 0; step < 1000; step++)
        {
            parameters.ForEach(parameter => side.SetGradient(parameter, null));
            var output = side.Call("nn.functional.mse_loss", side.Forward(network, x), y);
            side.Backward(output);
            side.Step(optimizer);
            loss = side.Number(output);
            Assert.True(bends || loss >= 0.25 - 1e-12);
        }
        if (bends)
            Assert.True(loss < 1e-3, $"the loss is {loss}");
        else
            Assert.Equal(0.25, loss, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_gradient_vanishes_through_twenty_sigmoids_and_not_through_twenty_ReLUs(
        string name
    )
    {
        var side = new Side(name);
        Assert.Equal(1, Through("nn.functional.relu"));
        var vanished = Through("nn.functional.sigmoid");
        // Each factor is at most a quarter.
        Assert.InRange(vanished, double.Epsilon, Math.Pow(0.25, 20));

        double Through(string activation)
        {
            var x = side.Tensor(new[] { 1f }, requiresGrad: true);
            var y = x;
            for (var layer = 0; layer < 20; layer++)
                y = side.Call(activation, y);
            side.Backward(y);
            return Assert.Single(side.Gradient(x)!);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void So_it_does_on_its_way_through_twenty_layers_with_weights(string name)
    {
        // Powers of ten of the gradients in layers 20, 11 and 1: of sigmoid, then of ReLU.
        var powers = new Side(name).Example("VanishingExample").Select(shown => (long)shown.Value);
        Assert.Equal([0, -6, -13, 0, 0, 0], powers);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Sigmoid_is_strictly_increasing_with_a_slope_of_at_most_a_quarter(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(
            Enumerable.Range(-600, 1201).Select(i => i / 20f).ToArray(),
            requiresGrad: true
        );
        var y = side.Call("nn.functional.sigmoid", x);
        side.Backward(y, Enumerable.Repeat(1f, 1201).ToArray());
        var (values, slopes) = (side.Numbers(y), side.Gradient(x)!);
        for (var i = 1; i < values.Length; i++)
            Assert.True(values[i] > values[i - 1]);
        Assert.All(slopes, slope => Assert.InRange(slope, double.Epsilon, 0.25));
        Assert.Equal((0.5, 0.25), (values[600], slopes[600]));
        Assert.Single(slopes, slope => slope == 0.25);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void In_float32_sigmoid_is_exactly_one_from_seventeen_on_and_its_gradient_zero(
        string name
    )
    {
        float[] numbers = [16, 17, 20, 100, -17];
        var (values, slopes) = At(ElementType.Float32);
        Assert.True(values[0] < 1 && slopes[0] > 0);
        Assert.Equal([1, 1, 1], values[1..4]);
        Assert.Equal([0, 0, 0], slopes[1..4]);
        // Near 0 there are numbers enough.
        Assert.True(values[4] > 0 && slopes[4] > 0);

        (values, slopes) = At(ElementType.Float64);
        Assert.True(values[1] < 1 && slopes[1] > 0);

        (double[] Values, double[] Slopes) At(ElementType precision)
        {
            var side = new Side(name, precision);
            var x = side.Tensor(numbers, requiresGrad: true);
            var y = side.Call("nn.functional.sigmoid", x);
            side.Backward(y, new float[] { 1, 1, 1, 1, 1 });
            return (side.Numbers(y), side.Gradient(x)!);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Tanh_is_a_logistic_function_stretched(string name)
    {
        var side = new Side(name);
        float[] x = [-3, -0.5f, 0, 0.25f, 2];
        var tanh = side.Numbers(side.Call("nn.functional.tanh", side.Tensor(x)));
        var doubled = side.Tensor(Array.ConvertAll(x, number => 2 * number));
        var sigmoid = side.Numbers(side.Call("nn.functional.sigmoid", doubled));
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(2 * sigmoid[i] - 1, tanh[i], 1e-14);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void In_place_the_input_itself_changes(string name)
    {
        var side = new Side(name);
        foreach (var inplace in new[] { false, true })
        {
            var x = side.Tensor(new[] { -2f, 3 });
            side.Call("nn.functional.relu", x, inplace);
            Assert.Equal(inplace ? [0, 3] : [-2.0, 3], side.Numbers(x));
            x = side.Tensor(new[] { -2f, 3 });
            side.Call("nn.functional.leaky_relu", x, 0.5, inplace);
            Assert.Equal(inplace ? [-1, 3] : [-2.0, 3], side.Numbers(x));
        }
    }

    static float Draw(Random random) => (float)(random.NextDouble() * 4 - 2);

    static double[] Numbers(object shown)
    {
        var data = (TensorData)shown;
        return [.. Enumerable.Range(0, data.Count).Select(i => Math.Round(data[i], 6))];
    }
}
