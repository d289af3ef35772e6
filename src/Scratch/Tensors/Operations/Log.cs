using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = ln x</summary>
sealed class LogOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Map(Save(x), new Log());

    // dx = dy / x
    protected override Tensor?[] Backward(Tensor dy) => [dy / x];
}
