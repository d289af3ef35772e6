namespace Diptych.Scratch;

/// <summary>Scaled exponential linear unit: y = s x where x &gt; 0, else y = s α (eˣ − 1), with s = 1.0507… and α = 1.6732…, that keep mean 0 and variance 1 from layer to layer.</summary>
/// <remarks>PyTorch: <c>nn.SELU</c>. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515.</remarks>
public sealed class SELU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public SELU(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Selu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = s x where x &gt; 0, else y = s α (eˣ − 1). PyTorch: <c>nn.functional.selu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Selu(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "selu", nameof(input));
        const double Alpha = 1.6732632423543772848170429916717;
        const double Scale = 1.0507009873554804934193349852946;
        return Elu(
            input,
            new EluOperation(input, Alpha, Scale, fromResult: inplace),
            Alpha,
            inplace
        );
    }
}
