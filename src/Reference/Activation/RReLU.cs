namespace Diptych.Reference;

/// <summary>Randomized leaky rectified linear unit: y = x where x &gt; 0, else y = a · x; in training each a is drawn from U(lower, upper), in evaluation it is their mean.</summary>
/// <remarks>PyTorch: <c>nn.RReLU</c>. Xu et al. 2015, https://arxiv.org/abs/1505.00853.</remarks>
public sealed class RReLU : Module<Tensor, Tensor>
{
    readonly double lower;
    readonly double upper;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public RReLU(double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false)
        : base(nameof(RReLU))
    {
        this.lower = lower;
        this.upper = upper;
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Lower exceeds upper, or in training the input is not of real numbers.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Rrelu(input, lower, upper, training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = a · x, with a drawn or the mean slope. PyTorch: <c>nn.functional.rrelu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="training">Whether slopes are drawn.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">Lower exceeds upper, or in training the input is not of real numbers.</exception>
    public static Tensor Rrelu(
        Tensor input,
        double lower = 1.0 / 8,
        double upper = 1.0 / 3,
        bool training = false,
        bool inplace = false
    )
    {
        if (!(lower <= upper))
            throw new ArgumentException(
                $"Lower bound should be less than or equal to the upper bound, but got {lower} and {upper}",
                nameof(lower)
            );
        if (!training)
            return functional.rrelu(input, lower, upper, inplace);
        if (!input.is_floating_point() || !double.IsFinite(upper - lower))
            throw new ArgumentException(
                $"not implemented for {input.dtype} between {lower} and {upper}",
                nameof(input)
            );
        // TorchSharp's rrelu has no training: a slope for each x ≤ 0, in the order of the indices, and 1 for the others.
        var drawn = input.detach() <= 0;
        var count = drawn.sum().item<long>();
        var slopes = rand([count], ScalarType.Float64, input.device) * (upper - lower) + lower;
        var slope = ones(input.shape, input.dtype, input.device)
            .masked_scatter(drawn, slopes.to(input.dtype));
        return inplace ? input.mul_(slope).alias() : input * slope;
    }
}
