namespace Diptych.Reference;

/// <summary>Bilinear map of two inputs: yₒ = x₁ᵀ Aₒ x₂ + bₒ, linear in each of them.</summary>
/// <remarks>PyTorch: <c>nn.Bilinear</c>.</remarks>
public sealed class Bilinear : Module
{
    /// <summary>Draws A, then b, from U(−1/√in1Features, 1/√in1Features).</summary>
    /// <param name="in1Features">I, the size of the last dimension of the first input.</param>
    /// <param name="in2Features">J, the size of the last dimension of the second input.</param>
    /// <param name="outFeatures">O, the size of the last dimension of the output.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the first input has no features.</exception>
    public Bilinear(
        long in1Features,
        long in2Features,
        long outFeatures,
        bool bias = true,
        ScalarType? dtype = null
    )
        : base(nameof(Bilinear))
    {
        if (in1Features <= 0 || in2Features < 0 || outFeatures < 0)
            throw new ArgumentException(
                $"the sizes must not be negative, and in1_features positive: {in1Features}, {in2Features}, {outFeatures}",
                nameof(in1Features)
            );
        register_parameter(
            "weight",
            new Parameter(empty(outFeatures, in1Features, in2Features, dtype))
        );
        var bound = 1 / Math.Sqrt(in1Features);
        Init.Uniform(Weight, -bound, bound);
        if (!bias)
            return;
        register_parameter("bias", new Parameter(empty(outFeatures, dtype)));
        Init.Uniform(Bias!, -bound, bound);
    }

    /// <summary>A: (O, I, J), a matrix for each output.</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>b: (O), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <param name="input1">x₁: (*, I)</param>
    /// <param name="input2">x₂: (*, J), with the same leading sizes</param>
    /// <returns>(*, O)</returns>
    public Tensor Forward(Tensor input1, Tensor input2) =>
        Functional.Bilinear(input1, input2, Weight, Bias);
}

public static partial class Functional
{
    /// <summary>yₒ = x₁ᵀ Aₒ x₂ + bₒ. PyTorch: <c>nn.functional.bilinear</c>.</summary>
    /// <param name="input1">x₁: (*, I)</param>
    /// <param name="input2">x₂: (*, J), with the same leading sizes</param>
    /// <param name="weight">A: (O, I, J)</param>
    /// <param name="bias">b: (O), or null</param>
    /// <returns>(*, O)</returns>
    public static Tensor Bilinear(
        Tensor input1,
        Tensor input2,
        Tensor weight,
        Tensor? bias = null
    ) => functional.bilinear(input1, input2, weight, bias);
}
