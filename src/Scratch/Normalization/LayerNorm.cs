using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Layer normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), over the trailing normalizedShape.</summary>
/// <remarks>PyTorch: <c>nn.LayerNorm</c>. Ba, Kiros and Hinton 2016, https://arxiv.org/abs/1607.06450.</remarks>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    readonly long[] normalizedShape;
    readonly double eps;

    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="normalizedShape">The trailing sizes that are normalized together.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="elementwiseAffine">Whether there are γ and β.</param>
    /// <param name="bias">Whether there is β beside γ.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public LayerNorm(
        long[] normalizedShape,
        double eps = 1e-5,
        bool elementwiseAffine = true,
        bool bias = true,
        ScalarType? dtype = null
    )
    {
        ArgumentNullException.ThrowIfNull(normalizedShape);
        this.normalizedShape = normalizedShape;
        this.eps = eps;
        var type = dtype ?? ScalarType.Float32;
        Weight = elementwiseAffine ? new Parameter(Torch.Ones(normalizedShape, type)) : null;
        Bias = elementwiseAffine && bias ? new Parameter(Torch.Zeros(normalizedShape, type)) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
    }

    /// <summary>γ, (normalizedShape), or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, (normalizedShape), or null.</summary>
    public Parameter? Bias { get; }

    /// <param name="input">(*, normalizedShape)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The trailing sizes of the input are not normalizedShape.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LayerNorm(input, normalizedShape, Weight, Bias, eps);
}

public static partial class Functional
{
    /// <summary>Layer normalization over the trailing <paramref name="normalizedShape"/>. PyTorch: <c>nn.functional.layer_norm</c>.</summary>
    /// <exception cref="ArgumentException">The trailing sizes of the input, or a parameter's shape, are not normalizedShape.</exception>
    public static Tensor LayerNorm(
        Tensor input,
        long[] normalizedShape,
        Tensor? weight = null,
        Tensor? bias = null,
        double eps = 1e-5
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(normalizedShape);
        CheckNormalizedShape(input, normalizedShape);
        CheckNormalizedParameter(weight, normalizedShape, nameof(weight));
        CheckNormalizedParameter(bias, normalizedShape, nameof(bias));
        if (weight is not null)
            Checks.SameDtype(input, weight, nameof(input));
        if (bias is not null)
            Checks.SameDtype(input, bias, nameof(input));
        if (weight is null && bias is not null)
            weight = Torch.Ones(normalizedShape, input.Dtype);
        var rows = Groups.OfRows(
            Shapes.Count(input.Shape[..^normalizedShape.Length]),
            Shapes.Count(normalizedShape)
        );
        return new NormalizeOperation(input, rows, weight, bias, eps).Apply();
    }

    static void CheckNormalizedShape(Tensor input, long[] normalizedShape)
    {
        var n = normalizedShape.Length;
        if (n == 0)
            throw new ArgumentException(
                "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got []",
                nameof(normalizedShape)
            );
        if (input.Rank < n || !input.Shape[^n..].SequenceEqual(normalizedShape))
            throw new ArgumentException(
                $"Given normalized_shape={Shapes.Text(normalizedShape)}, expected input with shape [*, {string.Join(", ", normalizedShape)}], "
                    + $"but got input of size {input.ShapeText}",
                nameof(input)
            );
        if (!input.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"normalization is not implemented for {input.Dtype.TorchName()}",
                nameof(input)
            );
    }

    static void CheckNormalizedParameter(Tensor? parameter, long[] normalizedShape, string name)
    {
        if (parameter is not null && !parameter.Shape.SequenceEqual(normalizedShape))
            throw new ArgumentException(
                $"Expected {name} to be of same shape as normalized_shape, but got {parameter.ShapeText} and normalized_shape = {Shapes.Text(normalizedShape)}",
                name
            );
    }
}
