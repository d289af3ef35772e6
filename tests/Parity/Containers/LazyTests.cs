using Diptych.Comparison;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the snapshots of lazy modules cannot show: what they are before their first forward pass.</summary>
public sealed class LazyTests
{
    static readonly (string Lazy, string Plain, object?[] Args, long[] Input)[] Pairs =
    [
        ("nn.LazyLinear", "nn.Linear", [3], [2, 4]),
        ("nn.LazyConv1d", "nn.Conv1d", [3, 2], [2, 4, 5]),
        ("nn.LazyConv2d", "nn.Conv2d", [3, 2], [2, 4, 3, 3]),
        ("nn.LazyConv3d", "nn.Conv3d", [3, 2], [2, 4, 2, 2, 3]),
        ("nn.LazyConvTranspose1d", "nn.ConvTranspose1d", [3, 2], [2, 4, 5]),
        ("nn.LazyConvTranspose2d", "nn.ConvTranspose2d", [3, 2], [2, 4, 3, 3]),
        ("nn.LazyConvTranspose3d", "nn.ConvTranspose3d", [3, 2], [2, 4, 2, 2, 3]),
    ];

    public static TheoryData<string, int> PairsOfBoth()
    {
        var data = new TheoryData<string, int>();
        foreach (string side in (string[])["scratch", "torchsharp"])
            for (var i = 0; i < Pairs.Length; i++)
                data.Add(side, i);
        return data;
    }

    // The snapshots compare what is drawn in float32; the plain modules' float64 bits are recorded.
    [Theory]
    [MemberData(nameof(PairsOfBoth))]
    public void The_first_forward_pass_draws_what_the_plain_module_draws(string name, int pair)
    {
        var (lazy, plain, rest, shape) = Pairs[pair];
        var side = new Side(name);
        var dtype = ("dtype", (object?)new DtypeArgument(ElementType.Float64));
        side.ManualSeed(7);
        var built = side.Module(plain, [shape[1], .. rest], dtype);
        side.ManualSeed(7);
        var waiting = side.Module(lazy, rest, dtype);
        side.Forward(waiting, Input(side, shape));
        foreach (var parameter in (string[])["weight", "bias"])
            Assert.Equal(
                side.Numbers(side.State(built, parameter)),
                side.Numbers(side.State(waiting, parameter))
            );
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void An_optimizer_that_was_built_before_moves_what_is_drawn_later(string name)
    {
        var side = new Side(name);
        var lazy = side.Module("nn.LazyLinear", [2]);
        var before = side.Parameters(lazy).Select(named => named.Parameter).ToList();
        var optimizer = side.Optimizer("optim.SGD", before, ("lr", 0.5));
        side.Step(optimizer);
        var y = side.Forward(lazy, Input(side, [1, 3]));
        var weight = side.State(lazy, "weight");
        var (drawn, x) = (side.Numbers(weight), side.Numbers(Input(side, [1, 3])));
        side.Backward(y, (float[])[1, 2]);
        side.Step(optimizer);
        Assert.Equal(
            before,
            side.Parameters(lazy).Select(named => named.Parameter),
            ReferenceEqualityComparer.Instance
        );
        // w ← w − lr · dy xᵀ
        var moved = side.Numbers(side.State(lazy, "weight"));
        for (var i = 0; i < 6; i++)
            Assert.Equal(drawn[i] - 0.5 * (1 + i / 3) * x[i % 3], moved[i], 12);
    }

    [Theory, MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_second_forward_pass_draws_nothing(string name)
    {
        var side = new Side(name);
        var lazy = side.Module("nn.LazyLinear", [2]);
        var first = side.Numbers(side.Forward(lazy, Input(side, [1, 3])));
        Assert.Equal(first, side.Numbers(side.Forward(lazy, Input(side, [1, 3]))));
    }

    [Fact]
    public void Scratch_refuses_to_look_at_what_has_no_shape()
    {
        var lazy = new LazyLinear(3);
        Assert.True(lazy.HasUninitializedParams());
        Assert.Equal(["weight", "bias"], lazy.NamedParameters().Select(named => named.Name));
        Assert.Throws<InvalidOperationException>(() => lazy.Weight.Shape.ToArray());
        Assert.Throws<InvalidOperationException>(() => lazy.Weight + 1);
        Assert.Throws<InvalidOperationException>(() =>
            new Linear(2, 3).LoadStateDict(lazy.StateDict())
        );
        lazy.ZeroGrad();
        lazy.LoadStateDict(new LazyLinear(3).StateDict());
        Assert.True(lazy.HasUninitializedParams());
        lazy.InitializeParameters(Torch.Zeros([5, 2]));
        Assert.False(lazy.HasUninitializedParams());
        Assert.Equal([3, 2], lazy.Weight.Shape.ToArray());
        var parameter = Assert.IsType<UninitializedParameter>(lazy.Weight);
        Assert.Throws<InvalidOperationException>(() => parameter.Materialize([1]));
    }

    [Fact]
    public void Reference_says_what_has_no_shape()
    {
        using var lazy = new Reference.LazyLinear(3);
        Assert.True(lazy.HasUninitializedParams());
        var parameter = Assert.IsType<Reference.UninitializedParameter>(lazy.Weight);
        lazy.InitializeParameters(TorchSharp.torch.zeros(5, 2));
        Assert.False(lazy.HasUninitializedParams());
        Assert.Equal([3, 2], lazy.Weight.shape);
        Assert.True(lazy.Weight.requires_grad);
        Assert.Throws<InvalidOperationException>(() => parameter.Materialize([1]));
    }

    static object Input(Side side, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var data = Array.CreateInstance(typeof(float), shape);
        var indices = new long[shape.Length];
        for (var i = 0L; i < count; i++)
        {
            var rest = i;
            for (var d = shape.Length - 1; d >= 0; d--)
                (rest, indices[d]) = Math.DivRem(rest, shape[d]);
            data.SetValue(i / 8f - 1, indices);
        }
        return side.Tensor(data);
    }
}
