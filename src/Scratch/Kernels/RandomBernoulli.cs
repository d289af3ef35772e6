using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>A uniform number below p is a 1, any other a 0.</summary>
static class RandomBernoulli
{
    /// <summary>y ← one where 53 random bits, as a number from [0, 1), lie below p, else zero.</summary>
    public static void Fill<T>(Generator generator, Span<T> y, double p, T zero, T one)
    {
        // k · 2⁻⁵³ < p says the same as k < ⌈p · 2⁵³⌉.
        var limit = (ulong)Math.Ceiling(p * (RandomUniform.DoubleBits + 1));
        ReadOnlySpan<T> outcomes = [zero, one];
        Span<ulong> bits = stackalloc ulong[512];
        for (; !y.IsEmpty; y = y[Math.Min(bits.Length, y.Length)..])
        {
            var piece = bits[..Math.Min(bits.Length, y.Length)];
            RandomUniform.Next(generator, piece);
            for (var i = 0; i < piece.Length; i++)
                y[i] = outcomes[(piece[i] & RandomUniform.DoubleBits) < limit ? 1 : 0];
        }
    }

    /// <summary>y ← 1 where a uniform number of y's own precision lies below that of p, else 0.</summary>
    public static void Fill(Generator generator, Span<float> y, ReadOnlySpan<float> p)
    {
        RandomUniform.Fill(generator, y, 0, 1);
        Compare(y, p);
    }

    /// <inheritdoc cref="Fill(Generator, Span{float}, ReadOnlySpan{float})"/>
    public static void Fill(Generator generator, Span<double> y, ReadOnlySpan<double> p)
    {
        RandomUniform.Fill(generator, y, 0, 1);
        Compare(y, p);
    }

    static void Compare<T>(Span<T> y, ReadOnlySpan<T> p)
        where T : INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = y[i] < p[i] ? T.One : T.Zero;
    }
}
