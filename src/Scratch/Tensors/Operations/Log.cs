using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = ln x</summary>
sealed class LogOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Log>(Save(x));

    // dx = dy / x
    protected override Tensor?[] Backward(Tensor dy) => [dy / x];
}
