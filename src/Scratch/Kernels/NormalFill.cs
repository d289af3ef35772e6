using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Diptych.Scratch.Kernels;

/// <summary>Uniform numbers become normal ones, sixteen at a time, by Box and Muller's transform.</summary>
/// <remarks>
/// Of every sixteen the first eight are u₁ and the last eight u₂, and they become
/// √(−2 ln(1 − u₁)) · cos 2πu₂ and √(−2 ln(1 − u₁)) · sin 2πu₂.
/// </remarks>
static class NormalFill
{
    /// <summary>How many numbers are made together.</summary>
    public const int Block = 16;

    const int Half = Block / 2;

    /// <summary>Transforms whole blocks in place.</summary>
    /// <remarks>
    /// Logarithm, sine and cosine are Cephes' float32 polynomials, https://www.netlib.org/cephes, with the products
    /// and sums fused that PyTorch's vector build fuses: every rounding is where it has one.
    /// </remarks>
    public static void Transform(Span<float> y, float mean, float std)
    {
        for (; y.Length >= Block; y = y[Block..])
        {
            var u1 = Create<float>(y[..Half]);
            var u2 = Create<float>(y[Half..Block]);
            var radius = Sqrt(-2f * Log(Vector256<float>.One - u1));
            var (sin, cos) = SinCos((float)(2 * Math.PI) * u2);
            FusedMultiplyAdd(radius * cos, Create(std), Create(mean)).CopyTo(y);
            FusedMultiplyAdd(radius * sin, Create(std), Create(mean)).CopyTo(y[Half..]);
        }
    }

    /// <summary>Transforms whole blocks in place, with the platform's logarithm, sine and cosine.</summary>
    public static void Transform(Span<double> y, double mean, double std)
    {
        for (; y.Length >= Block; y = y[Block..])
        for (var i = 0; i < Half; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - y[i]));
            var (sin, cos) = Math.SinCos(2 * Math.PI * y[i + Half]);
            y[i] = Math.FusedMultiplyAdd(radius * cos, std, mean);
            y[i + Half] = Math.FusedMultiplyAdd(radius * sin, std, mean);
        }
    }

    /// <summary>ln u for normal numbers u > 0.</summary>
    static Vector256<float> Log(Vector256<float> u)
    {
        // u = 2ᵉ(1 + x) with 1 + x in [√½, √2)
        var bits = u.AsInt32();
        var m = ((bits & Create(0x007fffff)) | Create(0.5f).AsInt32()).AsSingle();
        var small = LessThan(m, Create(0.707106781186547524f));
        var x = m - Vector256<float>.One + (m & small);
        var e = ConvertToSingle((bits >>> 23) - Create(126)) - (Vector256<float>.One & small);

        // ln(1 + x) = x − x²/2 + x³ P(x)
        var z = x * x;
        var p = Create(7.0376836292E-2f);
        p = FusedMultiplyAdd(p, x, Create(-1.1514610310E-1f));
        p = FusedMultiplyAdd(p, x, Create(1.1676998740E-1f));
        p = FusedMultiplyAdd(p, x, Create(-1.2420140846E-1f));
        p = FusedMultiplyAdd(p, x, Create(1.4249322787E-1f));
        p = FusedMultiplyAdd(p, x, Create(-1.6668057665E-1f));
        p = FusedMultiplyAdd(p, x, Create(2.0000714765E-1f));
        p = FusedMultiplyAdd(p, x, Create(-2.4999993993E-1f));
        p = FusedMultiplyAdd(p, x, Create(3.3333331174E-1f));

        // ln 2 in two parts, the larger of which times e is exact
        var y = FusedMultiplyAdd(p * x, z, e * -2.12194440E-4f);
        y = FusedMultiplyAdd(z, Create(-0.5f), y);
        return FusedMultiplyAdd(e, Create(0.693359375f), x + y);
    }

    /// <summary>sin θ and cos θ for 0 ≤ θ &lt; 8192.</summary>
    static (Vector256<float> Sin, Vector256<float> Cos) SinCos(Vector256<float> theta)
    {
        // θ = j π/4 + x with j even and |x| ≤ π/4; π/4 in three parts
        var j = ConvertToInt32Native(theta * 1.27323954473516f);
        j = (j + Vector256<int>.One) & Create(~1);
        var y = ConvertToSingle(j);
        var x = FusedMultiplyAdd(y, Create(-0.78515625f), theta);
        x = FusedMultiplyAdd(y, Create(-2.4187564849853515625E-4f), x);
        x = FusedMultiplyAdd(y, Create(-3.77489497744594108E-8f), x);

        // cos x = 1 − x²/2 + x⁴ C(x²)
        var z = x * x;
        var c = Create(2.443315711809948E-5f);
        c = FusedMultiplyAdd(c, z, Create(-1.388731625493765E-3f));
        c = FusedMultiplyAdd(c, z, Create(4.166664568298827E-2f));
        c = FusedMultiplyAdd(c * z, z, z * -0.5f) + Vector256<float>.One;

        // sin x = x + x³ S(x²)
        var s = Create(-1.9515295891E-4f);
        s = FusedMultiplyAdd(s, z, Create(8.3321608736E-3f));
        s = FusedMultiplyAdd(s, z, Create(-1.6666654611E-1f));
        s = FusedMultiplyAdd(s * z, x, x);

        // j = 0, 2, 4, 6 are the quadrants: in every second one sine and cosine change places, and signs follow.
        var straight = Vector256.Equals(j & Create(2), Vector256<int>.Zero).AsSingle();
        var sinSign = (j & Create(4)) << 29;
        var cosSign = AndNot(Create(4), j - Create(2)) << 29;
        return (
            ConditionalSelect(straight, s, c) ^ sinSign.AsSingle(),
            ConditionalSelect(straight, c, s) ^ cosSign.AsSingle()
        );
    }
}
