namespace Diptych.Reference;

/// <summary>The rate up and down between two, and the momentum the other way.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.lr_scheduler.CyclicLR</c>. Smith 2015, https://arxiv.org/abs/1506.01186. It is stepped after each batch.
/// The momentum is the first of the betas where an optimizer has these.
/// </remarks>
public sealed class CyclicLR : LRScheduler
{
    readonly double[] highest;
    readonly double[] heaviest = [];
    readonly double[] lightest = [];
    readonly double length;
    readonly double rise;
    readonly Func<long, double> scale;
    readonly bool isByCycle;
    readonly bool cycleMomentum;

    /// <summary>Sets the first step's rates and momenta.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="baseLr">The lowest rate, where a cycle begins and ends.</param>
    /// <param name="maxLr">The highest rate.</param>
    /// <param name="stepSizeUp">The steps in which the rate rises.</param>
    /// <param name="stepSizeDown">The steps in which it falls; as many where null.</param>
    /// <param name="mode">
    /// "triangular": all cycles alike; "triangular2": each half as high as the one before; "exp_range": lower by a factor γ
    /// with each step.
    /// </param>
    /// <param name="gamma">γ.</param>
    /// <param name="scaleFn">How high, in place of a mode: a function of the cycle's number, from 1 on, or of the step.</param>
    /// <param name="scaleMode">"cycle" or "iterations": what the function is one of.</param>
    /// <param name="cycleMomentum">Whether momenta change too.</param>
    /// <param name="baseMomentum">The lowest momentum, at the highest rate; 0.8 where null.</param>
    /// <param name="maxMomentum">The highest momentum, at the lowest rate; 0.9 where null.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">
    /// An unknown mode, a rise without steps, another number of groups, or an optimizer without momentum and betas where they
    /// are to change.
    /// </exception>
    public CyclicLR(
        Optimizer optimizer,
        PerGroup baseLr,
        PerGroup maxLr,
        long stepSizeUp = 2000,
        long? stepSizeDown = null,
        string mode = "triangular",
        double gamma = 1,
        Func<long, double>? scaleFn = null,
        string scaleMode = "cycle",
        bool cycleMomentum = true,
        PerGroup? baseMomentum = null,
        PerGroup? maxMomentum = null,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(baseLr);
        ArgumentNullException.ThrowIfNull(maxLr);
        ArgumentNullException.ThrowIfNull(scaleMode);
        var groups = optimizer.ParamGroups;
        var lowest = baseLr.For(groups.Count, "base_lr");
        highest = maxLr.For(groups.Count, "max_lr");
        if (stepSizeUp == 0)
            throw new ArgumentException(
                "float division by zero: step_size_up is 0",
                nameof(stepSizeUp)
            );
        length = stepSizeUp + (stepSizeDown ?? stepSizeUp);
        if (length == 0)
            throw new ArgumentException(
                "float division by zero: a cycle has no steps",
                nameof(stepSizeDown)
            );
        rise = stepSizeUp / length;
        (scale, isByCycle) = (scaleFn, mode) switch
        {
            (not null, _) => (scaleFn, scaleMode == "cycle"),
            (_, "triangular") => (_ => 1, true),
            (_, "triangular2") => (cycle => 1 / Math.Pow(2, cycle - 1), true),
            (_, "exp_range") => ((Func<long, double>)(step => Math.Pow(gamma, step)), false),
            _ => throw new ArgumentException(
                $"mode {mode} is invalid and scale_fn is None",
                nameof(mode)
            ),
        };
        this.cycleMomentum = cycleMomentum;
        if (lastEpoch == -1)
            foreach (var (group, lr) in groups.Zip(lowest))
                group["lr"] = lr;
        if (cycleMomentum)
        {
            if (!HasBetas && !optimizer.Defaults.ContainsKey("momentum"))
                throw new ArgumentException(
                    "optimizer must support momentum or beta1 with `cycle_momentum` option enabled",
                    nameof(optimizer)
                );
            lightest = (baseMomentum ?? 0.8).For(groups.Count, "base_momentum");
            heaviest = (maxMomentum ?? 0.9).For(groups.Count, "max_momentum");
            if (lastEpoch == -1)
                foreach (var (i, group) in groups.Index())
                {
                    group["max_momentum"] = heaviest[i];
                    group["base_momentum"] = lightest[i];
                }
        }
        Begin();
        // Another schedule may have begun elsewhere.
        BaseLrs = lowest;
    }

    bool HasBetas => Optimizer.Defaults.ContainsKey("betas");

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number)
    {
        var cycle = (long)Math.Floor(1 + LastEpoch / length);
        var share = 1 + LastEpoch / length - cycle;
        var height = share <= rise ? share / rise : (share - 1) / (rise - 1);
        var scaled = scale(isByCycle ? cycle : LastEpoch);
        if (cycleMomentum)
        {
            var fall = (heaviest[number] - lightest[number]) * height;
            var momentum = heaviest[number] - fall * scaled;
            if (HasBetas)
                group["betas"] = (momentum, (((double, double))group["betas"]).Item2);
            else
                group["momentum"] = momentum;
        }
        var low = BaseLrs[number];
        return low + (highest[number] - low) * height * scaled;
    }
}
