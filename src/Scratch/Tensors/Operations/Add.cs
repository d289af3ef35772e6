using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = a + b</summary>
sealed class AddOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Elementwise.Apply<Add>(a, b);

    // da = dy      db = dy
    protected override Tensor?[] Backward(Tensor dy) => [dy.SumTo(a.Shape), dy.SumTo(b.Shape)];
}
