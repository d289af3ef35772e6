namespace Diptych.Reference;

/// <summary>Half a cosine from the rate down to η, again and again: lr = η + (lr₀ − η) · (1 + cos(π · T_cur / Tᵢ)) / 2.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.lr_scheduler.CosineAnnealingWarmRestarts</c>. Loshchilov and Hutter 2016,
/// https://arxiv.org/abs/1608.03983. T_cur counts the epochs since the last restart, of which each period Tᵢ has T_mult times as
/// many as the one before.
/// </remarks>
public sealed class CosineAnnealingWarmRestarts : LRScheduler
{
    readonly long first;
    readonly long growth;
    readonly double etaMin;

    double since;
    long period;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="T0">The epochs of the first period.</param>
    /// <param name="TMult">How many times as long the next period is.</param>
    /// <param name="etaMin">η.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">A period of 0 epochs or less, or one that shrinks.</exception>
    public CosineAnnealingWarmRestarts(
        Optimizer optimizer,
        long T0,
        long TMult = 1,
        double etaMin = 0,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        if (T0 <= 0)
            throw new ArgumentException($"Expected positive integer T_0, but got {T0}", nameof(T0));
        if (TMult < 1)
            throw new ArgumentException(
                $"Expected integer T_mult >= 1, but got {TMult}",
                nameof(TMult)
            );
        (first, growth, this.etaMin) = (T0, TMult, etaMin);
        (since, period) = (lastEpoch, T0);
        Begin();
    }

    /// <inheritdoc />
    public override void Step()
    {
        if (LastEpoch < 0)
        {
            Step(0);
            return;
        }
        LastEpoch++;
        since++;
        if (since >= period)
        {
            since -= period;
            period *= growth;
        }
        Set(GetLr);
    }

    /// <summary>Jumps to an epoch, or between two, as after each batch. PyTorch: <c>step(epoch)</c>.</summary>
    /// <param name="epoch">0 or more; half way through epoch 2 is 2.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void Step(double epoch)
    {
        if (!(epoch >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(epoch),
                $"Expected non-negative epoch, but got {epoch}"
            );
        if (epoch < first)
            (since, period) = (epoch, first);
        else if (growth == 1)
            since = epoch % first;
        else
        {
            // Periods before this one: the largest n with T₀ · (growthⁿ − 1) / (growth − 1) ≤ epoch.
            var n = (long)(Math.Log(epoch / first * (growth - 1) + 1) / Math.Log(growth));
            var times = (long)Math.Pow(growth, n);
            since = epoch - (double)(first * (times - 1)) / (growth - 1);
            period = first * times;
        }
        LastEpoch = (long)Math.Floor(epoch);
        Set(GetLr);
    }

    /// <inheritdoc />
    public override Dictionary<string, object> StateDict() =>
        new(base.StateDict()) { ["T_cur"] = since, ["T_i"] = period };

    /// <inheritdoc />
    public override void LoadStateDict(IReadOnlyDictionary<string, object> stateDict)
    {
        base.LoadStateDict(stateDict);
        since = (double)stateDict["T_cur"];
        period = (long)stateDict["T_i"];
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number) =>
        etaMin + (BaseLrs[number] - etaMin) * (1 + Math.Cos(Math.PI * since / period)) / 2;

    internal override void StepTo(long epoch) => Step((double)epoch);
}
