using System.Reflection;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Every gradient of Scratch beside the difference quotient, in float64.</summary>
public sealed class GradientTests
{
    /// <summary>An operation, its inputs, and what is computed of them.</summary>
    sealed record Check(string Operation, Func<Tensor[], Tensor> Compute, params Tensor[] Inputs);

    static readonly Random Numbers = new(5);

    static readonly Check[] Checks =
    [
        new("AddOperation", x => x[0] + x[1], Random(3, 4), Random(4)),
        new("SubtractOperation", x => x[0] - x[1], Random(3, 1), Random(2, 1, 4)),
        new("MultiplyOperation", x => x[0] * x[1], Random(3, 4), Random(3, 1)),
        new("DivideOperation", x => x[0] / x[1], Random(3, 4), Positive(4)),
        new("NegateOperation", x => -x[0], Random(3)),
        new("ExpOperation", x => x[0].Exp(), Random(5)),
        new("LogOperation", x => x[0].Log(), Positive(5)),
        new("SqrtOperation", x => x[0].Sqrt(), Positive(5)),
        new("AbsOperation", x => x[0].Abs(), Random(5)),
        new("SinOperation", x => x[0].Sin(), Random(5)),
        new("CosOperation", x => x[0].Cos(), Random(5)),
        new("TanhOperation", x => x[0].Tanh(), Random(5)),
        new(
            "PowerOperation",
            x => x[0].Pow(2.5) + x[0].Pow(3) + x[0].Pow(0) + x[0].Pow(-1),
            Positive(5)
        ),
        new("RoundOperation", x => x[0].Round(1) + x[0], Torch.Tensor(new[] { 0.12, 0.27, -0.33 })),
        new("SumOperation", x => x[0].Sum([0, 2]), Random(2, 3, 4)),
        new("MatMulOperation", x => x[0].MatMul(x[1]), Random(2, 3, 4), Random(4, 5)),
        new(
            "MatMulOperation",
            x => x[0].Transpose(0, 1).MatMul(x[1]),
            Random(4, 3),
            Random(2, 4, 5)
        ),
        new("CloneOperation", x => x[0].Clone(), Random(3)),
        new("ReshapeOperation", x => x[0].Transpose(0, 1).Reshape([2, 6]), Random(3, 4)),
        new("PermuteOperation", x => x[0].Permute([2, 0, 1]), Random(2, 3, 4)),
        new("ExpandOperation", x => x[0].Expand([2, 3, 4]), Random(3, 1)),
        new("SliceOperation", x => x[0].Slice(1, 1, 5, 2), Random(2, 6)),
        new("DropOperation", x => x[0].Select(1, 2), Random(3, 4)),
        new("CatOperation", x => Torch.Cat([x[0], x[1]], 1), Random(2, 3), Random(2, 1)),
        new(
            "GatherOperation",
            x =>
                x[0]
                    .Gather(
                        0,
                        Torch.Tensor(
                            new long[,]
                            {
                                { 0, 2 },
                                { 0, 1 },
                            }
                        )
                    ),
            Random(3, 2)
        ),
        new(
            "WhereOperation",
            x => Torch.Where(Torch.Tensor(new[] { true, false, true }), x[0], x[1]),
            Random(2, 3),
            Random(3)
        ),
        new("ReluOperation", x => Functional.Relu(x[0]), Random(7)),
        new("GeluOperation", x => Functional.Gelu(x[0]), Random(7)),
        new("TanhGeluOperation", x => Functional.Gelu(x[0], "tanh"), Random(7)),
        new("SigmoidOperation", x => Functional.Sigmoid(x[0]), Random(7)),
        new("SoftmaxOperation", x => Functional.Softmax(x[0], 1), Random(3, 4)),
        new("LogSoftmaxOperation", x => Functional.LogSoftmax(x[0], 0), Random(3, 4)),
        new(
            "AffineOperation",
            x => Functional.Linear(x[0], x[1], x[2]),
            Random(2, 3, 4),
            Random(5, 4),
            Random(5)
        ),
        new(
            "NormalizeOperation",
            x => Functional.LayerNorm(x[0], [3, 2], x[1], x[2]),
            Random(4, 3, 2),
            Random(3, 2),
            Random(3, 2)
        ),
        new("DropoutOperation", x => Seeded(() => Functional.Dropout(x[0], 0.4)), Random(4, 5)),
        new(
            "LookUpOperation",
            x => Functional.Embedding(Torch.Tensor(new long[] { 0, 2, 2 }), x[0]),
            Random(4, 3)
        ),
        new(
            "NormOperation",
            x =>
                Torch.Norm(x[0], 1)
                + Torch.Norm(x[0], 2)
                + Torch.Norm(x[0], 1.5)
                + Torch.Norm(x[0], 3),
            Random(5)
        ),
        new(
            "NormOperation",
            x => Torch.Norm(x[0], double.PositiveInfinity) + Torch.Norm(x[0], 0.5),
            Random(5)
        ),
        new(
            "CosineOperation",
            x => Functional.CosineSimilarity(x[0], x[1], 1),
            Random(3, 4),
            Random(1, 4)
        ),
        new(
            "SquaredErrorOperation",
            x => Functional.MseLoss(x[0], x[1], "none"),
            Random(3, 4),
            Random(4)
        ),
        new("LayerOperation", x => Recurrent(x), Random(3, 2, 2), Random(4, 2, 3)),
    ];

    public static TheoryData<int> Indices() => [.. Enumerable.Range(0, Checks.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_gradient_is_the_limit_of_the_difference_quotient(int index)
    {
        var (name, compute, inputs) = Checks[index];
        var leaves = Array.ConvertAll(inputs, input => new Parameter(input.Clone()));
        var y = compute(leaves);
        var cotangent = Random(y.Shape.ToArray());
        y.Backward(cotangent);

        const double Step = 1e-6;
        for (var i = 0; i < leaves.Length; i++)
        {
            var (values, gradient) = (
                leaves[i].Detach().Reshape([-1]),
                leaves[i].Grad!.ToArray<double>()
            );
            for (var j = 0; j < gradient.Length; j++)
            {
                var at = values[j].Item();
                var slope = (Value(at + Step) - Value(at - Step)) / (2 * Step);
                values[j].Fill(at);
                Assert.True(
                    Math.Abs(slope - gradient[j]) <= 1e-7 * (1 + Math.Abs(slope)),
                    $"{name}: input {i}, element {j}: the gradient is {gradient[j]}, the quotient {slope}"
                );

                double Value(double x)
                {
                    values[j].Fill(x);
                    using var _ = Autograd.NoGrad();
                    return (compute(leaves) * cotangent).Sum().Item();
                }
            }
        }
    }

    [Fact]
    public void Every_operation_is_checked()
    {
        var operations = typeof(Operation)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operation)))
            .Select(type => type.Name)
            .Distinct();
        // A step of 1e-6 drowns in a cast to float32, which has a test of its own.
        var covered = Checks.Select(check => check.Operation).Append("CastOperation").Distinct();
        Assert.Equal(operations.Order(), covered.Order());
    }

    [Fact]
    public void A_cast_passes_the_gradient_on_in_the_type_of_its_input()
    {
        var x = new Parameter(Random(2, 3));
        var dy = Random(2, 3).To(ScalarType.Float32);
        x.To(ScalarType.Float32).Backward(dy);
        Assert.Equal(ScalarType.Float64, x.Grad!.Dtype);
        Assert.Equal(dy.To(ScalarType.Float64).ToArray<double>(), x.Grad.ToArray<double>());
    }

    static Tensor Random(params long[] shape) => Draw(shape, () => Numbers.NextDouble() * 2 - 1);

    static Tensor Positive(params long[] shape) => Draw(shape, () => Numbers.NextDouble() + 0.5);

    static Tensor Draw(long[] shape, Func<double> number)
    {
        var elements = new double[shape.Aggregate(1L, (count, size) => count * size)];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = number();
        return Tensor.FromArray(elements, shape);
    }

    static Tensor Seeded(Func<Tensor> draw)
    {
        Torch.ManualSeed(1);
        return draw();
    }

    static Tensor Recurrent(Tensor[] x)
    {
        Torch.ManualSeed(2);
        var gru = new GRU(3, 2, numLayers: 1, bidirectional: true, dtype: ScalarType.Float64);
        // The hidden state of a first input of (4, 2, 3) is (2, 2, 2).
        return gru.Forward(x[1], x[0][0].Unsqueeze(0).Expand([2, 2, 2])).Output;
    }
}
