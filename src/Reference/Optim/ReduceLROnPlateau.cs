namespace Diptych.Reference;

/// <summary>The rate times a factor once a metric has not become better for some epochs.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>.</remarks>
public sealed class ReduceLROnPlateau : LRScheduler
{
    readonly bool isMin;
    readonly double factor;
    readonly long patience;
    readonly double threshold;
    readonly bool isRelative;
    readonly long cooldown;
    readonly double[] minLrs;
    readonly double eps;

    double best;
    long badEpochs;
    long cooldownLeft;

    /// <summary>Leaves the rates as they are.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="mode">"min" where less is better, "max" where more is.</param>
    /// <param name="factor">What a rate is multiplied with.</param>
    /// <param name="patience">How many epochs in a row may be bad.</param>
    /// <param name="threshold">By how much a metric must be better to count.</param>
    /// <param name="thresholdMode">"rel": that share of the best one; "abs": that much.</param>
    /// <param name="cooldown">For how many epochs after a reduction bad ones do not count.</param>
    /// <param name="minLr">No rate falls below; 0 where null.</param>
    /// <param name="eps">A rate that would fall by no more than this stays.</param>
    /// <exception cref="ArgumentException">A factor of 1 or more, an unknown word, or another number of groups.</exception>
    public ReduceLROnPlateau(
        Optimizer optimizer,
        string mode = "min",
        double factor = 0.1,
        long patience = 10,
        double threshold = 1e-4,
        string thresholdMode = "rel",
        long cooldown = 0,
        PerGroup? minLr = null,
        double eps = 1e-8
    )
        : base(optimizer, 0)
    {
        if (factor >= 1)
            throw new ArgumentException("Factor should be < 1.0.", nameof(factor));
        if (mode is not ("min" or "max"))
            throw new ArgumentException($"mode {mode} is unknown!", nameof(mode));
        if (thresholdMode is not ("rel" or "abs"))
            throw new ArgumentException(
                $"threshold mode {thresholdMode} is unknown!",
                nameof(thresholdMode)
            );
        (isMin, isRelative) = (mode == "min", thresholdMode == "rel");
        (this.factor, this.threshold, this.eps) = (factor, threshold, eps);
        (this.patience, this.cooldown) = (patience, cooldown);
        minLrs = (minLr ?? 0).For(optimizer.ParamGroups.Count, "min_lr");
        best = isMin ? double.PositiveInfinity : double.NegativeInfinity;
        NoteLr();
    }

    /// <summary>Hears of an epoch's metric, and lowers the rates where there were too many bad ones. PyTorch: <c>step(metrics)</c>.</summary>
    public void Step(double metrics)
    {
        LastEpoch++;
        if (IsBetter(metrics))
            (best, badEpochs) = (metrics, 0);
        else
            badEpochs++;
        if (cooldownLeft > 0)
        {
            cooldownLeft--;
            badEpochs = 0;
        }
        if (badEpochs > patience)
        {
            foreach (var (group, least) in Optimizer.ParamGroups.Zip(minLrs))
            {
                var lr = (double)group["lr"];
                var lower = Math.Max(lr * factor, least);
                if (lr - lower > eps)
                    group["lr"] = lower;
            }
            (cooldownLeft, badEpochs) = (cooldown, 0);
        }
        NoteLr();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Always: it needs a metric.</exception>
    public override void Step() =>
        throw new InvalidOperationException(
            "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'"
        );

    /// <inheritdoc />
    public override Dictionary<string, object> StateDict() =>
        new(base.StateDict())
        {
            ["best"] = best,
            ["num_bad_epochs"] = badEpochs,
            ["cooldown_counter"] = cooldownLeft,
        };

    /// <inheritdoc />
    public override void LoadStateDict(IReadOnlyDictionary<string, object> stateDict)
    {
        base.LoadStateDict(stateDict);
        best = (double)stateDict["best"];
        badEpochs = (long)stateDict["num_bad_epochs"];
        cooldownLeft = (long)stateDict["cooldown_counter"];
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number) => (double)group["lr"];

    // NaN is never better.
    bool IsBetter(double metric) =>
        (isMin, isRelative) switch
        {
            (true, true) => metric < best * (1 - threshold),
            (true, false) => metric < best - threshold,
            (false, true) => metric > best * (threshold + 1),
            (false, false) => metric > best + threshold,
        };
}
