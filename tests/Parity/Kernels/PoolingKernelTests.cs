using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Pools and their gradients beside plain loops.</summary>
public sealed class PoolingKernelTests
{
    // Height, width, window, stride, padding, dilation; ceil mode.
    public static TheoryData<int, int, int, int, int, int, bool> Windows =>
        new()
        {
            { 8, 8, 2, 2, 0, 1, false },
            { 6, 32, 2, 2, 0, 1, false },
            { 7, 23, 2, 2, 0, 1, false },
            { 7, 23, 2, 2, 0, 1, true },
            { 2, 2, 2, 2, 0, 1, false },
            { 9, 11, 2, 2, 1, 1, false },
            { 9, 11, 2, 1, 0, 1, false },
            { 12, 12, 2, 2, 0, 2, false },
            { 10, 13, 3, 2, 1, 1, false },
            { 10, 13, 3, 3, 0, 1, true },
            { 5, 40, 3, 1, 1, 2, false },
            { 7, 7, 7, 1, 0, 1, false },
            { 37, 37, 37, 37, 0, 1, false },
            { 150, 150, 150, 1, 0, 1, false },
            { 7, 7, 7, 9, 3, 1, false },
        };

    [Theory]
    [MemberData(nameof(Windows))]
    public void The_largest_is_what_plain_loops_find(
        int h,
        int w,
        int kernel,
        int stride,
        int padding,
        int dilation,
        bool ceil
    )
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var odd in new[] { false, true })
        {
            var random = new Random(h * 100 + w);
            var numbers = Draw(random, 3 * 2 * h * w, odd);
            var x = Tensor.FromArray(numbers, 3, 2, h, w).To(dtype);
            x.RequiresGrad = true;
            var (y, indices) = Functional.MaxPool2dWithIndices(
                x,
                kernel,
                stride,
                padding,
                dilation,
                ceil
            );
            var (rows, columns) = ((int)y.Shape[2], (int)y.Shape[3]);
            var dy = Draw(random, 6 * rows * columns, false);
            y.Backward(Tensor.FromArray(dy, 3, 2, rows, columns).To(dtype));
            var (largest, places) = (Numbers(y), indices.ToArray<long>());
            var expected = new double[numbers.Length];
            for (var o = 0; o < largest.Length; o++)
            {
                var (plane, i) = Math.DivRem(o, rows * columns);
                var (max, place) = (double.NegativeInfinity, -1);
                for (var a = 0; a < kernel; a++)
                for (var b = 0; b < kernel; b++)
                {
                    var row = i / columns * stride + a * dilation - padding;
                    var column = i % columns * stride + b * dilation - padding;
                    if (row < 0 || row >= h || column < 0 || column >= w)
                        continue;
                    var element = numbers[(plane * h + row) * w + column];
                    if (place < 0 || element > max || double.IsNaN(element))
                        (max, place) = (element, row * w + column);
                }
                Assert.Equal(max, largest[o]);
                Assert.Equal(place, places[o]);
                expected[plane * h * w + place] += dy[o];
            }
            Close(expected, Numbers(x.Grad!), dtype);
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void The_mean_is_what_plain_loops_compute(
        int h,
        int w,
        int kernel,
        int stride,
        int padding,
        int dilation,
        bool ceil
    )
    {
        if (dilation > 1)
            return;
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var divisor in new long?[] { null, 3 })
        {
            var random = new Random(h * 100 + w);
            var numbers = Draw(random, 3 * 2 * h * w, false);
            var x = Tensor.FromArray(numbers, 3, 2, h, w).To(dtype);
            x.RequiresGrad = true;
            var y = Functional.AvgPool2d(x, kernel, stride, padding, ceil, false, divisor);
            var (rows, columns) = ((int)y.Shape[2], (int)y.Shape[3]);
            var dy = Draw(random, 6 * rows * columns, false);
            y.Backward(Tensor.FromArray(dy, 3, 2, rows, columns).To(dtype));
            var means = new double[dy.Length];
            var expected = new double[numbers.Length];
            for (var o = 0; o < dy.Length; o++)
            {
                var (plane, i) = Math.DivRem(o, rows * columns);
                var places = new List<int>();
                for (var a = 0; a < kernel; a++)
                for (var b = 0; b < kernel; b++)
                {
                    var row = i / columns * stride + a - padding;
                    var column = i % columns * stride + b - padding;
                    if (row >= 0 && row < h && column >= 0 && column < w)
                        places.Add((plane * h + row) * w + column);
                }
                var by = divisor ?? places.Count;
                // Sums of float32 numbers are exact, or nearly, in float64.
                means[o] = places.Sum(place => numbers[place]) / by;
                foreach (var place in places)
                    expected[place] += dy[o] / by;
            }
            Close(means, Numbers(y), dtype);
            Close(expected, Numbers(x.Grad!), dtype);
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var before = Torch.GetNumThreads();
        try
        {
            var random = new Random(1);
            var x = Tensor
                .FromArray(Draw(random, 5 * 7 * 40 * 46, false), 5, 7, 40, 46)
                .To(ScalarType.Float32);
            foreach (
                var pool in new Func<Tensor, Tensor>[]
                {
                    t => Functional.MaxPool2d(t, 2),
                    t => Functional.MaxPool2d(t, 3, 2, 1),
                    t => Functional.AvgPool2d(t, 2),
                    t => Functional.AdaptiveAvgPool2d(t, 3),
                    t => Functional.AdaptiveAvgPool2d(t, 1),
                }
            )
            {
                Torch.SetNumThreads(1);
                var alone = Both(pool, x);
                foreach (var threads in new[] { 2, 5 })
                {
                    Torch.SetNumThreads(threads);
                    var shared = Both(pool, x);
                    Assert.Equal(alone.Y, shared.Y);
                    Assert.Equal(alone.Dx, shared.Dx);
                }
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }

        static (double[] Y, double[] Dx) Both(Func<Tensor, Tensor> pool, Tensor x)
        {
            x = x.Detach();
            x.RequiresGrad = true;
            var y = pool(x);
            y.Backward(y.Detach());
            return (Numbers(y), Numbers(x.Grad!));
        }
    }

    // Of few values, so that many are equal, and some are NaN or infinite; or of many.
    static double[] Draw(Random random, int count, bool odd)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = odd
                ? random.Next(9) switch
                {
                    0 => double.NaN,
                    1 => double.NegativeInfinity,
                    2 => double.PositiveInfinity,
                    var other => other - 5,
                }
                : (float)(random.NextDouble() * 2 - 1);
        return numbers;
    }

    static void Close(double[] plain, double[] fast, ScalarType dtype)
    {
        Assert.Equal(plain.Length, fast.Length);
        var unit = dtype == ScalarType.Float32 ? 1e-6 : 1e-15;
        for (var i = 0; i < plain.Length; i++)
            Assert.True(
                Math.Abs(plain[i] - fast[i]) <= unit * (1 + Math.Abs(plain[i])),
                $"{dtype} at {i}: {fast[i]} for {plain[i]}"
            );
    }

    static double[] Numbers(Tensor tensor) =>
        tensor.Detach().To(ScalarType.Float64).ToArray<double>();
}
