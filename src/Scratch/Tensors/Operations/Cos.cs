using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = cos x</summary>
sealed class CosOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Cos>(Save(x));

    // dx = −dy · sin x
    protected override Tensor?[] Backward(Tensor dy) => [-dy * x.Sin()];
}
