using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diptych.Scratch.Kernels;

/// <summary>Random bits become uniform numbers: as many bits as the significand has, over their number, stretched.</summary>
/// <remarks>Stretching is one fused multiply-add, x · (to − from) + from with one rounding, as in PyTorch's vector build.</remarks>
static class RandomUniform
{
    /// <summary>The bits of a uniform float64 number.</summary>
    public const ulong DoubleBits = (1UL << 53) - 1;

    /// <summary>Bits are drawn into a result piece by piece, while the piece is in the cache.</summary>
    public const int Piece = 2048;

    const uint SingleBits = (1u << 24) - 1;
    const float SingleUnit = 1f / (1u << 24);
    const double DoubleUnit = 1d / (1UL << 53);

    /// <summary>y ← numbers from [from, to), each of the lower 24 of 32 random bits.</summary>
    public static void Fill(Generator generator, Span<float> y, float from, float to)
    {
        for (; !y.IsEmpty; y = y[Math.Min(Piece, y.Length)..])
        {
            var piece = y[..Math.Min(Piece, y.Length)];
            var bits = MemoryMarshal.Cast<float, uint>(piece);
            generator.Next(bits);
            var i = 0;
            for (; i + Vector256<float>.Count <= piece.Length; i += Vector256<float>.Count)
            {
                var k = Vector256.Create<uint>(bits[i..]) & Vector256.Create(SingleBits);
                var x = Vector256.ConvertToSingle(k.AsInt32()) * SingleUnit;
                Vector256
                    .FusedMultiplyAdd(x, Vector256.Create(to - from), Vector256.Create(from))
                    .CopyTo(piece[i..]);
            }
            for (; i < piece.Length; i++)
                piece[i] = MathF.FusedMultiplyAdd(
                    (bits[i] & SingleBits) * SingleUnit,
                    to - from,
                    from
                );
        }
    }

    /// <summary>y ← numbers from [from, to), each of the lower 53 of 64 random bits.</summary>
    public static void Fill(Generator generator, Span<double> y, double from, double to)
    {
        for (; !y.IsEmpty; y = y[Math.Min(Piece, y.Length)..])
        {
            var piece = y[..Math.Min(Piece, y.Length)];
            var bits = MemoryMarshal.Cast<double, ulong>(piece);
            Next(generator, bits);
            for (var i = 0; i < piece.Length; i++)
                piece[i] = Math.FusedMultiplyAdd(
                    (long)(bits[i] & DoubleBits) * DoubleUnit,
                    to - from,
                    from
                );
        }
    }

    /// <summary>One number from [0, 1), of the lower 53 of 64 random bits.</summary>
    public static double Next(Generator generator) =>
        (long)(generator.NextUInt64() & DoubleBits) * DoubleUnit;

    /// <summary>The next 64 bits for each element: the first number drawn is the upper half.</summary>
    public static void Next(Generator generator, Span<ulong> y)
    {
        generator.Next(MemoryMarshal.Cast<ulong, uint>(y));
        if (BitConverter.IsLittleEndian)
            foreach (ref var bits in y)
                bits = ulong.RotateRight(bits, 32);
    }
}
