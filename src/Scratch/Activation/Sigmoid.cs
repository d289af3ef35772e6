using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Logistic function: y = 1 / (1 + e⁻ˣ).</summary>
/// <remarks>PyTorch: <c>nn.Sigmoid</c>.</remarks>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Sigmoid(input);
}

public static partial class Functional
{
    /// <summary>y = 1 / (1 + e⁻ˣ). PyTorch: <c>torch.sigmoid</c>.</summary>
    public static Tensor Sigmoid(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SigmoidOperation(input.Real()).Apply();
    }

    sealed class SigmoidOperation(Tensor x) : Operation(x)
    {
        Tensor? y;

        // y = 1 / (1 + e⁻ˣ)
        protected override Tensor Forward() => y = Save(Elementwise.Map(x, new Kernels.Sigmoid()));

        // dx = dy · y (1 − y)
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(y!, dy, new SigmoidGradient())];
    }
}
