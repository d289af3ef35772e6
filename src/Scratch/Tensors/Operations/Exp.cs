using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = eˣ</summary>
sealed class ExpOperation(Tensor x) : Operation(x)
{
    Tensor? y;

    protected override Tensor Forward() => y = Save(Elementwise.Map(x, new Exp()));

    // dx = dy · y
    protected override Tensor?[] Backward(Tensor dy) => [dy * y!];
}
