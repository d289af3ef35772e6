using Diptych.Scratch;
using Xunit;
using L = TorchSharp.torch;

namespace Diptych.Parity;

/// <summary>What arithmetic, comparisons and reductions give of every type and every pair of types, beside libtorch.</summary>
public sealed class TensorParityTests
{
    // Each beside its twin; a number is whole to TorchSharp only where it is handed over as such.
    static readonly Dictionary<
        string,
        (Func<Tensor, Tensor> Scratch, Func<L.Tensor, L.Tensor> Torch)
    > Unary = new()
    {
        ["-x"] = (x => -x, x => -x),
        ["abs"] = (x => x.Abs(), x => x.abs()),
        ["pow -2"] = (x => x.Pow(-2), x => x.pow(-2L)),
        ["pow -1"] = (x => x.Pow(-1), x => x.pow(-1L)),
        ["pow -0.5"] = (x => x.Pow(-0.5), x => x.pow(-0.5)),
        ["pow 0"] = (x => x.Pow(0), x => x.pow(0L)),
        ["pow 0.5"] = (x => x.Pow(0.5), x => x.pow(0.5)),
        ["pow 1"] = (x => x.Pow(1), x => x.pow(1L)),
        ["pow 1.5"] = (x => x.Pow(1.5), x => x.pow(1.5)),
        ["pow 2"] = (x => x.Pow(2), x => x.pow(2L)),
        ["pow 3"] = (x => x.Pow(3), x => x.pow(3L)),
        ["pow 7"] = (x => x.Pow(7), x => x.pow(7L)),
        ["exp"] = (x => x.Exp(), x => x.exp()),
        ["log"] = (x => x.Log(), x => x.log()),
        ["sqrt"] = (x => x.Sqrt(), x => x.sqrt()),
        ["sin"] = (x => x.Sin(), x => x.sin()),
        ["cos"] = (x => x.Cos(), x => x.cos()),
        ["tanh"] = (x => x.Tanh(), x => x.tanh()),
        // TorchSharp's names decimals also where none are, and whole numbers have none.
        ["round"] = (x => x.Round(), x => x.dtype == L.ScalarType.Int64 ? x.clone() : x.round()),
        ["round 1"] = (x => x.Round(1), x => x.round(1)),
        ["round -1"] = (x => x.Round(-1), x => x.round(-1)),
        ["isnan"] = (x => x.IsNaN(), x => x.isnan()),
        ["!x"] = (
            x => !x,
            // PyTorch takes any type for a mask.
            x => x.dtype == L.ScalarType.Bool ? x.logical_not() : throw new ArgumentException("")
        ),
        ["clamp 0 2"] = (x => x.Clamp(0, 2), x => x.clamp(0L, 2L)),
        ["clamp 0.5"] = (x => x.Clamp(0.5), x => x.clamp(0.5)),
        ["clamp -1"] = (x => x.Clamp(-1), x => x.clamp(-1L)),
        ["clamp .. 0.5"] = (x => x.Clamp(max: 0.5), x => x.clamp(max: 0.5)),
        ["clamp 2 1"] = (x => x.Clamp(2, 1), x => x.clamp(2L, 1L)),
        ["clamp NaN 1"] = (x => x.Clamp(double.NaN, 1), x => x.clamp(double.NaN, 1.0)),
        ["clamp NaN"] = (x => x.Clamp(double.NaN), x => x.clamp(double.NaN)),
        ["sum"] = (x => x.Sum(), x => x.sum()),
        ["sum 0"] = (x => x.Sum([0]), x => x.sum([0])),
        ["sum -1 keepdim"] = (x => x.Sum([-1], true), x => x.sum([-1], true)),
        ["mean"] = (x => x.Mean(), x => x.mean()),
        ["mean 1"] = (x => x.Mean([1]), x => x.mean([1])),
        ["var"] = (x => x.Var(), x => x.var()),
        ["var 0"] = (x => x.Var([0], false), x => Reals(x).var(0, false)),
        ["argmax 0"] = (x => x.Argmax(0), x => x.argmax(0)),
        ["argmax 1 keepdim"] = (x => x.Argmax(1, true), x => x.argmax(1, true)),
        ["norm"] = (x => Torch.Norm(x), x => x.norm(2f)),
        ["norm 1 dim 1"] = (x => Torch.Norm(x, 1, 1), x => x.norm(1, false, 1f)),
        ["to bool"] = (x => x.To(ScalarType.Bool), x => x.to(L.ScalarType.Bool)),
        ["to float32"] = (x => x.To(ScalarType.Float32), x => x.to(L.ScalarType.Float32)),
        ["to float64"] = (x => x.To(ScalarType.Float64), x => x.to(L.ScalarType.Float64)),
        ["x + 2"] = (x => x + 2, x => x + 2L),
        ["x + 0.5"] = (x => x + 0.5, x => x + 0.5),
        ["2 + x"] = (x => 2 + x, x => 2L + x),
        ["x - 2"] = (x => x - 2, x => x - 2L),
        ["x - 0.5"] = (x => x - 0.5, x => x - 0.5),
        ["2 - x"] = (x => 2 - x, x => 2L - x),
        ["0.5 - x"] = (x => 0.5 - x, x => 0.5 - x),
        ["x * 3"] = (x => x * 3, x => x * 3L),
        ["0.1 * x"] = (x => 0.1 * x, x => 0.1 * x),
        ["x / 3"] = (x => x / 3, x => x / 3L),
        ["x / 0"] = (x => x / 0, x => x / 0L),
        ["3 / x"] = (x => 3 / x, x => 3L / x),
        ["x = 1"] = (x => x.EqualTo(1), x => x.eq(1L)),
        ["x != 0.5"] = (x => x.NotEqualTo(0.5), x => x.ne(0.5)),
        ["x > 0.5"] = (x => x.GreaterThan(0.5), x => x.gt(0.5)),
        ["x >= 1"] = (x => x.GreaterOrEqual(1), x => x.ge(1L)),
        ["x < 1"] = (x => x.LessThan(1), x => x.lt(1L)),
        ["x <= -0.5"] = (x => x.LessOrEqual(-0.5), x => x.le(-0.5)),
        ["fill 1.7"] = (x => x.Clone().Fill(1.7), x => x.clone().fill_(1.7)),
    };

    static readonly Dictionary<
        string,
        (Func<Tensor, Tensor, Tensor> Scratch, Func<L.Tensor, L.Tensor, L.Tensor> Torch)
    > Binary = new()
    {
        ["+"] = ((a, b) => a + b, (a, b) => a + b),
        ["-"] = ((a, b) => a - b, (a, b) => a - b),
        ["*"] = ((a, b) => a * b, (a, b) => a * b),
        ["/"] = ((a, b) => a / b, (a, b) => a / b),
        ["maximum"] = (Torch.Maximum, L.maximum),
        ["minimum"] = (Torch.Minimum, L.minimum),
        ["="] = ((a, b) => a.EqualTo(b), (a, b) => a.eq(b)),
        ["!="] = ((a, b) => a.NotEqualTo(b), (a, b) => a.ne(b)),
        [">"] = ((a, b) => a.GreaterThan(b), (a, b) => a.gt(b)),
        [">="] = ((a, b) => a.GreaterOrEqual(b), (a, b) => a.ge(b)),
        ["<"] = ((a, b) => a.LessThan(b), (a, b) => a.lt(b)),
        ["<="] = ((a, b) => a.LessOrEqual(b), (a, b) => a.le(b)),
        ["copy"] = ((a, b) => a.Clone().CopyFrom(b), (a, b) => a.clone().copy_(b)),
    };

    // TorchSharp lets libtorch's refusal through, and the process ends: docs/divergences.md.
    static L.Tensor Reals(L.Tensor x) =>
        x.is_floating_point() ? x : throw new ArgumentException("var only of real numbers");

    static readonly ScalarType[] Types = Enum.GetValues<ScalarType>();

    public static TheoryData<string, ScalarType> OfOne()
    {
        var data = new TheoryData<string, ScalarType>();
        foreach (var name in Unary.Keys)
        foreach (var type in Types)
            data.Add(name, type);
        return data;
    }

    public static TheoryData<string, ScalarType, ScalarType> OfTwo()
    {
        var data = new TheoryData<string, ScalarType, ScalarType>();
        foreach (var name in Binary.Keys)
        foreach (var a in Types)
        foreach (var b in Types)
            data.Add(name, a, b);
        return data;
    }

    [Theory]
    [MemberData(nameof(OfOne))]
    public void One_tensor(string name, ScalarType type)
    {
        using var scope = L.NewDisposeScope();
        var (scratch, torch) = Unary[name];
        var x = First(type);
        Same(() => scratch(x), () => torch(Twin(x)));
    }

    [Theory]
    [MemberData(nameof(OfTwo))]
    public void Two_tensors(string name, ScalarType left, ScalarType right)
    {
        using var scope = L.NewDisposeScope();
        var (scratch, torch) = Binary[name];
        var a = First(left);
        // A row, and a number without dimensions.
        foreach (var b in (Tensor[])[Second(right), Second(right)[0]])
        {
            Same(() => scratch(a, b), () => torch(Twin(a), Twin(b)));
            if (name != "copy")
                Same(() => scratch(b, a), () => torch(Twin(b), Twin(a)));
        }
    }

    static Tensor First(ScalarType type) =>
        (
            type.IsFloatingPoint()
                ? Torch.Tensor(
                    (double[])[-2, -0.5, 0, 1, 2.5, double.NaN, double.PositiveInfinity, 0.25],
                    type
                )
            : type == ScalarType.Int64 ? Torch.Tensor((long[])[-2, -1, 0, 1, 2, 3, 7, 25])
            : Torch.Tensor((bool[])[true, false, true, true, false, false, true, true])
        ).Reshape([2, 4]);

    static Tensor Second(ScalarType type) =>
        type.IsFloatingPoint() ? Torch.Tensor((double[])[1, 0, 2.5, double.NegativeInfinity], type)
        : type == ScalarType.Int64 ? Torch.Tensor((long[])[1, 0, 2, -3])
        : Torch.Tensor((bool[])[true, false, true, false]);

    static L.Tensor Twin(Tensor x)
    {
        var shape = x.Shape.ToArray();
        return x.Dtype switch
        {
            ScalarType.Float32 => L.tensor(x.ToArray<float>(), shape),
            ScalarType.Float64 => L.tensor(x.ToArray<double>(), shape),
            ScalarType.Int64 => L.tensor(x.ToArray<long>(), shape),
            _ => L.tensor(x.ToArray<bool>(), shape),
        };
    }

    // The type, the shape and the numbers, or that there are none.
    static void Same(Func<Tensor> scratch, Func<L.Tensor> torch)
    {
        L.Tensor? expected = null;
        Tensor? actual = null;
        var refusals = (
            Record.Exception(() => expected = torch()),
            Record.Exception(() => actual = scratch())
        );
        Assert.Equal(refusals.Item1 is null, refusals.Item2 is null);
        if (refusals.Item2 is { } refusal)
        {
            Assert.True(
                refusal is ArgumentException or InvalidOperationException or NotSupportedException,
                refusal.ToString()
            );
            return;
        }
        Assert.Equal(expected!.dtype.ToString(), actual!.Dtype.ToString());
        Assert.Equal(expected.shape, actual.Shape.ToArray());
        var near = actual.Dtype == ScalarType.Float32 ? 1e-6 : 1e-14;
        var numbers = expected.to(L.ScalarType.Float64).data<double>().ToArray();
        var mine = actual.To(ScalarType.Float64).ToArray<double>();
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(
                numbers[i].Equals(mine[i])
                    || Math.Abs(numbers[i] - mine[i]) <= near * Math.Abs(numbers[i]),
                $"{mine[i]} in place of {numbers[i]} at {i}"
            );
    }
}
