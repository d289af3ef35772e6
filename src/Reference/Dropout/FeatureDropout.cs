namespace Diptych.Reference;

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
        : base(nameof(Dropout1d))
    {
        this.p = Functional.CheckProbability(p);
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, L), or (C, L) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Neither two nor three dimensions, or no real numbers to drop.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout1d(input, p, training, inplace);
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
        : base(nameof(Dropout2d))
    {
        this.p = Functional.CheckProbability(p);
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W). An input of three dimensions is (N, C, L) here, as in PyTorch, and no image without a batch.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Fewer than two dimensions, or no real numbers to drop.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout2d(input, p, training, inplace);
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
        : base(nameof(Dropout3d))
    {
        this.p = Functional.CheckProbability(p);
        this.inplace = inplace;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, D, H, W), or (C, D, H, W) without a batch</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">There are no real numbers to drop.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.Dropout3d(input, p, training, inplace);
}

public static partial class Functional
{
    /// <summary>y = x · mask / (1 − p), one mask for a whole channel. PyTorch: <c>nn.functional.dropout1d</c>.</summary>
    /// <param name="input">(N, C, L), or (C, L) without a batch</param>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: neither two nor three dimensions, or no real numbers to drop.</exception>
    public static Tensor Dropout1d(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    )
    {
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input",
                nameof(input)
            );
        return DropChannels(input, p, training, inplace, addBatch: input.dim() == 2);
    }

    /// <summary>y = x · mask / (1 − p), one mask for a whole channel. PyTorch: <c>nn.functional.dropout2d</c>.</summary>
    /// <param name="input">(N, C, H, W). An input of three dimensions is (N, C, L) here, as in PyTorch, and no image without a batch.</param>
    /// <param name="p">The probability that a channel becomes zero.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    /// <param name="inplace">Whether the input itself is changed.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is no probability, or: fewer than two dimensions, or no real numbers to drop.</exception>
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
    public static Tensor Dropout3d(
        Tensor input,
        double p = 0.5,
        bool training = true,
        bool inplace = false
    ) => DropChannels(input, p, training, inplace, addBatch: input.dim() != 5);

    // TorchSharp's dropout2d takes three dimensions for an image without a batch, and draws other channels then.
    static Tensor DropChannels(Tensor input, double p, bool training, bool inplace, bool addBatch)
    {
        CheckProbability(p);
        if (!training || p == 0 || input.numel() == 0)
            return input;
        var x = addBatch ? input.unsqueeze(0) : input;
        if (x.dim() < 2)
            throw new ArgumentException(
                $"Feature dropout requires at least 2 dimensions in the input, but it has shape [{string.Join(", ", input.shape)}]",
                nameof(input)
            );
        if (!x.is_floating_point())
            throw new ArgumentException($"not implemented for {x.dtype}", nameof(input));
        long[] channels = [.. x.shape[..2], .. Enumerable.Repeat(1L, x.shape.Length - 2)];
        var scale =
            p < 1
                ? empty(channels, x.dtype, x.device).bernoulli_(1 - p).div_(1 - p)
                : zeros(channels, x.dtype, x.device);
        var y = inplace ? x.mul_(scale) : x * scale;
        return addBatch ? y.squeeze(0) : y;
    }
}
