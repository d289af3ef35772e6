namespace Diptych.Reference;

/// <summary>Exponential linear unit: y = x where x &gt; 0, else y = α (eˣ − 1).</summary>
/// <remarks>PyTorch: <c>nn.ELU</c>. Clevert, Unterthiner and Hochreiter 2015, https://arxiv.org/abs/1511.07289.</remarks>
public sealed class ELU : Module<Tensor, Tensor>
{
    readonly double alpha;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public ELU(double alpha = 1.0, bool inplace = false)
        : base(nameof(ELU))
    {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Elu(input, alpha, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = α (eˣ − 1). PyTorch: <c>nn.functional.elu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Elu(Tensor input, double alpha = 1.0, bool inplace = false)
    {
        // TorchSharp's elu_ with α alone leaves the input as it is.
        return inplace ? input.elu_(alpha, 1, 1).alias() : functional.elu(input, alpha);
    }
}
