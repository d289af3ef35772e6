namespace Diptych.Scratch;

/// <summary>A share of the rate for some epochs, and then all of it: lrₜ = lr₀ · f while t &lt; T.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.ConstantLR</c>.</remarks>
public sealed class ConstantLR : LRScheduler
{
    readonly double factor;
    readonly long totalIters;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="factor">f, from 0 to 1.</param>
    /// <param name="totalIters">T, the epoch from which on it is the whole rate.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> is outside of [0, 1].</exception>
    public ConstantLR(
        Optimizer optimizer,
        double factor = 1.0 / 3,
        long totalIters = 5,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        if (factor is < 0 or > 1)
            throw new ArgumentException(
                $"Constant multiplicative factor expected to be between 0 and 1, but got {factor}.",
                nameof(factor)
            );
        (this.factor, this.totalIters) = (factor, totalIters);
        Begin();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The whole rate is to come back from a factor of 0.</exception>
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        if (LastEpoch == 0)
            return lr * factor;
        if (LastEpoch != totalIters)
            return lr;
        return factor != 0
            ? lr * (1 / factor)
            : throw new InvalidOperationException(
                "float division by zero: no rate comes back from a factor of 0"
            );
    }

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        BaseLrs[number] * (factor + (LastEpoch >= totalIters ? 1 - factor : 0));
}
