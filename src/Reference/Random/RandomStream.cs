namespace Diptych.Reference;

/// <summary>The functions of PyTorch's <c>torch</c> namespace, under its names in C# casing.</summary>
public static partial class Torch
{
    /// <summary>Starts the random stream anew: what is drawn afterwards depends on the seed alone.</summary>
    /// <remarks>PyTorch: <c>torch.manual_seed</c>. Mersenne Twister MT19937: Matsumoto and Nishimura 1998.</remarks>
    public static void ManualSeed(long seed) => manual_seed(seed);

    /// <summary>Uniform draws: u ~ U[0, 1).</summary>
    /// <remarks>PyTorch: <c>torch.rand</c>.</remarks>
    /// <param name="size">The shape of the result.</param>
    /// <param name="dtype">Float32 or Float64; they draw different numbers.</param>
    /// <exception cref="ArgumentException">A negative size, or a type without fractions.</exception>
    public static Tensor Rand(long[] size, ScalarType dtype = ScalarType.Float32)
    {
        Check(size, dtype);
        return rand(size, dtype);
    }

    /// <summary>Normal draws: z ~ N(0, 1), by Box and Muller z = √(−2·ln(1 − u₁)) · cos(2π·u₂).</summary>
    /// <remarks>PyTorch: <c>torch.randn</c>.</remarks>
    /// <param name="size">The shape of the result.</param>
    /// <param name="dtype">Float32 or Float64; they draw different numbers.</param>
    /// <exception cref="ArgumentException">A negative size, or a type without fractions.</exception>
    public static Tensor Randn(long[] size, ScalarType dtype = ScalarType.Float32)
    {
        Check(size, dtype);
        return randn(size, dtype);
    }

    /// <summary>Uniform integers, int64: low ≤ n &lt; high.</summary>
    /// <remarks>PyTorch: <c>torch.randint</c>.</remarks>
    /// <param name="low">The lowest integer that may be drawn.</param>
    /// <param name="high">One above the highest.</param>
    /// <param name="size">The shape of the result.</param>
    /// <exception cref="ArgumentException"><paramref name="high"/> is not above <paramref name="low"/>, or a size is negative.</exception>
    public static Tensor Randint(long low, long high, long[] size)
    {
        Check(size, ScalarType.Float32);
        if (low >= high)
            throw new ArgumentException(
                $"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}",
                nameof(high)
            );
        return randint(low, high, size.ToArray());
    }

    /// <summary>Uniform integers, int64: 0 ≤ n &lt; high.</summary>
    /// <remarks>PyTorch: <c>torch.randint(high, size)</c>.</remarks>
    /// <param name="high">One above the highest.</param>
    /// <param name="size">The shape of the result.</param>
    /// <exception cref="ArgumentException"><paramref name="high"/> is not positive.</exception>
    public static Tensor Randint(long high, long[] size) => Randint(0, high, size);

    /// <summary>The integers 0 … n − 1 in random order, int64.</summary>
    /// <remarks>PyTorch: <c>torch.randperm</c>.</remarks>
    /// <exception cref="ArgumentException"><paramref name="n"/> is negative.</exception>
    public static Tensor Randperm(long n)
    {
        if (n < 0)
            throw new ArgumentException($"n must be non-negative, got {n}", nameof(n));
        return randperm(n);
    }

    /// <summary>Ones with the given probabilities, else zeros: P(1) = p.</summary>
    /// <remarks>PyTorch: <c>torch.bernoulli</c>.</remarks>
    /// <param name="input">The probability of each element, from 0 to 1.</param>
    /// <returns>The same shape and element type as <paramref name="input"/>.</returns>
    public static Tensor Bernoulli(Tensor input) => bernoulli(input);

    // TorchSharp ends the process where libtorch refuses to draw.
    static void Check(long[] size, ScalarType dtype)
    {
        foreach (var length in size)
            if (length < 0)
                throw new ArgumentException(
                    $"Trying to create tensor with negative dimension {length}: [{string.Join(", ", size.ToArray())}]",
                    nameof(size)
                );
        if (dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"not implemented for {dtype}", nameof(dtype));
    }
}
