using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What each normalization makes equal, and which of them tell training from evaluation.</summary>
public sealed class NormalizationTests
{
    // (2, 3, 4): two samples of three channels of four places.
    static readonly float[,,] Batch =
    {
        {
            { 1, 2, 4, 3 },
            { 0, -1, 5, 2 },
            { 7, 7, 1, 0 },
        },
        {
            { 2, 2, 8, -4 },
            { 1, 3, 3, 9 },
            { -2, 0, 6, 5 },
        },
    };

    // The notes say that LayerNorm goes along the last dimension.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Layer_normalization_is_over_all_of_normalized_shape(string engine)
    {
        var side = new Side(engine);
        var norm = side.Module("nn.LayerNorm", [new[] { 3, 4 }]);
        var y = side.Numbers(side.Forward(norm, side.Tensor(Batch)));
        foreach (var sample in y.Chunk(12))
        {
            Assert.Equal(0, sample.Average(), 1e-12);
            Assert.Equal(1, Variance(sample), 1e-4);
        }
        // Its rows along the last dimension are not normalized one by one.
        Assert.Contains(y.Chunk(4), row => Math.Abs(row.Average()) > 0.3);
        Assert.Contains(y.Chunk(4), row => Math.Abs(Variance(row) - 1) > 0.3);
    }

    // Both types' answers are far apart here, so that a recorded case, which allows for their difference, cannot tell.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Root_mean_square_normalization_has_the_epsilon_of_its_type(string engine)
    {
        // x² is 2⁻²⁴: half of 2⁻²³, and far above 2⁻⁵².
        Assert.Equal(1 / Math.Sqrt(3), Of(ElementType.Float32), 1e-7);
        Assert.Equal(1, Of(ElementType.Float64), 1e-8);

        double Of(ElementType precision)
        {
            var side = new Side(engine, precision);
            var x = side.Tensor(new[] { 1 / 4096f });
            return side.Numbers(side.Call("nn.functional.rms_norm", x, new[] { 1 }))[0];
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Group_normalization_stands_between_layer_and_instance_normalization(string engine)
    {
        var side = new Side(engine);
        var x = side.Tensor(Batch);
        double[] Of(string target, params object?[] args) =>
            side.Numbers(side.Forward(side.Module(target, args), x));

        Near(Of("nn.LayerNorm", new[] { 3, 4 }), Of("nn.GroupNorm", 1, 3));
        Near(Of("nn.InstanceNorm1d", 3), Of("nn.GroupNorm", 3, 3));
    }

    // The notes say that the variance is 1 afterwards.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void After_batch_normalization_the_variance_is_a_little_below_one(string engine)
    {
        var side = new Side(engine);
        const double eps = 1e-5;
        var norm = side.Module("nn.BatchNorm1d", [3]);
        var y = side.Numbers(side.Forward(norm, side.Tensor(Batch)));
        for (var c = 0; c < 3; c++)
        {
            var variance = Variance(Channel(Batch, c));
            var after = Variance(Channel(y, c));
            Assert.Equal(variance / (variance + eps), after, 1e-13);
            Assert.InRange(after, 0.9999, 1 - 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_running_variance_takes_the_unbiased_variance_of_the_batch(string engine)
    {
        var side = new Side(engine);
        var norm = side.Module("nn.BatchNorm1d", [3], ("momentum", 0.25));
        side.Forward(norm, side.Tensor(Batch));
        var running = side.Numbers(side.State(norm, "running_var"));
        for (var c = 0; c < 3; c++)
        {
            var biased = Variance(Channel(Batch, c));
            Assert.Equal(0.75 * 1 + 0.25 * biased * 8 / 7, running[c], 1e-12);
            Assert.True(Math.Abs(0.75 * 1 + 0.25 * biased - running[c]) > 0.1);
        }
    }

    // The notes say of all normalizations that they use the batch in training and running averages afterwards.
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Only_what_tracks_running_averages_differs_between_training_and_evaluation(
        string engine
    )
    {
        var side = new Side(engine);
        Assert.True(Differs(side.Module("nn.BatchNorm1d", [3])));
        Assert.True(Differs(side.Module("nn.InstanceNorm1d", [3], ("track_running_stats", true))));
        Assert.False(Differs(side.Module("nn.BatchNorm1d", [3], ("track_running_stats", false))));
        Assert.False(Differs(side.Module("nn.InstanceNorm1d", [3])));
        Assert.False(Differs(side.Module("nn.LayerNorm", [4])));
        Assert.False(Differs(side.Module("nn.GroupNorm", [3, 3])));

        bool Differs(object norm)
        {
            var x = side.Tensor(Batch);
            var trained = side.Numbers(side.Forward(norm, x));
            side.Train(norm, false);
            var evaluated = side.Numbers(side.Forward(norm, x));
            return trained.Zip(evaluated).Any(pair => pair.First != pair.Second);
        }
    }

    static double[] Channel(float[,,] batch, int channel) =>
        Channel([.. batch.Cast<float>().Select(x => (double)x)], channel);

    static double[] Channel(double[] batch, int channel) =>
        [.. batch.Chunk(4).Where((_, row) => row % 3 == channel).SelectMany(row => row)];

    // Divided by n.
    static double Variance(double[] numbers)
    {
        var mean = numbers.Average();
        return numbers.Average(x => (x - mean) * (x - mean));
    }

    static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
            Assert.Equal(e, a, 1e-12);
    }
}
