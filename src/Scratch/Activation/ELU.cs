using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Exponential linear unit: y = x where x &gt; 0, else y = α (eˣ − 1).</summary>
/// <remarks>PyTorch: <c>nn.ELU</c>. Clevert, Unterthiner and Hochreiter 2015, https://arxiv.org/abs/1511.07289.</remarks>
public sealed class ELU : Module<Tensor, Tensor>
{
    readonly double alpha;
    readonly bool inplace;

    /// <summary>An activation has no parameters.</summary>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    public ELU(double alpha = 1.0, bool inplace = false)
    {
        this.alpha = alpha;
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative α.</exception>
    public override Tensor Forward(Tensor input) => Functional.Elu(input, alpha, inplace);
}

public static partial class Functional
{
    /// <summary>y = x where x &gt; 0, else y = α (eˣ − 1). PyTorch: <c>nn.functional.elu</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">α: y sinks to −α on the left.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException">The input is not of real numbers.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient, or with a gradient and a negative α.</exception>
    public static Tensor Elu(Tensor input, double alpha = 1.0, bool inplace = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "elu", nameof(input));
        return Elu(input, new EluOperation(input, alpha, fromResult: inplace), alpha, inplace);
    }

    // ELU and those that only stretch it, CELU and SELU.
    static Tensor Elu(Tensor input, EluOperation operation, double alpha, bool inplace)
    {
        // PyTorch then has only y to tell the sides of 0 apart, and a negative α puts both on one side.
        if (inplace && alpha < 0 && input.RequiresGrad && Autograd.IsEnabled)
            throw new InvalidOperationException(
                $"In-place elu backward calculation is triggered with a negative slope ({alpha}) which is not supported."
            );
        var y = operation.Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class EluOperation(
        Tensor x,
        double alpha,
        double scale = 1,
        double inputScale = 1,
        double? slopeScale = null,
        bool fromResult = false
    ) : Operation(x)
    {
        readonly double slopeScale = slopeScale ?? inputScale;
        Tensor? y;

        // y = s x where x > 0, else s α (e^κx − 1), with the exponential less 1 exact near 0
        protected override Tensor Forward()
        {
            y = Elementwise.Map(x, new Elu(alpha, scale, inputScale));
            Save(fromResult ? y : x);
            return y;
        }

        // dx = s dy where x > 0, else dy · s α κ e^κx, which is dy · κ (y + s α): in place only y is left to tell
        protected override Tensor?[] Backward(Tensor dy) =>
            [
                fromResult
                    ? Elementwise.Map(y!, dy, new EluGradientOfResult(alpha, scale, slopeScale))
                    : Elementwise.Map(x, dy, new EluGradient(alpha, scale, slopeScale)),
            ];
    }
}
