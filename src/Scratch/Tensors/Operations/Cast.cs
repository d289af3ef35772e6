using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x in another type</summary>
sealed class CastOperation(Tensor x, ScalarType dtype) : Operation(x)
{
    protected override Tensor Forward() => Copy.Cast(x, dtype);

    protected override Tensor?[] Backward(Tensor dy) => [Copy.Cast(dy, x.Dtype)];
}
