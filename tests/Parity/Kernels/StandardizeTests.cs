using Diptych.Scratch;
using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>The normalizations and their gradients beside one plain loop that knows only which group an element is in.</summary>
public sealed class StandardizeTests
{
    const double Eps = 1e-3;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(70, 33)]
    [InlineData(300, 700)]
    public void Layers(int rows, int n) =>
        Check(
            [rows, n],
            i => i / n,
            i => i % n,
            (x, weight, bias) => Functional.LayerNorm(x, [n], weight, bias, Eps)
        );

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(7, 5, 3)]
    [InlineData(4, 3, 40)]
    [InlineData(40, 70, 99)]
    public void Batches(int n, int c, int length) =>
        Check(
            length == 1 ? [n, c] : [n, c, length],
            i => i / length % c,
            i => i / length % c,
            (x, weight, bias) =>
                Functional.BatchNorm(x, null, null, weight, bias, training: true, eps: Eps)
        );

    [Theory]
    [InlineData(2, 2, 3, 4)]
    [InlineData(3, 1, 4, 1)]
    [InlineData(30, 4, 3, 500)]
    public void Groups_of_channels(int n, int groups, int channels, int length) =>
        Check(
            [n, groups * channels, length],
            i => i / (channels * length),
            i => i / length % (groups * channels),
            (x, weight, bias) => Functional.GroupNorm(x, groups, weight, bias, Eps)
        );

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(1, 5, 5)]
    public void Instances(int n, int c, int length) =>
        Check(
            [n, c, length],
            i => i / length,
            i => i / length % c,
            (x, weight, bias) => Functional.InstanceNorm(x, null, null, weight, bias, eps: Eps)
        );

    [Fact]
    public void Root_mean_squares() =>
        Check(
            [9, 50],
            i => i / 50,
            i => i % 50,
            (x, weight, bias) => bias is null ? Functional.RmsNorm(x, [50], weight, Eps) : null,
            centered: false
        );

    // The squares are counted from the middle one of three members, and a few are added up in float32.
    [Fact]
    public void A_mean_far_from_0_and_a_first_member_far_from_the_mean_cost_no_digits()
    {
        var random = new Random(8);
        const int N = 1000;
        foreach (var (far, first) in new[] { (1e4, 0.0), (-3e6, 0), (0, 1e5), (5e5, -1e6) })
        {
            var numbers = new float[N];
            for (var i = 0; i < N; i++)
                numbers[i] = (float)(far + (i == 0 ? first : 0) + random.NextDouble());
            var (y, mean, variance, _) = Standardize.Forward(
                Torch.Tensor(numbers),
                Groups.OfRows(1, N),
                null,
                null,
                Eps
            );
            var m = numbers.Average(x => (double)x);
            var v = numbers.Average(x => (x - m) * (x - m));
            // Half a unit in the last place of what a member of the group is.
            Assert.Equal(m, mean.Item(), (Math.Abs(m) + Math.Sqrt(v)) / (1 << 24));
            Assert.Equal(v, variance.Item(), 1e-7 * v);
            // Of channels the mean is kept, and is the nearest number.
            var (_, kept, _, _) = Standardize.Forward(
                Torch.Tensor(numbers),
                Groups.OfChannels(1, 1, N),
                null,
                null,
                Eps
            );
            Assert.Equal((float)m, kept.Item());
            var results = Draws.Numbers(y);
            for (var i = 0; i < N; i++)
            {
                var exact = (numbers[i] - m) / Math.Sqrt(v + Eps);
                // The members themselves are no nearer than their own last bit.
                Assert.Equal(
                    exact,
                    results[i],
                    Math.Abs(exact) * 3e-7 + (Math.Abs(m) / Math.Sqrt(v) + 1) / (1 << 24)
                );
            }
        }
        var same = Torch.Full([3, 50], 1e7 / 3);
        Assert.Equal(new double[150], Draws.Numbers(Functional.LayerNorm(same, [50])));
        var odd = Torch.Tensor(new[] { float.PositiveInfinity, 1, 2 });
        Assert.All(Draws.Numbers(Functional.LayerNorm(odd, [3])), y => Assert.Equal(double.NaN, y));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new Random(3);
        var x = Draws.Tensor(random, ScalarType.Float32, 500, 30, 41);
        var weight = Draws.Tensor(random, ScalarType.Float32, 30);
        Draws.AssertAlike(() =>
            Gradient(Torch.Ones([30, 41]), w => Functional.LayerNorm(x, [30, 41], w))
        );
        Draws.AssertAlike(() =>
            Gradient(weight, w => Functional.BatchNorm(x, null, null, w, training: true))
        );
        Draws.AssertAlike(() => Gradient(weight, w => Functional.GroupNorm(x, 3, w)));

        Tensor Gradient(Tensor parameter, Func<Tensor, Tensor> norm)
        {
            var leaf = parameter.Clone();
            leaf.RequiresGrad = true;
            (norm(leaf) * x).Sum().Backward();
            return leaf.Grad!;
        }
    }

    static void Check(
        long[] shape,
        Func<int, int> group,
        Func<int, int> place,
        Func<Tensor, Tensor?, Tensor?, Tensor?> norm,
        bool centered = true
    )
    {
        var random = new Random(shape.Length);
        var count = (int)shape.Aggregate(1L, (n, size) => n * size);
        var places = Enumerable.Range(0, count).Max(place) + 1;
        foreach (var (dtype, bound) in Draws.Precisions)
        foreach (
            var (hasWeight, hasBias) in new[]
            {
                (false, false),
                (true, false),
                (true, true),
                (false, true),
            }
        )
        {
            var x = Draws.View(random, dtype, shape);
            var dy = Draws.View(random, dtype, shape);
            var weight = hasWeight ? Draws.Tensor(random, dtype, places) : null;
            var bias = hasBias ? Draws.Tensor(random, dtype, places) : null;
            foreach (var leaf in new[] { x, weight, bias })
                leaf?.RequiresGrad = true;
            var y = norm(x, weight, bias);
            if (y is null)
                continue;
            y.Backward(dy);

            var (numbers, slopes) = (Draws.Numbers(x.Detach()), Draws.Numbers(dy));
            var gamma = weight is null ? null : Draws.Numbers(weight.Detach());
            var beta = bias is null ? null : Draws.Numbers(bias.Detach());
            var groups = Enumerable.Range(0, count).GroupBy(group);
            var (want, dx) = (new double[count], new double[count]);
            var (dWeight, dBias) = (new double[places], new double[places]);
            foreach (var members in groups)
            {
                var mean = centered ? members.Average(i => numbers[i]) : 0;
                var variance = members.Average(i => Math.Pow(numbers[i] - mean, 2));
                var rstd = 1 / Math.Sqrt(variance + Eps);
                double XHat(int i) => (numbers[i] - mean) * rstd;
                double G(int i) => slopes[i] * (gamma?[place(i)] ?? 1);
                var meanG = centered ? members.Average(G) : 0;
                var meanGx = members.Average(i => G(i) * XHat(i));
                foreach (var i in members)
                {
                    want[i] = XHat(i) * (gamma?[place(i)] ?? 1) + (beta?[place(i)] ?? 0);
                    dx[i] = (G(i) - meanG - XHat(i) * meanGx) * rstd;
                    dWeight[place(i)] += slopes[i] * XHat(i);
                    dBias[place(i)] += slopes[i];
                }
            }
            // A single element is its own mean, and what is left is rounding times 1 / √ε.
            var loose = bound * 30;
            Draws.AssertNear(want, y.Detach(), loose, $"{dtype} y");
            Draws.AssertNear(dx, x.Grad!, loose, $"{dtype} dx");
            if (weight is not null)
                Draws.AssertNear(dWeight, weight.Grad!, loose, $"{dtype} dγ");
            if (bias is not null)
                Draws.AssertNear(dBias, bias.Grad!, loose, $"{dtype} dβ");
        }
    }
}
