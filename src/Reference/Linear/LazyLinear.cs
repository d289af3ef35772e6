namespace Diptych.Reference;

/// <summary>Linear layer, y = x·Wᵀ + b, for as many features as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyLinear</c>, which TorchSharp lacks.</remarks>
public sealed class LazyLinear : Module<Tensor, Tensor>, ILazyModule
{
    readonly long outFeatures;

    /// <summary>Draws nothing yet.</summary>
    /// <param name="outFeatures">The size of an output row.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public LazyLinear(long outFeatures, bool bias = true, ScalarType? dtype = null)
        : base(nameof(LazyLinear))
    {
        this.outFeatures = outFeatures;
        register_parameter("weight", new UninitializedParameter(dtype: dtype));
        if (bias)
            register_parameter("bias", new UninitializedParameter(dtype: dtype));
    }

    /// <summary>W: (outFeatures, the input's last size).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>b: (outFeatures), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc />
    public bool HasUninitializedParams() => AwaitsInput;

    /// <inheritdoc />
    public void InitializeParameters(Tensor input)
    {
        if (!AwaitsInput)
            return;
        if (input.dim() == 0)
            throw new ArgumentException(
                "the features are the last dimension of the input, and a single number has none",
                nameof(input)
            );
        Components.Materialize(Weight, outFeatures, input.size(-1));
        Components.Materialize(Bias, outFeatures);
        Linear.ResetParameters(Weight, Bias);
    }

    /// <inheritdoc />
    /// <param name="input">(*, features)</param>
    /// <returns>(*, outFeatures)</returns>
    public override Tensor Forward(Tensor input)
    {
        InitializeParameters(input);
        return Functional.Linear(input, Weight, Bias);
    }
}
