using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = −x</summary>
sealed class NegateOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Negate>(x);

    // dx = −dy
    protected override Tensor?[] Backward(Tensor dy) => [-dy];
}
