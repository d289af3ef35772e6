namespace Diptych.Scratch;

/// <summary>Continuously differentiable exponential linear unit: y = x where x &gt; 0, else y = α (e^(x/α) − 1), of slope 1 at 0 for every α.</summary>
/// <remarks>PyTorch: <c>nn.CELU</c>. Barron 2017, https://arxiv.org/abs/1704.07483.</remarks>
public sealed class CELU : Module<Tensor, Tensor>
{
    readonly double alpha;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public CELU(double alpha = 1.0, bool inplace = false)
    {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers, or α is 0.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative α.</exception>
    public override Tensor Forward(Tensor input) => Functional.Celu(input, alpha, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = α (e^(x/α) − 1). PyTorch: <c>nn.functional.celu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers, or α is 0.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative α.</exception>
    public static Tensor Celu(Tensor input, double alpha = 1.0, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "celu", nameof(input));
        if (alpha == 0)
            throw new ArgumentException(
                "ZeroDivisionError: alpha cannot be 0 for CELU",
                nameof(alpha)
            );
        // PyTorch takes α in float32 for the gradient, also that of float64.
        var operation = new EluOperation(
            input,
            alpha,
            inputScale: 1 / alpha,
            slopeScale: 1 / (double)(float)alpha,
            fromResult: inplace
        );
        return Elu(input, operation, alpha, inplace);
    }
}
