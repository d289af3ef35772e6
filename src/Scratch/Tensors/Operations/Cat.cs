namespace Diptych.Scratch;

/// <summary>y is the given tensors side by side along one dimension</summary>
sealed class CatOperation(Tensor[] tensors, int dim) : Operation(tensors)
{
    protected override Tensor Forward()
    {
        var shape = tensors[0].Shape.ToArray();
        shape[dim] = tensors.Sum(tensor => tensor.Shape[dim]);
        var y = Tensor.Allocate(tensors[0].Dtype, shape);
        long start = 0;
        foreach (var tensor in tensors)
        {
            y.Narrow(dim, start, tensor.Shape[dim]).CopyFrom(tensor);
            start += tensor.Shape[dim];
        }
        return y;
    }

    // Each tensor takes its own part of the gradient.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var gradients = new Tensor?[tensors.Length];
        long start = 0;
        for (var i = 0; i < tensors.Length; i++)
        {
            gradients[i] = dy.Narrow(dim, start, tensors[i].Shape[dim]);
            start += tensors[i].Shape[dim];
        }
        return gradients;
    }
}
