using Xunit;

namespace Diptych.Parity;

/// <summary>What the outputs of the cases do not show: the input itself changes, and gradients flow on from there.</summary>
public sealed class InPlaceTests
{
    static readonly (string Target, object?[] Options)[] Activations =
    [
        ("relu", []),
        ("leaky_relu", [0.1]),
        ("elu", [0.7]),
        ("celu", [0.5]),
        ("selu", []),
        ("relu6", []),
        ("rrelu", [0.1, 0.4, false]),
        ("rrelu", [0.1, 0.4, true]),
        ("silu", []),
        ("mish", []),
        ("hardsigmoid", []),
        ("hardtanh", [-1.5, 0.5]),
        ("hardswish", []),
        ("threshold", [0.5, 0.75]),
    ];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var side in new[] { "scratch", "torchsharp" })
            for (var i = 0; i < Activations.Length; i++)
                cases.Add(side, i);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_input_becomes_the_output_and_only_in_place(string name, int index)
    {
        var side = new Side(name);
        float[] numbers = [-4, -1, 0.25f, 7];
        foreach (var inplace in new[] { false, true })
        {
            var x = side.Tensor(numbers);
            var y = Call(side, index, x, inplace);
            Assert.NotEqual(Array.ConvertAll(numbers, number => (double)number), side.Numbers(y));
            Assert.Equal(inplace ? side.Numbers(y) : [-4, -1, 0.25, 7], side.Numbers(x));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_flow_through_what_was_changed_in_place(string name, int index)
    {
        var side = new Side(name);
        var slopes = new[] { false, true }.Select(inplace =>
        {
            var x = side.Tensor(new[] { -2f, -1, 0.25f, 7 }, requiresGrad: true);
            // Not x itself, which is a leaf, but what a layer gives.
            var inner = side.Call("nn.functional.leaky_relu", x, 0.5);
            side.Backward(Call(side, index, inner, inplace), new float[] { 1, -2, 3, 4 });
            return side.Gradient(x)!;
        });
        var (apart, inPlace) = (slopes.First(), slopes.Last());
        for (var i = 0; i < apart.Length; i++)
            Assert.Equal(apart[i], inPlace[i], 1e-12);
    }

    static object Call(Side side, int index, object x, bool inplace)
    {
        side.ManualSeed(1);
        var (target, options) = Activations[index];
        return side.Call($"nn.functional.{target}", [x, .. options, inplace]);
    }
}
