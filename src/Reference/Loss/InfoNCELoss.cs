namespace Diptych.Reference;

/// <summary>InfoNCE: the cross-entropy of finding each query's own key among all keys, with the cosines over τ as logits.</summary>
/// <remarks>PyTorch has none; it is cross_entropy(normalize(q) · normalize(k)ᵀ / τ, 0 … N − 1). Oord, Li and Vinyals 2018, https://arxiv.org/abs/1807.03748.</remarks>
public sealed class InfoNCELoss : Module
{
    readonly double temperature;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="temperature">τ; the smaller, the more the nearest stranger counts.</param>
    public InfoNCELoss(double temperature = 0.1)
        : base(nameof(InfoNCELoss)) => this.temperature = temperature;

    /// <inheritdoc cref="Functional.InfoNce" />
    public Tensor Forward(Tensor query, Tensor key) => Functional.InfoNce(query, key, temperature);
}

public static partial class Functional
{
    /// <summary>InfoNCE: L = cross_entropy(normalize(q) · normalize(k)ᵀ / τ, 0 … N − 1).</summary>
    /// <remarks>PyTorch has none.</remarks>
    /// <param name="query">q: (N, D).</param>
    /// <param name="key">k: (M, D) with M ≥ N; key i belongs to query i, and the others are strangers to it.</param>
    /// <param name="temperature">τ; the smaller, the more the nearest stranger counts.</param>
    /// <returns>0-d.</returns>
    public static Tensor InfoNce(Tensor query, Tensor key, double temperature = 0.1)
    {
        // (N, D) · (D, M) → (N, M); TorchSharp's matmul ends the process where shapes do not fit.
        var logits = Normalize(query).mm(Normalize(key).t()) / temperature;
        return CrossEntropy(logits, arange(query.size(0), device: query.device));
    }
}
