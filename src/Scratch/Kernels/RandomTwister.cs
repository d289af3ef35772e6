using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>The two steps of the Mersenne Twister, eight numbers at a time.</summary>
static class RandomTwister
{
    /// <summary>How many numbers the state has.</summary>
    public const int Size = 624;

    // xᵢ₊₆₂₄ comes from xᵢ, xᵢ₊₁ and xᵢ₊₃₉₇.
    const int Shift = 397;
    const uint Matrix = 0x9908b0df;
    const uint UpperBit = 0x80000000;
    const uint LowerBits = 0x7fffffff;

    /// <summary>The next 624 numbers of the recurrence, in place of the last.</summary>
    public static void Twist(Span<uint> x)
    {
        var i = 0;
        // What is read at i + 1 and i + 397 is still old, and from 624 − 397 on what is read 227 before is new.
        for (; i + Vector256<uint>.Count <= Size - Shift; i += Vector256<uint>.Count)
            Twist(x, i, i + Shift);
        for (; i < Size - Shift; i++)
            x[i] = x[i + Shift] ^ Twist(x[i], x[i + 1]);
        for (; i + Vector256<uint>.Count < Size; i += Vector256<uint>.Count)
            Twist(x, i, i + Shift - Size);
        for (; i < Size; i++)
            x[i] = x[i + Shift - Size] ^ Twist(x[i], x[(i + 1) % Size]);
    }

    /// <summary>y ← x with its bits mixed, so that each is as evenly distributed as all.</summary>
    public static void Temper(ReadOnlySpan<uint> x, Span<uint> y)
    {
        // 624 is a multiple of 8.
        for (var i = 0; i < x.Length; i += Vector256<uint>.Count)
        {
            var v = Vector256.Create(x[i..]);
            v ^= v >>> 11;
            v ^= (v << 7) & Vector256.Create(0x9d2c5680u);
            v ^= (v << 15) & Vector256.Create(0xefc60000u);
            v ^= v >>> 18;
            v.CopyTo(y[i..]);
        }
    }

    static void Twist(Span<uint> x, int i, int other)
    {
        var first = Vector256.Create<uint>(x[i..]);
        var second = Vector256.Create<uint>(x[(i + 1)..]);
        var mixed = (first & Vector256.Create(UpperBit)) | (second & Vector256.Create(LowerBits));
        var odd = Vector256<uint>.Zero - (second & Vector256<uint>.One);
        var twisted = (mixed >>> 1) ^ (odd & Vector256.Create(Matrix));
        (twisted ^ Vector256.Create<uint>(x[other..])).CopyTo(x[i..]);
    }

    static uint Twist(uint first, uint second) =>
        (((first & UpperBit) | (second & LowerBits)) >> 1) ^ ((second & 1) * Matrix);
}
