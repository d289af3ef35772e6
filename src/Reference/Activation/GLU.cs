namespace Diptych.Reference;

/// <summary>Gated linear unit: y = a · σ(b), a and b the halves of x along one dimension.</summary>
/// <remarks>PyTorch: <c>nn.GLU</c>. Dauphin et al. 2016, https://arxiv.org/abs/1612.08083.</remarks>
public sealed class GLU : Module<Tensor, Tensor>
{
    readonly long dim;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="dim">The dimension that is halved.</param>
    public GLU(long dim = -1)
        : base(nameof(GLU)) => this.dim = dim;

    /// <inheritdoc />
    /// <param name="input">(*, 2n, *)</param>
    /// <returns>(*, n, *)</returns>
    public override Tensor Forward(Tensor input) => Functional.Glu(input, dim);
}

public static partial class Functional
{
    /// <summary>y = a · σ(b) with x = (a, b). PyTorch: <c>nn.functional.glu</c>.</summary>
    /// <param name="input">(*, 2n, *)</param>
    /// <param name="dim">The dimension that is halved.</param>
    /// <returns>(*, n, *)</returns>
    public static Tensor Glu(Tensor input, long dim = -1) => functional.glu(input, dim);
}
