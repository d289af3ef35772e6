namespace Diptych.Scratch;

/// <summary>y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε); μ and σ² are taken over some dimensions, n elements each.</summary>
/// <param name="x">Any shape.</param>
/// <param name="dims">The dimensions that μ and σ² are taken over.</param>
/// <param name="weight">γ, shaped to broadcast with x, or null for 1.</param>
/// <param name="bias">β, likewise, or null for 0.</param>
/// <param name="eps">ε, added to the variance.</param>
sealed class NormalizeOperation(Tensor x, long[] dims, Tensor? weight, Tensor? bias, double eps)
    : Operation(x, weight, bias)
{
    // x̂ and 1/√(σ² + ε) are all that the gradient needs.
    Tensor? xHat;
    Tensor? rstd;

    /// <summary>μ, with the reduced dimensions kept; there after Forward.</summary>
    public Tensor? Mean { get; private set; }

    /// <summary>σ², divided by n.</summary>
    public Tensor? Variance { get; private set; }

    protected override Tensor Forward()
    {
        Mean = x.Mean(dims, keepdim: true);
        var centered = x - Mean;
        Variance = (centered * centered).Mean(dims, keepdim: true);
        rstd = 1 / (Variance + eps).Sqrt();
        xHat = centered * rstd;
        var y = weight is null ? xHat : xHat * Save(weight);
        return bias is null ? y : y + bias;
    }

    // dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε)   with g = dy · γ
    // dγ = Σ dy · x̂      dβ = Σ dy
    protected override Tensor?[] Backward(Tensor dy)
    {
        Tensor? dx = null;
        if (Needs(0))
        {
            var g = weight is null ? dy : dy * weight;
            dx =
                (g - g.Mean(dims, keepdim: true) - xHat! * (g * xHat!).Mean(dims, keepdim: true))
                * rstd!;
        }
        return
        [
            dx,
            weight is null ? null : (dy * xHat!).SumTo(weight.Shape),
            bias is null ? null : dy.SumTo(bias.Shape),
        ];
    }
}
