namespace Diptych.Reference;

/// <summary>Local response normalization: y = x / (k + α / n · Σ x²)^β, the sum over n neighbouring channels at the same place.</summary>
/// <remarks>PyTorch: <c>nn.LocalResponseNorm</c>. Krizhevsky, Sutskever and Hinton 2012, section 3.3 of the paper on AlexNet.</remarks>
public sealed class LocalResponseNorm : Module<Tensor, Tensor>
{
    readonly long size;
    readonly double alpha;
    readonly double beta;
    readonly double k;

    /// <summary>It has no parameters.</summary>
    /// <param name="size">n: ⌊n / 2⌋ channels before, the channel itself, and the rest after it.</param>
    /// <param name="alpha">α, what the mean square of the neighbours counts.</param>
    /// <param name="beta">β, the exponent.</param>
    /// <param name="k">k, added to it.</param>
    public LocalResponseNorm(long size, double alpha = 1e-4, double beta = 0.75, double k = 1)
        : base(nameof(LocalResponseNorm))
    {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, *)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) =>
        Functional.LocalResponseNorm(input, size, alpha, beta, k);
}

public static partial class Functional
{
    /// <summary>x / (k + α / n · Σ x²)^β. PyTorch: <c>nn.functional.local_response_norm</c>; the parameters are those of <see cref="Reference.LocalResponseNorm"/>.</summary>
    public static Tensor LocalResponseNorm(
        Tensor input,
        long size,
        double alpha = 1e-4,
        double beta = 0.75,
        double k = 1
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        // TorchSharp pools also where there is nothing to.
        return input.dim() >= 3 && input.numel() == 0
            ? input
            : functional.local_response_norm(input, size, alpha, beta, k);
    }
}
