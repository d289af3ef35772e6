using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = Σ x over some dimensions, which stay with size 1</summary>
sealed class SumOperation(Tensor x, bool[] over) : Operation(x)
{
    protected override Tensor Forward() => Reduce.Sum(x, over);

    // Every summand takes part once: dx = dy
    protected override Tensor?[] Backward(Tensor dy) => [dy.Expand(x.Shape)];
}
