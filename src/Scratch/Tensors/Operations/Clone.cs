using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x in memory of its own</summary>
sealed class CloneOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Copy.Clone(x);

    protected override Tensor?[] Backward(Tensor dy) => [dy];
}
