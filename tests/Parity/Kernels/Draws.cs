using Diptych.Scratch;

namespace Diptych.Parity;

/// <summary>Random tensors for the tests of kernels, whole and as views, and what they hold.</summary>
static class Draws
{
    /// <summary>The two precisions, with a bound on what a few roundings do.</summary>
    public static readonly (ScalarType Dtype, double Bound)[] Precisions =
    [
        (ScalarType.Float32, 4e-6),
        (ScalarType.Float64, 1e-12),
    ];

    /// <summary>Numbers from [−2, 2).</summary>
    public static Tensor Tensor(Random random, ScalarType dtype, params long[] shape)
    {
        var numbers = new double[shape.Aggregate(1L, (n, size) => n * size)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextDouble() * 4 - 2;
        return Scratch.Tensor.FromArray(numbers, shape).To(dtype);
    }

    /// <summary>The same as a view: with the dimensions turned, or a part of something larger.</summary>
    public static Tensor View(Random random, ScalarType dtype, params long[] shape)
    {
        var order = Enumerable.Range(0, shape.Length).ToArray();
        random.Shuffle(order);
        var inner = order.Select(d => shape[d] + (random.Next(3) == 0 ? 2 : 0)).ToArray();
        var tensor = Tensor(random, dtype, inner);
        for (var i = 0; i < order.Length; i++)
            tensor = tensor.Narrow(i, inner[i] - shape[order[i]], shape[order[i]]);
        var back = new long[shape.Length];
        for (var i = 0; i < order.Length; i++)
            back[order[i]] = i;
        return tensor.Permute(back);
    }

    /// <summary>The elements in the order of the indices.</summary>
    public static double[] Numbers(Tensor tensor)
    {
        var numbers = new double[tensor.Count];
        if (numbers.Length == 0)
            return numbers;
        var index = new long[tensor.Rank];
        var window = tensor.To(ScalarType.Float64);
        var memory = window.Window<double>();
        for (var i = 0; i < numbers.Length; i++)
        {
            long place = 0;
            for (var d = 0; d < index.Length; d++)
                place += index[d] * window.Strides[d];
            numbers[i] = memory[(int)place];
            for (var d = index.Length - 1; d >= 0 && ++index[d] == tensor.Shape[d]; d--)
                index[d] = 0;
        }
        return numbers;
    }

    /// <summary>Asserts that each number is near another.</summary>
    public static void AssertNear(double[] want, Tensor got, double bound, string what)
    {
        var numbers = Numbers(got);
        Xunit.Assert.Equal(want.Length, numbers.Length);
        for (var i = 0; i < want.Length; i++)
            Xunit.Assert.True(
                want[i].Equals(numbers[i])
                    || Math.Abs(want[i] - numbers[i]) <= bound * (1 + Math.Abs(want[i])),
                $"{what} at {i}: {numbers[i]:R} for {want[i]:R}"
            );
    }

    /// <summary>The same bits with 1, 2 and 5 threads.</summary>
    public static void AssertAlike(Func<Tensor> compute)
    {
        var before = Torch.GetNumThreads();
        try
        {
            Torch.SetNumThreads(1);
            var alone = Numbers(compute());
            foreach (var threads in new[] { 2, 5 })
            {
                Torch.SetNumThreads(threads);
                Xunit.Assert.Equal(alone, Numbers(compute()));
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }
    }
}
