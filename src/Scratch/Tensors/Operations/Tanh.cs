using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = tanh x</summary>
sealed class TanhOperation(Tensor x) : Operation(x)
{
    Tensor? y;

    protected override Tensor Forward() => y = Save(Elementwise.Apply<Kernels.Tanh>(x));

    // dx = dy · (1 − y²)
    protected override Tensor?[] Backward(Tensor dy) =>
        [Elementwise.Map(y!, dy, new TanhGradient())];
}
