#if !TORCHSHARP_0_105
using Approximate = TorchSharp.Modules.GELU.Approximate;
#endif

namespace Diptych.Reference;

/// <summary>Gaussian error linear unit: y = x · Φ(x) with Φ(x) = (1 + erf(x / √2)) / 2, or its tanh approximation.</summary>
/// <remarks>PyTorch: <c>nn.GELU</c>. Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415.</remarks>
public sealed class GELU : Module<Tensor, Tensor>
{
    readonly string approximate;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="approximate">"none" for erf, or "tanh": Φ(x) ≈ (1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2.</param>
    /// <exception cref="ArgumentException">Neither of the two.</exception>
    public GELU(string approximate = "none")
        : base(nameof(GELU)) => this.approximate = Functional.CheckApproximate(approximate);

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Gelu(input, approximate);
}

public static partial class Functional
{
    /// <summary>y = x · Φ(x). PyTorch: <c>nn.functional.gelu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="approximate">"none" or "tanh".</param>
    /// <exception cref="ArgumentException"><paramref name="approximate"/> is neither.</exception>
    public static Tensor Gelu(Tensor input, string approximate = "none") =>
        CheckApproximate(approximate) == "tanh" ? GeluTanh(input) : functional.gelu(input);

#if TORCHSHARP_0_105
    static Tensor GeluTanh(Tensor x) => TorchSharp105.GeluTanh(x);
#else
    static Tensor GeluTanh(Tensor x) => functional.gelu(x, Approximate.tanh);
#endif

    internal static string CheckApproximate(string approximate) =>
        approximate is "none" or "tanh"
            ? approximate
            : throw new ArgumentException(
                $"approximate argument must be either none or tanh, but got {approximate}.",
                nameof(approximate)
            );
}
