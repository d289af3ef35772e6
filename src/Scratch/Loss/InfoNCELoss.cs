namespace Diptych.Scratch;

/// <summary>InfoNCE: the cross-entropy of finding each query's own key among all keys, with the cosines over τ as logits.</summary>
/// <remarks>PyTorch has none; it is cross_entropy(normalize(q) · normalize(k)ᵀ / τ, 0 … N − 1). Oord, Li and Vinyals 2018, https://arxiv.org/abs/1807.03748.</remarks>
public sealed class InfoNCELoss : Module
{
    readonly double temperature;

    /// <summary>Chooses how sharply near and far are told apart.</summary>
    /// <param name="temperature">τ; the smaller, the more the nearest stranger counts.</param>
    public InfoNCELoss(double temperature = 0.1) => this.temperature = temperature;

    /// <param name="query">q, (N, D)</param>
    /// <param name="key">k, (M, D) with M ≥ N: key i belongs to query i, and the others are strangers to it.</param>
    /// <returns>0-d.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor query, Tensor key) => Functional.InfoNce(query, key, temperature);
}

public static partial class Functional
{
    /// <summary>cross_entropy(normalize(q) · normalize(k)ᵀ / τ, 0 … N − 1); the parameters are those of <see cref="InfoNCELoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor InfoNce(Tensor query, Tensor key, double temperature = 0.1)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        if (
            query.Rank != 2
            || key.Rank != 2
            || query.Shape[0] > key.Shape[0]
            || query.Shape[1] != key.Shape[1]
        )
            throw new ArgumentException(
                $"expected query (N, D) and key (M, D) with M ≥ N, but got {query.ShapeText} and {key.ShapeText}",
                nameof(query)
            );
        // (N, D) · (D, M) → (N, M)
        var logits = Normalize(query).MatMul(Normalize(key).Transpose(0, 1)) / temperature;
        return CrossEntropy(logits, Torch.Arange(query.Shape[0]));
    }
}
