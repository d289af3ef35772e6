namespace Diptych.Scratch;

/// <summary>Dropout: in training y = x · m / (1 − p) with mᵢ = 0 in a share p of the elements, else 1; in evaluation y = x.</summary>
/// <remarks>PyTorch: <c>nn.Dropout</c>. Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html.</remarks>
public sealed class Dropout : Module<Tensor, Tensor>
{
    readonly double p;
    readonly bool inplace;

    /// <summary>Dropout of each element apart.</summary>
    /// <param name="p">The probability that an element becomes zero.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public Dropout(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
        this.inplace = inplace;
    }

    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, p, Training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · mask / (1 − p). PyTorch: <c>nn.functional.dropout</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability that an element becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or there are no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Dropout(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Probability(p, nameof(p));
        // Nothing is drawn where nothing can be dropped, as in PyTorch: the stream stays where it is.
        if (!training || p == 0 || input.Count == 0)
            return input;
        Checks.Real(input, "dropout", nameof(input));
        var y = new DropoutOperation(input, p, channels: false).Apply();
        return inplace ? input.Become(y) : y;
    }

    sealed class DropoutOperation(Tensor x, double p, bool channels) : Operation(x)
    {
        // mask / (1 − p): what is kept is made larger, so that the sum stays the same on average.
        Tensor? scale;

        protected override Tensor Forward()
        {
            // One number for each element, in the order in which x lies in memory, which a transposed x shows; or one
            // for each channel, (N, C, 1, …).
            scale = channels
                ? Tensor.Allocate(x.Dtype, [.. x.Shape[..2], .. Enumerable.Repeat(1L, x.Rank - 2)])
                : Tensor.AllocateLike(x);
            if (p < 1)
                scale = Save(Distributions.Mask(scale, 1 - p));
            return x * scale;
        }

        // dx = dy · mask / (1 − p)
        protected override Tensor?[] Backward(Tensor dy) => [dy * scale!];
    }
}
