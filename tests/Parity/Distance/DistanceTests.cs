using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of distances, on both sides.</summary>
public sealed class DistanceTests
{
    const string Both = nameof(Side.Both);

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_notes_vectors_have_three_distances(string name)
    {
        var side = new Side(name);
        var (x, y) = (side.Tensor(new double[] { 0, 1, 2 }), side.Tensor(new double[] { 1, 1, 1 }));
        Assert.Equal(Math.Sqrt(2), side.Number(side.Call("torch.dist", x, y)), 1e-12);
        Assert.Equal(2, side.Number(side.Call("torch.dist", x, y, 1)), 1e-12);
        Assert.Equal(
            3 / Math.Sqrt(15),
            side.Number(side.Call("nn.functional.cosine_similarity", x, y, 0)),
            1e-12
        );
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_cosine_sees_directions_and_the_other_distances_lengths(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(new double[] { 1, 2, 2 });
        foreach (var length in new[] { 0.5, 2, 100 })
        {
            var y = side.Tensor(new[] { length, 2 * length, 2 * length });
            var cosine = side.Call("nn.functional.cosine_similarity", x, y, 0);
            Assert.Equal(1, side.Number(cosine), 1e-12);
            var gap = Math.Abs(length - 1);
            Assert.Equal(3 * gap, side.Number(side.Call("torch.dist", x, y)), 1e-12);
            Assert.Equal(5 * gap, side.Number(side.Call("torch.dist", x, y, 1)), 1e-12);
        }
    }

    // Of differences 1, 1 and 10 the last has a tenth of all in |x| and more than nine tenths of the slope's length in x².
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void An_outlier_has_no_more_of_the_Manhattan_slope_than_the_others(string name)
    {
        var side = new Side(name);
        double[] Slope(double p)
        {
            var x = side.Tensor(new double[] { 1, -1, 10 }, requiresGrad: true);
            side.Backward(side.Call("torch.dist", x, side.Tensor(new double[3]), p));
            return side.Gradient(x)!;
        }

        Assert.Equal([1, -1, 1], Slope(1));
        Assert.True(Slope(2)[2] > 0.99);
        Assert.Equal(0.1, Slope(2)[0] / Slope(2)[2], 1e-12);
        Assert.Equal([0, 0, 1], Slope(double.PositiveInfinity));
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Where_two_points_are_one_the_distance_has_the_slope_zero(string name)
    {
        var side = new Side(name);
        foreach (var p in new[] { 1, 1.5, 2, 3, double.PositiveInfinity })
        {
            var x = side.Tensor(
                new double[,]
                {
                    { 1, 2 },
                },
                requiresGrad: true
            );
            var y = side.Tensor(
                new double[,]
                {
                    { 1, 2 },
                }
            );
            side.Backward(side.Call("torch.dist", x, y, p));
            side.Backward(side.Call("torch.cdist", x, y, p));
            Assert.All(side.Gradient(x)!, slope => Assert.Equal(0, slope));
        }
    }

    // Its ε is added to the difference, so that equal points are not quite at distance 0.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Pairwise_distance_has_a_slope_even_where_two_points_are_one(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(new double[] { 1, 2 }, requiresGrad: true);
        var distance = side.Call(
            "nn.functional.pairwise_distance",
            x,
            side.Tensor(new double[] { 1, 2 })
        );
        side.Backward(distance);
        Assert.Equal(Math.Sqrt(2) * 1e-6, side.Number(distance), 1e-15);
        Assert.All(side.Gradient(x)!, slope => Assert.Equal(Math.Sqrt(0.5), slope, 1e-9));
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_zero_vector_is_like_nothing_and_has_no_direction(string name)
    {
        var side = new Side(name);
        var (zero, x) = (side.Tensor(new double[2]), side.Tensor(new double[] { 3, 4 }));
        Assert.Equal(0, side.Number(side.Call("nn.functional.cosine_similarity", zero, x, 0)));
        Assert.Equal([0, 0], side.Numbers(side.Call("nn.functional.normalize", zero, 2, 0)));
        var unit = side.Numbers(side.Call("nn.functional.normalize", x, 2, 0));
        Assert.Equal(0.6, unit[0], 1e-12);
        Assert.Equal(0.8, unit[1], 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_table_of_distances_holds_the_distance_of_every_pair(string name)
    {
        var side = new Side(name);
        double[][] rows =
        [
            [0, 1],
            [2, -1],
            [0.5, 0.5],
        ];
        double[][] columns =
        [
            [1, 1],
            [-2, 0.25],
        ];
        var table = side.Numbers(side.Call("torch.cdist", Table(rows), Table(columns), 3.0));
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j < columns.Length; j++)
            Assert.Equal(
                side.Number(
                    side.Call("torch.dist", side.Tensor(rows[i]), side.Tensor(columns[j]), 3.0)
                ),
                table[i * columns.Length + j],
                1e-12
            );

        object Table(double[][] from)
        {
            var numbers = new double[from.Length, 2];
            for (var i = 0; i < from.Length; i++)
                (numbers[i, 0], numbers[i, 1]) = (from[i][0], from[i][1]);
            return side.Tensor(numbers);
        }
    }

    // ‖x‖² − 2 x·y + ‖y‖² subtracts numbers of 7e19 from one another to find a millionth.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_matrix_product_loses_a_small_distance_between_points_that_are_far_out(
        string name
    )
    {
        var side = new Side(name);
        var (far, beside) = (
            side.Tensor(
                new[,]
                {
                    { 8589934592.0, 0 },
                }
            ),
            side.Tensor(
                new[,]
                {
                    { 8589934592.0, 0.001 },
                }
            )
        );
        double Distance(string mode) => side.Number(side.Call("torch.cdist", far, beside, 2, mode));
        Assert.Equal(0.001, Distance("donot_use_mm_for_euclid_dist"), 1e-15);
        Assert.Equal(0, Distance("use_mm_for_euclid_dist"));
        Assert.Equal(0.001, Distance("use_mm_for_euclid_dist_if_necessary"), 1e-15);
    }
}
