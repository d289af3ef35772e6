using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x, but no less than min and no more than max; NaN stays NaN</summary>
sealed class ClampOperation(Tensor x, double min, double max) : Operation(x)
{
    protected override Tensor Forward()
    {
        // A NaN beside another bound is all that is left; alone it bounds nothing.
        if (
            (double.IsNaN(min) && max != double.PositiveInfinity)
            || (double.IsNaN(max) && min != double.NegativeInfinity)
        )
            return Torch.Full(Save(x).Shape, double.NaN, x.Dtype);
        var y = Torch.Where(Save(x).LessThan(min), Tensor.Scalar(min, x.Dtype), x);
        return Torch.Where(y.GreaterThan(max), Tensor.Scalar(max, x.Dtype), y);
    }

    // dx = dy where min ≤ x ≤ max, else 0, also at NaN
    protected override Tensor?[] Backward(Tensor dy)
    {
        var inside = x.GreaterOrEqual(min) & x.LessOrEqual(max);
        return [Torch.Where(inside, dy, Tensor.Scalar(0, dy.Dtype))];
    }
}
