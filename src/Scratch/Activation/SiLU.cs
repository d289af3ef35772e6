using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Sigmoid linear unit, or swish: y = x · σ(x).</summary>
/// <remarks>PyTorch: <c>nn.SiLU</c>. Elfwing, Uchibe and Doya 2017, https://arxiv.org/abs/1702.03118.</remarks>
public sealed class SiLU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public SiLU(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Silu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · σ(x). PyTorch: <c>nn.functional.silu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Silu(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "silu", nameof(input));
        // The gradient needs x, and in place x is overwritten.
        var y = new SiluOperation(inplace ? input.Clone() : input).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class SiluOperation(Tensor x) : Operation(x)
    {
        // y = x / (1 + e⁻ˣ)
        protected override Tensor Forward() => Elementwise.Map(Save(x), new Silu());

        // dx = dy · σ (1 + x (1 − σ))   with σ = 1 / (1 + e⁻ˣ)
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new SiluGradient())];
    }
}
