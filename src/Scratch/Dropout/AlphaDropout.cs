namespace Diptych.Scratch;

/// <summary>
/// Alpha dropout: in training y = a · (x · m − α (1 − m)) + b with mᵢ = 0 in a share p of the elements, else 1. What is
/// dropped becomes −α, where SELU saturates, and a and b bring mean 0 and variance 1 back.
/// </summary>
/// <remarks>PyTorch: <c>nn.AlphaDropout</c>. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515.</remarks>
public sealed class AlphaDropout : Module<Tensor, Tensor>
{
    readonly double p;

    /// <summary>Dropout of each element apart.</summary>
    /// <param name="p">The probability that an element is dropped.</param>
    /// <param name="inplace">Without effect, as in PyTorch, whose module takes it and leaves the input alone.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public AlphaDropout(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">There are no real numbers to drop.</exception>
    public override Tensor Forward(Tensor input) => Functional.AlphaDropout(input, p, Training);
}

public static partial class Functional
{
    /// <summary>y = a · (x · m − α (1 − m)) + b. PyTorch: <c>nn.functional.alpha_dropout</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability that an element is dropped.</param>
    /// <param name="training">Whether anything is dropped at all; not so by default here, as in PyTorch.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or there are no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor AlphaDropout(
        Tensor input,
        double p = 0.5,
        bool training = false,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Probability(p, nameof(p));
        if (!training || p == 0 || input.Count == 0)
            return input;
        Checks.Real(input, "alpha_dropout", nameof(input));
        var y = new AlphaDropoutOperation(input, p, channels: false).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class AlphaDropoutOperation(Tensor x, double p, bool channels) : Operation(x)
    {
        // SELU(−∞) = −α: its scale 1.0507… times its alpha 1.6732…
        const double Alpha = 1.7580993408473766;

        Tensor? scale;

        // a = 1 / √((1 − p)(1 + p α²))      b = a · α p
        protected override Tensor Forward()
        {
            // One number for each element, or one for each channel, (N, C, 1, …).
            scale = channels
                ? Tensor.Allocate(x.Dtype, [.. x.Shape[..2], .. Enumerable.Repeat(1L, x.Rank - 2)])
                : Tensor.AllocateLike(x);
            // Everything dropped is 0, and not −α: PyTorch leaves the statistics alone then.
            if (p == 1)
                return x * scale;
            var a = 1 / Math.Sqrt((Alpha * Alpha * p + 1) * (1 - p));
            var m = Distributions.Bernoulli(scale, 1 - p, null);
            var shift = (m - 1) * (Alpha * a) + Alpha * a * p;
            scale = Save(m * a);
            return x * scale + shift;
        }

        // dx = dy · a m
        protected override Tensor?[] Backward(Tensor dy) => [dy * scale!];
    }
}
