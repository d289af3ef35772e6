using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>A smooth rectified linear unit: y = ln(1 + e^βx) / β.</summary>
/// <remarks>PyTorch: <c>nn.Softplus</c>. Dugas et al. 2000, https://papers.nips.cc/paper/1920-incorporating-second-order-functional-knowledge-for-better-option-pricing.</remarks>
public sealed class Softplus : Module<Tensor, Tensor>
{
    readonly double beta;
    readonly double threshold;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="beta">β: how sharp the bend is.</param>
    /// <param name="threshold">Where βx exceeds it, y = x.</param>
    public Softplus(double beta = 1.0, double threshold = 20.0)
    {
        this.beta = beta;
        this.threshold = threshold;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public override Tensor Forward(Tensor input) => Functional.Softplus(input, beta, threshold);
}

public static partial class Functional
{
    /// <summary>y = ln(1 + e^βx) / β. PyTorch: <c>nn.functional.softplus</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="beta">β: how sharp the bend is.</param>
    /// <param name="threshold">Where βx exceeds it, y = x.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public static Tensor Softplus(Tensor input, double beta = 1.0, double threshold = 20.0)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "softplus", nameof(input));
        return new SoftplusOperation(input, beta, threshold).Apply();
    }

    sealed class SoftplusOperation(Tensor x, double beta, double threshold) : Operation(x)
    {
        // Far to the right ln(1 + e^βx) is βx, and the power would overflow.
        protected override Tensor Forward() =>
            Elementwise.Map(Save(x), new Kernels.Softplus(beta, threshold));

        // dx = dy · e^βx / (e^βx + 1), and dy where βx exceeds the threshold
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new SoftplusGradient(beta, threshold))];
    }
}
