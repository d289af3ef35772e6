namespace Diptych.Reference;

/// <summary>Rectified linear unit: y = max(x, 0).</summary>
/// <remarks>PyTorch: <c>nn.ReLU</c>.</remarks>
public sealed class ReLU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public ReLU(bool inplace = false)
        : base(nameof(ReLU)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Relu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = max(x, 0). PyTorch: <c>nn.functional.relu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Relu(Tensor input, bool inplace = false) =>
        functional.relu(input, inplace);
}
