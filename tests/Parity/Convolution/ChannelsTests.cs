using Xunit;

namespace Diptych.Parity;

/// <summary>What the channels of a convolution are.</summary>
public sealed class ChannelsTests
{
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_partial_maps_of_the_input_channels_add_up_to_the_output_channel(string engine)
    {
        var side = new Side(engine);
        var conv = side.Module("nn.Conv2d", [3, 4, 3], ("padding", 1));
        var picture = side.Tensor(Random(2, 3, 5, 6));
        var weight = side.Parameter(conv, "weight");
        var bias = side.Numbers(side.Parameter(conv, "bias"));

        var maps = side.Call("functional.conv_partial_maps", picture, weight, 1, 1);
        Assert.Equal([2, 4, 3, 5, 6], side.Shape(maps));
        var parts = side.Numbers(maps);
        var y = side.Numbers(side.Forward(conv, picture));
        for (var i = 0; i < y.Length; i++)
        {
            var (map, place) = (i / 30, i % 30);
            var sum = bias[map % 4];
            for (var c = 0; c < 3; c++)
                sum += parts[(map * 3 + c) * 30 + place];
            Assert.Equal(y[i], sum, 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void An_output_channel_has_a_kernel_for_each_input_channel_and_one_bias(string engine)
    {
        var side = new Side(engine);
        foreach (var (inChannels, outChannels) in new[] { (1, 64), (3, 64), (32, 32) })
        {
            var conv = side.Module("nn.Conv2d", [inChannels, outChannels, 5]);
            var expected = outChannels * inChannels * 25 + outChannels;
            Assert.Equal(expected, side.Count(conv));
            var counted = side.Calls(
                "functional.conv_parameter_count",
                inChannels,
                outChannels,
                new[] { 5, 5 }
            )[0];
            Assert.Equal((long)expected, counted);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Other_input_channels_are_refused_by_a_clear_error(string engine)
    {
        var side = new Side(engine);
        var conv = side.Module("nn.Conv2d", [3, 4, 3]);
        var gray = side.Tensor(Random(2, 1, 5, 5));
        var error = Assert.ThrowsAny<Exception>(() => side.Forward(conv, gray));
        Assert.Contains(
            "to have 3 channels, but got 1 channels instead",
            error.Message,
            StringComparison.Ordinal
        );
    }

    // The notes say that as many output as input channels learn nothing new.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void As_many_output_as_input_channels_still_learn(string engine)
    {
        var side = new Side(engine);
        side.ManualSeed(0);
        var conv = side.Module("nn.Conv2d", [32, 32, 3], ("padding", 1));
        var before = side.Numbers(side.Parameter(conv, "weight"));
        // What is to be learned is an edge in each channel, which no copy of the input contains.
        var picture = side.Tensor(Random(4, 32, 6, 6));
        var edge = side.Tensor(Repeat(32, [-1, 0, 1]));
        var target = side.Call(
            "nn.functional.conv2d",
            picture,
            edge,
            null,
            1,
            new[] { 0, 1 },
            1,
            32
        );
        var optimizer = side.Optimizer(
            "optim.SGD",
            side.Parameters(conv).Select(named => named.Parameter),
            ("lr", 2.0)
        );

        var losses = new List<double>();
        for (var step = 0; step < 30; step++)
        {
            foreach (var (_, parameter) in side.Parameters(conv))
                side.SetGradient(parameter, null);
            var loss = side.Call("nn.functional.mse_loss", side.Forward(conv, picture), target);
            losses.Add(side.Number(loss));
            side.Backward(loss);
            side.Step(optimizer);
        }

        Assert.True(losses[^1] < losses[0] / 20, $"from {losses[0]} to {losses[^1]}");
        var after = side.Numbers(side.Parameter(conv, "weight"));
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    static float[,,,] Random(int n, int c, int h, int w)
    {
        var random = new Random(3);
        var numbers = new float[n, c, h, w];
        var flat = Enumerable.Range(0, numbers.Length).Select(_ => random.NextSingle() * 2 - 1);
        Buffer.BlockCopy(flat.ToArray(), 0, numbers, 0, numbers.Length * sizeof(float));
        return numbers;
    }

    // (channels, 1, 1, row): the same row for each channel.
    static float[,,,] Repeat(int channels, float[] row)
    {
        var kernels = new float[channels, 1, 1, row.Length];
        for (var c = 0; c < channels; c++)
        for (var i = 0; i < row.Length; i++)
            kernels[c, 0, 0, i] = row[i];
        return kernels;
    }
}
