namespace Diptych.Reference;

/// <summary>A logistic function of straight lines: y = (x + 3) / 6, but no less than 0 and no more than 1.</summary>
/// <remarks>PyTorch: <c>nn.Hardsigmoid</c>. Howard et al. 2019, https://arxiv.org/abs/1905.02244.</remarks>
public sealed class Hardsigmoid : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Hardsigmoid(bool inplace = false)
        : base(nameof(Hardsigmoid)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Hardsigmoid(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = min(max(x + 3, 0), 6) / 6. PyTorch: <c>nn.functional.hardsigmoid</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Hardsigmoid(Tensor input, bool inplace = false) =>
        functional.hardsigmoid(input, inplace);
}
