using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Softmax: yᵢ = e^xᵢ / Σⱼ e^xⱼ along one dimension; positive, and adding up to 1.</summary>
/// <remarks>PyTorch: <c>nn.Softmax</c>.</remarks>
public sealed class Softmax : Module<Tensor, Tensor>
{
    readonly long? dim;

    /// <summary>Chooses the dimension.</summary>
    /// <param name="dim">The dimension that adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    public Softmax(long? dim = null) => this.dim = dim;

    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input) => Functional.Softmax(input, dim);
}

public static partial class Functional
{
    /// <summary>yᵢ = e^xᵢ / Σⱼ e^xⱼ. PyTorch: <c>nn.functional.softmax</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="dim">The dimension that adds up to 1; null for PyTorch's old choice, 0 for ranks 0, 1 and 3 and else 1.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Softmax(Tensor input, long? dim = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "softmax", nameof(input));
        return new SoftmaxOperation(input, SoftmaxDimension(dim, input.Rank)).Apply();
    }

    static int SoftmaxDimension(long? dim, int rank) =>
        Shapes.Dimension(dim ?? (rank is 0 or 1 or 3 ? 0 : 1), rank);

    sealed class SoftmaxOperation(Tensor x, int dim) : Operation(x)
    {
        Tensor? y;

        // The largest x is taken off first: e^x overflows, e^(x − max) does not, and the quotient is the same.
        protected override Tensor Forward() => y = Save(SoftmaxRows.Softmax(x, dim));

        // dx = y · (dy − Σ dy · y)
        protected override Tensor?[] Backward(Tensor dy) =>
            [SoftmaxRows.SoftmaxGradient(y!, dy, dim)];
    }
}
