using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = a where the condition holds, else b</summary>
sealed class WhereOperation(Tensor condition, Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Indexing.Where(Save(condition), a, b);

    // Each gets the gradient where it was chosen, and 0 elsewhere.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var zero = Tensor.Scalar(0, dy.Dtype);
        return
        [
            Needs(0) ? Indexing.Where(condition, dy, zero).SumTo(a.Shape) : null,
            Needs(1) ? Indexing.Where(condition, zero, dy).SumTo(b.Shape) : null,
        ];
    }
}
