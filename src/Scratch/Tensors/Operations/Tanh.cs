using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = tanh x</summary>
sealed class TanhOperation(Tensor x) : Operation(x)
{
    Tensor? y;

    protected override Tensor Forward() => y = Save(Elementwise.Map(x, new Kernels.Tanh()));

    // dx = dy · (1 − y²)
    protected override Tensor?[] Backward(Tensor dy) =>
        [Elementwise.Map(y!, dy, new TanhGradient())];
}
