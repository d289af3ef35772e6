using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Sums, largest elements and where they stand beside plain loops.</summary>
public sealed class ReduceTests
{
    public static TheoryData<long[], long[]> Cases =>
        new()
        {
            { [], [] },
            { [9], [0] },
            { [40_000], [0] },
            { [3, 7], [0] },
            { [3, 7], [1] },
            { [3, 7], [] },
            { [700, 3], [0] },
            { [3000, 40], [0] },
            { [2, 600, 5], [1] },
            { [4, 3, 5, 6], [0, 2, 3] },
            { [4, 3, 5, 1], [0, 3] },
            { [4, 3, 5, 6], [1, 3] },
            { [4, 3, 5, 6], [0, 2] },
            { [4, 1, 5], [1] },
            { [2, 3, 2, 3, 2], [0, 2, 4] },
            { [0, 3], [0] },
            { [3, 0], [0] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_are_plain_loops(long[] shape, long[] dims)
    {
        var random = new Random(shape.Length);
        foreach (var (dtype, bound) in Draws.Precisions)
        foreach (var views in new[] { false, true })
        {
            var x = views ? Draws.View(random, dtype, shape) : Draws.Tensor(random, dtype, shape);
            var over = Enumerable
                .Range(0, shape.Length)
                .Select(d => dims.Length == 0 || dims.Contains(d))
                .ToArray();
            var kept = shape.Select((size, d) => over[d] ? 1 : size).ToArray();
            var want = new double[kept.Aggregate(1L, (n, size) => n * size)];
            var numbers = Draws.Numbers(x);
            for (var i = 0; i < numbers.Length; i++)
            {
                long place = 0,
                    rest = i,
                    step = 1;
                for (var d = shape.Length - 1; d >= 0; d--)
                {
                    if (!over[d])
                    {
                        place += rest % shape[d] * step;
                        step *= shape[d];
                    }
                    rest /= shape[d];
                }
                want[place] += numbers[i];
            }
            var y = x.Sum(dims, keepdim: true);
            Assert.Equal(kept, y.Shape.ToArray());
            Draws.AssertNear(want, y, bound, $"{dtype} {views}");
        }
    }

    [Fact]
    public void A_long_sum_of_float32_is_exact_to_its_last_bit()
    {
        var x = Torch.Full([3_000_001], 0.1);
        Assert.Equal((float)((double)0.1f * 3_000_001), x.Sum().Item());
        Assert.Equal((float)((double)0.1f * 3_000_001), x.Reshape([-1, 1]).Sum([0]).Item());
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var random = new Random(6);
        var x = Draws.Tensor(random, ScalarType.Float32, 3, 5000, 41);
        foreach (var dims in new long[][] { [], [0], [1], [2], [0, 1], [0, 2], [1, 2] })
            Draws.AssertAlike(() => x.Sum(dims));
    }

    [Fact]
    public void The_largest_is_found_where_it_first_stands_and_NaN_is_larger()
    {
        var x = Torch.Tensor(
            new float[,]
            {
                { 1, 5, 2, 5 },
                { -3, -3, -4, -3 },
                { 1, float.NaN, 9, float.NaN },
                { float.NegativeInfinity, float.NegativeInfinity, -1, float.PositiveInfinity },
                { -0f, 0f, -0f, 0f },
            }
        );
        Assert.Equal([1, 0, 1, 3, 0], x.Argmax(1).ToArray<long>());
        Assert.Equal([5, -3, float.NaN, float.PositiveInfinity, 0], x.Amax(1).ToArray<float>());
        Assert.Equal([0, 2, 2, 2], x.Argmax(0).ToArray<long>());
        var random = new Random(8);
        var big = Draws.View(random, ScalarType.Float64, 37, 1001);
        var numbers = Draws.Numbers(big);
        var places = big.Argmax(1).ToArray<long>();
        for (var i = 0; i < 37; i++)
            Assert.Equal(
                Array.IndexOf(numbers, numbers.AsSpan(i * 1001, 1001).ToArray().Max(), i * 1001)
                    - i * 1001,
                places[i]
            );
    }
}
