namespace Diptych.Reference;

/// <summary>Dropout: y = x · mask / (1 − p) with mask ~ Bernoulli(1 − p) in training, y = x in evaluation.</summary>
/// <remarks>PyTorch: <c>nn.Dropout</c>. Hinton et al. 2012, https://arxiv.org/abs/1207.0580.</remarks>
public sealed class Dropout : Module<Tensor, Tensor>
{
    readonly double p;
    readonly bool inplace;

    /// <summary>Dropout of each element apart.</summary>
    /// <param name="p">The probability that an element becomes zero.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public Dropout(double p = 0.5, bool inplace = false)
        : base(nameof(Dropout))
    {
        this.p = Functional.CheckProbability(p);
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">Any shape.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, p, training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · mask / (1 − p). PyTorch: <c>nn.functional.dropout</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The probability that an element becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public static Tensor Dropout(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    ) => functional.dropout(input, CheckProbability(p), training, inplace);

    internal static double CheckProbability(double p) =>
        p is >= 0 and <= 1
            ? p
            : throw new ArgumentException(
                $"dropout probability has to be between 0 and 1, but got {p}",
                nameof(p)
            );
}
