using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Attention in tiles beside plain loops, and its gradients beside those of its single steps.</summary>
public sealed class AttentionKernelTests
{
    // Queries, keys and sizes: less than a vector, vectors with a rest, several tiles, no key at all.
    public static TheoryData<int, int, int, int> Sizes =>
        new()
        {
            { 1, 1, 1, 1 },
            { 3, 5, 4, 2 },
            { 17, 16, 8, 8 },
            { 64, 33, 7, 19 },
            { 130, 70, 16, 3 },
            { 65, 257, 32, 32 },
            { 2, 0, 3, 4 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Is_what_plain_loops_compute(int l, int s, int d, int dv)
    {
        var random = new Random(l + 10 * s);
        foreach (var dtype in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        foreach (var turned in (bool[])[false, true])
        foreach (var masking in (string[])["none", "full", "keys", "causal"])
        {
            const int Heads = 3;
            var q = Draw(random, [2, Heads, l, d], turned, dtype);
            var k = Draw(random, [2, Heads, s, d], turned, dtype);
            var v = Draw(random, [2, Heads, s, dv], turned, dtype);
            var mask =
                masking == "full" ? Holes(Draw(random, [l, s], turned, dtype))
                : masking == "keys" ? Draw(random, [2, 1, 1, s], turned: false, dtype)
                : null;
            var y = Functional.ScaledDotProductAttention(
                q,
                k,
                v,
                mask,
                isCausal: masking == "causal",
                scale: 0.8
            );
            var added = mask is null ? null : Numbers(mask.Expand([2, Heads, l, s]));
            AssertNear(
                Plain(Numbers(q), Numbers(k), Numbers(v), added, masking == "causal"),
                y,
                dtype
            );

            double[] Plain(double[] q, double[] k, double[] v, double[]? mask, bool causal)
            {
                var result = new double[2 * Heads * l * dv];
                for (var head = 0; head < 2 * Heads; head++)
                for (var i = 0; i < l; i++)
                {
                    var powers = new double[s];
                    for (var j = 0; j < s; j++)
                    {
                        double score = 0;
                        for (var c = 0; c < d; c++)
                            score += q[(head * l + i) * d + c] * k[(head * s + j) * d + c];
                        score = score * 0.8 + (mask?[(head * l + i) * s + j] ?? 0);
                        powers[j] = causal && j > i ? 0 : Math.Exp(score);
                    }
                    var sum = powers.Sum();
                    for (var j = 0; j < s; j++)
                    for (var c = 0; c < dv; c++)
                        result[(head * l + i) * dv + c] +=
                            sum == 0 ? 0 : powers[j] / sum * v[(head * s + j) * dv + c];
                }
                return result;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Has_the_gradients_and_the_draws_of_its_steps(int l, int s, int d, int dv)
    {
        var random = new Random(l + 10 * s);
        foreach (var p in (double[])[0, 0.3, 1])
        {
            Tensor[] inputs =
            [
                Draw(random, [2, l, d], turned: false, ScalarType.Float64),
                Draw(random, [2, s, d], turned: false, ScalarType.Float64),
                Draw(random, [2, s, dv], turned: false, ScalarType.Float64),
                Draw(random, [l, s], turned: false, ScalarType.Float64),
            ];
            var cotangent = Draw(random, [2, l, dv], turned: true, ScalarType.Float64);
            var (y, gradients) = Run(x =>
                Functional.ScaledDotProductAttention(x[0], x[1], x[2], x[3], p)
            );
            var (byStep, gradientsByStep) = Run(x =>
            {
                var scores = x[0].MatMul(x[1].Transpose(-2, -1)) * (1 / Math.Sqrt(d)) + x[3];
                return Functional.Dropout(Functional.Softmax(scores, -1), p).MatMul(x[2]);
            });
            AssertNear(Numbers(byStep), y, ScalarType.Float64);
            foreach (var (expected, gradient) in gradientsByStep.Zip(gradients))
                AssertNear(Numbers(expected), gradient, ScalarType.Float64);

            (Tensor Y, List<Tensor> Gradients) Run(Func<Tensor[], Tensor> attend)
            {
                Torch.ManualSeed(4);
                var leaves = Array.ConvertAll(inputs, x => x.Clone());
                foreach (var leaf in leaves)
                    leaf.RequiresGrad = true;
                var y = attend(leaves);
                y.Backward(cotangent);
                return (y, [.. leaves.Select(leaf => leaf.Grad!)]);
            }
        }
    }

    [Fact]
    public void A_NaN_spoils_its_own_queries_alone()
    {
        var random = new Random(8);
        var q = Draw(random, [5, 4], turned: false, ScalarType.Float32);
        var k = Draw(random, [19, 4], turned: false, ScalarType.Float32);
        q.Detach()[3].Fill(double.NaN);
        q.Detach()[1].Fill(double.PositiveInfinity);
        var y = Functional.ScaledDotProductAttention(q, k, k);
        for (var i = 0; i < 5; i++)
            Assert.Equal(i is 1 or 3, double.IsNaN(y[i][0].Item()));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var before = Torch.GetNumThreads();
        try
        {
            Torch.SetNumThreads(1);
            var alone = Run();
            foreach (var threads in (int[])[2, 5])
            {
                Torch.SetNumThreads(threads);
                Assert.Equal(alone, Run());
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }

        static float[] Run()
        {
            Torch.ManualSeed(5);
            var attention = new MultiheadAttention(24, 3, dropout: 0.2);
            var x = Draw(new Random(6), [100, 4, 24], turned: false, ScalarType.Float32);
            x.RequiresGrad = true;
            var (y, weights) = attention.Forward(x, x, x);
            (y.Sum() + (weights! * weights!).Sum()).Backward();
            return [.. y.ToArray<float>(), .. x.Grad!.ToArray<float>()];
        }
    }

    static double[] Numbers(Tensor tensor) =>
        tensor.Detach().To(ScalarType.Float64).ToArray<double>();

    // −∞ here and there, and in all of the second row.
    static Tensor Holes(Tensor mask)
    {
        for (long i = 0; i < mask.Shape[0]; i++)
        for (long j = 0; j < mask.Shape[1]; j++)
            if (i == 1 || (i + j) % 3 == 1)
                mask[i].Narrow(0, j, 1).Fill(double.NegativeInfinity);
        return mask;
    }

    static void AssertNear(double[] expected, Tensor tensor, ScalarType dtype)
    {
        var unit = dtype == ScalarType.Float32 ? 5e-6 : 2e-14;
        var numbers = Numbers(tensor);
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - numbers[i]) <= unit * (1 + Math.Abs(expected[i])),
                $"{dtype} {expected.Length} at {i}: {numbers[i]} for {expected[i]}"
            );
    }

    // Where turned, every second of the last dimension but one.
    static Tensor Draw(Random random, long[] shape, bool turned, ScalarType dtype)
    {
        long[] whole = [.. shape];
        if (turned)
            whole[^2] *= 2;
        var numbers = new double[whole.Aggregate((a, b) => a * b)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextDouble() * 2 - 1;
        var tensor = Tensor.FromArray(numbers, whole).To(dtype);
        return turned ? tensor.Slice(-2, 0, step: 2) : tensor;
    }
}
