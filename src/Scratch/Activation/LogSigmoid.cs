using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Logarithm of the logistic function: y = ln(1 / (1 + e⁻ˣ)), safe where that itself is 0.</summary>
/// <remarks>PyTorch: <c>nn.LogSigmoid</c>.</remarks>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public override Tensor Forward(Tensor input) => Functional.Logsigmoid(input);
}

public static partial class Functional
{
    /// <summary>y = ln(1 / (1 + e⁻ˣ)). PyTorch: <c>nn.functional.logsigmoid</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    public static Tensor Logsigmoid(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "logsigmoid", nameof(input));
        return new LogSigmoidOperation(input).Apply();
    }

    sealed class LogSigmoidOperation(Tensor x) : Operation(x)
    {
        // y = min(x, 0) − ln(1 + e^−|x|): the power never overflows
        protected override Tensor Forward() => Elementwise.Map(Save(x), new Kernels.LogSigmoid());

        // dx = dy · σ(−x), which is p / (1 + p) where x ≥ 0, else 1 − p / (1 + p), with p = e^−|x|
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(x, dy, new LogSigmoidGradient())];
    }
}
