using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Mish: y = x · tanh(ln(1 + eˣ)).</summary>
/// <remarks>PyTorch: <c>nn.Mish</c>. Misra 2019, https://arxiv.org/abs/1908.08681.</remarks>
public sealed class Mish : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Mish(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Mish(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · tanh(ln(1 + eˣ)). PyTorch: <c>nn.functional.mish</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Mish(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "mish", nameof(input));
        // The gradient needs x, and in place x is overwritten.
        var y = new MishOperation(inplace ? input.Clone() : input).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class MishOperation(Tensor x) : Operation(x)
    {
        // y = x tanh(ln(1 + eˣ))
        protected override Tensor Forward() => Elementwise.Map(Save(x), new Kernels.Mish());

        // dx = dy · (t + x σ(x) (1 − t²))   with t = tanh(ln(1 + eˣ))
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new MishGradient())];
    }
}
