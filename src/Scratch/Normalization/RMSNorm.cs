using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Root mean square normalization: y = x / √(mean(x²) + ε) · γ, over the trailing normalizedShape; no mean is taken away.</summary>
/// <remarks>PyTorch: <c>nn.RMSNorm</c>. Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467.</remarks>
public sealed class RMSNorm : Module<Tensor, Tensor>
{
    readonly long[] normalizedShape;
    readonly double? eps;

    /// <summary>γ begins with 1.</summary>
    /// <param name="normalizedShape">The trailing sizes that are normalized together.</param>
    /// <param name="eps">ε, added to the mean square; where null the type's own, 2⁻²³ or 2⁻⁵².</param>
    /// <param name="elementwiseAffine">Whether there is γ.</param>
    /// <param name="dtype">The parameter's type; float32 where null.</param>
    public RMSNorm(
        long[] normalizedShape,
        double? eps = null,
        bool elementwiseAffine = true,
        ScalarType? dtype = null
    )
    {
        ArgumentNullException.ThrowIfNull(normalizedShape);
        this.normalizedShape = normalizedShape;
        this.eps = eps;
        var type = dtype ?? ScalarType.Float32;
        Weight = elementwiseAffine ? new Parameter(Torch.Ones(normalizedShape, type)) : null;
        RegisterParameter("weight", Weight);
    }

    /// <summary>γ, (normalizedShape), or null.</summary>
    public Parameter? Weight { get; }

    /// <param name="x">(*, normalizedShape)</param>
    /// <returns>The same shape as <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">The trailing sizes of the input are not normalizedShape.</exception>
    public override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Functional.RmsNorm(x, normalizedShape, Weight, eps);
    }
}

public static partial class Functional
{
    /// <summary>x / √(mean(x²) + ε) · γ over the trailing <paramref name="normalizedShape"/>. PyTorch: <c>nn.functional.rms_norm</c>.</summary>
    /// <param name="input">x, (*, normalizedShape)</param>
    /// <param name="normalizedShape">The trailing sizes that are normalized together.</param>
    /// <param name="weight">γ, (normalizedShape), or null for 1.</param>
    /// <param name="eps">ε, added to the mean square; where null the type's own, 2⁻²³ or 2⁻⁵².</param>
    /// <exception cref="ArgumentException">The trailing sizes of the input, or the weight's shape, are not normalizedShape.</exception>
    public static Tensor RmsNorm(
        Tensor input,
        long[] normalizedShape,
        Tensor? weight = null,
        double? eps = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(normalizedShape);
        CheckNormalizedShape(input, normalizedShape);
        CheckNormalizedParameter(weight, normalizedShape, nameof(weight));
        // The product is of the wider type.
        if (weight is not null && weight.Dtype != input.Dtype)
            return RmsNorm(input, normalizedShape, null, eps) * weight;
        // The distance from 1 to the next number of the type.
        var epsilon =
            eps
            ?? (
                input.Dtype == ScalarType.Float32
                    ? float.BitIncrement(1) - 1
                    : double.BitIncrement(1) - 1
            );
        var rows = Groups.OfRows(
            Shapes.Count(input.Shape[..^normalizedShape.Length]),
            Shapes.Count(normalizedShape)
        );
        return new NormalizeOperation(
            input,
            rows,
            weight,
            bias: null,
            epsilon,
            centered: false
        ).Apply();
    }
}
