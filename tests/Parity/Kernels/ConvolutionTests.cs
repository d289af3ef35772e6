using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>The fast convolutions and their gradients beside plain loops.</summary>
public sealed class ConvolutionTests
{
    /// <summary>One convolution: sizes, and stride, padding and dilation for each dimension.</summary>
    public sealed record Case(
        int Samples,
        int Groups,
        int Channels,
        int Outputs,
        int[] Size,
        int[] Kernel,
        int[] Stride,
        int[] Padding,
        int[] Dilation
    )
    {
        public int[] Positions =>
            [
                .. Size.Select(
                    (n, d) =>
                        (n + 2 * Padding[d] - Dilation[d] * (Kernel[d] - 1) - 1) / Stride[d] + 1
                ),
            ];

        public override string ToString() =>
            $"{Samples}×{Groups}·{Channels}→{Outputs} {string.Join('×', Size)} k{string.Join('×', Kernel)} "
            + $"s{string.Join('×', Stride)} p{string.Join('×', Padding)} d{string.Join('×', Dilation)}";
    }

    // Samples, groups, channels and outputs of a group; then the sizes.
    static Case Plane(int n, int g, int c, int o, int h, int w, int k, int s, int p, int d) =>
        new(n, g, c, o, [h, w], [k, k], [s, s], [p, p], [d, d]);

    public static TheoryData<Case> Cases =>
        [
            // Those of a small network, and what vectors and tiles do not divide.
            Plane(3, 1, 3, 32, 12, 11, 5, 1, 2, 1),
            Plane(9, 1, 16, 16, 8, 8, 5, 1, 2, 1),
            Plane(2, 1, 9, 33, 16, 16, 3, 1, 1, 1),
            Plane(1, 1, 8, 8, 20, 19, 3, 1, 1, 1),
            Plane(2, 1, 10, 24, 5, 7, 3, 1, 0, 1),
            Plane(5, 1, 17, 13, 7, 7, 1, 1, 0, 1),
            Plane(2, 1, 11, 50, 6, 6, 1, 2, 0, 1),
            Plane(2, 1, 12, 20, 9, 10, 3, 2, 1, 1),
            Plane(2, 1, 8, 9, 11, 8, 3, 3, 2, 2),
            Plane(1, 1, 9, 12, 13, 9, 2, 2, 3, 3),
            // Positions in the padding alone, and elements that no position reaches.
            Plane(2, 1, 8, 8, 3, 3, 1, 1, 2, 1),
            Plane(2, 1, 8, 10, 8, 8, 2, 5, 0, 1),
            // In groups, to few channels or from few, and each channel for itself.
            Plane(3, 2, 9, 16, 6, 6, 3, 1, 1, 1),
            Plane(2, 3, 8, 8, 5, 5, 3, 2, 1, 1),
            Plane(2, 2, 3, 5, 6, 7, 3, 1, 1, 1),
            Plane(3, 6, 1, 1, 7, 8, 3, 1, 1, 1),
            Plane(2, 1, 20, 3, 9, 9, 3, 1, 1, 1),
            Plane(2, 1, 2, 40, 18, 17, 3, 2, 1, 1),
            // One dimension, longer than a tour, and three.
            new(2, 1, 9, 11, [300], [7], [1], [3], [2]),
            new(1, 1, 1, 8, [700], [4], [3], [5], [1]),
            new(2, 1, 8, 10, [4, 5, 6], [2, 3, 3], [1, 2, 1], [1, 0, 2], [1, 1, 2]),
            new(1, 2, 2, 9, [5, 3, 4], [3, 3, 2], [2, 1, 3], [2, 1, 1], [1, 1, 1]),
            new(2, 1, 3, 8, [18, 17], [3, 5], [1, 1], [0, 4], [1, 1]),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_what_plain_loops_compute(Case the)
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        foreach (var strided in new[] { false, true })
        {
            var random = new Random(the.ToString().GetHashCode(StringComparison.Ordinal));
            var x = Draw(random, XShape(the), dtype, strided);
            var weight = Draw(random, WeightShape(the), dtype, strided);
            var bias = Draw(random, [the.Groups * the.Outputs], dtype, false);
            var dy = Draw(random, YShape(the), dtype, strided);
            var plain = Plain(the, Numbers(x), Numbers(weight), Numbers(bias), Numbers(dy));

            var (y, dx, dw, db) = Fast(the, x, weight, bias, dy);
            Close(plain.Y, y, dtype, $"{the} y");
            Close(plain.Dx, dx, dtype, $"{the} dx");
            Close(plain.Dw, dw, dtype, $"{the} dw");
            Close(plain.Db, db, dtype, $"{the} db");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transposed_are_the_way_back(Case the)
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var random = new Random(2);
            // What the strides leave over at the end.
            var extra = the
                .Size.Select(
                    (n, d) =>
                        (long)(
                            n
                            - (the.Positions[d] - 1) * the.Stride[d]
                            + 2 * the.Padding[d]
                            - the.Dilation[d] * (the.Kernel[d] - 1)
                            - 1
                        )
                )
                .ToArray();
            var x = Draw(random, YShape(the), dtype, false);
            var weight = Draw(random, WeightShape(the), dtype, false);
            var bias = Draw(random, [the.Groups * the.Channels], dtype, false);
            var dy = Draw(random, XShape(the), dtype, false);
            x.RequiresGrad = weight.RequiresGrad = bias.RequiresGrad = true;
            var y = the.Size.Length switch
            {
                1 => Functional.ConvTranspose1d(
                    x,
                    weight,
                    bias,
                    Longs(the.Stride),
                    Longs(the.Padding),
                    extra,
                    the.Groups,
                    Longs(the.Dilation)
                ),
                2 => Functional.ConvTranspose2d(
                    x,
                    weight,
                    bias,
                    Longs(the.Stride),
                    Longs(the.Padding),
                    extra,
                    the.Groups,
                    Longs(the.Dilation)
                ),
                _ => Functional.ConvTranspose3d(
                    x,
                    weight,
                    bias,
                    Longs(the.Stride),
                    Longs(the.Padding),
                    extra,
                    the.Groups,
                    Longs(the.Dilation)
                ),
            };
            y.Backward(dy);
            // x and dy have changed places.
            var zeros = new double[the.Groups * the.Outputs];
            var plain = Plain(the, Numbers(dy), Numbers(weight), zeros, Numbers(x));
            var (shift, perChannel) = (Numbers(bias), the.Size.Aggregate(1, (a, b) => a * b));
            var expected = plain
                .Dx.Select(
                    (sum, i) =>
                        (
                            sum.Value + shift[i / perChannel % shift.Length],
                            sum.Size + Math.Abs(shift[i / perChannel % shift.Length])
                        )
                )
                .ToArray();
            Close(expected, Numbers(y.Detach()), dtype, $"{the} y");
            Close(plain.Y, Numbers(x.Grad!), dtype, $"{the} dx");
            Close(plain.Dw, Numbers(weight.Grad!), dtype, $"{the} dw");
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var before = Torch.GetNumThreads();
        try
        {
            foreach (
                var the in new[]
                {
                    Plane(8, 1, 16, 32, 16, 16, 5, 1, 2, 1),
                    Plane(5, 1, 32, 40, 8, 8, 5, 1, 2, 1),
                    Plane(1, 1, 3, 32, 64, 60, 5, 1, 2, 1),
                    Plane(3, 1, 32, 3, 32, 32, 5, 1, 2, 1),
                    Plane(4, 8, 8, 8, 32, 32, 3, 1, 1, 1),
                    Plane(4, 64, 1, 1, 40, 40, 5, 1, 2, 1),
                    Plane(3, 1, 24, 48, 30, 31, 3, 2, 1, 1),
                }
            )
            {
                var random = new Random(7);
                var x = Draw(random, XShape(the), ScalarType.Float32, false);
                var weight = Draw(random, WeightShape(the), ScalarType.Float32, false);
                var bias = Draw(random, [the.Groups * the.Outputs], ScalarType.Float32, false);
                var dy = Draw(random, YShape(the), ScalarType.Float32, false);
                Torch.SetNumThreads(1);
                var alone = Fast(the, x, weight, bias, dy);
                foreach (var threads in new[] { 2, 5 })
                {
                    Torch.SetNumThreads(threads);
                    var shared = Fast(the, x, weight, bias, dy);
                    Assert.True(
                        alone.Y.SequenceEqual(shared.Y),
                        $"{the} with {threads} threads: Y"
                    );
                    Assert.True(
                        alone.Dx.SequenceEqual(shared.Dx),
                        $"{the} with {threads} threads: Dx"
                    );
                    Assert.True(
                        alone.Dw.SequenceEqual(shared.Dw),
                        $"{the} with {threads} threads: Dw"
                    );
                    Assert.True(
                        alone.Db.SequenceEqual(shared.Db),
                        $"{the} with {threads} threads: Db"
                    );
                }
            }
        }
        finally
        {
            Torch.SetNumThreads(before);
        }
    }

    // What is not finite reaches exactly what it meets; a weight meets the zeros around too, and so does a gradient.
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_are_not_finite_come_through(double value)
    {
        foreach (
            var the in new[]
            {
                Plane(2, 1, 9, 17, 8, 8, 5, 1, 2, 1),
                Plane(2, 1, 9, 3, 6, 7, 3, 2, 1, 1),
                Plane(2, 1, 2, 8, 7, 6, 3, 1, 1, 1),
            }
        )
        foreach (var which in new[] { 0, 1, 2 })
        {
            var random = new Random(5);
            double[][] numbers =
            [
                Numbers(Draw(random, XShape(the), ScalarType.Float32, false)),
                Numbers(Draw(random, WeightShape(the), ScalarType.Float32, false)),
                Numbers(Draw(random, YShape(the), ScalarType.Float32, false)),
            ];
            numbers[which][numbers[which].Length / 3] = value;
            var bias = new double[the.Groups * the.Outputs];
            var plain = Plain(the, numbers[0], numbers[1], bias, numbers[2]);
            var (y, dx, dw, _) = Fast(
                the,
                Of(numbers[0], XShape(the), ScalarType.Float32),
                Of(numbers[1], WeightShape(the), ScalarType.Float32),
                Of(bias, [bias.Length], ScalarType.Float32),
                Of(numbers[2], YShape(the), ScalarType.Float32)
            );
            Same(plain.Y, y);
            Same(plain.Dx, dx);
            Same(plain.Dw, dw);
        }

        static void Same((double Value, double Size)[] plain, double[] fast)
        {
            for (var i = 0; i < plain.Length; i++)
                if (double.IsFinite(plain[i].Value))
                    Assert.True(double.IsFinite(fast[i]), $"{fast[i]} for {plain[i].Value}");
                else
                    Assert.Equal(plain[i].Value, fast[i]);
        }
    }

    static long[] XShape(Case the) => [the.Samples, the.Groups * the.Channels, .. Longs(the.Size)];

    static long[] WeightShape(Case the) =>
        [the.Groups * the.Outputs, the.Channels, .. Longs(the.Kernel)];

    static long[] YShape(Case the) =>
        [the.Samples, the.Groups * the.Outputs, .. Longs(the.Positions)];

    static long[] Longs(int[] numbers) => Array.ConvertAll(numbers, number => (long)number);

    static (double[] Y, double[] Dx, double[] Dw, double[] Db) Fast(
        Case the,
        Tensor x,
        Tensor weight,
        Tensor bias,
        Tensor dy
    )
    {
        (x, weight, bias) = (x.Detach(), weight.Detach(), bias.Detach());
        x.RequiresGrad = weight.RequiresGrad = bias.RequiresGrad = true;
        var (stride, padding) = (Longs(the.Stride), Longs(the.Padding));
        var dilation = Longs(the.Dilation);
        var y = the.Size.Length switch
        {
            1 => Functional.Conv1d(x, weight, bias, stride, padding, dilation, the.Groups),
            2 => Functional.Conv2d(x, weight, bias, stride, padding, dilation, the.Groups),
            _ => Functional.Conv3d(x, weight, bias, stride, padding, dilation, the.Groups),
        };
        y.Backward(dy);
        return (Numbers(y.Detach()), Numbers(x.Grad!), Numbers(weight.Grad!), Numbers(bias.Grad!));
    }

    // Each sum with the sum of its terms' sizes. Forward and for the weights the zeros of the padding take part; they
    // have no gradient themselves.
    static (
        (double Value, double Size)[] Y,
        (double Value, double Size)[] Dx,
        (double Value, double Size)[] Dw,
        (double Value, double Size)[] Db
    ) Plain(Case the, double[] x, double[] weight, double[] bias, double[] dy)
    {
        var size = Three(the.Size);
        var kernel = Three(the.Kernel);
        var (stride, dilation) = (Three(the.Stride), Three(the.Dilation));
        var padding = Three(the.Padding, 0);
        var positions = Three(the.Positions);
        var y = new (double Value, double Size)[dy.Length];
        var dx = new (double Value, double Size)[x.Length];
        var dw = new (double Value, double Size)[weight.Length];
        var db = new (double Value, double Size)[bias.Length];
        var (all, allKernel) = (size[0] * size[1] * size[2], kernel[0] * kernel[1] * kernel[2]);
        var i = 0;
        for (var n = 0; n < the.Samples; n++)
        for (var o = 0; o < the.Groups * the.Outputs; o++)
        for (var p0 = 0; p0 < positions[0]; p0++)
        for (var p1 = 0; p1 < positions[1]; p1++)
        for (var p2 = 0; p2 < positions[2]; p2++, i++)
        {
            Add(ref y[i], bias[o]);
            Add(ref db[o], dy[i]);
            for (var c = 0; c < the.Channels; c++)
            for (var k = 0; k < allKernel; k++)
            {
                var at0 = p0 * stride[0] + k / kernel[2] / kernel[1] * dilation[0] - padding[0];
                var at1 = p1 * stride[1] + k / kernel[2] % kernel[1] * dilation[1] - padding[1];
                var at2 = p2 * stride[2] + k % kernel[2] * dilation[2] - padding[2];
                var inside =
                    at0 >= 0
                    && at0 < size[0]
                    && at1 >= 0
                    && at1 < size[1]
                    && at2 >= 0
                    && at2 < size[2];
                var channel = n * the.Groups * the.Channels + o / the.Outputs * the.Channels + c;
                var from = channel * all + (at0 * size[1] + at1) * size[2] + at2;
                var w = (o * the.Channels + c) * allKernel + k;
                Add(ref y[i], weight[w] * (inside ? x[from] : 0));
                Add(ref dw[w], dy[i] * (inside ? x[from] : 0));
                if (inside)
                    Add(ref dx[from], weight[w] * dy[i]);
            }
        }
        return (y, dx, dw, db);

        static void Add(ref (double Value, double Size) sum, double term) =>
            sum = (sum.Value + term, sum.Size + Math.Abs(term));

        static int[] Three(int[] values, int missing = 1) =>
            [.. Enumerable.Repeat(missing, 3 - values.Length), .. values];
    }

    [Fact]
    public void A_bias_is_added_to_the_whole_sum()
    {
        var random = new Random(3);
        var x = Draw(random, [1, 8, 6, 6], ScalarType.Float64, false) * 1e-3;
        var weight = Draw(random, [8, 8, 3, 3], ScalarType.Float64, false);
        var bias = Torch.Ones([8], ScalarType.Float64);
        foreach (
            var convolve in (Func<Tensor, Tensor, Tensor, Tensor>[])
                [
                    (x, weight, bias) => Functional.Conv2d(x, weight, bias),
                    (x, weight, bias) => Functional.ConvTranspose2d(x, weight, bias),
                ]
        )
        {
            var exact = Numbers(convolve(x, weight, bias));
            var single = ScalarType.Float32;
            var sums = Numbers(convolve(x.To(single), weight.To(single), bias.To(single)));
            // Next to 1 the products are small: one rounding at its size, and not 72.
            for (var i = 0; i < sums.Length; i++)
                Assert.InRange(sums[i] - exact[i], -1.2e-7, 1.2e-7);
        }
    }

    static void Close(
        (double Value, double Size)[] plain,
        double[] fast,
        ScalarType dtype,
        string what
    )
    {
        Assert.Equal(plain.Length, fast.Length);
        var unit = dtype == ScalarType.Float32 ? 1.2e-6 : 1e-14;
        for (var i = 0; i < plain.Length; i++)
            Assert.True(
                Math.Abs(fast[i] - plain[i].Value) <= unit * plain[i].Size + 1e-30,
                $"{dtype} {what} at {i}: {fast[i]} for {plain[i].Value}"
            );
    }

    static double[] Numbers(Tensor tensor) => tensor.To(ScalarType.Float64).ToArray<double>();

    static Tensor Of(double[] numbers, long[] shape, ScalarType dtype) =>
        Tensor.FromArray(numbers, shape).To(dtype);

    static Tensor Draw(Random random, long[] shape, ScalarType dtype, bool strided)
    {
        var numbers = new double[Shapes.Count(shape)];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextDouble() * 2 - 1;
        if (!strided)
            return Of(numbers, shape, dtype);
        // The last dimension first in memory.
        var last = shape.Length - 1;
        return Of(numbers, [shape[last], .. shape[..last]], dtype)
            .Permute([.. Enumerable.Range(1, last).Select(d => (long)d), 0]);
    }
}
