namespace Diptych.Reference;

/// <summary>SiLU of straight lines and a parabola: y = x · min(max(x + 3, 0), 6) / 6.</summary>
/// <remarks>PyTorch: <c>nn.Hardswish</c>. Howard et al. 2019, https://arxiv.org/abs/1905.02244.</remarks>
public sealed class Hardswish : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Hardswish(bool inplace = false)
        : base(nameof(Hardswish)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Hardswish(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · min(max(x + 3, 0), 6) / 6. PyTorch: <c>nn.functional.hardswish</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Hardswish(Tensor input, bool inplace = false) =>
        functional.hardswish(input, inplace);
}
