using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Affine map of the last dimension: y = x Wᵀ + b.</summary>
/// <remarks>PyTorch: <c>nn.Linear</c>.</remarks>
public sealed class Linear : Module<Tensor, Tensor>
{
    readonly long inFeatures;

    /// <summary>W and b are drawn from U(−1/√inFeatures, 1/√inFeatures).</summary>
    /// <param name="inFeatures">Size of the last dimension of the input.</param>
    /// <param name="outFeatures">Size of the last dimension of the output.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public Linear(long inFeatures, long outFeatures, bool bias = true, ScalarType? dtype = null)
    {
        this.inFeatures = inFeatures;
        var type = dtype ?? ScalarType.Float32;
        Weight = new Parameter(Torch.Zeros([outFeatures, inFeatures], type));
        Bias = bias ? new Parameter(Torch.Zeros([outFeatures], type)) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);

        ResetParameters(Weight, Bias);
    }

    /// <summary>W, (outFeatures, inFeatures).</summary>
    public Parameter Weight { get; }

    /// <summary>b, (outFeatures), or null.</summary>
    public Parameter? Bias { get; }

    /// <param name="input">(*, inFeatures)</param>
    /// <returns>(*, outFeatures)</returns>
    /// <exception cref="ArgumentException">The last size of the input is not inFeatures.</exception>
    public override Tensor Forward(Tensor input) => Functional.Linear(input, Weight, Bias);

    /// <summary>Draws W, then b, from U(−1/√inFeatures, 1/√inFeatures).</summary>
    internal static void ResetParameters(Parameter weight, Parameter? bias)
    {
        var inFeatures = weight.Shape[1];
        Init.KaimingUniform(weight, a: Math.Sqrt(5));
        if (bias is not null)
        {
            var bound = inFeatures > 0 ? 1 / Math.Sqrt(inFeatures) : 0;
            Init.Uniform(bias, -bound, bound);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Linear(in_features={inFeatures}, out_features={Weight.Shape[0]}, bias={Bias is not null})";
}

public static partial class Functional
{
    /// <summary>y = x Wᵀ + b. PyTorch: <c>nn.functional.linear</c>.</summary>
    /// <param name="input">x, (*, inFeatures)</param>
    /// <param name="weight">W, (outFeatures, inFeatures), or (inFeatures) for one number a row</param>
    /// <param name="bias">b, (outFeatures), or null</param>
    /// <returns>(*, outFeatures), or (*) for a weight of one row</returns>
    /// <exception cref="ArgumentException">The sizes or types do not fit.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank == 1 && bias is null)
            return Linear(input, weight.Unsqueeze(0)).Squeeze(-1);
        if (weight.Rank != 2 || input.Rank == 0 || input.Shape[^1] != weight.Shape[1])
            throw new ArgumentException(
                $"input of shape {input.ShapeText} and weight of shape {weight.ShapeText} cannot be multiplied: "
                    + "the last size of input must be in_features, the second of weight",
                nameof(input)
            );
        Checks.SameDtype(input, weight, nameof(input));
        if (bias is not null)
        {
            if (bias.Rank > 1 || (bias.Count != 1 && bias.Count != weight.Shape[0]))
                throw new ArgumentException(
                    $"bias of shape {bias.ShapeText} cannot be added: it must have out_features elements, {weight.Shape[0]}",
                    nameof(bias)
                );
            Checks.SameDtype(bias, weight, nameof(bias));
        }
        return new AffineOperation(input, weight, bias).Apply();
    }

    sealed class AffineOperation(Tensor x, Tensor weight, Tensor? bias) : Operation(x, weight, bias)
    {
        // (*, in) (in, out) + (out) → (*, out)
        protected override Tensor Forward() => MatrixProduct.Affine(Save(x), Save(weight), bias);

        // dx = dy W      dW = dyᵀ x      db = Σ dy
        protected override Tensor?[] Backward(Tensor dy) =>
            [
                Needs(0) ? MatrixProduct.Multiply(dy, weight) : null,
                Needs(1) ? MatrixProduct.MultiplyTransposed(dy, x) : null,
                bias is null ? null : dy.SumTo(bias.Shape),
            ];
    }
}
