namespace Diptych.Reference;

/// <summary>Layer normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), over the trailing normalizedShape.</summary>
/// <remarks>PyTorch: <c>nn.LayerNorm</c>. Ba, Kiros and Hinton 2016, https://arxiv.org/abs/1607.06450.</remarks>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    readonly long[] normalizedShape;
    readonly double eps;

    /// <summary>Starts with γ = 1 and β = 0.</summary>
    /// <param name="normalizedShape">The trailing dimensions that share one mean and one variance.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="elementwiseAffine">Whether there are γ and β.</param>
    /// <param name="bias">Whether there is β, where there is γ.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public LayerNorm(
        long[] normalizedShape,
        double eps = 1e-5,
        bool elementwiseAffine = true,
        bool bias = true,
        ScalarType? dtype = null
    )
        : base(nameof(LayerNorm))
    {
        this.normalizedShape = [.. normalizedShape];
        this.eps = eps;
        if (!elementwiseAffine)
            return;
        register_parameter("weight", new Parameter(ones(normalizedShape, dtype)));
        if (bias)
            register_parameter("bias", new Parameter(zeros(normalizedShape, dtype)));
    }

    /// <summary>γ: (normalizedShape), or null without one.</summary>
    public Parameter? Weight => get_parameter("weight");

    /// <summary>β: (normalizedShape), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc />
    /// <param name="input">(*, normalizedShape)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) =>
        Functional.LayerNorm(input, normalizedShape, Weight, Bias, eps);
}

public static partial class Functional
{
    /// <summary>Layer normalization over the trailing <paramref name="normalizedShape"/>. PyTorch: <c>nn.functional.layer_norm</c>.</summary>
    /// <param name="input">(*, normalizedShape)</param>
    /// <param name="normalizedShape">The trailing dimensions that share one mean and one variance.</param>
    /// <param name="weight">γ: (normalizedShape), or null for 1.</param>
    /// <param name="bias">β: (normalizedShape), or null for 0.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    public static Tensor LayerNorm(
        Tensor input,
        long[] normalizedShape,
        Tensor? weight = null,
        Tensor? bias = null,
        double eps = 1e-5
    ) => functional.layer_norm(input, normalizedShape, weight, bias, eps);
}
