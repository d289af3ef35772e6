using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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
    {
        this.negativeSlope = negativeSlope;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative slope.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LeakyRelu(input, negativeSlope, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = slope · x. PyTorch: <c>nn.functional.leaky_relu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="negativeSlope">What negative numbers, and zero, are multiplied by.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative slope.</exception>
    public static Tensor LeakyRelu(Tensor input, double negativeSlope = 0.01, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "leaky_relu", nameof(input));
        // PyTorch then has only y to tell the sides of 0 apart, and a negative slope puts both on one side.
        if (inplace && negativeSlope < 0 && input.RequiresGrad && Autograd.IsEnabled)
            throw new InvalidOperationException(
                $"In-place leakyReLu backward calculation is triggered with a negative slope ({negativeSlope}) which is not supported."
            );
        var y = new LeakyReluOperation(input, negativeSlope, inplace).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class LeakyReluOperation(Tensor x, double slope, bool inplace) : Operation(x)
    {
        Tensor? sided;

        // y = x where x > 0, else slope · x; in place only y is left, which has the sign of x
        protected override Tensor Forward()
        {
            var y = Elementwise.Map(x, new LeakyRelu(slope));
            sided = Save(inplace ? y : x);
            return y;
        }

        // dx = dy where x > 0, else slope · dy
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(sided!, dy, new LeakyReluGradient(slope))];
    }
}
