namespace Diptych.Scratch;

/// <summary>Local response normalization: y = x / (k + α / n · Σ x²)^β, the sum over n neighbouring channels at the same place.</summary>
/// <remarks>PyTorch: <c>nn.LocalResponseNorm</c>. Krizhevsky, Sutskever and Hinton 2012, section 3.3 of the paper on AlexNet.</remarks>
public sealed class LocalResponseNorm : Module<Tensor, Tensor>
{
    readonly long size;
    readonly double alpha;
    readonly double beta;
    readonly double k;

    /// <summary>Chooses the neighbourhood.</summary>
    /// <param name="size">n: ⌊n / 2⌋ channels before, the channel itself, and the rest after it.</param>
    /// <param name="alpha">α, what the mean square of the neighbours counts.</param>
    /// <param name="beta">β, the exponent.</param>
    /// <param name="k">k, added to it.</param>
    public LocalResponseNorm(long size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, *)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input has fewer than three dimensions, or the size is not positive.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LocalResponseNorm(input, size, alpha, beta, k);
}

public static partial class Functional
{
    /// <summary>x / (k + α / n · Σ x²)^β. PyTorch: <c>nn.functional.local_response_norm</c>; the parameters are those of <see cref="Scratch.LocalResponseNorm"/>.</summary>
    /// <exception cref="ArgumentException">The input has fewer than three dimensions, or the size is not positive.</exception>
    public static Tensor LocalResponseNorm(
        Tensor input,
        long size,
        double alpha = 1e-4,
        double beta = 0.75,
        double k = 1
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 3)
            throw new ArgumentException(
                $"Expected 3D or higher dimensionality input (got {input.Rank} dimensions)",
                nameof(input)
            );
        if (input.Count == 0)
            return input;
        // (N, C, *) → (N, 1, C, all places): the channels beyond the first and the last count as zeros.
        long[] columns = [input.Shape[0], 1, input.Shape[1], -1];
        var square = (input * input).Reshape(columns);
        var padded = Pad(square, [0, 0, size / 2, (size - 1) / 2]);
        var mean = AvgPool2d(padded, (size, 1), stride: 1).Reshape(input.Shape);
        return input / (mean * alpha + k).Pow(beta);
    }
}
