using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x rounded to a number of decimals, halves to the even digit</summary>
sealed class RoundOperation(Tensor x, int decimals) : Operation(x)
{
    // PyTorch scales by 10ᵈ, rounds to whole numbers and scales back, in the tensor's own type.
    protected override Tensor Forward() =>
        decimals == 0 ? Elementwise.Apply<Round>(x)
        : decimals > 0
            ? Elementwise.Apply<Round>(x * Math.Pow(10, decimals)) / Math.Pow(10, decimals)
        : Elementwise.Apply<Round>(x / Math.Pow(10, -decimals)) * Math.Pow(10, -decimals);

    // Flat almost everywhere: dx = 0
    protected override Tensor?[] Backward(Tensor dy) => [dy * 0];
}
