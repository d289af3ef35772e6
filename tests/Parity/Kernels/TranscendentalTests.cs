using Diptych.Scratch.Kernels;
using Xunit;

namespace Diptych.Parity;

/// <summary>Exponentials, logarithms and their like beside the platform's, in units of the last place.</summary>
public sealed class TranscendentalTests
{
    static readonly float[] Corners =
    [
        0f,
        -0f,
        float.Epsilon,
        -float.Epsilon,
        1e-39f,
        -1e-39f,
        1.17549435e-38f,
        1,
        -1,
        0.9f,
        -0.9f,
        88.72283f,
        88.7229f,
        -87.4f,
        -103.9f,
        -104.1f,
        float.MaxValue,
        float.MinValue,
        float.PositiveInfinity,
        float.NegativeInfinity,
        float.NaN,
    ];

    [Fact]
    public void Exp() => Check(new Exp(), Math.Exp, 1, 1);

    [Fact]
    public void Expm1() => Check(new Expm1(), PlainExpm1, 1.5, 3);

    [Fact]
    public void Log() => Check(new Log(), Math.Log, 1, 1.5);

    [Fact]
    public void Log1p() => Check(new Log1p(), PlainLog1p, 1, 3);

    [Fact]
    public void Tanh() => Check(new Tanh(), Math.Tanh, 1, 3);

    [Fact]
    public void Sigmoid() => Check(new Sigmoid(), PlainSigmoid, 2.2, 4);

    [Fact]
    public void Erf() => Check(new Erf(), PlainErf, 1.7, 4);

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        var random = new Random(5);
        var x = new float[1600];
        for (var i = 0; i < x.Length; i++)
            x[i] = i < Corners.Length ? Corners[i] : (float)((random.NextDouble() - 0.5) * 40);
        var wide = Array.ConvertAll(x, number => (double)number);
        foreach (
            var (at512, at256, at128) in new[]
            {
                (Bits<Exp, Singles512>(x), Bits<Exp, Singles256>(x), Bits<Exp, Singles128>(x)),
                (Bits<Log, Singles512>(x), Bits<Log, Singles256>(x), Bits<Log, Singles128>(x)),
                (Bits<Tanh, Singles512>(x), Bits<Tanh, Singles256>(x), Bits<Tanh, Singles128>(x)),
                (Bits<Erf, Singles512>(x), Bits<Erf, Singles256>(x), Bits<Erf, Singles128>(x)),
                (
                    Bits<Exp, Doubles512>(wide),
                    Bits<Exp, Doubles256>(wide),
                    Bits<Exp, Doubles128>(wide)
                ),
                (
                    Bits<Log, Doubles512>(wide),
                    Bits<Log, Doubles256>(wide),
                    Bits<Log, Doubles128>(wide)
                ),
                (
                    Bits<Erf, Doubles512>(wide),
                    Bits<Erf, Doubles256>(wide),
                    Bits<Erf, Doubles128>(wide)
                ),
            }
        )
        {
            Assert.Equal(at128, at256);
            Assert.Equal(at128, at512);
        }
    }

    // NaN of any bits is NaN.
    static string[] Bits<TFunction, V>(float[] x)
        where TFunction : struct, IFunction
        where V : struct, IReals<V>
    {
        var y = (float[])x.Clone();
        for (var i = 0; i < y.Length; i += V.Count)
            default(TFunction).Of(V.Load(ref y[i])).Store(ref y[i]);
        return Array.ConvertAll(y, Text);
    }

    static string[] Bits<TFunction, V>(double[] x)
        where TFunction : struct, IFunction
        where V : struct, IReals<V>
    {
        var y = (double[])x.Clone();
        for (var i = 0; i < y.Length; i += V.Count)
            default(TFunction).Of(V.Load(ref y[i])).Store(ref y[i]);
        return Array.ConvertAll(y, Text);
    }

    static string Text<T>(T number)
        where T : IFormattable => number.ToString("R", null);

    static void Check<TFunction>(
        TFunction f,
        Func<double, double> plain,
        double singleUlp,
        double doubleUlp
    )
        where TFunction : struct, IFunction
    {
        // Every bit pattern of so many, and numbers of everyday size more densely.
        var random = new Random(11);
        var x = new List<float>(Corners);
        for (long bits = 0; bits <= uint.MaxValue; bits += 8191)
            x.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        for (var i = 0; i < 100_000; i++)
            x.Add((float)((random.NextDouble() - 0.5) * (i % 2 == 0 ? 20 : 2)));
        var y = new float[x.Count];
        Vectors.Map<TFunction, float>(f, x.ToArray(), y);
        for (var i = 0; i < y.Length; i++)
            AssertNear(x[i], y[i], plain(x[i]), singleUlp, isSingle: true);

        double[] wide = [.. x.Select(number => (double)number), 5e-324, -5e-324, 709.78, -745.2];
        var z = new double[wide.Length];
        Vectors.Map<TFunction, double>(f, wide, z);
        for (var i = 0; i < z.Length; i++)
            AssertNear(wide[i], z[i], plain(wide[i]), doubleUlp, isSingle: false);
    }

    static void AssertNear(double x, double got, double want, double ulp, bool isSingle)
    {
        var rounded = isSingle ? (float)want : want;
        if (double.IsNaN(rounded) || double.IsInfinity(rounded))
        {
            Assert.True(
                got.Equals(rounded)
                    // The very largest numbers lie within the error of infinity.
                    || Math.Abs(got) >= (isSingle ? float.MaxValue : double.MaxValue),
                $"f({x:R}) = {got:R}, wanted {want:R}"
            );
            return;
        }
        var unit = isSingle
            ? Math.ScaleB(1, Math.Max(Math.ILogB(rounded), -126) - 23)
            : Math.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded);
        if (rounded == 0)
            unit = isSingle ? float.Epsilon : double.Epsilon;
        Assert.True(
            Math.Abs(got - want) <= ulp * unit && double.IsNegative(got) == double.IsNegative(want),
            $"f({x:R}) = {got:R}, wanted {want:R}: {Math.Abs(got - want) / unit} ulp"
        );
    }

    // (u − 1) x / ln u for u = eˣ; Higham 2002, section 1.14.1
    static double PlainExpm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x
            : x < -40 || double.IsInfinity(u) ? u - 1
            : (u - 1) * (x / Math.Log(u));
    }

    // x ln u / (u − 1) for u = 1 + x; Goldberg 1991, theorem 4
    static double PlainLog1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x
            : u <= 0 ? Math.Log(u)
            : Math.Log(u) * (x / (u - 1));
    }

    static double PlainSigmoid(double x) =>
        x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    // 2/√π Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!! over e^(x²): summands are all positive, and decimals have 28 digits.
    static double PlainErf(double x)
    {
        if (x == 0 || double.IsNaN(x))
            return x;
        if (Math.Abs(x) >= 6)
            return Math.Sign(x);
        if (Math.Abs(x) < 1e-5)
            return 2 / Math.Sqrt(Math.PI) * (x - x * x * x / 3);
        // A conversion keeps fifteen digits only: x by way of its 53 bits.
        var places = 52 - Math.ILogB(x);
        var exact = (decimal)(long)Math.ScaleB(x, places);
        for (var left = places; left > 0; left--)
            exact /= 2;
        var square = exact * exact;
        var (sum, term) = (exact, exact);
        var (exp, power) = (1m, 1m);
        for (var n = 1; n < 200; n++)
        {
            sum += term *= 2 * square / (2 * n + 1);
            exp += power *= square / n;
        }
        return (double)(1.1283791670955125738961589031m * sum / exp);
    }
}
