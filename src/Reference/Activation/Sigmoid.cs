namespace Diptych.Reference;

/// <summary>Logistic function: y = 1 / (1 + e⁻ˣ).</summary>
/// <remarks>PyTorch: <c>nn.Sigmoid</c>.</remarks>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public Sigmoid()
        : base(nameof(Sigmoid)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Sigmoid(input);
}

public static partial class Functional
{
    /// <summary>y = 1 / (1 + e⁻ˣ). PyTorch: <c>nn.functional.sigmoid</c>.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Sigmoid(Tensor input) => sigmoid(input);
}
