using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about dropout, on both sides.</summary>
public sealed class DropoutTests
{
    const int Many = 100_000;

    static readonly float[] Ones = [.. Enumerable.Repeat(1f, Many)];

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Dropout_keeps_the_expectation_because_training_divides_by_what_is_kept(string name)
    {
        var side = new Side(name);
        const double P = 0.3;
        side.ManualSeed(0);
        var y = side.Numbers(side.Call("nn.functional.dropout", side.Tensor(Ones), P, true));
        Assert.All(y, number => Assert.True(number == 0 || Math.Abs(number - 1 / (1 - P)) < 1e-15));
        // Five standard deviations of the mean of so many.
        var deviation = Math.Sqrt(P / (1 - P) / Many);
        Assert.InRange(y.Average(), 1 - 5 * deviation, 1 + 5 * deviation);
        Assert.Equal(P, y.Count(number => number == 0) / (double)Many, 0.01);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Evaluation_scales_nothing_and_draws_nothing(string name)
    {
        var side = new Side(name);
        float[] x = [1.5f, -2, 0.25f, 1e30f];
        side.ManualSeed(7);
        var next = side.Numbers(side.Call("torch.rand", new long[] { 3 }));
        foreach (
            var module in new[] { "nn.Dropout", "nn.AlphaDropout" }.SelectMany(target =>
                new[] { 0, 0.5, 1 }.Select(p => side.Module(target, [p]))
            )
        )
        {
            side.Train(module, false);
            side.ManualSeed(7);
            for (var again = 0; again < 3; again++)
                Assert.Equal(
                    x.Select(number => (double)number),
                    side.Numbers(side.Forward(module, side.Tensor(x)))
                );
            Assert.Equal(next, side.Numbers(side.Call("torch.rand", new long[] { 3 })));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Training_draws_another_mask_each_time_and_the_same_one_under_a_seed(string name)
    {
        var side = new Side(name);
        var module = side.Module("nn.Dropout", [0.5]);
        var x = side.Tensor(Ones[..64]);
        side.ManualSeed(1);
        var first = side.Numbers(side.Forward(module, x));
        Assert.NotEqual(first, side.Numbers(side.Forward(module, x)));
        side.ManualSeed(1);
        Assert.Equal(first, side.Numbers(side.Forward(module, x)));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_gradient_passes_where_the_number_passed_and_grows_alike(string name)
    {
        var side = new Side(name);
        side.ManualSeed(2);
        var x = side.Tensor(Ones[..64], requiresGrad: true);
        var y = side.Call("nn.functional.dropout", x, 0.25, true);
        side.Backward(y, Ones[..64]);
        Assert.Equal(side.Numbers(y), side.Gradient(x));
    }

    [Theory]
    [InlineData("scratch", 1)]
    [InlineData("scratch", 2)]
    [InlineData("scratch", 3)]
    [InlineData("torchsharp", 1)]
    [InlineData("torchsharp", 2)]
    [InlineData("torchsharp", 3)]
    public void Channel_dropout_drops_whole_channels(string name, int dimensions)
    {
        var side = new Side(name);
        side.ManualSeed(3);
        // 5 samples of 40 channels of 4 elements each.
        var lengths = new[] { 5, 40, 4, 1, 1 }[..(2 + dimensions)];
        var x = Array.CreateInstance(typeof(float), lengths);
        foreach (var i in Enumerable.Range(0, 800))
            x.SetValue(1f, [i / 160, i / 4 % 40, i % 4, .. Enumerable.Repeat(0, dimensions - 1)]);
        var y = side.Numbers(
            side.Forward(side.Module($"nn.Dropout{dimensions}d", [0.5]), side.Tensor(x))
        );
        var channels = y.Chunk(4).ToList();
        Assert.All(channels, channel => Assert.Single(channel.Distinct()));
        Assert.Equal([0, 2], channels.Select(channel => channel[0]).Distinct().Order());
        Assert.InRange(channels.Count(channel => channel[0] == 0), 65, 135);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Alpha_dropout_keeps_mean_and_variance_and_dropout_raises_the_variance(string name)
    {
        var side = new Side(name);
        side.ManualSeed(4);
        var normal = side.Numbers(side.Call("torch.randn", new long[] { Many }));
        var x = side.Tensor(Array.ConvertAll(normal, number => (float)number));
        var (mean, variance) = Statistics("nn.functional.alpha_dropout");
        Assert.Equal(0, mean, 0.03);
        Assert.Equal(1, variance, 0.03);

        (mean, variance) = Statistics("nn.functional.dropout");
        Assert.Equal(0, mean, 0.03);
        Assert.Equal(2, variance, 0.06);

        (double Mean, double Variance) Statistics(string dropout)
        {
            var y = side.Numbers(side.Call(dropout, x, 0.5, true));
            var mean = y.Average();
            return (mean, y.Average(number => (number - mean) * (number - mean)));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void In_place_the_input_itself_changes(string name)
    {
        var side = new Side(name);
        foreach (
            var (dropout, x) in new (string, Array)[]
            {
                (
                    "nn.functional.dropout",
                    new float[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    }
                ),
                (
                    "nn.functional.alpha_dropout",
                    new float[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    }
                ),
                (
                    "nn.functional.dropout1d",
                    new float[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    }
                ),
                (
                    "nn.functional.dropout2d",
                    new float[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    }
                ),
                (
                    "nn.functional.dropout3d",
                    new float[,]
                    {
                        { 1, 2 },
                        { 3, 4 },
                    }
                ),
            }
        )
        {
            var (kept, changed) = (side.Tensor(x), side.Tensor(x));
            side.ManualSeed(0);
            var y = side.Call(dropout, kept, 0.5, true, false);
            side.ManualSeed(0);
            side.Call(dropout, changed, 0.5, true, true);
            Assert.Equal([1, 2, 3, 4], side.Numbers(kept));
            Assert.NotEqual([1, 2, 3, 4], side.Numbers(changed));
            Assert.Equal(side.Numbers(y), side.Numbers(changed));
        }
    }
}
