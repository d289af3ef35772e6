using System.Runtime.CompilerServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Exponentials, logarithms and what comes of them, of several numbers at once.</summary>
/// <remarks>
/// Each polynomial is the best one of its degree, found by Remez' algorithm in 45 digits and then rounded; its error
/// lies below a tenth of the last bit. All products and sums are fused alike, so that every width gives the same bits.
/// </remarks>
static class Transcendental
{
    /// <summary>eˣ; the error stays below 1 unit in the last place, as below where nothing else is said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IReals<V>
    {
        // Beyond the limits the result is 0 or infinite in any case.
        x = V.AtMost(V.AtLeast(x, V.Of(V.IsSingle ? -128 : -800)), V.Of(V.IsSingle ? 128 : 800));
        var (n, r, tail) = Reduce(x);
        return V.Scale(V.Of(1) + (r + V.MultiplyAdd(r * r, ExpRest(r), tail)), n);
    }

    /// <summary>eˣ − 1, to 1.3 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, IReals<V>
    {
        // Half of it, as 2ⁿ overflows a little before the result does; from the limits on that is −1 or infinite.
        var limited = V.AtMost(
            V.AtLeast(x, V.Of(V.IsSingle ? -20 : -40)),
            V.Of(V.IsSingle ? 89 : 710)
        );
        var (power, high, low) = Parts(limited, V.Of(0.5));
        var (first, rest) = Add(power - V.Of(0.5), high);
        var y = V.Of(2) * (first + (rest + low));
        return V.Where(IsTiny(x), x, y);
    }

    /// <summary>ln x</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, IReals<V> => Log(x, V.Of(0));

    /// <summary>ln(1 + x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x)
        where V : struct, IReals<V>
    {
        // What is lost in u = 1 + x, over u: ln(u + lost) = ln u + lost / u as good as exactly.
        var u = V.Of(1) + x;
        var lost = V.Where(V.Less(x, V.Of(1)), x - (u - V.Of(1)), V.Of(1) - (u - x)) / u;
        var lostIsNumber = V.Less(V.Abs(lost), V.Of(1));
        var y = Log(u, V.Where(lostIsNumber, lost, V.Of(0)));
        return V.Where(IsTiny(x), x, y);
    }

    /// <summary>tanh x = (e²ˣ − 1) / (e²ˣ + 1)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IReals<V>
    {
        // From the limit on the result is 1 to the last bit.
        var size = V.AtMost(V.Abs(x), V.Of(V.IsSingle ? 9.02 : 19.1));
        // Numerator and denominator in two parts each, and of the quotient's remainder a correction.
        var (power, high, low) = Parts(size + size, V.Of(1));
        var (less, lessRest) = Add(power, V.Of(-1));
        var (more, moreRest) = Add(power, V.Of(1));
        var (top, topRest) = Add(less, high);
        var (bottom, bottomRest) = Add(more, high);
        var inverse = V.Of(1) / bottom;
        var quotient = top * inverse;
        var remainder = V.MultiplyAdd(-quotient, bottom, top) + (topRest + (lessRest + low));
        remainder = V.MultiplyAdd(-quotient, bottomRest + (moreRest + low), remainder);
        return CopySign(V.MultiplyAdd(remainder, inverse, quotient), x);
    }

    /// <summary>The slope of tanh, 1 − y² for y = tanh x, rounded once: near ±1 the rounding of y² would be most of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhSlope<V>(V y)
        where V : struct, IReals<V> => V.MultiplyAdd(-y, y, V.Of(1));

    /// <summary>1 / (1 + e⁻ˣ), to about 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, IReals<V>
    {
        // p = e^−|x| does not overflow: 1 / (1 + p) on the right, and p / (1 + p) on the left.
        var power = Exp(-V.Abs(x));
        return V.Where(V.Less(x, V.Of(0)), power, V.Of(1)) / (V.Of(1) + power);
    }

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt, to 1.7 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x)
        where V : struct, IReals<V>
    {
        // Far out, 1 − e^(−|x| G(|x|)); from the limit on that is 1 to the last bit.
        var size = V.AtMost(V.Abs(x), V.Of(V.IsSingle ? 4 : 5.95));
        var far = V.Of(1) - Exp(-size * ErfcLog(size));
        // Near 0, x + x P(x²).
        var near = V.MultiplyAdd(x, ErfRest(x * x), x);
        return V.Where(V.Less(size, V.Of(0.9)), near, CopySign(far, x));
    }

    /// <summary>The size of one with the sign of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CopySign<V>(V size, V sign)
        where V : struct, IReals<V> => V.Where(V.Of(-0.0), sign, size);

    /// <summary>x · 2ⁿ for whole n, in two steps: 2ⁿ alone may lie beyond the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleTwice<V>(V x, V n)
        where V : struct, IReals<V>
    {
        var half = Round(n * V.Of(0.5));
        return x * Power(half) * Power(n - half);
    }

    // Behind a number so large that its last bit counts ones, the last bits are the nearest whole number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Ones<V>()
        where V : struct, IReals<V> => V.Of(V.IsSingle ? 3 << 22 : 3L << 51);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Round<V>(V x)
        where V : struct, IReals<V> => x + Ones<V>() - Ones<V>();

    // 2ⁿ, a normal number
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Power<V>(V n)
        where V : struct, IReals<V> => V.AddBits(V.ToExponent(n + Ones<V>()), V.Of(1));

    // x = 2ⁿ m with √½ ≤ m < √2, for a normal x > 0
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V N, V M) Split<V>(V x)
        where V : struct, IReals<V>
    {
        // The exponent counted from that of √½, and from 1 up so that no sign is in the way.
        var biased = V.FromExponent(V.AddBits(V.SubtractBits(x, V.Of(Math.Sqrt(0.5))), V.Of(1)));
        var n =
            V.AddBits(biased, Ones<V>()) - V.Of(V.IsSingle ? (3 << 22) + 127 : (3L << 51) + 1023);
        var m = V.SubtractBits(x, V.SubtractBits(V.ToExponent(biased), V.Of(1)));
        return (n, m);
    }

    // x = n ln 2 + r + tail with |r| ≤ ½ ln 2. Of the two parts of ln 2 the larger times n is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V N, V R, V Tail) Reduce<V>(V x)
        where V : struct, IReals<V>
    {
        var n = Round(x * V.Of(1.4426950408889634));
        var exact = V.MultiplyAdd(n, V.Of(-LargePart<V>()), x);
        var r = V.MultiplyAdd(n, V.Of(-SmallPart<V>()), exact);
        return (n, r, V.MultiplyAdd(n, V.Of(-SmallPart<V>()), exact - r));
    }

    // s eˣ in three parts, power + high + low with power = s 2ⁿ, the third below the last bit of the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Power, V High, V Low) Parts<V>(V x, V scale)
        where V : struct, IReals<V>
    {
        var (n, r, tail) = Reduce(x);
        var power = V.Scale(scale, n);
        var (high, low) = Add(r, V.MultiplyAdd(r * r, ExpRest(r), tail));
        return (power, power * high, power * low);
    }

    // a + b and what its rounding lost, where |a| ≥ |b| or a = 0; Dekker 1971.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Sum, V Lost) Add<V>(V a, V b)
        where V : struct, IReals<V>
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }

    // ln(x) + more, where more is small beside 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Log<V>(V x, V more)
        where V : struct, IReals<V>
    {
        // Below the normal numbers, which a factor brings back.
        var tiny = V.Less(x, V.Of(V.IsSingle ? 1.17549435e-38 : 2.2250738585072014e-308));
        var (n, m) = Split(V.Where(tiny, x * V.Of(V.IsSingle ? 1 << 24 : 1L << 54), x));
        n -= V.Where(tiny, V.Of(V.IsSingle ? 24 : 54), V.Of(0));

        // ln(1 + f) = f − f²/2 + s (f²/2 + s² P(s²)) with s = f / (2 + f), as in https://www.netlib.org/fdlibm/e_log.c
        var f = m - V.Of(1);
        var s = f / (V.Of(2) + f);
        var half = V.Of(0.5) * f * f;
        var z = s * s;
        var small = V.MultiplyAdd(n, V.Of(SmallPart<V>()), more);
        var rest = V.MultiplyAdd(s, V.MultiplyAdd(z, LogRest(z), half), small) - half;
        var y = V.MultiplyAdd(n, V.Of(LargePart<V>()), rest + f);

        // 0 and infinity, and NaN for NaN and below 0
        var isNumber = V.Less(x, V.Of(double.PositiveInfinity));
        y = V.Where(isNumber, y, x);
        y = V.Where(V.Less(x, V.Of(0)), V.Of(double.NaN), y);
        return V.Where(V.Same(x, V.Of(0)), V.Of(double.NegativeInfinity), y);
    }

    // Whether x² / 2 vanishes beside x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IsTiny<V>(V x)
        where V : struct, IReals<V> => V.Less(V.Abs(x), V.Of(V.IsSingle ? 1e-8 : 1e-16));

    // ln 2 in two parts
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double LargePart<V>()
        where V : struct, IReals<V> => V.IsSingle ? 0.693145751953125 : 6.93147180369123816490e-01;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double SmallPart<V>()
        where V : struct, IReals<V> =>
        V.IsSingle ? 1.428606820309417232e-06 : 1.90821492927058770002e-10;

    // (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ExpRest<V>(V r)
        where V : struct, IReals<V>
    {
        if (V.IsSingle)
        {
            var y = V.MultiplyAdd(V.Of(0.00139411213), r, V.Of(0.00836318359));
            y = V.MultiplyAdd(y, r, V.Of(0.0416663736));
            y = V.MultiplyAdd(y, r, V.Of(0.166665763));
            return V.MultiplyAdd(y, r, V.Of(0.5));
        }
        else
        {
            var y = V.MultiplyAdd(V.Of(2.5110049895858716e-08), r, V.Of(2.7620090518499427e-07));
            y = V.MultiplyAdd(y, r, V.Of(2.7557242336680357e-06));
            y = V.MultiplyAdd(y, r, V.Of(2.4801521290973345e-05));
            y = V.MultiplyAdd(y, r, V.Of(0.00019841269886591));
            y = V.MultiplyAdd(y, r, V.Of(0.0013888888917217457));
            y = V.MultiplyAdd(y, r, V.Of(0.008333333333322207));
            y = V.MultiplyAdd(y, r, V.Of(0.04166666666662412));
            y = V.MultiplyAdd(y, r, V.Of(0.16666666666666674));
            return V.MultiplyAdd(y, r, V.Of(0.5000000000000001));
        }
    }

    // (2 artanh s − 2s) / s³ with z = s², for ln of √½ to √2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V LogRest<V>(V z)
        where V : struct, IReals<V>
    {
        if (V.IsSingle)
        {
            var y = V.MultiplyAdd(V.Of(0.295821518), z, V.Of(0.399887174));
            return V.MultiplyAdd(y, z, V.Of(0.666666865));
        }
        else
        {
            var y = V.MultiplyAdd(V.Of(0.14617872803129472), z, V.Of(0.1533159698024087));
            y = V.MultiplyAdd(y, z, V.Of(0.18182893216800716));
            y = V.MultiplyAdd(y, z, V.Of(0.22222211072894535));
            y = V.MultiplyAdd(y, z, V.Of(0.28571428626398654));
            y = V.MultiplyAdd(y, z, V.Of(0.39999999999898445));
            return V.MultiplyAdd(y, z, V.Of(0.666666666666667));
        }
    }

    // erf(x) / x − 1 with z = x², for |x| ≤ 0.9
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ErfRest<V>(V z)
        where V : struct, IReals<V>
    {
        if (V.IsSingle)
        {
            var y = V.MultiplyAdd(V.Of(8.53883976e-5), z, V.Of(-0.000818192959));
            y = V.MultiplyAdd(y, z, V.Of(0.00520443637));
            y = V.MultiplyAdd(y, z, V.Of(-0.0268607531));
            y = V.MultiplyAdd(y, z, V.Of(0.112837195));
            y = V.MultiplyAdd(y, z, V.Of(-0.376126349));
            return V.MultiplyAdd(y, z, V.Of(0.128379166));
        }
        else
        {
            var y = V.MultiplyAdd(V.Of(-8.497784841792478e-10), z, V.Of(1.4053170480317343e-08));
            y = V.MultiplyAdd(y, z, V.Of(-1.627685161579122e-07));
            y = V.MultiplyAdd(y, z, V.Of(1.6455364093780596e-06));
            y = V.MultiplyAdd(y, z, V.Of(-1.4925309923357528e-05));
            y = V.MultiplyAdd(y, z, V.Of(0.0001205532148611339));
            y = V.MultiplyAdd(y, z, V.Of(-0.000854832676735515));
            y = V.MultiplyAdd(y, z, V.Of(0.005223977621820572));
            y = V.MultiplyAdd(y, z, V.Of(-0.02686617064482882));
            y = V.MultiplyAdd(y, z, V.Of(0.1128379167095382));
            y = V.MultiplyAdd(y, z, V.Of(-0.3761263890318373));
            return V.MultiplyAdd(y, z, V.Of(0.1283791670955126));
        }
    }

    // −ln(1 − erf(x)) / x for 0.9 ≤ x ≤ 5.95, around the middle; best where 1 − erf(x) is largest
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ErfcLog<V>(V x)
        where V : struct, IReals<V>
    {
        if (V.IsSingle)
        {
            var u = x - V.Of(2.5);
            var y = V.MultiplyAdd(V.Of(1.07631558e-5), u, V.Of(-0.000156612121));
            y = V.MultiplyAdd(y, u, V.Of(0.000656220305));
            y = V.MultiplyAdd(y, u, V.Of(-0.00400623679));
            y = V.MultiplyAdd(y, u, V.Of(0.0207553897));
            y = V.MultiplyAdd(y, u, V.Of(0.891983986));
            return V.MultiplyAdd(y, u, V.Of(3.12272692));
        }
        else
        {
            var u = x - V.Of(3.5);
            var y = V.MultiplyAdd(V.Of(-1.7620985280338502e-12), u, V.Of(-2.781638275662748e-11));
            y = V.MultiplyAdd(y, u, V.Of(-1.9942200393077893e-10));
            y = V.MultiplyAdd(y, u, V.Of(-8.563471703672876e-10));
            y = V.MultiplyAdd(y, u, V.Of(-2.2585394066602066e-09));
            y = V.MultiplyAdd(y, u, V.Of(-3.838850526246263e-09));
            y = V.MultiplyAdd(y, u, V.Of(-2.2206211084021153e-09));
            y = V.MultiplyAdd(y, u, V.Of(1.815555453782959e-09));
            y = V.MultiplyAdd(y, u, V.Of(1.7852684325221273e-09));
            y = V.MultiplyAdd(y, u, V.Of(1.1379297078595714e-07));
            y = V.MultiplyAdd(y, u, V.Of(-9.488984335654508e-07));
            y = V.MultiplyAdd(y, u, V.Of(7.2190750990206765e-06));
            y = V.MultiplyAdd(y, u, V.Of(-4.966558807046962e-05));
            y = V.MultiplyAdd(y, u, V.Of(0.00032111437156806966));
            y = V.MultiplyAdd(y, u, V.Of(-0.0019975921184430348));
            y = V.MultiplyAdd(y, u, V.Of(0.012217230763808061));
            y = V.MultiplyAdd(y, u, V.Of(0.9239927475482853));
            return V.MultiplyAdd(y, u, V.Of(4.032124972043186));
        }
    }
}
