using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>What the notes say about linear layers, on both sides.</summary>
public sealed class LinearTests
{
    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void On_the_rows_of_a_batch_a_linear_layer_is_x_times_W_transposed_plus_b(string name)
    {
        var side = new Side(name);
        float[,] x =
        {
            { 1, 2, 3 },
            { -1, 0.5f, 4 },
        };
        float[,] w =
        {
            { 1, 0, 2 },
            { 0, 1, -1 },
            { 3, 1, 1 },
            { 0.5f, 0.25f, 0 },
        };
        float[] b = [10, 20, 30, 40];
        var y = side.Call("nn.functional.linear", side.Tensor(x), side.Tensor(w), side.Tensor(b));
        var expected =
            from row in Enumerable.Range(0, 2)
            from output in Enumerable.Range(0, 4)
            select Enumerable.Range(0, 3).Sum(k => (double)x[row, k] * w[output, k]) + b[output];
        Assert.Equal([2, 4], side.Shape(y));
        Assert.Equal(expected, side.Numbers(y));

        // W x, as the formula for one column vector is written, does not even fit a batch of rows.
        var columns = side.Tensor(
            new float[,]
            {
                { 1, -1 },
                { 2, 0.5f },
                { 3, 4 },
            }
        );
        Assert.ThrowsAny<Exception>(() =>
            side.Call("nn.functional.linear", columns, side.Tensor(w), side.Tensor(b))
        );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_stack_of_linear_layers_equals_one(string name)
    {
        var side = new Side(name);
        side.ManualSeed(5);
        var layers = new[] { (3, 6), (6, 5), (5, 2) }
            .Select(sizes => side.Module("nn.Linear", [sizes.Item1, sizes.Item2]))
            .ToArray();
        var stack = side.Module("nn.Sequential", [layers]);

        // W = W₃ W₂ W₁      b = W₃ (W₂ b₁ + b₂) + b₃
        var weight = Matrix(layers[0], "weight", 3);
        var bias = Matrix(layers[0], "bias", 1);
        foreach (var layer in layers[1..])
        {
            var next = Matrix(layer, "weight", weight.GetLength(0));
            weight = Product(next, weight);
            bias = Product(next, bias);
            var added = Matrix(layer, "bias", 1);
            for (var i = 0; i < bias.Length; i++)
                bias[i, 0] += added[i, 0];
        }
        float[,] x =
        {
            { 1, 2, 3 },
            { -4, 0.5f, 0 },
            { 0, 0, 0 },
        };
        var y = side.Numbers(side.Forward(stack, side.Tensor(x)));
        for (var row = 0; row < 3; row++)
        for (var output = 0; output < 2; output++)
        {
            var one = bias[output, 0];
            for (var k = 0; k < 3; k++)
                one += weight[output, k] * x[row, k];
            Assert.Equal(one, y[2 * row + output], 1e-12);
        }

        double[,] Matrix(object layer, string parameter, int columns)
        {
            var numbers = side.Numbers(side.Parameter(layer, parameter));
            var matrix = new double[numbers.Length / columns, columns];
            for (var i = 0; i < numbers.Length; i++)
                matrix[i / columns, i % columns] = numbers[i];
            return matrix;
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_stack_with_ReLU_between_is_no_line(string name)
    {
        var side = new Side(name);
        side.ManualSeed(5);
        Assert.Equal(0, Bend("nn.Identity"), 1e-12);
        Assert.True(Math.Abs(Bend("nn.ReLU")) > 0.01);

        // On a line, f(x) + f(−x) = 2 f(0).
        double Bend(string between)
        {
            var stack = side.Module(
                "nn.Sequential",
                [
                    new object?[]
                    {
                        side.Module("nn.Linear", [2, 4]),
                        side.Module(between, []),
                        side.Module("nn.Linear", [4, 1]),
                    },
                ]
            );
            var y = side.Numbers(
                side.Forward(
                    stack,
                    side.Tensor(
                        new float[,]
                        {
                            { 1, 2 },
                            { -1, -2 },
                            { 0, 0 },
                        }
                    )
                )
            );
            return y[0] + y[1] - 2 * y[2];
        }
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_layer_learns_a_weight_for_each_pair_of_features_and_a_bias_for_each_output(
        string name
    )
    {
        var side = new Side(name);
        Assert.Equal(7 * 5 + 5, side.Count(side.Module("nn.Linear", [7, 5])));
        Assert.Equal(7 * 5, side.Count(side.Module("nn.Linear", [7, 5], ("bias", false))));
        Assert.Equal(2 * 3 * 4 + 4, side.Count(side.Module("nn.Bilinear", [2, 3, 4])));
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_bilinear_layer_is_linear_in_each_of_its_inputs(string name)
    {
        var side = new Side(name);
        var layer = side.Module("nn.Bilinear", [2, 3, 4], ("bias", false));
        float[] x1 = [1, -2];
        float[] x2 = [0.5f, 3, -1];
        var y = At(1, 1);
        Assert.Equal(y.Select(number => 4 * number), At(4, 1));
        Assert.Equal(y.Select(number => -2 * number), At(1, -2));
        // In both at once it is not: the factors meet.
        Assert.Equal(y.Select(number => 4 * number), At(2, 2));

        double[] At(float first, float second) =>
            side.Numbers(
                side.Forward(
                    layer,
                    side.Tensor(Array.ConvertAll(x1, number => first * number)),
                    side.Tensor(Array.ConvertAll(x2, number => second * number))
                )
            );
    }

    [Theory]
    [MemberData(nameof(Side.Both), MemberType = typeof(Side))]
    public void A_row_of_modules_names_them_by_place_or_as_they_were_given(string name)
    {
        var shown = new Side(name).Example("SequentialExample");
        Assert.Equal("first.weight, first.bias, 1.weight, 1.bias", shown[0].Value);
        var (two, one) = ((TensorData)shown[1].Value, (TensorData)shown[2].Value);
        var bent = (TensorData)shown[3].Value;
        for (var i = 0; i < two.Count; i++)
            Assert.Equal(two[i], one[i], 1e-6);
        Assert.Contains(Enumerable.Range(0, two.Count), i => Math.Abs(two[i] - bent[i]) > 0.01);
    }

    [Fact]
    public void A_row_of_modules_gives_them_back_by_place_and_takes_more_at_the_end()
    {
        var (first, last) = (new Scratch.Identity(), new Scratch.ReLU());
        var row = new Scratch.Sequential(("a", first));
        Assert.Same(row, row.Append(last));
        Assert.Equal(2, row.Count);
        Assert.Same(first, row[0]);
        Assert.Same(last, row[-1]);
        Assert.Equal(["a", "1"], row.NamedChildren().Select(child => child.Name));
        Assert.Same(first, row[-2]);
        foreach (var index in (long[])[2, -3])
            Assert.StartsWith(
                $"index {index} is out of range: there are 2 modules",
                Assert.Throws<ArgumentOutOfRangeException>(() => row[index]).Message
            );
        Assert.StartsWith(
            "there is a module named \"1\" already",
            Assert
                .Throws<ArgumentException>(() => new Scratch.Sequential(("1", first)).Append(last))
                .Message
        );
        Assert.Equal(
            "module",
            Assert.Throws<ArgumentNullException>(() => row.Append(null!)).ParamName
        );
        Scratch.Module<Scratch.Tensor, Scratch.Tensor>[] none = null!;
        Assert.Throws<ArgumentNullException>(() => new Scratch.Sequential(none));
        (string, Scratch.Module<Scratch.Tensor, Scratch.Tensor>)[] nobody = null!;
        Assert.Throws<ArgumentNullException>(() => new Scratch.Sequential(nobody));

        var (begin, end) = (new Reference.Identity(), new Reference.ReLU());
        var twin = new Reference.Sequential(("a", begin));
        Assert.Same(twin, twin.Append(end));
        Assert.Equal(2, twin.Count);
        Assert.Same(begin, twin[0]);
        Assert.Same(end, twin[-1]);
        Assert.Equal(["a", "1"], twin.named_children().Select(child => child.name));
        Assert.Throws<ArgumentOutOfRangeException>(() => twin[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => twin[-3]);
        Assert.Throws<ArgumentException>(() => new Reference.Sequential(("1", begin)).Append(end));
    }

    [Fact]
    public void A_lazy_layer_draws_what_the_layer_of_its_shape_draws()
    {
        Scratch.Torch.ManualSeed(3);
        var lazy = new Scratch.LazyLinear(2);
        lazy.InitializeParameters(Scratch.Torch.Zeros([1, 4]));
        Scratch.Torch.ManualSeed(3);
        var layer = new Scratch.Linear(4, 2);
        Assert.Equal(layer.Weight.ToArray<float>(), lazy.Weight.ToArray<float>());
        Assert.Equal(layer.Bias!.ToArray<float>(), lazy.Bias!.ToArray<float>());
        Assert.Equal("Linear(in_features=4, out_features=2, bias=True)", $"{layer}");
    }

    static double[,] Product(double[,] a, double[,] b)
    {
        var y = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < y.GetLength(0); i++)
        for (var j = 0; j < y.GetLength(1); j++)
        for (var k = 0; k < b.GetLength(0); k++)
            y[i, j] += a[i, k] * b[k, j];
        return y;
    }
}
