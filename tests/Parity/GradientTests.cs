using System.Reflection;
using Diptych.Scratch;
using Xunit;

namespace Diptych.Parity;

/// <summary>Every gradient of Scratch beside the difference quotient, in float64.</summary>
public sealed partial class GradientTests
{
    /// <summary>An operation, its inputs, and what is computed of them.</summary>
    sealed record Check(string Operation, Func<Tensor[], Tensor> Compute, params Tensor[] Inputs);

    static readonly Random Numbers = new(5);

    // Each family's file adds its own.
    static readonly Lazy<Check[]> Checks = new(() =>
        [
            .. typeof(GradientTests)
                .GetProperties(BindingFlags.Static | BindingFlags.NonPublic)
                .Where(property => property.PropertyType == typeof(Check[]))
                .SelectMany(property => (Check[])property.GetValue(null)!),
        ]
    );

    public static TheoryData<int> Indices() => [.. Enumerable.Range(0, Checks.Value.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_gradient_is_the_limit_of_the_difference_quotient(int index)
    {
        var (name, compute, inputs) = Checks.Value[index];
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

#if !MUTATION
    [Fact]
    public void Every_operation_is_checked()
    {
        var operations = typeof(Operation)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operation)))
            .Select(type => type.Name)
            .Distinct();
        // A step of 1e-6 drowns in a cast to float32, which has a test of its own.
        var covered = Checks
            .Value.Select(check => check.Operation)
            .Append("CastOperation")
            .Distinct();
        Assert.Equal(operations.Order(), covered.Order());
    }
#endif

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
}
