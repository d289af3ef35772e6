using Xunit;

namespace Diptych.Parity;

/// <summary>What clipping does to gradients, and what it leaves alone.</summary>
public sealed class ClippingTests
{
    static object Carrying(Side side, params double[] gradient)
    {
        var parameter = side.Tensor(new double[gradient.Length], requiresGrad: true);
        side.SetGradient64(parameter, gradient);
        return parameter;
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Clipping_by_norm_keeps_the_direction_and_by_value_does_not(string name)
    {
        var side = new Side(name);
        var (x, y) = (Carrying(side, 3, 4), Carrying(side, 12));
        var before = side.Call("nn.utils.clip_grad_norm_", new[] { x, y }, 1.0);
        Assert.Equal(13, side.Number(before), 12);
        double[] clipped = [.. side.Gradient(x)!, .. side.Gradient(y)!];
        Assert.Equal(3.0 / 12, clipped[0] / clipped[2], 12);
        Assert.Equal(4.0 / 12, clipped[1] / clipped[2], 12);
        // The 1e-6 beside the norm leaves it a little below the limit.
        Assert.Equal(1 / (1 + 1e-6 / 13), Math.Sqrt(clipped.Sum(g => g * g)), 12);

        var z = Carrying(side, 3, 4, -12);
        side.Calls("nn.utils.clip_grad_value_", new[] { z }, 3.5);
        Assert.Equal([3, 3.5, -3.5], side.Gradient(z)!);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Gradients_below_the_limit_keep_their_bits(string name)
    {
        var side = new Side(name);
        var x = Carrying(side, 0.1, 1.0 / 3);
        side.Call("nn.utils.clip_grad_norm_", new[] { x }, 1.0);
        side.Calls("nn.utils.clip_grad_value_", new[] { x }, 1.0);
        Assert.Equal([0.1, 1.0 / 3], side.Gradient(x)!);
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void Without_gradients_the_norm_is_0(string name)
    {
        var side = new Side(name);
        var x = side.Tensor(new[] { 5.0 }, requiresGrad: true);
        Assert.Equal(0, side.Number(side.Call("nn.utils.clip_grad_norm_", new[] { x }, 1.0)));
        Assert.Null(side.Gradient(x));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void An_infinite_norm_ruins_all_gradients_unless_it_is_refused(string name)
    {
        var side = new Side(name);
        var (x, y) = (Carrying(side, 1, double.PositiveInfinity), Carrying(side, 2));
        Assert.Throws<InvalidOperationException>(() =>
            side.Call("nn.utils.clip_grad_norm_", new[] { x, y }, 1.0, 2.0, true)
        );
        Assert.Equal([1, double.PositiveInfinity], side.Gradient(x)!);
        side.Call("nn.utils.clip_grad_norm_", new[] { x, y }, 1.0);
        Assert.Equal([0, double.NaN], side.Gradient(x)!);
        Assert.Equal([0], side.Gradient(y)!);
    }
}
