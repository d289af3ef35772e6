namespace Diptych.Reference;

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
        : base(nameof(AlphaDropout))
    {
        this.p = Functional.CheckProbability(p);
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.AlphaDropout(input, p, training);
}

public static partial class Functional
{
    /// <summary>y = a · (x · m − α (1 − m)) + b. PyTorch: <c>nn.functional.alpha_dropout</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability that an element is dropped.</param>
    /// <param name="training">Whether anything is dropped at all; not so by default here, as in PyTorch.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public static Tensor AlphaDropout(
        Tensor input,
        double p = 0.5,
        bool training = false,
        bool inplace = false
    ) => functional.alpha_dropout(input, CheckProbability(p), training, inplace);
}
