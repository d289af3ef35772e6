using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = sin x</summary>
sealed class SinOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Sin>(Save(x));

    // dx = dy · cos x
    protected override Tensor?[] Backward(Tensor dy) => [dy * x.Cos()];
}
