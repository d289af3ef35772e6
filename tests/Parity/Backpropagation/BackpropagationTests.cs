using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say of back-propagation, on both sides.</summary>
public sealed class BackpropagationTests
{
    const string Both = nameof(Side.Both);

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_chain_rule_by_hand_gives_what_backward_gives(string name)
    {
        var side = new Side(name);
        var inputs = new[] { 2.0, 3.0, 1.0, 5.0 }
            .Select(number => side.Tensor(new[] { number }, requiresGrad: true))
            .ToArray();
        side.Backward(side.Call("chain_rule.neuron_loss", [.. inputs]));
        var byHand = side.Calls("chain_rule.neuron_gradients", [.. inputs]);

        // y = 2 · 3 + 1 = 7, dL/dy = 2 (7 − 5) = 4
        Assert.Equal([12, 8, 4, -4], byHand.Select(gradient => side.Number(gradient!)));
        Assert.Equal([12, 8, 4, -4], inputs.Select(input => side.Gradient(input)![0]));
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_gradient_has_the_shape_of_its_parameter(string name)
    {
        var side = new Side(name);
        side.ManualSeed(0);
        var layer = side.Module("nn.Linear", [4, 3]);
        var output = side.Forward(layer, side.Tensor(new double[2, 4]));
        side.Backward(output, new float[6]);
        foreach (var (_, parameter) in side.Parameters(layer))
            Assert.Equal(side.Shape(parameter), side.GradientShape(parameter));
    }

    // Erratum 13: at w = 2 the loss grows by 5 when w grows by 1 and falls by 3 when it falls by 1; 4 is the limit.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_slope_is_a_limit_and_not_the_change_over_a_whole_step(string name)
    {
        var side = new Side(name);
        var w = side.Tensor(new[] { 2.0 });
        double Secant(double h) => side.Number(side.Call("slope.secant", w, h));
        Assert.Equal(5, Secant(1), 12);
        Assert.Equal(3, Secant(-1), 12);
        Assert.Equal(4, Secant(1e-6), 5);
        Assert.Equal(4, side.Number(side.Call("slope.central", w, 1.0)), 12);
    }

    // Erratum 7: on w² the factor of each step is 1 − 2 lr, so that above 1 the loss grows for ever.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_step_downhill_lowers_the_loss_only_when_it_is_small_enough(string name)
    {
        var side = new Side(name);
        double[] Losses(double lr) =>
            side.Numbers(side.Call("slope.descend", side.Tensor(2.0), lr, 20));
        foreach (var lr in new[] { 0.01, 0.1, 0.4, 0.9 })
            Assert.All(Pairs(Losses(lr)), pair => Assert.True(pair.After < pair.Before));
        Assert.All(Losses(1), loss => Assert.Equal(4, loss, 12));
        foreach (var lr in new[] { 1.01, 1.5 })
            Assert.All(Pairs(Losses(lr)), pair => Assert.True(pair.After > pair.Before));

        static IEnumerable<(double Before, double After)> Pairs(double[] losses) =>
            losses.Zip(losses.Skip(1));
    }

    // The notes' own step: w = 2, slope 4, lr 0.01 gives 1.96 and a loss of 1.96².
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void The_notes_step_goes_from_2_to_1_96(string name)
    {
        var side = new Side(name);
        var losses = side.Numbers(side.Call("slope.descend", side.Tensor(2.0), 0.01, 1));
        Assert.Equal(4, losses[0], 12);
        Assert.Equal(1.96 * 1.96, losses[1], 12);
    }

    // Erratum 23: forgetting before each backward is a choice; without it the parts add up to the whole batch.
    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void Gradients_of_parts_add_up_to_that_of_the_whole_batch_unless_they_are_forgotten(
        string name
    )
    {
        var side = new Side(name);
        var weight = side.Tensor(
            new[,]
            {
                { 0.5, -1.0, 0.25 },
            }
        );
        var input = side.Tensor(
            new[,]
            {
                { 1.0, 2.0, -1.0 },
                { 0.5, -0.5, 2.0 },
                { -1.5, 1.0, 0.0 },
                { 2.0, 0.5, 1.0 },
            }
        );
        var target = side.Tensor(
            new[,]
            {
                { 1.0 },
                { -1.0 },
                { 0.5 },
                { 2.0 },
            }
        );
        double[] Gradient(long parts, bool zeroGrad) =>
            side.Numbers(
                side.Call("accumulation.gradient_by_parts", weight, input, target, parts, zeroGrad)
            );

        var whole = Gradient(1, false);
        var halves = Gradient(2, false);
        var forgotten = Gradient(2, true);
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(whole[i], halves[i], 12);
            Assert.True(Math.Abs(whole[i] - forgotten[i]) > 0.1);
        }
    }

    [Theory, MemberData(Both, MemberType = typeof(Side))]
    public void A_null_gradient_is_skipped_by_a_step_and_a_zero_one_is_not(string name)
    {
        var side = new Side(name);
        var w = side.Tensor(new[] { 1.0, -2.0 }, requiresGrad: true);
        var optimizer = side.Optimizer("optim.SGD", [w], ("lr", 0.5), ("weight_decay", 0.5));
        side.SetGradient(w, null);
        side.Step(optimizer);
        Assert.Equal([1, -2], side.Numbers(w));
        side.SetGradient(w, 0, 0);
        side.Step(optimizer);
        Assert.Equal([0.75, -1.5], side.Numbers(w));
    }
}
