namespace Diptych.Reference;

/// <summary>A power of what is left of the epochs, down to 0: lrₜ = lr₀ · (1 − min(t, T) / T)^q.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.PolynomialLR</c>.</remarks>
public sealed class PolynomialLR : LRScheduler
{
    readonly long totalIters;
    readonly double power;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="totalIters">T, the epoch in which the rate is 0.</param>
    /// <param name="power">q.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    public PolynomialLR(
        Optimizer optimizer,
        long totalIters = 5,
        double power = 1,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        (this.totalIters, this.power) = (totalIters, power);
        Begin();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The power of what is left, which is nothing, is negative.</exception>
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        if (LastEpoch == 0 || LastEpoch > totalIters)
            return lr;
        return lr * Power(Left(LastEpoch) / Left(LastEpoch - 1));
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">There are no epochs, or the power of nothing is negative.</exception>
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        totalIters != 0
            ? BaseLrs[number] * Power(Left(Math.Min(totalIters, LastEpoch)))
            : throw new InvalidOperationException("division by zero: total_iters is 0");

    double Left(long epoch) => 1 - (double)epoch / totalIters;

    double Power(double share) =>
        share != 0 || power >= 0
            ? Math.Pow(share, power)
            : throw new InvalidOperationException(
                $"0.0 cannot be raised to a negative power, but power is {power}"
            );
}
