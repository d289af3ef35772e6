using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = Σ x over some dimensions, which go away or stay with size 1</summary>
sealed class SumOperation(Tensor x, bool[] over, bool keepdim) : Operation(x)
{
    protected override Tensor Forward()
    {
        var sums = Reduce.Sum(x, over);
        return keepdim ? sums : sums.Reshape(x.Without(over));
    }

    // Every summand takes part once: dx = dy
    protected override Tensor?[] Backward(Tensor dy)
    {
        Span<long> kept = stackalloc long[x.Rank];
        for (var d = 0; d < kept.Length; d++)
            kept[d] = over[d] ? 1 : x.Shape[d];
        return [dy.Reshape(kept).Expand(x.Shape)];
    }
}
