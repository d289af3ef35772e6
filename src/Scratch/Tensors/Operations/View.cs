namespace Diptych.Scratch;

/// <summary>y is x seen through another shape, with the same elements in the same order</summary>
sealed class ReshapeOperation(Tensor x, long[] shape) : Operation(x)
{
    protected override Tensor Forward() => x.View(shape, Shapes.ContiguousStrides(shape), x.Offset);

    protected override Tensor?[] Backward(Tensor dy) => [dy.Reshape(x.Shape)];
}

/// <summary>y is x with its dimensions in another order</summary>
sealed class PermuteOperation(Tensor x, int[] order) : Operation(x)
{
    protected override Tensor Forward()
    {
        var shape = Array.ConvertAll(order, d => x.Shape[d]);
        var strides = Array.ConvertAll(order, d => x.Strides[d]);
        return x.View(shape, strides, x.Offset);
    }

    // The inverse order brings each dimension back.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var inverse = new long[order.Length];
        for (var d = 0; d < order.Length; d++)
            inverse[order[d]] = d;
        return [dy.Permute(inverse)];
    }
}

/// <summary>y is x with sizes of 1 repeated, and new dimensions in front, without a copy: their stride is 0</summary>
sealed class ExpandOperation(Tensor x, long[] shape) : Operation(x)
{
    protected override Tensor Forward()
    {
        var strides = new long[shape.Length];
        for (var d = 1; d <= x.Rank; d++)
            strides[^d] = x.Shape[^d] == shape[^d] ? x.Strides[^d] : 0;
        return x.View(shape, strides, x.Offset);
    }

    // An element that was used many times gathers all its gradients.
    protected override Tensor?[] Backward(Tensor dy) => [dy.SumTo(x.Shape)];
}

/// <summary>y is every step-th index of one dimension of x, from start</summary>
sealed class SliceOperation(Tensor x, int dim, long start, long length, long step) : Operation(x)
{
    protected override Tensor Forward() => Slice(x);

    // What was left out has no influence: its gradient is 0.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var dx = Torch.Zeros(x.Shape, x.Dtype);
        Slice(dx).CopyFrom(dy);
        return [dx];
    }

    Tensor Slice(Tensor tensor)
    {
        var shape = tensor.Shape.ToArray();
        var strides = tensor.Strides.ToArray();
        var offset = tensor.Offset + start * strides[dim];
        shape[dim] = length;
        strides[dim] *= step;
        return tensor.View(shape, strides, offset);
    }
}

/// <summary>y is x without a dimension of size 1, whatever the strides</summary>
sealed class DropOperation(Tensor x, int dim) : Operation(x)
{
    protected override Tensor Forward()
    {
        long[] shape = [.. x.Shape[..dim], .. x.Shape[(dim + 1)..]];
        long[] strides = [.. x.Strides[..dim], .. x.Strides[(dim + 1)..]];
        return x.View(shape, strides, x.Offset);
    }

    protected override Tensor?[] Backward(Tensor dy) => [dy.Unsqueeze(dim)];
}
