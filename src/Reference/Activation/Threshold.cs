namespace Diptych.Reference;

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
        : base(nameof(Threshold))
    {
        this.threshold = threshold;
        this.value = value;
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
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
    public static Tensor Threshold(
        Tensor input,
        double threshold,
        double value,
        bool inplace = false
    ) => functional.threshold(input, threshold, value, inplace);
}
