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
        // What rand does; where there is no memory, this is an exception, and rand the end of the process.
        return empty(size, dtype).uniform_(0, 1);
    }

    /// <summary>Normal draws: z ~ N(0, 1), by Box and Muller z = √(−2·ln(1 − u₁)) · cos(2π·u₂).</summary>
    /// <remarks>PyTorch: <c>torch.randn</c>.</remarks>
    /// <param name="size">The shape of the result.</param>
    /// <param name="dtype">Float32 or Float64; they draw different numbers.</param>
    /// <exception cref="ArgumentException">A negative size, or a type without fractions.</exception>
    public static Tensor Randn(long[] size, ScalarType dtype = ScalarType.Float32)
    {
        Check(size, dtype);
        return empty(size, dtype).normal_(0, 1);
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
        if (n > Array.MaxLength)
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but got n={n}",
                nameof(n)
            );
        return randperm(n);
    }

    /// <summary>Ones with the given probabilities, else zeros: P(1) = p.</summary>
    /// <remarks>PyTorch: <c>torch.bernoulli</c>.</remarks>
    /// <param name="input">The probability of each element, from 0 to 1.</param>
    /// <returns>The same shape and element type as <paramref name="input"/>.</returns>
    public static Tensor Bernoulli(Tensor input) => bernoulli(input);

    /// <summary>Ones with probability p, else zeros, whatever the input holds.</summary>
    /// <remarks>PyTorch: <c>torch.bernoulli(input, p)</c>.</remarks>
    /// <param name="input">Gives shape and element type.</param>
    /// <param name="p">The probability of a one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside of [0, 1].</exception>
    public static Tensor Bernoulli(Tensor input, double p)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(p),
                p,
                $"bernoulli_ expects p to be in [0, 1], but got p={p}"
            );
        return empty_like(input.detach()).bernoulli_(p);
    }

    /// <summary>Normal draws: N(mean, std²).</summary>
    /// <remarks>PyTorch: <c>torch.normal(mean, std, size)</c>.</remarks>
    /// <param name="mean">μ of all.</param>
    /// <param name="std">σ of all.</param>
    /// <param name="size">The shape of the result.</param>
    /// <param name="dtype">Float32 or Float64; they draw different numbers.</param>
    /// <exception cref="ArgumentException">A negative deviation or size, or a type without fractions.</exception>
    public static Tensor Normal(
        double mean,
        double std,
        long[] size,
        ScalarType dtype = ScalarType.Float32
    )
    {
        Check(size, dtype);
        if (!(std >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(std),
                std,
                $"normal expects std >= 0.0, but found std {std}"
            );
        return empty(size, dtype).normal_(mean, std);
    }

    /// <summary>Normal draws, each around its own mean.</summary>
    /// <remarks>PyTorch: <c>torch.normal(mean, std)</c>.</remarks>
    /// <param name="mean">μ: any shape, Float32 or Float64.</param>
    /// <param name="std">σ of all.</param>
    /// <exception cref="ArgumentException">A negative deviation, or means without fractions.</exception>
    public static Tensor Normal(Tensor mean, double std = 1) =>
        Normal(0, std, mean.shape, mean.dtype).add_(mean.detach());

    /// <summary>Normal draws around one mean, each with its own deviation.</summary>
    /// <remarks>PyTorch: <c>torch.normal(mean, std)</c>.</remarks>
    /// <param name="mean">μ of all.</param>
    /// <param name="std">σ: any shape, Float32 or Float64, not negative.</param>
    /// <exception cref="ArgumentException">A negative deviation, or deviations without fractions.</exception>
    public static Tensor Normal(double mean, Tensor std)
    {
        CheckDeviations(std);
        return Normal(0, 1, std.shape, std.dtype).mul_(std.detach()).add_(mean);
    }

    /// <summary>Normal draws, each with its own mean and deviation.</summary>
    /// <remarks>PyTorch: <c>torch.normal(mean, std)</c>.</remarks>
    /// <param name="mean">μ: Float32 or Float64.</param>
    /// <param name="std">σ: not negative, of the same type, and of a shape that broadcasts with that of μ.</param>
    /// <exception cref="ArgumentException">A negative deviation, or shapes or types that do not fit.</exception>
    public static Tensor Normal(Tensor mean, Tensor std)
    {
        CheckDeviations(std);
        if (mean.dtype != std.dtype)
            throw new ArgumentException(
                $"expected std to have dtype {mean.dtype}, but got {std.dtype}",
                nameof(std)
            );
        // libtorch's own broadcast, for its shape and its complaint.
        var shape = (mean.detach() + std.detach()).shape;
        return Normal(0, 1, shape, mean.dtype).mul_(std.detach()).add_(mean.detach());
    }

    static void CheckDeviations(Tensor std)
    {
        if (std.is_floating_point() && !std.detach().ge(0).all().item<bool>())
            throw new ArgumentException("normal expects all elements of std >= 0.0", nameof(std));
    }

    // TorchSharp ends the process where libtorch refuses to draw.
    static void Check(long[] size, ScalarType dtype)
    {
        foreach (var length in size)
            if (length < 0)
                throw new ArgumentException(
                    $"Trying to create tensor with negative dimension {length}: [{string.Join(", ", size.ToArray())}]",
                    nameof(size)
                );
        if (size.Aggregate((Int128)1, (product, length) => product * length) > Array.MaxLength)
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but got size=[{string.Join(", ", size)}]",
                nameof(size)
            );
        if (dtype is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentException($"not implemented for {dtype}", nameof(dtype));
    }
}
