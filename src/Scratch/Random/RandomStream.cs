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
    ) => Distributions.Uniform(Empty(dtype, size), 0, 1, generator);

    /// <summary>Normal numbers of mean 0 and variance 1. PyTorch: <c>torch.randn</c>.</summary>
    /// <param name="size">The shape.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the type is not of real numbers.</exception>
    public static Tensor Randn(
        long[] size,
        ScalarType dtype = ScalarType.Float32,
        Generator? generator = null
    ) => Distributions.Normal(Empty(dtype, size), 0, 1, generator);

    /// <summary>Integers from [low, high), int64. PyTorch: <c>torch.randint</c>.</summary>
    /// <param name="low">The smallest.</param>
    /// <param name="high">One above the largest.</param>
    /// <param name="size">The shape.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or <paramref name="low"/> is not less than <paramref name="high"/>.</exception>
    public static Tensor Randint(long low, long high, long[] size, Generator? generator = null) =>
        Distributions.Integers(Empty(ScalarType.Int64, size), low, high, generator);

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

    /// <summary>1 with probability p, else 0, whatever the input holds. PyTorch: <c>torch.bernoulli(input, p)</c>.</summary>
    /// <param name="input">Gives shape and type.</param>
    /// <param name="p">The probability of a one.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <returns>Shape and type of <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside of [0, 1].</exception>
    public static Tensor Bernoulli(Tensor input, double p, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Distributions.Bernoulli(
            Scratch.Tensor.Allocate(input.Dtype, input.Shape),
            p,
            generator
        );
    }

    /// <summary>Normal numbers: N(mean, std²). PyTorch: <c>torch.normal(mean, std, size)</c>.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="size">The shape.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <exception cref="ArgumentException">std or a size is negative, or the type is not of real numbers.</exception>
    public static Tensor Normal(
        double mean,
        double std,
        long[] size,
        ScalarType dtype = ScalarType.Float32,
        Generator? generator = null
    ) => Distributions.Normal(Empty(dtype, size), mean, std, generator);

    /// <summary>Normal numbers, each around its own mean. PyTorch: <c>torch.normal(mean, std)</c>.</summary>
    /// <param name="mean">float32 or float64, any shape.</param>
    /// <param name="std">The standard deviation of all.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <returns>Shape and type of <paramref name="mean"/>.</returns>
    /// <exception cref="ArgumentException">std is negative, or the means are not real numbers.</exception>
    public static Tensor Normal(Tensor mean, double std = 1, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        return Normal(0, std, mean.Shape.ToArray(), mean.Dtype, generator) + mean.Detach();
    }

    /// <summary>Normal numbers around one mean, each with its own standard deviation. PyTorch: <c>torch.normal(mean, std)</c>.</summary>
    /// <param name="mean">The mean of all.</param>
    /// <param name="std">float32 or float64, any shape, not negative.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <returns>Shape and type of <paramref name="std"/>.</returns>
    /// <exception cref="ArgumentException">A deviation is negative, or they are not real numbers.</exception>
    public static Tensor Normal(double mean, Tensor std, Generator? generator = null)
    {
        RequireDeviations(std);
        var drawn = Normal(0, 1, std.Shape.ToArray(), std.Dtype, generator);
        return drawn * std.Detach() + mean;
    }

    /// <summary>Normal numbers, each with its own mean and standard deviation. PyTorch: <c>torch.normal(mean, std)</c>.</summary>
    /// <param name="mean">float32 or float64.</param>
    /// <param name="std">Not negative; of the same type, and of a shape that broadcasts with that of the means.</param>
    /// <param name="generator">The stream; the default one where null.</param>
    /// <returns>The common shape.</returns>
    /// <exception cref="ArgumentException">A deviation is negative, or shapes or types do not fit.</exception>
    public static Tensor Normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        RequireDeviations(std);
        Checks.SameDtype(mean, std, nameof(std));
        var shape = Shapes.Broadcast(mean.Shape, std.Shape);
        return Normal(0, 1, shape, mean.Dtype, generator) * std.Detach() + mean.Detach();
    }

    static void RequireDeviations(Tensor std)
    {
        ArgumentNullException.ThrowIfNull(std);
        if (
            std.Dtype.IsFloatingPoint()
            && Array.Exists(std.Detach().To(ScalarType.Float64).ToArray<double>(), s => !(s >= 0))
        )
            throw new ArgumentException("normal expects all elements of std >= 0.0", nameof(std));
    }

    // What will be drawn into; null is not a shape.
    static Tensor Empty(ScalarType dtype, long[] size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return Scratch.Tensor.Sized(dtype, size, nameof(size));
    }
}
