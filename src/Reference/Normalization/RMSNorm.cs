namespace Diptych.Reference;

/// <summary>Root mean square normalization: y = x / √(mean(x²) + ε) · γ, over the trailing normalizedShape.</summary>
/// <remarks>PyTorch: <c>nn.RMSNorm</c>. Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467.</remarks>
public sealed class RMSNorm : Module<Tensor, Tensor>
{
    readonly long[] normalizedShape;
    readonly double? eps;

    /// <summary>Starts with γ = 1.</summary>
    /// <param name="normalizedShape">The trailing dimensions that share one mean square.</param>
    /// <param name="eps">ε, which keeps the root away from zero; where null the type's own, 2⁻²³ or 2⁻⁵².</param>
    /// <param name="elementwiseAffine">Whether there is γ.</param>
    /// <param name="dtype">The parameter's type; Float32 where null.</param>
    public RMSNorm(
        long[] normalizedShape,
        double? eps = null,
        bool elementwiseAffine = true,
        ScalarType? dtype = null
    )
        : base(nameof(RMSNorm))
    {
        this.normalizedShape = [.. normalizedShape];
        this.eps = eps;
        if (elementwiseAffine)
            register_parameter("weight", new Parameter(ones(normalizedShape, dtype)));
    }

    /// <summary>γ: (normalizedShape), or null without one.</summary>
    public Parameter? Weight => get_parameter("weight");

    /// <param name="x">(*, normalizedShape)</param>
    /// <returns>The same shape as <paramref name="x"/>.</returns>
    public override Tensor Forward(Tensor x) => Functional.RmsNorm(x, normalizedShape, Weight, eps);
}

public static partial class Functional
{
    /// <summary>x / √(mean(x²) + ε) · γ over the trailing <paramref name="normalizedShape"/>. PyTorch: <c>nn.functional.rms_norm</c>.</summary>
    /// <param name="input">x: (*, normalizedShape)</param>
    /// <param name="normalizedShape">The trailing dimensions that share one mean square.</param>
    /// <param name="weight">γ: (normalizedShape), or null for 1.</param>
    /// <param name="eps">ε, which keeps the root away from zero; where null the type's own, 2⁻²³ or 2⁻⁵².</param>
    /// <exception cref="ArgumentException">The trailing sizes of the input, or the weight's shape, are not normalizedShape.</exception>
    public static Tensor RmsNorm(
        Tensor input,
        long[] normalizedShape,
        Tensor? weight = null,
        double? eps = null
    )
    {
        // TorchSharp has none: x² is averaged with operations.
        var n = normalizedShape.Length;
        if (n == 0 || input.dim() < n || !input.shape.TakeLast(n).SequenceEqual(normalizedShape))
            throw new ArgumentException(
                $"Given normalized_shape=[{string.Join(", ", normalizedShape)}], expected input with that shape at its end, but got input of size [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        if (!input.is_floating_point())
            throw new ArgumentException(
                $"rms_norm needs real numbers, not {input.dtype}",
                nameof(input)
            );
        if (weight is not null && !weight.shape.SequenceEqual(normalizedShape))
            throw new ArgumentException(
                $"Expected weight to be of same shape as normalized_shape, but got weight of shape [{string.Join(", ", weight.shape)}]",
                nameof(weight)
            );
        var epsilon = eps ?? finfo(input.dtype).eps;
        var dims = Enumerable.Range(1, n).Select(d => (long)-d).ToArray();
        var y = input * (input.square().mean(dims, keepdim: true) + epsilon).rsqrt();
        return weight is null ? y : y * weight;
    }
}
