namespace Diptych.Reference;

/// <summary>Rectified linear unit that stops at 6: y = min(max(x, 0), 6).</summary>
/// <remarks>PyTorch: <c>nn.ReLU6</c>. Krizhevsky 2010, https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf.</remarks>
public sealed class ReLU6 : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public ReLU6(bool inplace = false)
        : base(nameof(ReLU6)) => this.inplace = inplace;

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Relu6(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = min(max(x, 0), 6). PyTorch: <c>nn.functional.relu6</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public static Tensor Relu6(Tensor input, bool inplace = false) =>
        Hardtanh(input, 0, 6, inplace);
}
