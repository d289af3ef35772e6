namespace Diptych.Reference;

/// <summary>Half a cosine from the rate down to η, and up again: lrₜ = η + (lr₀ − η) · (1 + cos(π t / T)) / 2.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.CosineAnnealingLR</c>. Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983, without restarts.</remarks>
public sealed class CosineAnnealingLR : LRScheduler
{
    readonly long tMax;
    readonly double etaMin;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="TMax">T, the epoch of the lowest rate.</param>
    /// <param name="etaMin">η.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="TMax"/> is 0.</exception>
    public CosineAnnealingLR(Optimizer optimizer, long TMax, double etaMin = 0, long lastEpoch = -1)
        : base(optimizer, lastEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(TMax);
        (tMax, this.etaMin) = (TMax, etaMin);
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        if (LastEpoch == 0)
            return lr;
        if (IsFirstStep)
            return GetClosedFormLr(group, number);
        // Where the rate was η, the quotient below would be 0 / 0; the remainder is Python's, never negative.
        if (Modulo((Int128)LastEpoch - 1 - tMax, 2 * (Int128)tMax) == 0)
            return lr + (BaseLrs[number] - etaMin) * (1 - Math.Cos(Math.PI / tMax)) / 2;
        return (1 + Math.Cos(Math.PI * LastEpoch / tMax))
                / (1 + Math.Cos(Math.PI * (LastEpoch - 1) / tMax))
                * (lr - etaMin)
            + etaMin;
    }

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        etaMin + (BaseLrs[number] - etaMin) * (1 + Math.Cos(Math.PI * LastEpoch / tMax)) / 2;

    static Int128 Modulo(Int128 a, Int128 n) => (a % n + n) % n;
}
