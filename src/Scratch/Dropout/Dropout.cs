namespace Diptych.Scratch;

/// <summary>Dropout: in training y = x · m / (1 − p) with mᵢ = 0 in a share p of the elements, else 1; in evaluation y = x.</summary>
/// <remarks>PyTorch: <c>nn.Dropout</c>. Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html.</remarks>
public sealed class Dropout : Module<Tensor, Tensor>
{
    readonly double p;

    /// <summary>Sets the share of elements that are dropped.</summary>
    /// <param name="p">The probability of an element to become 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in [0, 1].</exception>
    public Dropout(double p = 0.5) => this.p = Checks.Probability(p, nameof(p));

    /// <param name="input">(*)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, p, Training);
}

public static partial class Functional
{
    /// <summary>y = x · m / (1 − p), m drawn from the random stream. PyTorch: <c>nn.functional.dropout</c>.</summary>
    /// <param name="input">(*)</param>
    /// <param name="p">The probability of an element to become 0.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in [0, 1].</exception>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Probability(p, nameof(p));
        // Nothing is drawn where nothing can be dropped, as in PyTorch: the stream stays where it is.
        if (!training || p == 0 || input.Count == 0)
            return input;
        if (p == 1)
            return input * Torch.Zeros([], input.Dtype);
        var mask = Torch.Zeros(input.Shape, input.Dtype);
        Init.Bernoulli(mask, 1 - p);
        return input * (mask / (1 - p));
    }
}
