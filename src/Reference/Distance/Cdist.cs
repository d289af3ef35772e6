namespace Diptych.Reference;

public static partial class Torch
{
    /// <summary>The distance of every row of one table to every row of another: dᵢⱼ = ‖x₁ᵢ − x₂ⱼ‖.</summary>
    /// <remarks>PyTorch: <c>torch.cdist</c>.</remarks>
    /// <param name="x1">x₁: (*, P, M).</param>
    /// <param name="x2">x₂: (*, R, M); the leading sizes broadcast.</param>
    /// <param name="p">The exponent of the norm, from 0 to ∞.</param>
    /// <param name="computeMode">"use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist", or "use_mm_for_euclid_dist_if_necessary": whether p = 2 is computed as a matrix product.</param>
    /// <returns>(*, P, R)</returns>
    /// <exception cref="ArgumentException">A mode that is none, or a negative p.</exception>
    public static Tensor Cdist(
        Tensor x1,
        Tensor x2,
        double p = 2,
        string computeMode = "use_mm_for_euclid_dist_if_necessary"
    ) => cdist(x1, x2, p, ComputeModeOf(computeMode));

    static compute_mode ComputeModeOf(string computeMode) =>
        computeMode switch
        {
            "use_mm_for_euclid_dist_if_necessary" =>
                compute_mode.use_mm_for_euclid_dist_if_necessary,
            "use_mm_for_euclid_dist" => compute_mode.use_mm_for_euclid_dist,
            "donot_use_mm_for_euclid_dist" => compute_mode.donot_use_mm_for_euclid_dist,
            _ => throw new ArgumentException(
                $"{computeMode} is not a valid value for compute_mode",
                nameof(computeMode)
            ),
        };
}
