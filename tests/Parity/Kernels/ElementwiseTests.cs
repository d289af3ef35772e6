using Diptych.Scratch;
using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>Arithmetic of broadcast views, copies and activations beside plain loops.</summary>
public sealed class ElementwiseTests
{
    public static TheoryData<long[], long[]> Shapes =>
        new()
        {
            { [], [] },
            { [1], [] },
            { [7], [7] },
            { [7], [] },
            { [], [5] },
            { [3, 1], [1, 5] },
            { [4, 3, 5], [3, 1] },
            { [2, 3, 4, 5], [3, 1, 1] },
            { [2, 3, 4, 5], [2, 1, 4, 1] },
            { [1, 6], [4, 6] },
            { [6, 1], [6, 1] },
            { [0, 3], [3] },
            { [0], [1] },
            { [3, 70, 900], [70, 1] },
            { [400, 500], [400, 500] },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Arithmetic_is_plain_loops_over_broadcast_indices(long[] shapeA, long[] shapeB)
    {
        var random = new Random(shapeA.Length * 10 + shapeB.Length);
        foreach (var (dtype, _) in Draws.Precisions)
        foreach (var views in new[] { false, true })
        {
            var a = views ? Draws.View(random, dtype, shapeA) : Draws.Tensor(random, dtype, shapeA);
            var b = views ? Draws.View(random, dtype, shapeB) : Draws.Tensor(random, dtype, shapeB);
            var shape = Scratch.Shapes.Broadcast(shapeA, shapeB);
            var (left, right) = (Draws.Numbers(a.Expand(shape)), Draws.Numbers(b.Expand(shape)));
            foreach (
                var (y, f) in new (Tensor, Func<double, double, double>)[]
                {
                    (a + b, (p, q) => p + q),
                    (a - b, (p, q) => p - q),
                    (a * b, (p, q) => p * q),
                    (a / b, (p, q) => p / q),
                }
            )
            {
                Assert.Equal(shape, y.Shape.ToArray());
                Draws.AssertNear(
                    [.. left.Zip(right, (p, q) => Round(f(p, q), dtype))],
                    y,
                    0,
                    $"{dtype} {views}"
                );
            }
        }
    }

    [Fact]
    public void Copies_of_views_are_plain_loops()
    {
        var random = new Random(9);
        foreach (
            var shape in new long[][]
            {
                [],
                [5],
                [3, 4],
                [33, 70],
                [2, 3, 4],
                [1, 40, 1, 50],
                [3, 35, 5, 37],
                [300, 500],
            }
        )
        foreach (var (dtype, _) in Draws.Precisions)
            for (var round = 0; round < 5; round++)
            {
                var x = Draws.View(random, dtype, shape);
                Draws.AssertNear(Draws.Numbers(x), x.Contiguous(), 0, $"{x}");
                var y = Draws.View(random, dtype, shape);
                y.CopyFrom(x);
                Draws.AssertNear(Draws.Numbers(x), y, 0, $"{x} into {y}");
                var whole = x.To(ScalarType.Int64);
                Draws.AssertNear(Draws.Numbers(whole), whole.Clone(), 0, "int64");
                var mask = x.GreaterThan(0);
                Assert.Equal(
                    Array.ConvertAll(Draws.Numbers(x), number => number > 0),
                    mask.ToArray<bool>()
                );
                var turned = mask.Permute([.. Enumerable.Range(0, shape.Length).Reverse()]);
                Draws.AssertNear(Draws.Numbers(turned), turned.Contiguous(), 0, "bool");
            }
        var row = Draws.Tensor(random, ScalarType.Float32, 1, 6).Expand([4, 6]);
        Draws.AssertNear(Draws.Numbers(row), row.Clone(), 0, "expanded");
        var column = Draws.Tensor(random, ScalarType.Float32, 4, 1).Expand([4, 6]);
        Draws.AssertNear(Draws.Numbers(column), column.Clone(), 0, "expanded");
    }

    [Fact]
    public void Very_many_elements_go_past_the_caches_unchanged()
    {
        var random = new Random(2);
        var x = Draws.Tensor(random, ScalarType.Float32, (1 << 22) + 3).Narrow(0, 1, 1 << 22);
        var numbers = x.ToArray<float>();
        Assert.Equal(numbers, x.Clone().ToArray<float>());
        Assert.Equal(numbers.Select(number => number + number), (x + x).ToArray<float>());
        Assert.Equal(
            numbers.Select(number => Math.Max(number, 0)),
            Functional.Relu(x).ToArray<float>()
        );
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new Random(3);
        var x = Draws.Tensor(random, ScalarType.Float32, 600, 700);
        var row = Draws.Tensor(random, ScalarType.Float32, 700);
        Draws.AssertAlike(() => x * row + x.Transpose(0, 1).Contiguous().Transpose(0, 1));
        Draws.AssertAlike(() => Functional.Gelu(x));
    }

    [Fact]
    public void Activations_and_gradients_are_their_formulas()
    {
        static double Sigma(double x) => 1 / (1 + Math.Exp(-x));
        static double Phi(double x) => 0.5 * (1 + Erf.Evaluate(x * Math.Sqrt(0.5)));
        static double Inner(double x) =>
            Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
        static double Soft(double x) => Math.Log(1 + Math.Exp(x));
        var random = new Random(4);
        foreach (var (dtype, bound) in Draws.Precisions)
        foreach (
            var (name, f, plain) in new (string, Func<Tensor, Tensor>, Func<double, double>)[]
            {
                ("relu", x => Functional.Relu(x), x => Math.Max(x, 0)),
                ("leaky relu", x => Functional.LeakyRelu(x, 0.2), x => x > 0 ? x : 0.2 * x),
                ("turned relu", x => Functional.LeakyRelu(x, -2), x => x > 0 ? x : -2 * x),
                ("sigmoid", Functional.Sigmoid, Sigma),
                ("tanh", Functional.Tanh, Math.Tanh),
                ("silu", x => Functional.Silu(x), x => x * Sigma(x)),
                ("gelu", x => Functional.Gelu(x), x => x * Phi(x)),
                ("gelu by tanh", x => Functional.Gelu(x, "tanh"), x => x * (1 + Inner(x)) / 2),
                ("elu", x => Functional.Elu(x, 0.7), x => x > 0 ? x : 0.7 * (Math.Exp(x) - 1)),
                (
                    "softplus",
                    x => Functional.Softplus(x, 2, 1),
                    x => 2 * x > 1 ? x : Soft(2 * x) / 2
                ),
                ("log-sigmoid", Functional.Logsigmoid, x => -Soft(-x)),
                ("mish", x => Functional.Mish(x), x => x * Math.Tanh(Soft(x))),
            }
        )
        {
            var x = Draws.View(random, dtype, 3, 11, 7);
            x.RequiresGrad = true;
            var dy = Draws.View(random, dtype, 3, 11, 7);
            var y = f(x);
            y.Backward(dy);
            var (numbers, slopes) = (Draws.Numbers(x.Detach()), Draws.Numbers(dy));
            Draws.AssertNear(Array.ConvertAll(numbers, n => plain(n)), y.Detach(), bound, name);
            const double H = 1e-6;
            Draws.AssertNear(
                [.. numbers.Zip(slopes, (n, d) => d * (plain(n + H) - plain(n - H)) / (2 * H))],
                x.Grad!,
                Math.Max(bound, 1e-8),
                name + "'s gradient"
            );
        }
    }

    static double Round(double number, ScalarType dtype) =>
        dtype == ScalarType.Float32 ? (float)number : number;
}
