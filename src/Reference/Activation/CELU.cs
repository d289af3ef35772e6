namespace Diptych.Reference;

/// <summary>Continuously differentiable exponential linear unit: y = x where x &gt; 0, else y = α (e^(x/α) − 1), of slope 1 at 0 for every α.</summary>
/// <remarks>PyTorch: <c>nn.CELU</c>. Barron 2017, https://arxiv.org/abs/1704.07483.</remarks>
public sealed class CELU : Module<Tensor, Tensor>
{
    readonly double alpha;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public CELU(double alpha = 1.0, bool inplace = false)
        : base(nameof(CELU))
    {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Celu(input, alpha, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = α (e^(x/α) − 1). PyTorch: <c>nn.functional.celu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Celu(Tensor input, double alpha = 1.0, bool inplace = false) =>
        functional.celu(input, alpha, inplace);
}
