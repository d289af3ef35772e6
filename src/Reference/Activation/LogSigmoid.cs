namespace Diptych.Reference;

/// <summary>Logarithm of the logistic function: y = ln(1 / (1 + e⁻ˣ)), safe where that itself is 0.</summary>
/// <remarks>PyTorch: <c>nn.LogSigmoid</c>.</remarks>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <summary>An activation has no parameters.</summary>
    public LogSigmoid()
        : base(nameof(LogSigmoid)) { }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Logsigmoid(input);
}

public static partial class Functional
{
    /// <summary>y = ln(1 / (1 + e⁻ˣ)). PyTorch: <c>nn.functional.logsigmoid</c>.</summary>
    /// <param name="input">Any shape.</param>
    public static Tensor Logsigmoid(Tensor input) => functional.logsigmoid(input);
}
