namespace Diptych.Scratch;

/// <summary>Rectified linear unit: y = max(0, x).</summary>
/// <remarks>PyTorch: <c>nn.ReLU</c>. NaN stays NaN; the gradient at 0 is 0.</remarks>
public sealed class ReLU : Module<Tensor, Tensor>
{
    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Relu(input);
}

public static partial class Functional
{
    /// <summary>y = max(0, x). PyTorch: <c>nn.functional.relu</c>.</summary>
    public static Tensor Relu(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ReluOperation(input).Apply();
    }

    sealed class ReluOperation(Tensor x) : Operation(x)
    {
        // Written so that NaN, which is not below 0, passes through.
        protected override Tensor Forward() =>
            Torch.Where(Save(x).LessOrEqual(0), Tensor.Scalar(0, x.Dtype), x);

        // dx = dy where x > 0, else 0
        protected override Tensor?[] Backward(Tensor dy) =>
            [Torch.Where(x.LessOrEqual(0), Tensor.Scalar(0, dy.Dtype), dy)];
    }
}
