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
        return new SigmoidOperation(input).Apply();
    }

    sealed class SigmoidOperation(Tensor x) : Operation(x)
    {
        Tensor? y;

        protected override Tensor Forward() => y = Save(1 / (1 + (-x).Exp()));

        // dx = dy · y (1 − y)
        protected override Tensor?[] Backward(Tensor dy) => [dy * (y! * (1 - y!))];
    }
}
