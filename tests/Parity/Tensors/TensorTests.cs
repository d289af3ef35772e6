using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Windows onto memory, broadcasting, and what bad input is told.</summary>
public sealed class TensorTests
{
    static Tensor Count(params long[] shape) =>
        Torch
            .Arange(shape.Aggregate(1L, (count, size) => count * size), ScalarType.Float64)
            .Reshape(shape);

    [Fact]
    public void Views_share_memory_and_arithmetic_does_not()
    {
        var x = Count(2, 3);
        x.Transpose(0, 1)[2].Fill(7);
        x.Narrow(1, 0, 1).Fill(-1);
        x.Reshape([6])[1].Fill(9);
        x[1].Slice(0, 1, 2).Fill(5);
        Assert.Equal([-1, 9, 7, -1, 5, 7], x.ToArray<double>());
        (x + 0).Fill(3);
        Assert.Equal(-1, x[0][0].Item());
    }

    [Fact]
    public void From_array_shares_and_tensor_copies()
    {
        var data = new float[] { 1, 2 };
        var (shared, copied) = (Tensor.FromArray(data, 2), Torch.Tensor(data));
        data[0] = 5;
        Assert.Equal(5, shared[0].Item());
        Assert.Equal(1, copied[0].Item());
    }

    [Fact]
    public void Matrix_products_of_views_are_those_of_their_elements()
    {
        var a = Count(4, 2, 3).Transpose(0, 1).Transpose(1, 2); // (2, 3, 4), strides (3, 1, 6)
        var b = Count(2, 5, 3, 4).Slice(1, 1, 5, 2)[1][0].Transpose(0, 1); // (4, 3)
        var product = a.MatMul(b);
        var (left, right) = (a.Contiguous(), b.Contiguous());
        for (var n = 0; n < 2; n++)
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        {
            double sum = 0;
            for (var k = 0; k < 4; k++)
                sum += left[n][i][k].Item() * right[k][j].Item();
            Assert.Equal(sum, product[n][i][j].Item());
        }
    }

    [Theory]
    [InlineData(new long[] { 0 }, new double[] { 3, 5, 7 })]
    [InlineData(new long[] { -1 }, new double[] { 3, 12 })]
    [InlineData(new long[0], new double[] { 15 })]
    public void Sums_go_over_the_named_dimensions_or_over_all(long[] dims, double[] expected) =>
        Assert.Equal(expected, Count(2, 3).Sum(dims).ToArray<double>());

    [Fact]
    public void Element_wise_results_keep_the_order_of_memory()
    {
        var x = Count(2, 3).Transpose(0, 1);
        Assert.Equal([1, 3], x.Exp().Strides.ToArray());
        Assert.Equal([1, 3], (x * 2).Strides.ToArray());
        Assert.Equal(x.Contiguous().Exp().ToArray<double>(), x.Exp().ToArray<double>());
    }

    [Fact]
    public void Nothing_sums_to_zero_and_multiplies_to_zeros()
    {
        Assert.Equal(0, Torch.Zeros([0, 3]).Sum().Item());
        Assert.Equal(
            new float[6],
            Torch.Zeros([2, 0]).MatMul(Torch.Zeros([0, 3])).ToArray<float>()
        );
        Assert.Equal([0, 3], (Torch.Zeros([0, 3]) + Torch.Ones([3])).Shape.ToArray());
    }

    [Fact]
    public void Types_are_promoted_as_in_PyTorch()
    {
        var (whole, single, twice) = (
            Torch.Arange(3),
            Torch.Ones([3]),
            Torch.Ones([3], ScalarType.Float64)
        );
        Assert.Equal(ScalarType.Float32, (whole + single).Dtype);
        Assert.Equal(ScalarType.Float64, (single * twice).Dtype);
        Assert.Equal(ScalarType.Float32, (single * Torch.Tensor(2.0, ScalarType.Float64)).Dtype);
        Assert.Equal(ScalarType.Int64, (whole * 2).Dtype);
        Assert.Equal(ScalarType.Float32, (whole * 0.5).Dtype);
        Assert.Equal(ScalarType.Float32, (whole / whole).Dtype);
    }

    [Fact]
    public void Bad_input_is_told_with_its_shapes()
    {
        var x = Count(2, 3);
        Assert.Contains(
            "[2, 3] and [4]",
            Assert.Throws<ArgumentException>(() => x + Count(4)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "([2, 3] and [2, 3])",
            Assert.Throws<ArgumentException>(() => x.MatMul(x)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'[4, -1]' is invalid for input of size 6",
            Assert.Throws<ArgumentException>(() => x.Reshape([4, -1])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "range of [-2, 1]",
            Assert.Throws<ArgumentOutOfRangeException>(() => x.Sum([2])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => x.Reshape([-1, -1]));
        Assert.Throws<ArgumentException>(() => x.Permute([0, 0]));
        Assert.Throws<ArgumentException>(() => x.Expand([2, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => x[2]);
        Assert.Throws<ArgumentException>(() => Torch.Cat([x, Count(3, 2)]));
        Assert.Throws<ArgumentException>(() => Torch.Zeros([-1]));
        Assert.Throws<ArgumentException>(() => Torch.Zeros([1L << 40, 1L << 40]));
        Assert.Throws<ArgumentException>(() => Torch.Zeros([1L << 33]));
        Assert.Throws<InvalidOperationException>(() => x.Item());
        Assert.Throws<InvalidOperationException>(() => x.ToArray<float>());
    }

    [Fact]
    public void Bounds_extremes_and_their_places_follow_PyTorch_where_it_is_odd()
    {
        const double NaN = double.NaN;
        // Crossed bounds give the upper one.
        Assert.Equal(
            [1, 1, 1, NaN],
            Torch.Tensor(new[] { 0.0, 5, -5, NaN }).Clamp(2, 1).ToArray<double>()
        );
        var (a, b) = (Torch.Tensor(new[] { NaN, 1, 2 }), Torch.Tensor(new[] { 1, NaN, 3 }));
        Assert.Equal([NaN, NaN, 3], Torch.Maximum(a, b).ToArray<double>());
        Assert.Equal([NaN, NaN, 2], Torch.Minimum(a, b).ToArray<double>());
        Assert.Equal(1, Torch.Tensor(new[] { 1, NaN, 3, NaN }).Argmax(0).Item());
        Assert.Equal(1, Torch.Tensor(new[] { 2.0, 3, 3 }).Argmax(0).Item());
    }

    // The numbers below are PyTorch's.

    [Fact]
    public void A_number_beside_a_tensor_takes_its_type_unless_it_has_a_fraction()
    {
        var x = Torch.Arange(3);
        Assert.Equal([1.5f, 2.5f, 3.5f], (1.5 + x).ToArray<float>());
        Assert.Equal([-2, -1, 0], (x - 2).ToArray<long>());
        Assert.Equal([5, 4, 3], (5 - x).ToArray<long>());
        Assert.Equal([-0.5f, 0.5f, 1.5f], (x - 0.5).ToArray<float>());
        Assert.Equal([0, 2, 4], (2 * x).ToArray<long>());
        Assert.Equal([0, 0.5f, 1], (0.5 * x).ToArray<float>());
        Assert.Equal([0, 0.5f, 1], (x / 2).ToArray<float>());
        Assert.Equal([6, 3, 2], (6 / (x + 1)).ToArray<float>());
        Assert.Equal([2.5f, 3.5f], (Torch.Tensor(new[] { 1f, 2f }) + 1.5).ToArray<float>());
        Assert.Equal([-0.5f, 0.5f], (Torch.Tensor(new[] { 1f, 2f }) - 1.5).ToArray<float>());
    }

    static Tensor Cube => Torch.Tensor(new[] { 1.0, 4, 2, 8, 16, 0.5, 3, 5 }).Reshape([2, 2, 2]);

    [Fact]
    public void Means_variances_and_extremes_go_over_the_named_dimensions()
    {
        Same([5.375, 4.5], [1, 2, 1], Cube.Mean([0, 2], keepdim: true));
        Same([1.5, 6, 9.5, 2.75], [2, 2], Cube.Mean([1]));
        Same([4.9375], [], Cube.Mean());
        Same([52.5625, 7], [2], Cube.Var([0, 2]));
        Same([39.421875, 5.25], [1, 2, 1], Cube.Var([0, 2], unbiased: false, keepdim: true));
        Same([double.NaN], [], Torch.Tensor(new[] { 3.0 }).Var());
        Same([0], [], Torch.Tensor(new[] { 3.0 }).Var(unbiased: false));
        Same([2, 8, 16, 5], [2, 2], Cube.Amax(1));
        Same([2, 8, 16, 5], [2, 1, 2], Cube.Amax(1, keepdim: true));
        Same([1, 1, 0, 1], [2, 2], Cube.Argmax(1).To(ScalarType.Float64));
        Assert.Equal([2, 1, 2], Cube.Argmax(1, keepdim: true).Shape.ToArray());
        var truths = Torch.Tensor(new[] { 1.0, 0, 2 }).NotEqualTo(0);
        Assert.Equal(2, truths.Sum().Item());
        Assert.Equal(ScalarType.Int64, truths.Sum().Dtype);
    }

    [Fact]
    public void A_vector_is_a_row_on_the_left_and_a_column_on_the_right()
    {
        var (a, b) = (Count(2, 3), Count(2, 3, 2));
        var v = Torch.Tensor(new[] { 1.0, -2, 4 });
        Same([21], [], v.MatMul(v));
        Same([6, 15], [2], v.MatMul(a.Transpose(0, 1)));
        Same([6, 15], [2], a.MatMul(v));
        Same([12, 15, 30, 33], [2, 2], v.MatMul(b));
        Same([12, 15, 30, 33], [2, 2], b.Transpose(1, 2).MatMul(v));
    }

    [Theory]
    [InlineData(0, new[] { 2.0, -1, 25, -35, 0 })]
    [InlineData(1, new[] { 2.5, -1.2, 24.8, -35, 0.4 })]
    [InlineData(-1, new[] { 0.0, 0, 20, -40, 0 })]
    public void Halves_are_rounded_to_the_even_digit(int decimals, double[] expected) =>
        Same(expected, [5], Torch.Tensor(new[] { 2.5, -1.25, 24.75, -35, 0.35 }).Round(decimals));

    [Theory]
    [InlineData(0, new[] { 1e8f, 1, -3 })]
    [InlineData(0.25, new[] { 75e6f, 2, -0.5f })]
    [InlineData(0.5, new[] { 5e7f, 3, 2 })]
    [InlineData(0.75, new[] { 25e6f, 4, 4.5f })]
    [InlineData(1, new[] { 1f, 5, 7 })]
    public void Between_two_tensors_both_ends_are_met(double weight, float[] expected) =>
        Assert.Equal(
            expected,
            Torch
                .Tensor(new[] { 1e8f, 1, -3 })
                .Lerp(Torch.Tensor(new[] { 1f, 5, 7 }), weight)
                .ToArray<float>()
        );

    public static TheoryData<string, double[], double[]> Slopes() =>
        new()
        {
            { "abs", [-2.0, 0, 3], [-2, 0, 5] },
            { "maximum", [1.0, 2, 3], [1, 0, 5] },
            { "minimum", [1.0, 2, 3], [1, 3, 0] },
            { "pow 0", [0.0, 1, 2], [0, 0, 0] },
            { "pow 1", [0.0, 1, 2], [2, 3, 5] },
            { "pow 2", [0.0, 1, 2], [0, 6, 20] },
            { "round", [0.0, 1.5, 2], [0, 0, 0] },
        };

    [Theory]
    [MemberData(nameof(Slopes))]
    public void Slopes_at_kinks_and_ties_are_PyTorchs(string what, double[] at, double[] expected)
    {
        var (x, other) = (Torch.Tensor(at), Torch.Tensor(new[] { 1.0, 5, 0 }));
        x.RequiresGrad = true;
        var y = what switch
        {
            "abs" => x.Abs(),
            "maximum" => Torch.Maximum(x, other),
            "minimum" => Torch.Minimum(x, other),
            "round" => x.Round(),
            _ => x.Pow(what[^1] - '0'),
        };
        y.Backward(Torch.Tensor(new[] { 2.0, 3, 5 }));
        Assert.Equal(expected, x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_window_onto_the_memory_that_is_written_is_read_first()
    {
        var x = Count(6);
        x.Slice(0, 1, 5).CopyFrom(x.Slice(0, 0, 4));
        Same([0, 0, 1, 2, 3, 5], [6], x);
    }

    [Fact]
    public void Whole_numbers_stay_whole_where_PyTorch_leaves_them()
    {
        var x = Torch.Tensor(new long[] { -2, 0, 3 });
        Whole([2, 0, -3], -x);
        Whole([2, 0, 3], x.Abs());
        Whole([-2, 0, 3], x.Round());
        Whole([1, 1, 1], x.Pow(0));
        Whole([-8, 0, 27], x.Pow(3));
        Whole([-32, 0, 243], x.Pow(5));
        Whole([-1, 0, 3], x.Clamp(-1));
        Whole([-2, 0, 2], x.Clamp(max: 2));
        Whole([0, 0, 2], x.Clamp(0, 2));
        Assert.Equal([0.5f, 0.5f, 3], x.Clamp(0.5).ToArray<float>());
        Assert.Equal([-2, 0, 0.5f], x.Clamp(max: 0.5).ToArray<float>());
        Assert.Equal([float.NaN, 0, MathF.Sqrt(3)], x.Pow(0.5).ToArray<float>());
        Assert.Equal(
            [0.25f, float.PositiveInfinity],
            x.Slice(0, 0, 2).To(ScalarType.Float32).Pow(-2).ToArray<float>()
        );
    }

    [Fact]
    public void Masks_are_counted_and_joined_as_in_PyTorch()
    {
        var (a, b) = (Mask(true, false), Mask(true, true));
        Truth([true, false], a + Mask(false, false));
        Truth([true, false], a * b);
        Truth([true, false], Torch.Maximum(a, Mask(false, false)));
        Truth([true, false], Torch.Minimum(a, b));
        Whole([1, 1], a.Pow(0));
        Whole([1, 0], a.Pow(2));
        Whole([1, 0], a.Clamp(0, 1));
        Whole([2, 1], a + 1);
        Whole([3, 0], a * 3);
        Assert.Equal([1.5f, 0.5f], (a + 0.5).ToArray<float>());
        Assert.Equal([0.5f, 0], (a / 2).ToArray<float>());
        Assert.Equal([1, 0], a.Sqrt().ToArray<float>());
        Assert.Equal(1, a[0].Item());
        Assert.Equal(0, a[1].Item());
    }

    [Fact]
    public void Numbers_of_any_type_are_compared_with_any_other()
    {
        var (x, mask) = (Torch.Tensor(new long[] { -2, 0, 3 }), Mask(true, false));
        Truth([false, false, true], x.GreaterThan(0.5));
        Truth([true, false, false], x.LessOrEqual(-0.5));
        Truth([true, false, true], x.NotEqualTo(0));
        Truth([true, false, true], x.GreaterOrEqual(Torch.Tensor(new[] { -2, 0.5, 3 })));
        Truth([false, false, false], x.IsNaN());
        Truth([true, false], mask.EqualTo(1));
        Truth([true, false], mask.GreaterThan(0.5));
        Truth([true, false], mask.EqualTo(Mask(true, true)));
        Truth([false, true], mask.LessThan(Mask(true, true)));
        Truth([false, false], mask.IsNaN());
    }

    [Fact]
    public void Operands_of_two_kinds_meet_in_the_larger_one()
    {
        var (whole, half) = (
            Torch.Zeros([2], ScalarType.Int64),
            Torch.Tensor(1.5, ScalarType.Float64)
        );
        Assert.Equal(ScalarType.Float64, (whole + half).Dtype);
        Assert.Equal(ScalarType.Float64, (half + whole).Dtype);
        Assert.Equal(ScalarType.Float64, (Torch.Tensor(1.0, ScalarType.Float32) + half).Dtype);
        Assert.Equal(
            ScalarType.Int64,
            (Mask(true, false) + Torch.Tensor(1, ScalarType.Int64)).Dtype
        );
        Assert.Equal(
            ScalarType.Float32,
            (Torch.Zeros([2]) + Torch.Tensor(1, ScalarType.Int64)).Dtype
        );
    }

    [Theory]
    [InlineData(
        0,
        double.PositiveInfinity,
        new[] { 0.0, 0, 3, double.NaN },
        new[] { 0.0, 1, 1, 0 }
    )]
    [InlineData(
        double.NegativeInfinity,
        3,
        new[] { -2.0, 0, 3, double.NaN },
        new[] { 1.0, 1, 1, 0 }
    )]
    [InlineData(
        double.NaN,
        double.PositiveInfinity,
        new[] { -2.0, 0, 3, double.NaN },
        new[] { 0.0, 0, 0, 0 }
    )]
    [InlineData(
        double.NegativeInfinity,
        double.NaN,
        new[] { -2.0, 0, 3, double.NaN },
        new[] { 0.0, 0, 0, 0 }
    )]
    [InlineData(
        double.NaN,
        1,
        new[] { double.NaN, double.NaN, double.NaN, double.NaN },
        new[] { 0.0, 0, 0, 0 }
    )]
    [InlineData(
        0,
        double.NaN,
        new[] { double.NaN, double.NaN, double.NaN, double.NaN },
        new[] { 0.0, 0, 0, 0 }
    )]
    [InlineData(2, 1, new[] { 1.0, 1, 1, double.NaN }, new[] { 0.0, 0, 0, 0 })]
    public void Bounds_that_are_missing_NaN_or_crossed(
        double min,
        double max,
        double[] expected,
        double[] slope
    )
    {
        var x = Torch.Tensor(new[] { -2, 0, 3, double.NaN });
        x.RequiresGrad = true;
        var y = x.Clamp(min, max);
        y.Sum().Backward();
        Assert.Equal(expected, y.ToArray<double>());
        Assert.Equal(slope, x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Equals_share_the_slope_of_their_extreme()
    {
        var (x, y) = (Torch.Tensor(new[] { 1.0, 2, 2 }), Torch.Tensor(new[] { 1.0, 3, 1 }));
        x.RequiresGrad = y.RequiresGrad = true;
        Torch.Maximum(x, y).Backward(Torch.Tensor(new[] { 2.0, 3, 5 }));
        Same([1, 0, 5], [3], x.Grad!);
        Same([1, 3, 0], [3], y.Grad!);
        x.Grad = y.Grad = null;
        Torch.Minimum(x, y).Backward(Torch.Tensor(new[] { 2.0, 3, 5 }));
        Same([1, 3, 0], [3], x.Grad!);
        Same([1, 0, 5], [3], y.Grad!);
    }

    [Fact]
    public void A_tensor_is_written_over_itself_as_if_it_were_copied_first()
    {
        var x = Count(3, 3);
        x.CopyFrom(x.Transpose(0, 1));
        Same([0, 3, 6, 1, 4, 7, 2, 5, 8], [3, 3], x);
    }

    [Fact]
    public void Memory_in_another_order_is_dense_and_a_window_with_gaps_is_not()
    {
        Assert.True(Count(2, 3, 4).IsDense);
        Assert.True(Count(2, 3, 4).Permute([2, 0, 1]).IsDense);
        Assert.True(Count(2, 1, 4).Permute([1, 2, 0]).IsDense);
        Assert.False(Count(2, 3, 4).Permute([2, 0, 1]).Narrow(0, 0, 2).IsDense);
        Assert.False(Count(3, 1).Expand([3, 2]).IsDense);
        Assert.False(Count(1, 3).Expand([3, 3]).Transpose(0, 1).IsDense);
        Assert.True(Count(1, 1).Expand([1, 1]).IsContiguous);
        Assert.Equal([3, 1], (Count(3, 1).Expand([3, 3]) + 0).Strides.ToArray());
    }

    [Fact]
    public void What_is_empty_is_seen_from_anywhere()
    {
        var x = Count(3);
        Assert.Empty(x.Slice(0, 3).ToArray<double>());
        Assert.Empty((x.Slice(0, 3) + x.Slice(0, 3)).ToArray<double>());
        Assert.Equal([2], (Count(2, 3).Slice(1, 3).Sum([1])).Shape.ToArray());
        Assert.Equal([3, 0], Torch.Zeros([0, 3]).Reshape([3, 0]).Shape.ToArray());
        Same([1, 2], [2], x.Slice(0, -2, 3));
        Same([], [0], x.Slice(0, 0, 0));
        Same([0, 1, 2], [3], x.Narrow(0, 0, 3));
    }

    [Fact]
    public void A_tensor_says_what_it_is()
    {
        Assert.Equal("torch.float64[2, 3]", Count(2, 3).ToString());
        Assert.Equal("torch.bool[1]", Mask(true).ToString());
        Assert.Equal("<UninitializedParameter>", new LazyLinear(2).Weight.ToString());
    }

    [Fact]
    public void Zero_has_a_sign_and_its_own_type_is_no_conversion()
    {
        var x = Torch.Zeros([2]);
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity], (1 / -x).ToArray<float>());
        Assert.Same(x, x.To(ScalarType.Float32));
    }

    [Fact]
    public void Sizes_of_one_stay_unless_a_vector_had_them()
    {
        Assert.Equal([1, 2], Count(1, 3).MatMul(Count(3, 2)).Shape.ToArray());
        Assert.Equal([2, 1], Count(2, 3).MatMul(Count(3, 1)).Shape.ToArray());
        Assert.Equal([2, 3], Count(6).Reshape([-1, 3]).Shape.ToArray());
        Assert.Equal([2L, 2], Count(4).Chunk(2).Select(part => part.Count));
    }

    [Fact]
    public void Memory_like_anothers_has_its_order_where_that_fills_it()
    {
        var transposed = Count(2, 3).Transpose(0, 1);
        Assert.Equal([1, 3], Tensor.AllocateLike(transposed).Strides.ToArray());
        Assert.Equal([2, 1], Tensor.AllocateLike(Count(2, 3).Narrow(1, 0, 2)).Strides.ToArray());
        var truths = Tensor.AllocateLike(transposed, ScalarType.Bool);
        Assert.Equal(ScalarType.Bool, truths.Dtype);
        Assert.Equal(6, truths.ToArray<bool>().Length);
        // A single row far from the next.
        Assert.True(Count(4, 2, 3).Slice(0, 0, 1, 3).Transpose(1, 2).IsDense);
    }

    [Fact]
    public void What_stands_in_for_a_tensor_has_its_shape_and_begins_its_memory()
    {
        foreach (
            var (x, data) in ((Tensor, Tensor)[])
                [
                    (Count(2, 3), Count(3, 2)),
                    (Count(2, 3).Transpose(0, 1), Count(3, 2)),
                    (Count(2, 3), Count(4, 3).Narrow(0, 1, 2)),
                ]
        )
            Assert.StartsWith(
                $"{data.ShapeText} cannot stand in for {x.ShapeText}.",
                Assert.Throws<ArgumentException>(() => x.Replace(data)).Message,
                StringComparison.Ordinal
            );
    }

    static Tensor Mask(params bool[] truths) => Tensor.FromArray(truths, truths.Length);

    static void Whole(long[] expected, Tensor actual) =>
        Assert.Equal(expected, actual.ToArray<long>());

    static void Truth(bool[] expected, Tensor actual) =>
        Assert.Equal(expected, actual.ToArray<bool>());

    static void Same(double[] expected, long[] shape, Tensor actual)
    {
        Assert.Equal(shape, actual.Shape.ToArray());
        Assert.Equal(expected, actual.ToArray<double>().Select(n => Math.Round(n, 12)));
    }
}
