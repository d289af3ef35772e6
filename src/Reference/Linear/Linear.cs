namespace Diptych.Reference;

/// <summary>Linear layer: y = x·Wᵀ + b, over the last dimension.</summary>
/// <remarks>PyTorch: <c>nn.Linear</c>.</remarks>
public sealed class Linear : Module<Tensor, Tensor>
{
    /// <summary>Draws W, then b, from U(−1/√in, 1/√in).</summary>
    /// <param name="inFeatures">The size of an input row.</param>
    /// <param name="outFeatures">The size of an output row.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public Linear(long inFeatures, long outFeatures, bool bias = true, ScalarType? dtype = null)
        : base(nameof(Linear))
    {
        register_parameter("weight", new Parameter(empty(outFeatures, inFeatures, dtype)));
        if (bias)
            register_parameter("bias", new Parameter(empty(outFeatures, dtype)));
        ResetParameters(Weight, Bias);
    }

    /// <summary>W: (outFeatures, inFeatures).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>b: (outFeatures), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc />
    /// <param name="input">(*, inFeatures)</param>
    /// <returns>(*, outFeatures)</returns>
    public override Tensor Forward(Tensor input) => Functional.Linear(input, Weight, Bias);

    /// <summary>Draws W, then b, from U(−1/√in, 1/√in).</summary>
    internal static void ResetParameters(Parameter weight, Parameter? bias)
    {
        var inFeatures = weight.size(1);
        Init.KaimingUniform(weight, a: Math.Sqrt(5));
        if (bias is null)
            return;
        var bound = inFeatures > 0 ? 1 / Math.Sqrt(inFeatures) : 0;
        Init.Uniform(bias, -bound, bound);
    }
}

public static partial class Functional
{
    /// <summary>y = x·Wᵀ + b. PyTorch: <c>nn.functional.linear</c>.</summary>
    /// <param name="input">x: (*, inFeatures)</param>
    /// <param name="weight">W: (outFeatures, inFeatures), or (inFeatures) for one number a row</param>
    /// <param name="bias">b: (outFeatures), or null</param>
    /// <returns>(*, outFeatures), or (*) for a weight of one row</returns>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) =>
        functional.linear(input, weight, bias);
}
