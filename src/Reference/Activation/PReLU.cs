namespace Diptych.Reference;

/// <summary>Parametric rectified linear unit: y = x where x &gt; 0, else y = w · x, with a learned slope w.</summary>
/// <remarks>PyTorch: <c>nn.PReLU</c>. He et al. 2015, https://arxiv.org/abs/1502.01852.</remarks>
public sealed class PReLU : Module<Tensor, Tensor>
{
    /// <summary>All slopes begin alike.</summary>
    /// <param name="numParameters">1 for one slope, or the number of channels for one each.</param>
    /// <param name="init">The slope to begin with.</param>
    /// <param name="dtype">The slopes' type; Float32 where null.</param>
    public PReLU(long numParameters = 1, double init = 0.25, ScalarType? dtype = null)
        : base(nameof(PReLU)) =>
        register_parameter(
            "weight",
            new Parameter(full(numParameters, init, dtype ?? ScalarType.Float32))
        );

    /// <summary>w: (numParameters).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <inheritdoc />
    /// <param name="input">(N, C, *), or any shape with one slope.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Prelu(input, Weight);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = w · x. PyTorch: <c>nn.functional.prelu</c>.</summary>
    /// <param name="input">(N, C, *), or any shape with one slope.</param>
    /// <param name="weight">w: (C), (1) or a single number</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public static Tensor Prelu(Tensor input, Tensor weight) => functional.prelu(input, weight);
}
