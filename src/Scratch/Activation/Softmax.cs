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
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Functional.Softmax(input, dim ?? (input.Rank is 0 or 1 or 3 ? 0 : 1));
    }
}

public static partial class Functional
{
    /// <summary>yᵢ = e^xᵢ / Σⱼ e^xⱼ. PyTorch: <c>nn.functional.softmax</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="dim">The dimension that adds up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Softmax(Tensor input, long dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SoftmaxOperation(input, Shapes.Dimension(dim, input.Rank)).Apply();
    }

    /// <summary>yᵢ = xᵢ − ln Σⱼ e^xⱼ, the logarithm of softmax without its rounding. PyTorch: <c>nn.functional.log_softmax</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="dim">The dimension along which e^y adds up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor LogSoftmax(Tensor input, long dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new LogSoftmaxOperation(input, Shapes.Dimension(dim, input.Rank)).Apply();
    }

    sealed class SoftmaxOperation(Tensor x, int dim) : Operation(x)
    {
        Tensor? y;

        // The largest x is taken off first: e^x overflows, e^(x − max) does not, and the quotient is the same.
        protected override Tensor Forward()
        {
            var powers = (x - x.Amax(dim, keepdim: true)).Exp();
            return y = Save(powers / powers.Sum([dim], keepdim: true));
        }

        // dx = y · (dy − Σ dy · y)
        protected override Tensor?[] Backward(Tensor dy) =>
            [y! * (dy - (dy * y!).Sum([dim], keepdim: true))];
    }

    sealed class LogSoftmaxOperation(Tensor x, int dim) : Operation(x)
    {
        Tensor? y;

        protected override Tensor Forward()
        {
            var shifted = x - x.Amax(dim, keepdim: true);
            return y = Save(shifted - shifted.Exp().Sum([dim], keepdim: true).Log());
        }

        // dx = dy − softmax(x) · Σ dy
        protected override Tensor?[] Backward(Tensor dy) =>
            [dy - y!.Exp() * dy.Sum([dim], keepdim: true)];
    }
}
