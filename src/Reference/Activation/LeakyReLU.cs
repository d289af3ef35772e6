namespace Diptych.Reference;

/// <summary>Leaky rectified linear unit: y = x where x &gt; 0, else y = slope · x.</summary>
/// <remarks>PyTorch: <c>nn.LeakyReLU</c>. Maas, Hannun and Ng 2013, https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf.</remarks>
public sealed class LeakyReLU : Module<Tensor, Tensor>
{
    readonly double negativeSlope;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="negativeSlope">What negative numbers, and zero, are multiplied by.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public LeakyReLU(double negativeSlope = 0.01, bool inplace = false)
        : base(nameof(LeakyReLU))
    {
        this.negativeSlope = negativeSlope;
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) =>
        Functional.LeakyRelu(input, negativeSlope, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = slope · x. PyTorch: <c>nn.functional.leaky_relu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="negativeSlope">What negative numbers, and zero, are multiplied by.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor LeakyRelu(
        Tensor input,
        double negativeSlope = 0.01,
        bool inplace = false
    ) => functional.leaky_relu(input, negativeSlope, inplace);
}
