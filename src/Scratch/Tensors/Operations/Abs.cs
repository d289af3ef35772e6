using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = |x|</summary>
sealed class AbsOperation(Tensor x) : Operation(x)
{
    protected override Tensor Forward() => Elementwise.Apply<Abs>(Save(x));

    // dx = dy · sign(x), which is 0 at 0
    protected override Tensor?[] Backward(Tensor dy) => [dy * Elementwise.Apply<Sign>(x)];
}
