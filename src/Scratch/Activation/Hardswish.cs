namespace Diptych.Scratch;

/// <summary>SiLU of straight lines and a parabola: y = x · min(max(x + 3, 0), 6) / 6.</summary>
/// <remarks>PyTorch: <c>nn.Hardswish</c>. Howard et al. 2019, https://arxiv.org/abs/1905.02244.</remarks>
public sealed class Hardswish : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Hardswish(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Hardswish(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · min(max(x + 3, 0), 6) / 6. PyTorch: <c>nn.functional.hardswish</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Hardswish(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "hardswish", nameof(input));
        // The gradient needs x, and in place x is overwritten.
        var y = new HardswishOperation(inplace ? input.Clone() : input).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class HardswishOperation(Tensor x) : Operation(x)
    {
        protected override Tensor Forward() => Save(x) * (x + 3).Clamp(0, 6) / 6;

        // dx = 0 where x < −3, dy where x > 3, else dy · (x/3 + ½)
        protected override Tensor?[] Backward(Tensor dy)
        {
            var between = Torch.Where(x.GreaterThan(3), dy, dy * (x / 3 + 0.5));
            return [Torch.Where(x.LessThan(-3), Tensor.Scalar(0, dy.Dtype), between)];
        }
    }
}
