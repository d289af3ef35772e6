using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y[i, j] = x[index[i, j], j] along dimension 0, and likewise along another</summary>
sealed class GatherOperation(Tensor x, int dim, Tensor index) : Operation(x)
{
    protected override Tensor Forward() => Indexing.Gather(x, dim, Save(index));

    // dx[index[i, j], j] gathers dy[i, j]; an element that was taken twice gets both.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var dx = Torch.Zeros(x.Shape, x.Dtype);
        Indexing.ScatterAdd(dx, dim, index, dy);
        return [dx];
    }
}
