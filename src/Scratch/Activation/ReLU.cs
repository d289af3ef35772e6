using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Rectified linear unit: y = max(x, 0).</summary>
/// <remarks>PyTorch: <c>nn.ReLU</c>. NaN stays NaN; the gradient at 0 is 0.</remarks>
public sealed class ReLU : Module<Tensor, Tensor>
{
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public ReLU(bool inplace = false) => this.inplace = inplace;

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Relu(input, inplace);
}

public static partial class Functional
{
    /// <summary>y = max(x, 0). PyTorch: <c>nn.functional.relu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is a mask.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Relu(Tensor input, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dtype == ScalarType.Bool)
            throw new ArgumentException("Boolean inputs not supported for relu", nameof(input));
        var y = new ReluOperation(input).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class ReluOperation(Tensor x) : Operation(x)
    {
        Tensor? y;

        // y = max(x, 0); NaN passes through
        protected override Tensor Forward() =>
            y = Save(
                x.Dtype.IsFloatingPoint() ? Elementwise.Map(x, new Relu()) : Torch.Maximum(x, Zero)
            );

        // dx = dy where y is not 0, else 0
        protected override Tensor?[] Backward(Tensor dy) =>
            [Elementwise.Map(y!, dy, new ReluGradient())];

        Tensor Zero => Tensor.Scalar(0, x.Dtype);
    }
}
