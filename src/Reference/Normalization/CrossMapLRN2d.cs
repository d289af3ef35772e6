namespace Diptych.Reference;

/// <summary>Local response normalization as Torch had it: y = x / (k + α / n · Σ x²)^β, the sum over channels as near as n / 2.</summary>
/// <remarks>
/// PyTorch: <c>nn.CrossMapLRN2d</c>, with its mistakes: the first channel stays in all sums, and the gradient looks at other
/// neighbours than the output does.
/// </remarks>
public sealed class CrossMapLRN2d : Module<Tensor, Tensor>
{
    readonly long size;
    readonly double alpha;
    readonly double beta;
    readonly double k;

    /// <summary>It has no parameters.</summary>
    /// <param name="size">n; an even one looks at as many channels as the odd one below it.</param>
    /// <param name="alpha">α, what the sum of squares counts, divided by n.</param>
    /// <param name="beta">β, the exponent.</param>
    /// <param name="k">k, added to it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size that is not positive.</exception>
    public CrossMapLRN2d(long size, double alpha = 1e-4, double beta = 0.75, double k = 1)
        : base(nameof(CrossMapLRN2d))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank, no channel, no real numbers, or a size of 1 where a gradient is wanted.</exception>
    public override Tensor Forward(Tensor input)
    {
        if (input.dim() != 4 || input.size(1) == 0 || !input.is_floating_point())
            throw new ArgumentException(
                $"CrossMapLRN2d: Expected input to be 4D, got {input.dim()}D of {input.dtype}.",
                nameof(input)
            );
        // TorchSharp has none: channels are summed with operations.
        var x = input.detach();
        var (channels, reach) = (x.size(1), (size + 1) / 2);
        var square = x.square();
        var sums = Windows(square, c => (c - reach + 1, c + reach - 1));
        for (var c = reach; c < channels; c++)
            sums[c] = sums[c] + square.narrow(1, 0, 1);
        var scale = cat(sums, 1) * (alpha / size) + k;
        var power = scale.pow(-beta);
        var y = power * x;
        if (!input.requires_grad || !is_grad_enabled())
            return y;
        if (size == 1)
            throw new ArgumentException("CrossMapLRN2d of size 1 has no gradient.", nameof(input));

        // The gradient is that of another function, which is therefore added as a zero that has it:
        // dx_c = dy_c s_c^−β − 2 α β / n · x_c · Σ dy_j y_j / s_j over j from c − r to c − r + n − 1
        var others = cat(Windows(x * input, j => (j + reach - size + 1, j + reach)), 1);
        var carrier = power * input - 2 * alpha * beta / size * y / scale * others;
        // Where it is infinite it leaves y alone.
        return y + (carrier - carrier.detach()).nan_to_num(0, 0, 0);
    }

    // The sum over the channels from one to another, as far as there are any, for each channel: (N, 1, H, W) each.
    static Tensor[] Windows(Tensor of, Func<long, (long From, long To)> window)
    {
        var channels = of.size(1);
        var sums = new Tensor[channels];
        for (var c = 0; c < channels; c++)
        {
            var (from, to) = window(c);
            (from, to) = (Math.Max(from, 0), Math.Min(to, channels - 1));
            sums[c] = of.narrow(1, from, to - from + 1).sum([1], keepdim: true);
        }
        return sums;
    }
}
