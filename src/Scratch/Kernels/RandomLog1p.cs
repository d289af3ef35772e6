namespace Diptych.Scratch.Kernels;

/// <summary>ln(1 + x), which the platform has for C and not for .NET.</summary>
static class RandomLog1p
{
    const double Ln2Upper = 6.93147180369123816490e-01;
    const double Ln2Lower = 1.90821492927058770002e-10;

    /// <summary>ln(1 + x) for −1 &lt; x ≤ 0 where 1 + x is exact, as it is for minus a uniform number.</summary>
    /// <remarks>
    /// The method is fdlibm's, https://www.netlib.org/fdlibm/s_log1p.c, with products and sums fused as in glibc
    /// on processors that fuse, so that every bit is what PyTorch gets there.
    /// </remarks>
    public static double Log1p(double x)
    {
        if (x > -1.0 / (1 << 29))
            return Math.FusedMultiplyAdd(x * x, -0.5, x);

        // 1 + x = 2ᵏ(1 + f) with 1 + f in [√½, √2); near 0, k = 0 and f = x.
        var (k, f, halfSquare) = (0, x, 0.5 * x * x);
        var near = false;
        if (UpperWord(-x) > 0x3fd2bec3)
        {
            var bits = BitConverter.DoubleToInt64Bits(1 + x);
            var significand = bits & 0x000fffffffffffff;
            var upper = (int)(significand >> 32);
            var large = upper >= 0x6a09e;
            k = (int)(bits >> 52) - 1023 + (large ? 1 : 0);
            f = BitConverter.Int64BitsToDouble(significand | (large ? 1022L : 1023L) << 52) - 1;
            halfSquare = 0.5 * f * f;
            near = upper is 0 or >= 0xffffd;
        }

        double rest;
        if (near)
        {
            if (f == 0)
                return Math.FusedMultiplyAdd(k, Ln2Upper, k * Ln2Lower);
            // |f| < 2⁻²⁰: two terms of the series
            rest = halfSquare * Math.FusedMultiplyAdd(-0.66666666666666666, f, 1) - k * Ln2Lower;
        }
        else
        {
            // ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)) with s = f / (2 + f)
            var s = f / (2 + f);
            var z = s * s;
            var z2 = z * z;
            var z4 = z2 * z2;
            var r2 = Math.FusedMultiplyAdd(z, 2.857142874366239149e-01, 3.999999999940941908e-01);
            var r3 = Math.FusedMultiplyAdd(z, 1.818357216161805012e-01, 2.222219843214978396e-01);
            var r4 = Math.FusedMultiplyAdd(z, 1.479819860511658591e-01, 1.531383769920937332e-01);
            var r = Math.FusedMultiplyAdd(z, 6.666666666666735130e-01, z2 * r2);
            r = Math.FusedMultiplyAdd(z4, r3, r);
            r = Math.FusedMultiplyAdd(z4 * z2, r4, r);
            rest = halfSquare - (s * (halfSquare + r) + k * Ln2Lower);
        }
        return k == 0 ? f - rest : Math.FusedMultiplyAdd(k, Ln2Upper, f - rest);
    }

    static int UpperWord(double x) => (int)(BitConverter.DoubleToInt64Bits(x) >> 32);
}
