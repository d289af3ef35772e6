namespace Diptych.Scratch;

/// <summary>A logistic function of straight lines: y = (x + 3) / 6, but no less than 0 and no more than 1.</summary>
/// <remarks>PyTorch: <c>nn.Hardsigmoid</c>. Howard et al. 2019, https://arxiv.org/abs/1905.02244.</remarks>
public sealed class Hardsigmoid : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Hardsigmoid(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Hardsigmoid(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = min(max(x + 3, 0), 6) / 6. PyTorch: <c>nn.functional.hardsigmoid</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Hardsigmoid(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "hardsigmoid", nameof(input));
        var y = new HardsigmoidOperation(input).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class HardsigmoidOperation(Tensor x) : Operation(x)
    {
        Tensor? inside;

        protected override Tensor Forward()
        {
            inside = x.GreaterThan(-3) & x.LessThan(3);
            return (x + 3).Clamp(0, 6) / 6;
        }

        // dx = dy / 6 where −3 < x < 3, else 0; PyTorch takes the sixth in float32, also for float64
        protected override Tensor?[] Backward(Tensor dy) =>
            [Torch.Where(inside!, dy * (1f / 6), Tensor.Scalar(0, dy.Dtype))];
    }
}
