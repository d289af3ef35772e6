using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = a / b, element by element</summary>
sealed class DivideOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Elementwise.Apply<Divide>(Save(a), Save(b));

    // da = dy / b      db = −dy · (a / b) / b
    protected override Tensor?[] Backward(Tensor dy) =>
        [
            Needs(0) ? (dy / b).SumTo(a.Shape) : null,
            Needs(1) ? (-dy * (a / b / b)).SumTo(b.Shape) : null,
        ];
}
