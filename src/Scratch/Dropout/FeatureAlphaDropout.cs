namespace Diptych.Scratch;

/// <summary>Alpha dropout of whole channels: what is dropped becomes −α, where SELU saturates, and mean and variance stay.</summary>
/// <remarks>PyTorch: <c>nn.FeatureAlphaDropout</c>. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515.</remarks>
public sealed class FeatureAlphaDropout : Module<Tensor, Tensor>
{
    readonly double p;

    /// <summary>Dropout of each channel apart.</summary>
    /// <param name="p">The probability that a channel is dropped.</param>
    /// <param name="inplace">Without effect, as in PyTorch, whose module takes it and leaves the input alone.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public FeatureAlphaDropout(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
    }

    /// <param name="input">(N, C, *)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Fewer than two dimensions, or no real numbers to drop.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.FeatureAlphaDropout(input, p, Training);
}

public static partial class Functional
{
    /// <summary>y = a · (x · m − α (1 − m)) + b, one m for a whole channel. PyTorch: <c>nn.functional.feature_alpha_dropout</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="p">The probability that a channel is dropped.</param>
    /// <param name="training">Whether anything is dropped at all; not so by default here, as in PyTorch.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: fewer than two dimensions, or no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor FeatureAlphaDropout(
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
        Checks.Real(input, "feature_alpha_dropout", nameof(input));
        // Where everything is dropped, PyTorch does not ask what a channel is.
        if (p < 1 && input.Rank < 2)
            throw new ArgumentException(
                $"Feature dropout requires at least 2 dimensions in the input, but it has shape {input.ShapeText}",
                nameof(input)
            );
        var y = new AlphaDropoutOperation(input, p, channels: p < 1).Apply();
        return inplace ? input.Become(y) : y;
    }
}
