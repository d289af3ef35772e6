using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Steps of optimizers in one pass beside the formula, written element by element.</summary>
public sealed class OptimizerStepsTests
{
    // None, one, less than a vector, vectors with a rest, enough for several threads.
    public static TheoryData<int> Sizes => [0, 1, 3, 4, 7, 16, 33, 100, 70001];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Descent_with_momentum_is_the_plain_loop(int n)
    {
        foreach (var dtype in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        foreach (var turned in (bool[])[false, true])
        foreach (var maximize in (bool[])[false, true])
        {
            var random = new Random(n);
            var p = Draw(random, n, dtype, turned);
            p.RequiresGrad = true;
            var by = Numbers(p);
            var v = new double[n];
            var optimizer = new SGD(
                [p],
                0.1,
                0.9,
                weightDecay: 0.2,
                nesterov: true,
                maximize: maximize
            );
            for (var step = 0; step < 3; step++)
            {
                p.Grad = Draw(random, n, dtype, !turned);
                var gradient = Numbers(p.Grad);
                for (var i = 0; i < n; i++)
                {
                    var g = (maximize ? -gradient[i] : gradient[i]) + 0.2 * by[i];
                    v[i] = step == 0 ? g : 0.9 * v[i] + g;
                    by[i] -= 0.1 * (g + 0.9 * v[i]);
                }
                optimizer.Step();
                AssertNear(by, p, dtype);
            }
            if (n > 0)
                AssertNear(v, State(optimizer, "momentum_buffer"), dtype);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Adam_is_the_plain_loop(int n)
    {
        foreach (var dtype in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        foreach (var amsgrad in (bool[])[false, true])
        foreach (var decoupled in (bool[])[false, true])
        {
            var random = new Random(n + 1);
            var p = Draw(random, n, dtype, turned: false);
            p.RequiresGrad = true;
            var by = Numbers(p);
            var (m, v, largest) = (new double[n], new double[n], new double[n]);
            Optimizer optimizer = decoupled
                ? new AdamW([p], 0.1, (0.8, 0.9), 1e-3, 0.2, amsgrad)
                : new Adam([p], 0.1, (0.8, 0.9), 1e-3, 0.2, amsgrad);
            for (var t = 1; t < 4; t++)
            {
                p.Grad = Draw(random, n, dtype, turned: false);
                var gradient = Numbers(p.Grad);
                for (var i = 0; i < n; i++)
                {
                    var g = gradient[i] + (decoupled ? 0 : 0.2 * by[i]);
                    by[i] *= decoupled ? 1 - 0.1 * 0.2 : 1;
                    m[i] = 0.8 * m[i] + (1 - 0.8) * g;
                    v[i] = 0.9 * v[i] + (1 - 0.9) * g * g;
                    largest[i] = Math.Max(v[i], largest[i]);
                    var mHat = m[i] / (1 - Math.Pow(0.8, t));
                    var vHat = (amsgrad ? largest[i] : v[i]) / (1 - Math.Pow(0.9, t));
                    by[i] -= 0.1 * mHat / (Math.Sqrt(vHat) + 1e-3);
                }
                optimizer.Step();
                AssertNear(by, p, dtype);
            }
            if (amsgrad && n > 0)
                AssertNear(largest, State(optimizer, "max_exp_avg_sq"), dtype);
        }
    }

    [Fact]
    public void Only_where_a_gradient_is_NaN_the_parameter_becomes_NaN()
    {
        const int N = 37;
        foreach (var make in Makers)
        {
            var random = new Random(5);
            var p = Draw(random, N, ScalarType.Float32, turned: false);
            p.RequiresGrad = true;
            p.Grad = Draw(random, N, ScalarType.Float32, turned: false);
            // One in a whole vector, one in the rest.
            foreach (var place in (int[])[5, 36])
                p.Grad.Narrow(0, place, 1).Fill(double.NaN);
            var optimizer = make([p]);
            optimizer.Step();
            optimizer.Step();
            // Rprop knows only signs, and of NaN there is none.
            for (var i = 0; i < N; i++)
                Assert.Equal(i is 5 or 36 && optimizer is not Rprop, double.IsNaN(p[i].Item()));
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var before = Torch.GetNumThreads();
        try
        {
            foreach (var make in Makers)
            {
                Torch.SetNumThreads(1);
                var alone = Run(make);
                foreach (var threads in (int[])[2, 5])
                {
                    Torch.SetNumThreads(threads);
                    Assert.Equal(alone, Run(make));
                }
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }

        static float[] Run(Func<Tensor[], Optimizer> make)
        {
            var random = new Random(6);
            var p = Draw(random, 100_003, ScalarType.Float32, turned: false);
            p.RequiresGrad = true;
            p.Grad = Draw(random, 100_003, ScalarType.Float32, turned: false);
            var optimizer = make([p]);
            optimizer.Step();
            optimizer.Step();
            return p.ToArray<float>();
        }
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_is_refused()
    {
        var p = Torch.Zeros([4]);
        p.RequiresGrad = true;
        Assert.Throws<ArgumentException>(() => p.Grad = Torch.Zeros([5]));
        Assert.Throws<ArgumentException>(() => p.Grad = Torch.Zeros([4], ScalarType.Float64));
        Assert.Null(p.Grad);
    }

    static Func<Tensor[], Optimizer>[] Makers =>
        [
            p => new SGD(p, momentum: 0.9),
            p => new Adam(p, amsgrad: true),
            p => new AdamW(p),
            p => new Adamax(p),
            p => new NAdam(p),
            p => new RAdam(p),
            p => new Adadelta(p),
            p => new Adagrad(p),
            p => new RMSprop(p, momentum: 0.9, centered: true),
            p => new ASGD(p),
            p => new Rprop(p),
        ];

    static Tensor State(Optimizer optimizer, string name) =>
        (Tensor)optimizer.StateDict()["state.0." + name];

    static double[] Numbers(Tensor tensor) =>
        tensor.Detach().To(ScalarType.Float64).ToArray<double>();

    static void AssertNear(double[] expected, Tensor tensor, ScalarType dtype)
    {
        var unit = dtype == ScalarType.Float32 ? 2e-6 : 1e-14;
        var numbers = Numbers(tensor);
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - numbers[i]) <= unit * (1 + Math.Abs(expected[i])),
                $"{dtype} {expected.Length} at {i}: {numbers[i]} for {expected[i]}"
            );
    }

    // (n) or, where that is asked for, every second of 2 n.
    static Tensor Draw(Random random, int n, ScalarType dtype, bool turned)
    {
        var numbers = new double[turned ? 2 * n : n];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextDouble() * 2 - 1;
        var tensor = Tensor.FromArray(numbers, numbers.Length).To(dtype);
        return turned ? tensor.Slice(0, 0, step: 2) : tensor;
    }
}
