namespace Diptych.Scratch;

/// <summary>Cosine similarity along one dimension: y = Σ x₁ x₂ / (max(‖x₁‖, ε) · max(‖x₂‖, ε)).</summary>
/// <remarks>PyTorch: <c>nn.CosineSimilarity</c>. The notes' cosine distance is 1 − y.</remarks>
public sealed class CosineSimilarity : Module
{
    readonly long dim;
    readonly double eps;

    /// <summary>Chooses the dimension.</summary>
    /// <param name="dim">The dimension that the vectors lie along.</param>
    /// <param name="eps">ε, the least norm that is divided by.</param>
    public CosineSimilarity(long dim = 1, double eps = 1e-8)
    {
        this.dim = dim;
        this.eps = eps;
    }

    /// <param name="x1">(*, D, *), D at dim.</param>
    /// <param name="x2">A shape that broadcasts with it.</param>
    /// <returns>The common shape without dim.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or there is no such dimension.</exception>
    public Tensor Forward(Tensor x1, Tensor x2) => Functional.CosineSimilarity(x1, x2, dim, eps);
}

public static partial class Functional
{
    /// <summary>y = Σ x₁ x₂ / (max(‖x₁‖, ε) · max(‖x₂‖, ε)). PyTorch: <c>nn.functional.cosine_similarity</c>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or there is no such dimension.</exception>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        Checks.SameDtype(x1, x2, nameof(x1));
        var shape = Shapes.Broadcast(x1.Shape, x2.Shape);
        var along = Shapes.Dimension(dim, shape.Length);
        return new CosineOperation(x1.Expand(shape), x2.Expand(shape), along, eps).Apply();
    }

    sealed class CosineOperation(Tensor x1, Tensor x2, int dim, double eps) : Operation(x1, x2)
    {
        Tensor? unit1;
        Tensor? unit2;

        protected override Tensor Forward()
        {
            unit1 = Save(x1) / Length(x1, eps);
            unit2 = Save(x2) / Length(x2, eps);
            return (unit1 * unit2).Sum(x1.Rank == 0 ? [] : [dim]);
        }

        // With u = x / max(‖x‖, ε):  dx₁ = dy · (u₂ − y · x₁ / ‖x₁‖) / max(‖x₁‖, ε)
        // The norm's own gradient x₁ / ‖x₁‖ is 0 for a zero vector; the floor ε does not stop it.
        protected override Tensor?[] Backward(Tensor dy)
        {
            if (x1.Rank > 0)
                dy = dy.Unsqueeze(dim);
            var y = (unit1! * unit2!).Sum(x1.Rank == 0 ? [] : [dim], keepdim: true);
            return
            [
                Needs(0) ? dy * (unit2! - y * Direction(x1)) / Length(x1, eps) : null,
                Needs(1) ? dy * (unit1! - y * Direction(x2)) / Length(x2, eps) : null,
            ];
        }

        Tensor Length(Tensor x, double floor)
        {
            // Of one number it is its size, however large: x² may leave the range.
            var norm =
                x.Rank == 0 || x.Shape[dim] == 1
                    ? x.Abs()
                    : (x * x).Sum([dim], keepdim: true).Sqrt();
            return Torch.Where(norm.GreaterThan(floor), norm, Tensor.Scalar(floor, x.Dtype));
        }

        Tensor Direction(Tensor x)
        {
            var norm = Length(x, 0);
            return Torch.Where(norm.EqualTo(0), Tensor.Scalar(0, x.Dtype), x / norm);
        }
    }
}
