using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = a · b, element by element</summary>
sealed class MultiplyOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Elementwise.Apply<Multiply>(Save(a), Save(b));

    // da = dy · b      db = dy · a
    protected override Tensor?[] Backward(Tensor dy) =>
        [Needs(0) ? (dy * b).SumTo(a.Shape) : null, Needs(1) ? (dy * a).SumTo(b.Shape) : null];
}
