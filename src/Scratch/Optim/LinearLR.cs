namespace Diptych.Scratch;

/// <summary>A factor that goes in a straight line from one value to another: lrₜ = lr₀ · (a + (b − a) · min(t, T) / T).</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.LinearLR</c>. From below 1 up to 1 it is a warm-up.</remarks>
public sealed class LinearLR : LRScheduler
{
    readonly double startFactor;
    readonly double endFactor;
    readonly long totalIters;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="startFactor">a.</param>
    /// <param name="endFactor">b.</param>
    /// <param name="totalIters">T, the epoch from which on the factor is b.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">a is not in (0, 1], or b not in [0, 1].</exception>
    public LinearLR(
        Optimizer optimizer,
        double startFactor = 1.0 / 3,
        double endFactor = 1,
        long totalIters = 5,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        if (startFactor > 1 || startFactor <= 0)
            throw new ArgumentException(
                "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.",
                nameof(startFactor)
            );
        if (endFactor > 1 || endFactor < 0)
            throw new ArgumentException(
                "Ending multiplicative factor expected to be between 0 and 1.",
                nameof(endFactor)
            );
        (this.startFactor, this.endFactor) = (startFactor, endFactor);
        this.totalIters = totalIters;
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        if (LastEpoch == 0)
            return lr * startFactor;
        if (LastEpoch > totalIters)
            return lr;
        // lr already holds the factor of the epoch before, by which the growth is divided.
        var growth = endFactor - startFactor;
        return lr * (1 + growth / (totalIters * startFactor + (LastEpoch - 1) * growth));
    }

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        BaseLrs[number]
        * (startFactor + (endFactor - startFactor) * Math.Min(totalIters, LastEpoch) / totalIters);
}
