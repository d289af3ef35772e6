using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Normal numbers by Box and Muller's transform, which makes two of two uniform ones.</summary>
/// <remarks>
/// Fewer than 16 come one by one: two uniform numbers are drawn, the cosine is handed out and the sine is kept for
/// whoever asks next. From 16 on they come in blocks of 16, and nothing is kept.
/// </remarks>
static class Normals
{
    /// <summary>The next number, computed in float64 whatever it is for.</summary>
    public static double Next(Generator generator, double mean, double std)
    {
        if (generator.NextNormal is { } kept)
        {
            generator.NextNormal = null;
            return Math.FusedMultiplyAdd(kept, std, mean);
        }
        var u1 = RandomUniform.Next(generator);
        var u2 = RandomUniform.Next(generator);
        var radius = Math.Sqrt(-2 * RandomLog1p.Log1p(-u2));
        var (sin, cos) = Math.SinCos(2 * Math.PI * u1);
        generator.NextNormal = radius * sin;
        return Math.FusedMultiplyAdd(radius * cos, std, mean);
    }

    /// <summary>Fills 16 elements or more.</summary>
    public static void Blocks(Generator generator, Span<float> y, float mean, float std) =>
        Blocks(
            y,
            part =>
            {
                RandomUniform.Fill(generator, part, 0, 1);
                NormalFill.Transform(part, mean, std);
            }
        );

    /// <inheritdoc cref="Blocks(Generator, Span{float}, float, float)"/>
    public static void Blocks(Generator generator, Span<double> y, double mean, double std) =>
        Blocks(
            y,
            part =>
            {
                RandomUniform.Fill(generator, part, 0, 1);
                NormalFill.Transform(part, mean, std);
            }
        );

    // What is left over after the last whole block is made anew, with those before it as one more block.
    static void Blocks<T>(Span<T> y, Action<Span<T>> make)
    {
        for (var rest = y; !rest.IsEmpty; rest = rest[Math.Min(RandomUniform.Piece, rest.Length)..])
            make(rest[..Math.Min(RandomUniform.Piece, rest.Length)]);
        if (y.Length % NormalFill.Block != 0)
            make(y[^NormalFill.Block..]);
    }
}
