namespace Diptych.Scratch;

/// <summary>Channel dropout of sequences: in training whole channels become 0, the others grow by 1 / (1 − p).</summary>
/// <remarks>PyTorch: <c>nn.Dropout1d</c>. Tompson et al. 2015, https://arxiv.org/abs/1411.4280.</remarks>
public sealed class Dropout1d : Module<Tensor, Tensor>
{
    readonly double p;
    readonly bool inplace;

    /// <summary>Dropout of each channel apart.</summary>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public Dropout1d(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
        this.inplace = inplace;
    }

    /// <param name="input">(N, C, L), or (C, L) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Neither two nor three dimensions, or no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout1d(input, p, Training, inplace);
}

/// <summary>Channel dropout of images: in training whole channels become 0, the others grow by 1 / (1 − p).</summary>
/// <remarks>PyTorch: <c>nn.Dropout2d</c>. Tompson et al. 2015, https://arxiv.org/abs/1411.4280.</remarks>
public sealed class Dropout2d : Module<Tensor, Tensor>
{
    readonly double p;
    readonly bool inplace;

    /// <summary>Dropout of each channel apart.</summary>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public Dropout2d(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
        this.inplace = inplace;
    }

    /// <param name="input">(N, C, H, W). An input of three dimensions is (N, C, L) here, as in PyTorch, and no image without a batch.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Fewer than two dimensions, or no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout2d(input, p, Training, inplace);
}

/// <summary>Channel dropout of volumes: in training whole channels become 0, the others grow by 1 / (1 − p).</summary>
/// <remarks>PyTorch: <c>nn.Dropout3d</c>. Tompson et al. 2015, https://arxiv.org/abs/1411.4280.</remarks>
public sealed class Dropout3d : Module<Tensor, Tensor>
{
    readonly double p;
    readonly bool inplace;

    /// <summary>Dropout of each channel apart.</summary>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability.</exception>
    public Dropout3d(double p = 0.5, bool inplace = false)
    {
        this.p = Checks.Probability(p, nameof(p));
        this.inplace = inplace;
    }

    /// <param name="input">(N, C, D, H, W), or (C, D, H, W) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">There are no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout3d(input, p, Training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · mask / (1 − p), one mask for a whole channel. PyTorch: <c>nn.functional.dropout1d</c>.</summary>
    /// <param name="input">(N, C, L), or (C, L) without a batch</param>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: neither two nor three dimensions, or no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Dropout1d(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (2 or 3))
            throw new ArgumentException(
                $"dropout1d: Expected 2D or 3D input, but received a {input.Rank}D input",
                nameof(input)
            );
        return DropChannels(input, p, training, inplace, addBatch: input.Rank == 2);
    }

    /// <summary>y = x · mask / (1 − p), one mask for a whole channel. PyTorch: <c>nn.functional.dropout2d</c>.</summary>
    /// <param name="input">(N, C, H, W). An input of three dimensions is (N, C, L) here, as in PyTorch, and no image without a batch.</param>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: fewer than two dimensions, or no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Dropout2d(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    ) => DropChannels(input, p, training, inplace, addBatch: false);

    /// <summary>y = x · mask / (1 − p), one mask for a whole channel. PyTorch: <c>nn.functional.dropout3d</c>.</summary>
    /// <param name="input">(N, C, D, H, W), or (C, D, H, W) without a batch</param>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: there are no real numbers to drop.</exception>
    /// <exception cref="InvalidOperationException">In place on a leaf that requires a gradient.</exception>
    public static Tensor Dropout3d(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return DropChannels(input, p, training, inplace, addBatch: input.Rank != 5);
    }

    static Tensor DropChannels(Tensor input, double p, bool training, bool inplace, bool addBatch)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Probability(p, nameof(p));
        if (!training || p == 0 || input.Count == 0)
            return input;
        Checks.Real(input, "feature_dropout", nameof(input));
        var x = addBatch ? input.Unsqueeze(0) : input;
        if (x.Rank < 2)
            throw new ArgumentException(
                $"Feature dropout requires at least 2 dimensions in the input, but it has shape {input.ShapeText}",
                nameof(input)
            );
        var y = new DropoutOperation(x, p, channels: true).Apply();
        if (addBatch)
            y = y.Squeeze(0);
        return inplace ? input.Become(y) : y;
    }
}
