using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Y = A B for each pair of matrices: (…, m, k) times (…, k, n); the leading sizes agree</summary>
sealed class MatMulOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => MatrixProduct.Multiply(Save(a), Save(b));

    // dA = dY Bᵀ      dB = Aᵀ dY
    protected override Tensor?[] Backward(Tensor dy) =>
        [
            Needs(0) ? MatrixProduct.Multiply(dy, b.Transpose(-2, -1)) : null,
            Needs(1) ? MatrixProduct.Multiply(a.Transpose(-2, -1), dy) : null,
        ];
}
