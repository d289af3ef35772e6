namespace Diptych.Scratch;

/// <summary>Affine map of the last dimension, y = x Wᵀ + b, for as many features as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyLinear</c>. What it waits for and when is said at <see cref="ILazyModule"/>.</remarks>
public sealed class LazyLinear : Module<Tensor, Tensor>, ILazyModule
{
    readonly long outFeatures;

    /// <summary>Draws nothing yet.</summary>
    /// <param name="outFeatures">Size of the last dimension of the output.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public LazyLinear(long outFeatures, bool bias = true, ScalarType? dtype = null)
    {
        this.outFeatures = outFeatures;
        Weight = new UninitializedParameter(dtype: dtype);
        Bias = bias ? new UninitializedParameter(dtype: dtype) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
    }

    /// <summary>W, (outFeatures, the input's last size).</summary>
    public Parameter Weight { get; }

    /// <summary>b, (outFeatures), or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public bool HasUninitializedParams() => AwaitsInput;

    /// <inheritdoc/>
    public void InitializeParameters(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!AwaitsInput)
            return;
        if (input.Rank == 0)
            throw new ArgumentException(
                "the features are the last dimension of the input, and a single number has none",
                nameof(input)
            );
        ((UninitializedParameter)Weight).Materialize([outFeatures, input.Shape[^1]]);
        (Bias as UninitializedParameter)?.Materialize([outFeatures]);
        Linear.ResetParameters(Weight, Bias);
    }

    /// <param name="input">(*, features)</param>
    /// <returns>(*, outFeatures)</returns>
    /// <exception cref="ArgumentException">The last size of the input is not that of the first one.</exception>
    public override Tensor Forward(Tensor input)
    {
        InitializeParameters(input);
        return Functional.Linear(input, Weight, Bias);
    }
}
