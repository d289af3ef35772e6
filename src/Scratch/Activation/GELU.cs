using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Gaussian error linear unit: y = x · Φ(x), Φ the normal distribution function.</summary>
/// <remarks>PyTorch: <c>nn.GELU</c>. Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415.</remarks>
public sealed class GELU : Module<Tensor, Tensor>
{
    readonly string approximate;

    /// <summary>Chooses Φ itself or its approximation by tanh.</summary>
    /// <param name="approximate">"none": Φ by the error function; "tanh": ½ (1 + tanh(√(2/π) (x + 0.044715 x³))).</param>
    /// <exception cref="ArgumentException"><paramref name="approximate"/> is neither.</exception>
    public GELU(string approximate = "none") =>
        this.approximate = Functional.CheckApproximate(approximate);

    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public override Tensor Forward(Tensor input) => Functional.Gelu(input, approximate);
}

public static partial class Functional
{
    /// <summary>y = x · Φ(x). PyTorch: <c>nn.functional.gelu</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="approximate">"none" or "tanh".</param>
    /// <exception cref="ArgumentException"><paramref name="approximate"/> is neither, or the input is not of real numbers.</exception>
    public static Tensor Gelu(Tensor input, string approximate = "none")
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "gelu", nameof(input));
        return CheckApproximate(approximate) == "none"
            ? new GeluOperation(input).Apply()
            : new TanhGeluOperation(input).Apply();
    }

    internal static string CheckApproximate(string approximate) =>
        approximate is "none" or "tanh"
            ? approximate
            : throw new ArgumentException(
                $"approximate argument must be either none or tanh, but got {approximate}.",
                nameof(approximate)
            );

    sealed class GeluOperation(Tensor x) : Operation(x)
    {
        // y = x Φ(x)   with Φ(x) = ½ (1 + erf(x / √2))
        protected override Tensor Forward() => Elementwise.Map(Save(x), new Gelu());

        // dx = dy · (Φ(x) + x · φ(x))   with φ(x) = e^(−x²/2) / √(2π)
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new GeluGradient())];
    }

    sealed class TanhGeluOperation(Tensor x) : Operation(x)
    {
        // y = ½ x (1 + t)   with t = tanh(√(2/π) (x + 0.044715 x³))
        protected override Tensor Forward() => Elementwise.Map(Save(x), new TanhGelu());

        // dx = dy · (½ (1 + t) + ½ x (1 − t²) √(2/π) (1 + 3 · 0.044715 x²))
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new TanhGeluGradient())];
    }
}
