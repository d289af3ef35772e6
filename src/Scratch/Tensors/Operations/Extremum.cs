using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = max(a, b), element by element; NaN wins</summary>
sealed class MaximumOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Extremum.Choose<Greater>(Save(a), Save(b));

    protected override Tensor?[] Backward(Tensor dy) => Extremum.Share<Greater>(a, b, dy);
}

/// <summary>y = min(a, b), element by element; NaN wins</summary>
sealed class MinimumOperation(Tensor a, Tensor b) : Operation(a, b)
{
    protected override Tensor Forward() => Extremum.Choose<Less>(Save(a), Save(b));

    protected override Tensor?[] Backward(Tensor dy) => Extremum.Share<Less>(a, b, dy);
}

/// <summary>What the larger and the smaller of two have in common.</summary>
static class Extremum
{
    public static Tensor Choose<TRelation>(Tensor a, Tensor b)
        where TRelation : IRelation =>
        Indexing.Where(Indexing.Compare<TRelation>(a, b) | a.IsNaN(), a, b);

    // The chosen one gets dy; of two equals each gets half.
    public static Tensor?[] Share<TRelation>(Tensor a, Tensor b, Tensor dy)
        where TRelation : IRelation
    {
        var half = Indexing.Compare<Equal>(a, b).To(dy.Dtype) * 0.5;
        var da = dy * (Indexing.Compare<TRelation>(a, b).To(dy.Dtype) + half);
        var db = dy * (Indexing.Compare<TRelation>(b, a).To(dy.Dtype) + half);
        return [da.SumTo(a.Shape), db.SumTo(b.Shape)];
    }
}
