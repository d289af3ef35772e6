using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about pooling, asked of both sides.</summary>
public sealed class PoolingTests
{
    // The notes have H_out = ⌊(H − kH) / s⌋ + 1 and nothing else.
    static long NotesFormula(double size, double kernel, double stride) =>
        (long)Math.Floor((size - kernel) / stride) + 1;

    static float[,,,] Plane(float[,] rows)
    {
        var plane = new float[1, 1, rows.GetLength(0), rows.GetLength(1)];
        for (var i = 0; i < rows.GetLength(0); i++)
        for (var j = 0; j < rows.GetLength(1); j++)
            plane[0, 0, i, j] = rows[i, j];
        return plane;
    }

    static readonly float[,] Small =
    {
        { 1, 2, 0, 3 },
        { 4, 6, 1, 0 },
        { 7, 5, 2, 8 },
        { 0, 1, 9, 3 },
    };

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_notes_formula_holds_without_padding_dilation_and_ceil_mode(string name)
    {
        var side = new Side(name);
        foreach (
            var (size, kernel, stride) in new[] { (32, 2, 2), (9, 2, 2), (7, 3, 2), (11, 2, 3) }
        )
        {
            var expected = NotesFormula(size, kernel, stride);
            Assert.Equal(expected, Formula(side, size, kernel, stride, 0, 1, false));
            Assert.Equal(expected, Pooled(side, size, kernel, stride, 0, 1, false));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Padding_dilation_and_ceil_mode_make_other_sizes_than_the_notes_formula(string name)
    {
        var side = new Side(name);
        foreach (
            var (size, kernel, stride, padding, dilation, ceil, notes, truth) in new[]
            {
                (8, 3, 2, 1, 1, false, 3, 4),
                (8, 2, 2, 1, 1, false, 4, 5),
                (7, 3, 1, 0, 2, false, 5, 3),
                (12, 4, 2, 2, 3, false, 5, 4),
                (8, 3, 2, 0, 1, true, 3, 4),
                (4, 5, 2, 0, 1, true, 0, 1),
            }
        )
        {
            Assert.Equal(notes, NotesFormula(size, kernel, stride));
            Assert.Equal(truth, Formula(side, size, kernel, stride, padding, dilation, ceil));
            Assert.Equal(truth, Pooled(side, size, kernel, stride, padding, dilation, ceil));
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void In_ceil_mode_a_window_that_would_begin_in_the_padding_after_the_input_is_left_out(
        string name
    )
    {
        var side = new Side(name);
        // ⌈(5 + 2 − 2) / 3⌉ + 1 = 3 windows would begin at −1, 2 and 5, and 5 is beyond 0 … 4.
        Assert.Equal(2, Formula(side, 5, 2, 3, 1, 1, true));
        Assert.Equal(2, Pooled(side, 5, 2, 3, 1, 1, true));
        // One element more, and it begins inside.
        Assert.Equal(3, Formula(side, 6, 2, 3, 1, 1, true));
        Assert.Equal(3, Pooled(side, 6, 2, 3, 1, 1, true));
    }

    static long Formula(
        Side side,
        int size,
        int kernel,
        int stride,
        int padding,
        int dilation,
        bool ceil
    ) =>
        (long)
            side.Numbers(
                side.Call(
                    "functional.pool_output_size",
                    new[] { size },
                    kernel,
                    stride,
                    padding,
                    dilation,
                    ceil
                )
            )[0];

    static long Pooled(
        Side side,
        int size,
        int kernel,
        int stride,
        int padding,
        int dilation,
        bool ceil
    )
    {
        var pool = side.Module(
            "nn.MaxPool1d",
            [kernel, stride, padding, dilation],
            ("ceil_mode", ceil)
        );
        return side.Shape(side.Forward(pool, side.Tensor(new float[1, 1, size])))[2];
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Max_pooling_keeps_the_strongest_and_average_pooling_the_mean_of_each_region(
        string name
    )
    {
        var side = new Side(name);
        var x = side.Tensor(Plane(Small));
        var max = side.Forward(side.Module("nn.MaxPool2d", [2]), x);
        Assert.Equal([1, 1, 2, 2], side.Shape(max));
        Assert.Equal([6, 3, 7, 9], side.Numbers(max));
        Assert.Equal(
            [3.25, 1, 3.25, 5.5],
            side.Numbers(side.Forward(side.Module("nn.AvgPool2d", [2]), x))
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void The_strongest_alone_has_a_gradient_and_of_a_mean_everyone_has_a_share(string name)
    {
        var side = new Side(name);
        var cotangent = new float[] { 1, 2, 3, 4 };
        var x = side.Tensor(Plane(Small), requiresGrad: true);
        side.Backward(side.Forward(side.Module("nn.MaxPool2d", [2]), x), cotangent);
        Assert.Equal([0, 0, 0, 2, 0, 1, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0], side.Gradient(x)!);

        x = side.Tensor(Plane(Small), requiresGrad: true);
        side.Backward(side.Forward(side.Module("nn.AvgPool2d", [2]), x), cotangent);
        Assert.Equal(
            [.25, .25, .5, .5, .25, .25, .5, .5, .75, .75, 1, 1, .75, .75, 1, 1],
            side.Gradient(x)!
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Where_windows_overlap_one_element_can_stand_for_several_regions(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(Plane(Small), requiresGrad: true);
        var y = side.Forward(side.Module("nn.MaxPool2d", [3, 1]), x);
        Assert.Equal([7, 8, 9, 9], side.Numbers(y));
        side.Backward(y, new float[] { 1, 1, 1, 1 });
        // The 9 was taken twice.
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 2, 0], side.Gradient(x)!);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Padding_is_less_than_any_number_for_a_maximum_and_zero_for_a_mean(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(
            Plane(
                new float[,]
                {
                    { -4, -8 },
                    { -2, -6 },
                }
            )
        );
        Assert.Equal(
            [-4, -8, -2, -6],
            side.Numbers(side.Forward(side.Module("nn.MaxPool2d", [2, 2, 1]), x))
        );
        Assert.Equal(
            [-1, -2, -0.5, -1.5],
            side.Numbers(side.Forward(side.Module("nn.AvgPool2d", [2, 2, 1]), x))
        );
        Assert.Equal(
            [-4, -8, -2, -6],
            side.Numbers(
                side.Forward(
                    side.Module("nn.AvgPool2d", [2, 2, 1], ("count_include_pad", false)),
                    x
                )
            )
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Indices_count_row_by_row_in_the_plane_and_name_the_first_of_equals(string name)
    {
        var side = new Side(name);
        var pool = side.Module("nn.MaxPool2d", [2], ("return_indices", true));
        var outputs = side.Forwards(pool, side.Tensor(Plane(Small)));
        Assert.Equal(2, outputs.Count);
        Assert.Equal([5, 3, 8, 14], side.Numbers(outputs[1]!));

        outputs = side.Forwards(pool, side.Tensor(new float[1, 2, 4, 4]));
        Assert.Equal([0, 2, 8, 10, 0, 2, 8, 10], side.Numbers(outputs[1]!));

        var nan = Plane(Small);
        nan[0, 0, 0, 1] = float.NaN;
        outputs = side.Forwards(pool, side.Tensor(nan));
        Assert.Equal([double.NaN, 3, 7, 9], side.Numbers(outputs[0]!));
        Assert.Equal(1, side.Numbers(outputs[1]!)[0]);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_window_is_no_weight_to_learn(string name)
    {
        var side = new Side(name);
        foreach (
            var pool in new[] { "MaxPool2d", "AvgPool2d", "AdaptiveMaxPool2d", "AdaptiveAvgPool2d" }
        )
            Assert.Equal(0, side.Count(side.Module("nn." + pool, [2])));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Adaptive_pools_share_the_input_evenly_and_overlap_where_it_does_not_divide(
        string name
    )
    {
        var side = new Side(name);
        var x = side.Tensor(
            new float[,,]
            {
                {
                    { 1, 2, 3, 4, 5, 6, 7, 8 },
                },
            }
        );
        // 0–2, 2–5, 5–7: the third element and the sixth are in two windows.
        var thirds = side.Forward(side.Module("nn.AdaptiveAvgPool1d", [3]), x);
        Assert.Equal([2, 4.5, 7], side.Numbers(thirds));
        Assert.Equal(
            [3, 6, 8],
            side.Numbers(side.Forward(side.Module("nn.AdaptiveMaxPool1d", [3]), x))
        );
        Assert.Equal(
            [4.5],
            side.Numbers(side.Forward(side.Module("nn.AdaptiveAvgPool1d", [1]), x))
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_window_with_no_element_of_the_input_is_refused(string name)
    {
        var side = new Side(name);
        // At −1 and 4 around an input of 0 … 3: PyTorch answers −inf, and writes the gradient where there is no input.
        var pool = side.Module("nn.MaxPool1d", [2, 1, 1, 5]);
        var complaint = Assert.Throws<ArgumentException>(() =>
            side.Forward(pool, side.Tensor(new float[1, 1, 4]))
        );
        Assert.Contains("no element of the input", complaint.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 2], side.Shape(side.Forward(pool, side.Tensor(new float[1, 1, 5]))));
    }

    [Fact]
    public void A_pool_with_indices_still_stands_in_a_row()
    {
        var row = new Scratch.Sequential(
            new Scratch.MaxPool2d(2, returnIndices: true),
            new Scratch.AvgPool2d(2)
        );
        var x = Scratch.Torch.Ones([1, 3, 8, 8]);
        Assert.Equal([1, 3, 2, 2], row.Forward(x).Shape.ToArray());
    }

    [Fact]
    public void A_pool_takes_windows_onto_other_tensors()
    {
        var x = Scratch.Torch.Arange(48, Scratch.ScalarType.Float32).Reshape([1, 2, 4, 6]);
        var turned = x.Transpose(2, 3);
        var (expected, places) = Scratch.Functional.MaxPool2dWithIndices(turned.Clone(), (3, 2));
        var (y, indices) = Scratch.Functional.MaxPool2dWithIndices(turned, (3, 2));
        Assert.Equal(expected.ToArray<float>(), y.ToArray<float>());
        Assert.Equal(places.ToArray<long>(), indices.ToArray<long>());
        Assert.Equal(
            Scratch.Functional.AvgPool2d(turned.Clone(), 2).ToArray<float>(),
            Scratch.Functional.AvgPool2d(turned, 2).ToArray<float>()
        );
    }

    [Fact]
    public void Any_windows_give_the_same_on_both_sides()
    {
        var random = new Random(3);
        var (scratch, torchsharp) = (new Side("scratch"), new Side("torchsharp"));
        var compared = 0;
        while (compared < 300)
        {
            int[] Two(int low, int high) =>
                [random.Next(low, high + 1), random.Next(low, high + 1)];
            var (size, kernel, stride, dilation) = (Two(1, 9), Two(1, 4), Two(1, 4), Two(1, 3));
            int[] padding = [random.Next(kernel[0] / 2 + 1), random.Next(kernel[1] / 2 + 1)];
            var ceil = random.Next(2) == 0;
            var x = new float[1, 2, size[0], size[1]];
            for (var i = 0; i < x.Length; i++)
                x[0, i % 2, i / 2 / size[1], i / 2 % size[1]] = random.Next(-5, 6);
            object?[] max = [kernel, stride, padding, dilation, ceil];
            object?[] mean =
            [
                kernel,
                stride,
                padding,
                ceil,
                random.Next(2) == 0,
                random.Next(2) == 0 ? null : 3L,
            ];
            var maxima = Answer(scratch, "nn.functional.max_pool2d_with_indices", x, max);
            Assert.Equal(
                Answer(torchsharp, "nn.functional.max_pool2d_with_indices", x, max),
                maxima
            );
            var means = Answer(scratch, "nn.functional.avg_pool2d", x, mean);
            var others = Answer(torchsharp, "nn.functional.avg_pool2d", x, mean);
            Assert.Equal(others is null, means is null);
            if (means is not null)
                Assert.All(
                    means.Zip(others!),
                    pair => Assert.Equal(pair.Second, pair.First, 1e-12)
                );
            compared += maxima is null ? 0 : 1;
        }

        // Shape, elements and gradient of the outputs, or null where they are refused.
        static double[]? Answer(Side side, string target, Array x, object?[] options)
        {
            var input = side.Tensor(x, requiresGrad: true);
            IReadOnlyList<object?> outputs;
            try
            {
                outputs = side.Calls(target, [input, .. options]);
            }
            catch (Exception e)
                when (e is ArgumentException or System.Runtime.InteropServices.ExternalException)
            {
                return null;
            }
            var y = outputs[0]!;
            var numbers = side.Numbers(y);
            side.Backward(y, Enumerable.Range(1, numbers.Length).Select(i => (float)i).ToArray());
            return
            [
                .. outputs.SelectMany(output => side.Shape(output!).Select(n => (double)n)),
                .. outputs.SelectMany(output => side.Numbers(output!)),
                .. side.Gradient(input)!,
            ];
        }
    }
}
