namespace Diptych.Scratch;

/// <summary>Gated linear unit: y = a · σ(b), a and b the halves of x along one dimension.</summary>
/// <remarks>PyTorch: <c>nn.GLU</c>. Dauphin et al. 2016, https://arxiv.org/abs/1612.08083.</remarks>
public sealed class GLU : Module<Tensor, Tensor>
{
    readonly long dim;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="dim">The dimension that is halved.</param>
    public GLU(long dim = -1) => this.dim = dim;

    /// <param name="input">(*, 2n, *)</param>
    /// <returns>(*, n, *)</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers, has no dimension, or cannot be halved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Functional.Glu(input, dim);
}

public static partial class Functional
{
    /// <summary>y = a · σ(b) with x = (a, b). PyTorch: <c>nn.functional.glu</c>.</summary>
    /// <param name="input">(*, 2n, *)</param>
    /// <param name="dim">The dimension that is halved.</param>
    /// <returns>(*, n, *)</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers, has no dimension, or cannot be halved.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Glu(Tensor input, long dim = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "glu", nameof(input));
        if (input.Rank == 0)
            throw new ArgumentException(
                "glu does not support scalars because halving size must be even",
                nameof(input)
            );
        var d = Shapes.Dimension(dim, input.Rank);
        var size = input.Shape[d];
        if (size % 2 != 0)
            throw new ArgumentException(
                $"Halving dimension must be even, but dimension {d} is size {size}",
                nameof(input)
            );
        return input.Narrow(d, 0, size / 2) * Sigmoid(input.Narrow(d, size / 2, size / 2));
    }
}
