using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = xᵖ for a fixed p</summary>
sealed class PowerOperation(Tensor x, double exponent) : Operation(x)
{
    protected override Tensor Forward() => Raise(Save(x), exponent);

    // dx = dy · p · xᵖ⁻¹, and 0 where p is 0
    protected override Tensor?[] Backward(Tensor dy) =>
        [exponent == 0 ? dy * 0 : dy * (Raise(x, exponent - 1) * exponent)];

    // Small whole powers are products, as in PyTorch; x² is then exact to the last bit.
    static Tensor Raise(Tensor x, double p) =>
        p switch
        {
            0 => Torch.Ones(x.Shape, x.Dtype),
            1 => x.Clone(),
            2 => x * x,
            3 => x * x * x,
            0.5 => x.Sqrt(),
            -0.5 => 1 / x.Sqrt(),
            -1 => 1 / x,
            -2 => 1 / (x * x),
            _ => Elementwise.Power(x, p),
        };
}
