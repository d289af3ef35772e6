using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = √x</summary>
sealed class SqrtOperation(Tensor x) : Operation(x)
{
    Tensor? y;

    protected override Tensor Forward() => y = Save(Elementwise.Apply<Sqrt>(x));

    // dx = dy / (2y)
    protected override Tensor?[] Backward(Tensor dy) => [dy / (y! * 2)];
}
