using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of losses, on both sides.</summary>
public sealed class LossTests
{
    const string Both = nameof(Side.Both);

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_notes_predictions_have_a_mean_squared_error_of_a_half(string name)
    {
        var side = new Side(name);
        var loss = side.Call(
            "nn.functional.mse_loss",
            side.Tensor(new[] { 2.5, 3, 4 }),
            side.Tensor(new[] { 3, 2, 4.5 })
        );
        Assert.Equal(0.5, side.Number(loss), 1e-12);
    }

    // An error of 100 beside one of 1 has a hundred times its pull in squares, and the same pull in the others.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void An_outlier_pulls_with_its_size_only_where_errors_are_squared(string name)
    {
        var side = new Side(name);
        double Pull(string loss)
        {
            var input = side.Tensor(new double[] { 1, 100 }, requiresGrad: true);
            side.Backward(
                side.Call("nn.functional." + loss, input, side.Tensor(new double[] { 0, 0 }))
            );
            var gradient = side.Gradient(input)!;
            return gradient[1] / gradient[0];
        }

        Assert.Equal(100, Pull("mse_loss"), 1e-12);
        Assert.Equal(1, Pull("l1_loss"), 1e-12);
        Assert.Equal(1, Pull("smooth_l1_loss"), 1e-12);
        Assert.Equal(1, Pull("huber_loss"), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Huber_is_delta_times_smooth_l1(string name)
    {
        var side = new Side(name);
        var (input, target) = (side.Tensor(new[] { 0.2, 5, -1.5 }), side.Tensor(new double[3]));
        var huber = side.Call("nn.functional.huber_loss", input, target, "sum", 0.5);
        var smooth = side.Call("nn.functional.smooth_l1_loss", input, target, "sum", 0.5);
        Assert.Equal(0.5 * side.Number(smooth), side.Number(huber), 1e-12);
    }

    // −ln σ(x) is computed without σ(x), which in either precision is exactly 0 at −10000.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Sigmoid_inside_the_loss_keeps_what_sigmoid_before_it_loses(string name)
    {
        var side = new Side(name);
        (double Inside, double Before) Losses(double logit)
        {
            var (x, y) = (side.Tensor(new[] { logit }), side.Tensor(new[] { 1.0 }));
            var inside = side.Call("nn.functional.binary_cross_entropy_with_logits", x, y);
            var probability = side.Numbers(side.Call("nn.functional.sigmoid", x));
            var before = side.Call(
                "nn.functional.binary_cross_entropy",
                side.Tensor(probability),
                y
            );
            return (side.Number(inside), side.Number(before));
        }

        var moderate = Losses(0.75);
        Assert.Equal(moderate.Before, moderate.Inside, 1e-12);
        var extreme = Losses(-1e4);
        Assert.Equal(1e4, extreme.Inside, 1e-8);
        Assert.Equal(100, extreme.Before, 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Two_classes_of_cross_entropy_are_one_logit_of_the_binary_one(string name)
    {
        var side = new Side(name);
        var two = side.Call(
            "nn.functional.cross_entropy",
            side.Tensor(
                new[,]
                {
                    { 0.3, 1.7 },
                }
            ),
            side.Tensor(new long[] { 1 })
        );
        var one = side.Call(
            "nn.functional.binary_cross_entropy_with_logits",
            side.Tensor(new[] { 1.7 - 0.3 }),
            side.Tensor(new[] { 1.0 })
        );
        Assert.Equal(side.Number(two), side.Number(one), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Cross_entropy_is_the_entropy_of_the_truth_plus_its_divergence(string name)
    {
        var side = new Side(name);
        double[] truth = [0.2, 0.5, 0.3];
        var logits = side.Tensor(
            new[,]
            {
                { 0.4, -1, 2.5 },
            }
        );
        var target = side.Tensor(
            new[,]
            {
                { truth[0], truth[1], truth[2] },
            }
        );
        var divergence = side.Call(
            "nn.functional.kl_div",
            side.Call("nn.functional.log_softmax", logits, 1),
            target,
            "batchmean"
        );
        var crossEntropy = side.Call("nn.functional.cross_entropy", logits, target);
        var entropy = -truth.Sum(p => p * Math.Log(p));
        Assert.True(side.Number(divergence) > 0);
        Assert.Equal(entropy + side.Number(divergence), side.Number(crossEntropy), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_divergence_of_a_distribution_from_itself_is_zero(string name)
    {
        var side = new Side(name);
        double[] truth = [0.2, 0.5, 0.3];
        double Divergence(double[] guess) =>
            side.Number(
                side.Call(
                    "nn.functional.kl_div",
                    side.Tensor(guess.Select(p => Math.Log(p)).ToArray()),
                    side.Tensor(truth),
                    "sum"
                )
            );
        Assert.Equal(0, Divergence(truth), 1e-12);
        Assert.True(Divergence([0.3, 0.4, 0.3]) > 0);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_mean_of_weighted_classes_divides_by_the_weights_and_not_by_the_samples(
        string name
    )
    {
        var side = new Side(name);
        var logits = side.Tensor(new double[2, 2]);
        var target = side.Tensor(new long[] { 0, 1 });
        var weight = side.Tensor(new double[] { 3, 5 });
        // Each of the two costs ln 2, so that any weighted mean of theirs is ln 2 too.
        var mean = side.Call("nn.functional.cross_entropy", logits, target, weight);
        Assert.Equal(Math.Log(2), side.Number(mean), 1e-12);
        var sum = side.Call("nn.functional.cross_entropy", logits, target, weight, -100, "sum");
        Assert.Equal(8 * Math.Log(2), side.Number(sum), 1e-12);
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_mean_over_targets_that_are_all_ignored_is_not_a_number_and_has_no_slope(
        string name
    )
    {
        var side = new Side(name);
        var logits = side.Tensor(new double[2, 3], requiresGrad: true);
        var target = side.Tensor(new long[] { -100, -100 });
        var loss = side.Call("nn.functional.cross_entropy", logits, target);
        side.Backward(loss);
        Assert.Equal(double.NaN, side.Number(loss));
        Assert.All(side.Gradient(logits)!, slope => Assert.Equal(0, slope));
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_triplet_costs_nothing_once_the_negative_is_far_enough(string name)
    {
        var side = new Side(name);
        (double Loss, double[] Slope) At(double distance)
        {
            var negative = side.Tensor(new[] { distance, 0 }, requiresGrad: true);
            var loss = side.Call(
                "nn.functional.triplet_margin_loss",
                side.Tensor(new double[] { 0, 0 }),
                side.Tensor(new[] { 0, 0.5 }),
                negative
            );
            side.Backward(loss);
            return (side.Number(loss), side.Gradient(negative)!);
        }

        // The positive is half a step away and the margin is 1: up to 1.5 the negative is too near.
        Assert.Equal(0.5, At(1).Loss, 1e-5);
        Assert.Equal(0.1, At(1.4).Loss, 1e-5);
        Assert.Equal(-1, At(1.4).Slope[0], 1e-5);
        foreach (var distance in new[] { 1.6, 3, 100 })
        {
            Assert.Equal(0, At(distance).Loss);
            Assert.All(At(distance).Slope, slope => Assert.Equal(0, slope));
        }
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void InfoNCE_is_ln_n_where_nothing_tells_the_keys_apart_and_falls_when_the_own_key_stands_out(
        string name
    )
    {
        var side = new Side(name);
        double Loss(double[,] keys, double temperature) =>
            side.Number(
                side.Call(
                    "functional.info_nce",
                    side.Tensor(
                        new double[,]
                        {
                            { 1, 0 },
                            { 0, 1 },
                            { -1, 0 },
                        }
                    ),
                    side.Tensor(keys),
                    temperature
                )
            );
        double[,] alike =
        {
            { 2, 2 },
            { 2, 2 },
            { 2, 2 },
        };
        double[,] own =
        {
            { 3, 0 },
            { 0, 5 },
            { -0.5, 0 },
        };
        double[,] wrong =
        {
            { -3, 0 },
            { 0, -5 },
            { 0.5, 0 },
        };
        Assert.Equal(Math.Log(3), Loss(alike, 0.1), 1e-12);
        Assert.True(Loss(own, 0.1) < 1e-4);
        // Opposite keys have the cosine −1, and the best stranger 1 or 0: the colder, the more that costs.
        Assert.True(Loss(wrong, 0.1) > 10);
        Assert.True(Loss(wrong, 0.05) > Loss(wrong, 0.1));
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_cosine_loss_looks_at_directions_and_not_at_lengths(string name)
    {
        var side = new Side(name);
        double Loss(double length, long target) =>
            side.Number(
                side.Call(
                    "nn.functional.cosine_embedding_loss",
                    side.Tensor(
                        new[,]
                        {
                            { 3.0, 4.0 },
                        }
                    ),
                    side.Tensor(
                        new[,]
                        {
                            { 4 * length, 3 * length },
                        }
                    ),
                    side.Tensor(new[] { target })
                )
            );
        foreach (var length in new[] { 0.1, 1, 100 })
        {
            Assert.Equal(1 - 24.0 / 25, Loss(length, 1), 1e-9);
            Assert.Equal(24.0 / 25, Loss(length, -1), 1e-9);
        }
    }

    // PyTorch reads beyond its memory there, so that no snapshot can hold it.
    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void A_label_that_is_no_class_is_refused(long label)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() =>
            Scratch.Functional.CtcLoss(
                Scratch.Torch.Zeros([3, 1, 4]),
                Scratch.Tensor.FromArray(new[] { label }, 1, 1),
                Scratch.Tensor.FromArray(new[] { 3L }, 1),
                Scratch.Tensor.FromArray(new[] { 1L }, 1)
            )
        );
        Assert.Equal("targets", refused.ParamName);
        Assert.StartsWith($"Target {label} is out of bounds for 4 labels.", refused.Message);
    }
}
