namespace Diptych.Scratch;

/// <summary>Local response normalization as Torch had it: y = x / (k + α / n · Σ x²)^β, the sum over channels as near as n / 2.</summary>
/// <remarks>
/// PyTorch: <c>nn.CrossMapLRN2d</c>, with its mistakes: the first channel stays in all sums, and the gradient looks at other
/// neighbours than the output does. <see cref="LocalResponseNorm"/> is without them.
/// </remarks>
public sealed class CrossMapLRN2d : Module<Tensor, Tensor>
{
    readonly long size;
    readonly double alpha;
    readonly double beta;
    readonly double k;

    /// <summary>Chooses the neighbourhood.</summary>
    /// <param name="size">n; an even one looks at as many channels as the odd one below it.</param>
    /// <param name="alpha">α, what the sum of squares counts, divided by n.</param>
    /// <param name="beta">β, the exponent.</param>
    /// <param name="k">k, added to it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public CrossMapLRN2d(long size, double alpha = 1e-4, double beta = 0.75, double k = 1)
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
    /// <exception cref="ArgumentException">The input has another rank, no channel, or no real numbers.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 4)
            throw new ArgumentException(
                $"CrossMapLRN2d: Expected input to be 4D, got {input.Rank}D instead.",
                nameof(input)
            );
        Checks.Real(input, "CrossMapLRN2d", nameof(input));
        return input.Shape[1] > 0
            ? new CrossMapOperation(input, size, alpha, beta, k).Apply()
            : throw new ArgumentException(
                $"select(): index 0 out of range for tensor of size {input.ShapeText} at dimension 1",
                nameof(input)
            );
    }

    sealed class CrossMapOperation(Tensor x, long size, double alpha, double beta, double k)
        : Operation(x)
    {
        readonly long channels = x.Shape[1];
        readonly long reach = (size + 1) / 2;
        Tensor? scale;
        Tensor? y;

        // With r = ⌊(n + 1) / 2⌋:  s_c = k + α / n (x²_{c−r+1} + … + x²_{c+r−1}), and x₀² once more where that left it behind
        protected override Tensor Forward()
        {
            var square = Save(x) * x;
            var first = square.Narrow(1, 0, 1);
            var sums = Windows(square, c => (c - reach + 1, c + reach - 1));
            for (var c = reach; c < channels; c++)
                sums[c] += first;
            scale = Torch.Cat(sums, 1) * (alpha / size) + k;
            return y = scale.Pow(-beta) * x;
        }

        // dx_c = dy_c s_c^−β − 2 α β / n · x_c · Σ dy_j y_j / s_j over j from c − r to c − r + n − 1
        protected override Tensor?[] Backward(Tensor dy)
        {
            if (size == 1)
                throw new InvalidOperationException(
                    $"CrossMapLRN2d of size 1 has no gradient: start (1) + length ({channels}) exceeds dimension size ({channels})."
                );
            var ratio = dy * y! / scale!;
            var sums = Windows(ratio, c => (c - reach, c - reach + size - 1));
            var others = x * Torch.Cat(sums, 1) * (2 * alpha * beta / size);
            return [dy * scale!.Pow(-beta) - others];
        }

        // The sum over the channels from one to another, as far as there are any, for each channel: (N, 1, H, W) each.
        Tensor[] Windows(Tensor of, Func<long, (long From, long To)> window)
        {
            var sums = new Tensor[channels];
            for (var c = 0; c < channels; c++)
            {
                var (from, to) = window(c);
                (from, to) = (Math.Max(from, 0), Math.Min(to, channels - 1));
                sums[c] = of.Narrow(1, from, to - from + 1).Sum([1], keepdim: true);
            }
            return sums;
        }
    }
}
