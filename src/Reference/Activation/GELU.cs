using Approximate = TorchSharp.Modules.GELU.Approximate;

namespace Diptych.Reference;

/// <summary>Gaussian error linear unit: y = x · Φ(x) with Φ(x) = (1 + erf(x / √2)) / 2, or its tanh approximation.</summary>
/// <remarks>PyTorch: <c>nn.GELU</c>. Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415.</remarks>
public sealed class GELU : Module<Tensor, Tensor>
{
    readonly Approximate approximate;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="approximate">"none" for erf, or "tanh": Φ(x) ≈ (1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2.</param>
    /// <exception cref="ArgumentException">Neither of the two.</exception>
    public GELU(string approximate = "none")
        : base(nameof(GELU)) =>
        this.approximate = approximate switch
        {
            "none" => Approximate.none,
            "tanh" => Approximate.tanh,
            _ => throw new ArgumentException(
                "approximate argument must be either none or tanh.",
                nameof(approximate)
            ),
        };

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => functional.gelu(input, approximate);
}
