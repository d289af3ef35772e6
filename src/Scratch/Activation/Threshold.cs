namespace Diptych.Scratch;

/// <summary>Threshold: y = x where x exceeds a threshold, else another number.</summary>
/// <remarks>PyTorch: <c>nn.Threshold</c>.</remarks>
public sealed class Threshold : Module<Tensor, Tensor>
{
    readonly double threshold;
    readonly double value;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="threshold">What x must exceed to stay.</param>
    /// <param name="value">What the other numbers become.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public Threshold(double threshold, double value, bool inplace = false)
    {
        this.threshold = threshold;
        this.value = value;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Threshold(input, threshold, value, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; threshold, else y = value. PyTorch: <c>nn.functional.threshold</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="threshold">What x must exceed to stay.</param>
    /// <param name="value">What the other numbers become.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Threshold(
        Tensor input,
        double threshold,
        double value,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.NoMask(input, "threshold", nameof(input));
        var y = new ThresholdOperation(input, threshold, value).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class ThresholdOperation(Tensor x, double threshold, double value) : Operation(x)
    {
        Tensor? replaced;

        // Written so that NaN, which is not below the threshold, passes through.
        protected override Tensor Forward()
        {
            replaced = x.LessOrEqual(Tensor.Scalar(threshold, x.Dtype));
            return Torch.Where(replaced, Tensor.Scalar(value, x.Dtype), x);
        }

        // dx = dy where x > threshold, else 0
        protected override Tensor?[] Backward(Tensor dy) =>
            [Torch.Where(replaced!, Tensor.Scalar(0, dy.Dtype), dy)];
    }
}
