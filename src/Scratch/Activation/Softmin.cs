namespace Diptych.Scratch;

/// <summary>Softmin: yᵢ = e^−xᵢ / Σⱼ e^−xⱼ along one dimension, largest where x is smallest.</summary>
/// <remarks>PyTorch: <c>nn.Softmin</c>.</remarks>
public sealed class Softmin : Module<Tensor, Tensor>
{
    readonly long? dim;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="dim">The dimension that adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    public Softmin(long? dim = null) => this.dim = dim;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Functional.Softmin(input, dim);
}

public static partial class Functional
{
    /// <summary>yᵢ = e^−xᵢ / Σⱼ e^−xⱼ. PyTorch: <c>nn.functional.softmin</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="dim">The dimension that adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Softmin(Tensor input, long? dim = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "softmin", nameof(input));
        return Softmax(-input, dim);
    }
}
