using System.Numerics;

namespace Diptych.Scratch.Kernels;

/// <summary>A slope for each number: drawn where it is not positive, 1 where it is.</summary>
static class RandomSlopes
{
    /// <summary>y ← a number from [from, to), of 53 of 64 random bits, where x ≤ 0; 1 elsewhere, without a draw.</summary>
    public static void Fill<T>(
        Generator generator,
        ReadOnlySpan<T> x,
        Span<T> y,
        double from,
        double to
    )
        where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] =
                x[i] <= T.Zero
                    ? T.CreateTruncating(RandomUniform.Next(generator) * (to - from) + from)
                    : T.One;
    }
}
