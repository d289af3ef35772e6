using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = a − b</summary>
sealed class SubtractOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Elementwise.Apply<Subtract>(a, b);

    // da = dy      db = −dy
    protected override Tensor?[] Backward(Tensor dy) =>
        [dy.SumTo(a.Shape), Needs(1) ? (-dy).SumTo(b.Shape) : null];
}
