using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Softmax, its logarithm and cross-entropy beside plain loops.</summary>
public sealed class SoftmaxRowsTests
{
    public static TheoryData<long[], int> Cases =>
        new()
        {
            { [], 0 },
            { [1], 0 },
            { [7], 0 },
            { [3, 5], 0 },
            { [3, 5], 1 },
            { [2, 3000], 1 },
            { [4, 6, 5], 1 },
            { [2, 3, 700], 1 },
            { [5, 3, 2], 0 },
            { [0, 3], 1 },
            { [70, 2500], 1 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Softmax_and_its_logarithm_are_plain_loops(long[] shape, int dim)
    {
        var random = new Random(shape.Length + dim);
        foreach (var (dtype, bound) in Draws.Precisions)
        foreach (var log in new[] { false, true })
        {
            var x = Draws.View(random, dtype, shape);
            x.RequiresGrad = true;
            var dy = Draws.View(random, dtype, shape);
            var y = log ? Functional.LogSoftmax(x, dim) : Functional.Softmax(x, dim);
            y.Backward(dy);

            var (numbers, slopes) = (Draws.Numbers(x.Detach()), Draws.Numbers(dy));
            var (want, gradient) = (new double[numbers.Length], new double[numbers.Length]);
            var length = shape.Length == 0 ? 1 : (int)shape[dim];
            var inner =
                shape.Length == 0 ? 1 : (int)shape[(dim + 1)..].Aggregate(1L, (n, s) => n * s);
            for (var row = 0; row < numbers.Length / Math.Max(1, length); row++)
            {
                var start = row / inner * inner * length + row % inner;
                double sum = 0,
                    mixed = 0,
                    total = 0;
                for (var l = 0; l < length; l++)
                    sum += Math.Exp(numbers[start + l * inner]);
                for (var l = 0; l < length; l++)
                {
                    var i = start + l * inner;
                    var p = Math.Exp(numbers[i]) / sum;
                    want[i] = log ? Math.Log(p) : p;
                    mixed += p * slopes[i];
                    total += slopes[i];
                }
                for (var l = 0; l < length; l++)
                {
                    var i = start + l * inner;
                    var p = Math.Exp(numbers[i]) / sum;
                    gradient[i] = log ? slopes[i] - p * total : p * (slopes[i] - mixed);
                }
            }
            Draws.AssertNear(want, y.Detach(), bound, $"{dtype} {log}");
            Draws.AssertNear(gradient, x.Grad!, bound * 4, $"{dtype} {log} gradient");
        }
    }

    [Fact]
    public void Extremes_neither_overflow_nor_hide_NaN()
    {
        var x = Torch.Tensor(
            new float[,]
            {
                { 1e38f, 0, -1e38f },
                { float.NegativeInfinity, 0, 0 },
                { 0, float.NaN, 0 },
                { float.PositiveInfinity, 0, 0 },
            }
        );
        foreach (
            var y in new[]
            {
                Functional.Softmax(x, 1),
                Functional.Softmax(x.Transpose(0, 1), 0).Transpose(0, 1),
            }
        )
            Assert.Equal(
                [1, 0, 0, 0, 0.5f, 0.5f, .. Enumerable.Repeat(float.NaN, 6)],
                y.ToArray<float>()
            );
    }

    [Fact]
    public void Cross_entropy_is_plain_loops()
    {
        var random = new Random(12);
        foreach (var (dtype, bound) in Draws.Precisions)
        foreach (
            var (n, classes) in new[]
            {
                (1, 1),
                (5, 3),
                (300, 10),
                (129, 64),
                (129, 65),
                (33, 1500),
                (300, 700),
            }
        )
        foreach (var reduction in new[] { "none", "sum", "mean" })
        {
            var x = Draws.View(random, dtype, n, classes);
            x.RequiresGrad = true;
            var weight = Draws.Tensor(random, dtype, classes).Abs() + 0.1;
            var target = new long[n];
            for (var i = 0; i < n; i++)
                target[i] = i % 4 == 3 ? -100 : random.Next(classes);
            var loss = Functional.CrossEntropy(
                x,
                Torch.Tensor(target),
                weight,
                reduction: reduction
            );
            loss.Sum().Backward();

            var (numbers, w) = (Draws.Numbers(x.Detach()), Draws.Numbers(weight));
            var (losses, gradient) = (new double[n], new double[n * classes]);
            var all = target.Sum(c => c < 0 ? 0 : w[c]);
            for (var i = 0; i < n; i++)
            {
                if (target[i] < 0)
                    continue;
                double sum = 0;
                for (var c = 0; c < classes; c++)
                    sum += Math.Exp(numbers[i * classes + c]);
                var share = w[target[i]] / (reduction == "mean" ? all : 1);
                losses[i] = -share * (numbers[i * classes + target[i]] - Math.Log(sum));
                for (var c = 0; c < classes; c++)
                    gradient[i * classes + c] =
                        share
                        * (Math.Exp(numbers[i * classes + c]) / sum - (c == target[i] ? 1 : 0));
            }
            Draws.AssertNear(
                reduction == "none" ? losses : [losses.Sum()],
                loss.Detach(),
                bound * 2,
                $"{dtype} {n} {classes} {reduction}"
            );
            Draws.AssertNear(gradient, x.Grad!, bound, $"{dtype} {n} {classes} {reduction}");
        }
    }

    [Fact]
    public void Cross_entropy_of_few_classes_neither_overflows_nor_hides_NaN()
    {
        var x = Torch.Tensor(
            new float[,]
            {
                { 1e38f, 0, -1e38f },
                { float.NegativeInfinity, 0, 0 },
                { 0, float.NaN, 0 },
            }
        );
        x.RequiresGrad = true;
        var losses = Functional.CrossEntropy(
            x,
            Torch.Tensor(new long[] { 0, 1, 2 }),
            reduction: "none"
        );
        losses.Sum().Backward();
        var (numbers, slopes) = (Draws.Numbers(losses.Detach()), Draws.Numbers(x.Grad!));
        Assert.Equal(0, numbers[0]);
        Assert.Equal(Math.Log(2), numbers[1], 1e-6);
        Assert.Equal(double.NaN, numbers[2]);
        Assert.Equal([0, 0, 0, 0, -0.5, 0.5], slopes[..6]);
        Assert.All(slopes[6..], slope => Assert.Equal(double.NaN, slope));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new Random(13);
        var x = Draws.Tensor(random, ScalarType.Float32, 300, 30, 41);
        Draws.AssertAlike(() => Functional.Softmax(x, 1));
        Draws.AssertAlike(() => Functional.LogSoftmax(x, 2));
        Draws.AssertAlike(() => Functional.LogSoftmax(x, 0));
        var few = x.Reshape([-1, 10]);
        var classes = Torch.Randint(10, [few.Shape[0]]);
        Draws.AssertAlike(() =>
        {
            var leaf = few.Detach();
            leaf.RequiresGrad = true;
            Functional.CrossEntropy(leaf, classes).Backward();
            return leaf.Grad!;
        });
    }
}
