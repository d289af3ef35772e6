namespace Diptych.Scratch;

/// <content>Random tensors, bit for bit those of PyTorch on the CPU under the same seed.</content>
public static partial class Torch
{
    /// <summary>The stream of whoever names none; unforeseeable until it is seeded. PyTorch: <c>torch.default_generator</c>.</summary>
    public static Generator DefaultGenerator { get; } = Generator.Unforeseeable();

    /// <summary>Starts the default stream from a seed. PyTorch: <c>torch.manual_seed</c>.</summary>
    /// <returns>The default generator.</returns>
    public static Generator ManualSeed(long seed) => DefaultGenerator.ManualSeed(seed);

    /// <summary>Uniform numbers from [0, 1). PyTorch: <c>torch.rand</c>.</summary>
    /// <param name="size">The shape.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the type is not of real numbers.</exception>
    public static Tensor Rand(
        long[] size,
        ScalarType dtype = ScalarType.Float32,
        Generator? generator = null
    ) => Distributions.Uniform(Scratch.Tensor.Allocate(dtype, size), 0, 1, generator);

    /// <summary>Normal numbers of mean 0 and variance 1. PyTorch: <c>torch.randn</c>.</summary>
    /// <param name="size">The shape.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the type is not of real numbers.</exception>
    public static Tensor Randn(
        long[] size,
        ScalarType dtype = ScalarType.Float32,
        Generator? generator = null
    ) => Distributions.Normal(Scratch.Tensor.Allocate(dtype, size), 0, 1, generator);

    /// <summary>Integers from [low, high), int64. PyTorch: <c>torch.randint</c>.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">One above the largest.</param>
    /// <param name="size">The shape.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or <paramref name="low"/> is not less than <paramref name="high"/>.</exception>
    public static Tensor Randint(long low, long high, long[] size, Generator? generator = null) =>
        Distributions.Integers(
            Scratch.Tensor.Allocate(ScalarType.Int64, size),
            low,
            high,
            generator
        );

    /// <summary>Integers from [0, high), int64. PyTorch: <c>torch.randint(high, size)</c>.</summary>
    /// <param name="high">One above the largest.</param>
    /// <param name="size">The shape.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or <paramref name="high"/> is not positive.</exception>
    public static Tensor Randint(long high, long[] size, Generator? generator = null) =>
        Randint(0, high, size, generator);

    /// <summary>The numbers 0, 1, …, n − 1 in random order, int64. PyTorch: <c>torch.randperm</c>.</summary>
    /// <param name="n">How many.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException"><paramref name="n"/> is negative, or too large for memory.</exception>
    public static Tensor Randperm(long n, Generator? generator = null) =>
        Distributions.Permutation(n, generator);

    /// <summary>1 with the probability that stands at the same place, else 0. PyTorch: <c>torch.bernoulli</c>.</summary>
    /// <param name="input">Probabilities, float32 or float64.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <returns>Shape and type of <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">A probability is outside of [0, 1], or the type is not of real numbers.</exception>
    public static Tensor Bernoulli(Tensor input, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Distributions.Bernoulli(input, generator);
    }
}
