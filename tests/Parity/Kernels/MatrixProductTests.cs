using Diptych.Scratch;
using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>The fast matrix product beside three plain loops.</summary>
public sealed class MatrixProductTests
{
    // Whole tiles, ragged ones, narrower than a vector, empty, more rows than a page holds.
    public static TheoryData<int, int, int> Sizes =>
        new()
        {
            { 1, 1, 1 },
            { 1, 7, 100 },
            { 3, 5, 2 },
            { 4, 9, 17 },
            { 7, 3, 15 },
            { 8, 16, 48 },
            { 9, 31, 49 },
            { 13, 64, 33 },
            { 33, 1, 129 },
            { 64, 64, 64 },
            { 100, 100, 100 },
            { 5, 40, 1100 },
            { 70, 50, 1030 },
            { 130, 17, 257 },
            { 32, 100, 10 },
            { 40, 33, 1 },
            { 0, 3, 4 },
            { 2, 0, 3 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Is_what_plain_loops_compute(int m, int k, int n)
    {
        var random = new Random(m * 1000 + k * 10 + n);
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (
            var (turnA, turnB) in new[]
            {
                (false, false),
                (false, true),
                (true, false),
                (true, true),
            }
        )
        {
            var a = Draw(random, m, k, turnA, dtype);
            var b = Draw(random, k, n, turnB, dtype);
            var y = a.MatMul(b);
            Assert.Equal([m, n], y.Shape.ToArray());
            var (left, right, result) = (Numbers(a), Numbers(b), Numbers(y));
            for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                double sum = 0,
                    size = 0;
                for (var p = 0; p < k; p++)
                {
                    sum += left[i * k + p] * right[p * n + j];
                    size += Math.Abs(left[i * k + p] * right[p * n + j]);
                }
                var unit = dtype == ScalarType.Float32 ? 1.2e-7 : 2.3e-16;
                Assert.True(
                    Math.Abs(result[i * n + j] - sum) <= unit * (k + 1) * size,
                    $"{dtype} {m}×{k}×{n} {turnA} {turnB} at {i}, {j}: {result[i * n + j]} for {sum}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void With_a_bias_it_is_the_product_of_all_rows_and_the_bias_on_each(int m, int k, int n)
    {
        var random = new Random(m * 1000 + k * 10 + n);
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var biases in new[] { n, 1 })
        {
            var x = Draw(random, 2 * m, k, false, dtype).Reshape([2, m, k]);
            var weight = Draw(random, n, k, false, dtype);
            var bias = Draw(random, biases, 1, false, dtype).Reshape([biases]);
            var y = Functional.Linear(x, weight, bias);
            Assert.Equal([2, m, n], y.Shape.ToArray());
            var expected = Numbers(x.MatMul(weight.Transpose(0, 1)) + bias);
            var actual = Numbers(y);
            var unit = dtype == ScalarType.Float32 ? 1.2e-7 : 2.3e-16;
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(actual[i] - expected[i]) <= 8 * unit * (k + 1));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 9)]
    [InlineData(8, 4)]
    [InlineData(13, 7)]
    [InlineData(48, 33)]
    public void Rows_become_columns(int rows, int columns)
    {
        var from = new float[rows * (columns + 3)];
        var wide = new double[from.Length];
        for (var i = 0; i < from.Length; i++)
            wide[i] = from[i] = i + 1;
        var to = new float[columns * (rows + 2)];
        var wideTo = new double[to.Length];
        Transpose.Run(ref from[0], columns + 3, ref to[0], rows + 2, rows, columns);
        Transpose.Run(ref wide[0], columns + 3, ref wideTo[0], rows + 2, rows, columns);
        for (var j = 0; j < columns; j++)
        for (var i = 0; i < rows + 2; i++)
        {
            var expected = i < rows ? from[i * (columns + 3) + j] : 0;
            Assert.Equal(expected, to[j * (rows + 2) + i]);
            Assert.Equal(expected, wideTo[j * (rows + 2) + i]);
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new Random(3);
        var before = Torch.GetNumThreads();
        try
        {
            foreach (var (m, k, n) in new[] { (333, 333, 333), (17, 600, 1500), (1000, 17, 513) })
            {
                var a = Draw(random, m, k, false, ScalarType.Float32);
                var b = Draw(random, k, n, false, ScalarType.Float32);
                Torch.SetNumThreads(1);
                var alone = a.MatMul(b).ToArray<float>();
                foreach (var threads in new[] { 2, 5 })
                {
                    Torch.SetNumThreads(threads);
                    Assert.Equal(alone, a.MatMul(b).ToArray<float>());
                }
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }
    }

    [Fact]
    public void A_batch_is_its_products_one_by_one()
    {
        var random = new Random(4);
        var a = Draw(random, 6 * 5, 7, false, ScalarType.Float64).Reshape([2, 3, 5, 7]);
        var b = Draw(random, 3 * 7, 9, false, ScalarType.Float64).Reshape([3, 7, 9]);
        var y = a.MatMul(b);
        for (var i = 0; i < 2; i++)
        for (var j = 0; j < 3; j++)
            Assert.Equal(a[i][j].MatMul(b[j]).ToArray<double>(), y[i][j].ToArray<double>());
    }

    static double[] Numbers(Tensor tensor) => tensor.To(ScalarType.Float64).ToArray<double>();

    static Tensor Draw(Random random, int rows, int columns, bool turned, ScalarType dtype)
    {
        var numbers = new double[rows * columns];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextDouble() * 2 - 1;
        var tensor = Tensor
            .FromArray(numbers, turned ? [columns, rows] : [rows, columns])
            .To(dtype);
        return turned ? tensor.Transpose(0, 1) : tensor;
    }
}
