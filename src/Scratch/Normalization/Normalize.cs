using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), where μ and σ² are the mean and the variance over a group of elements</summary>
/// <param name="x">Any shape.</param>
/// <param name="groups">What shares a mean and a variance.</param>
/// <param name="weight">γ, one for each channel or one for each place in a group; 1 where null.</param>
/// <param name="bias">β, likewise; 0 where null.</param>
/// <param name="eps">ε</param>
/// <param name="centered">Whether the mean is taken off; σ² is the mean of x² where not.</param>
sealed class NormalizeOperation(
    Tensor x,
    Groups groups,
    Tensor? weight,
    Tensor? bias,
    double eps,
    bool centered = true
) : Operation(x, weight, bias)
{
    Tensor? rstd;

    /// <summary>μ of each group, once the result is there.</summary>
    public Tensor? Mean { get; private set; }

    /// <summary>σ² of each group, divided by the number of elements.</summary>
    public Tensor? Variance { get; private set; }

    protected override Tensor Forward()
    {
        Save(x);
        if (weight is not null)
            Save(weight);
        (var y, Mean, Variance, rstd) = Standardize.Forward(x, groups, weight, bias, eps, centered);
        return y;
    }

    // dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε)   with g = dy · γ
    // dγ = Σ dy · x̂      dβ = Σ dy
    protected override Tensor?[] Backward(Tensor dy)
    {
        var (dx, dWeight, dBias) = Standardize.Backward(
            x,
            groups,
            weight,
            bias,
            Mean!,
            rstd!,
            dy,
            centered
        );
        return [dx, dWeight, dBias];
    }
}
