namespace Diptych.Reference;

/// <summary>Cosine similarity: cos = x₁·x₂ / (max(‖x₁‖, ε) · max(‖x₂‖, ε)), along one dimension.</summary>
/// <remarks>PyTorch: <c>nn.CosineSimilarity</c>.</remarks>
public sealed class CosineSimilarity : Module
{
    readonly long dim;
    readonly double eps;

    /// <summary>A distance has no parameters.</summary>
    /// <param name="dim">The dimension along which the vectors lie.</param>
    /// <param name="eps">ε, the least length that a vector counts with.</param>
    public CosineSimilarity(long dim = 1, double eps = 1e-8)
        : base(nameof(CosineSimilarity))
    {
        this.dim = dim;
        this.eps = eps;
    }

    /// <inheritdoc cref="Functional.CosineSimilarity" />
    public Tensor Forward(Tensor x1, Tensor x2) => Functional.CosineSimilarity(x1, x2, dim, eps);
}

/// <summary>The functions of PyTorch's <c>torch.nn.functional</c>, under its names in C# casing.</summary>
public static partial class Functional
{
    /// <summary>Cosine similarity: cos = x₁·x₂ / (max(‖x₁‖, ε) · max(‖x₂‖, ε)), along one dimension.</summary>
    /// <remarks>PyTorch: <c>nn.functional.cosine_similarity</c>.</remarks>
    /// <param name="x1">x₁, of any shape.</param>
    /// <param name="x2">x₂, broadcastable with <paramref name="x1"/>.</param>
    /// <param name="dim">The dimension along which the vectors lie.</param>
    /// <param name="eps">ε, the least length that a vector counts with.</param>
    /// <returns>The common shape without <paramref name="dim"/>.</returns>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
        functional.cosine_similarity(x1, x2, dim, eps);
}
