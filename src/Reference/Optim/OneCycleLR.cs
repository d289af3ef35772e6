namespace Diptych.Reference;

/// <summary>The rate up to a highest one and then down far below where it began, and the momentum the other way.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.lr_scheduler.OneCycleLR</c>. Smith and Topin 2017, https://arxiv.org/abs/1708.07120. It is stepped
/// after each batch. The momentum is the first of the betas where an optimizer has these.
/// </remarks>
public sealed class OneCycleLR : LRScheduler
{
    readonly long totalSteps;
    readonly bool isCosine;
    readonly bool cycleMomentum;
    readonly Phase[] phases;

    /// <summary>Sets the first step's rates and momenta.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="maxLr">The highest rate.</param>
    /// <param name="totalSteps">Steps of the cycle; where null, epochs times steps per epoch.</param>
    /// <param name="epochs">Epochs of the cycle.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <param name="pctStart">The share of the cycle in which the rate rises.</param>
    /// <param name="annealStrategy">"cos" for half a cosine, "linear" for a straight line.</param>
    /// <param name="cycleMomentum">Whether momenta change too.</param>
    /// <param name="baseMomentum">The lowest momentum, at the highest rate; 0.85 where null.</param>
    /// <param name="maxMomentum">The highest momentum, where the cycle begins and ends; 0.95 where null.</param>
    /// <param name="divFactor">The rate begins at the highest one divided by this.</param>
    /// <param name="finalDivFactor">It ends where it began, divided by this.</param>
    /// <param name="threePhase">Whether the rate first falls to where it began, as fast as it rose, and then further.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">
    /// The steps are not told or not above 0, a share outside of [0, 1], an unknown strategy, another number of groups, or an
    /// optimizer without momentum and betas where they are to change.
    /// </exception>
    public OneCycleLR(
        Optimizer optimizer,
        PerGroup maxLr,
        long? totalSteps = null,
        long? epochs = null,
        long? stepsPerEpoch = null,
        double pctStart = 0.3,
        string annealStrategy = "cos",
        bool cycleMomentum = true,
        PerGroup? baseMomentum = null,
        PerGroup? maxMomentum = null,
        double divFactor = 25,
        double finalDivFactor = 1e4,
        bool threePhase = false,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        if (divFactor == 0 || finalDivFactor == 0)
            throw new ArgumentException(
                $"div_factor and final_div_factor must not be 0, but got {divFactor} and {finalDivFactor}",
                divFactor == 0 ? nameof(divFactor) : nameof(finalDivFactor)
            );
        ArgumentNullException.ThrowIfNull(maxLr);
        ArgumentNullException.ThrowIfNull(annealStrategy);
        this.totalSteps = Steps(totalSteps, epochs, stepsPerEpoch);
        if (!(pctStart is >= 0 and <= 1))
            throw new ArgumentException(
                $"Expected float between 0 and 1 pct_start, but got {pctStart}",
                nameof(pctStart)
            );
        if (annealStrategy is not ("cos" or "linear"))
            throw new ArgumentException(
                $"anneal_strategy must be one of 'cos' or 'linear', instead got {annealStrategy}",
                nameof(annealStrategy)
            );
        if (cycleMomentum && !HasMomentum && !HasBetas)
            throw new ArgumentException(
                "optimizer must support momentum or beta1 with `cycle_momentum` option enabled",
                nameof(optimizer)
            );
        isCosine = annealStrategy == "cos";
        this.cycleMomentum = cycleMomentum;
        var top = pctStart * this.totalSteps - 1;
        var end = this.totalSteps - 1;
        phases = threePhase
            ?
            [
                new(top, "initial_lr", "max_lr", "max_momentum", "base_momentum"),
                new(
                    2 * pctStart * this.totalSteps - 2,
                    "max_lr",
                    "initial_lr",
                    "base_momentum",
                    "max_momentum"
                ),
                new(end, "initial_lr", "min_lr", "max_momentum", "max_momentum"),
            ]
            :
            [
                new(top, "initial_lr", "max_lr", "max_momentum", "base_momentum"),
                new(end, "max_lr", "min_lr", "base_momentum", "max_momentum"),
            ];
        var groups = optimizer.ParamGroups;
        var highest = maxLr.For(groups.Count, "max_lr");
        var heaviest = (maxMomentum ?? 0.95).For(groups.Count, "max_momentum");
        var lightest = (baseMomentum ?? 0.85).For(groups.Count, "base_momentum");
        if (lastEpoch == -1)
            foreach (var (i, group) in groups.Index())
            {
                group["initial_lr"] = highest[i] / divFactor;
                group["max_lr"] = highest[i];
                group["min_lr"] = highest[i] / divFactor / finalDivFactor;
                if (!cycleMomentum)
                    continue;
                group["max_momentum"] = heaviest[i];
                group["base_momentum"] = lightest[i];
            }
        Begin();
    }

    bool HasBetas => Optimizer.Defaults.ContainsKey("betas");

    bool HasMomentum => Optimizer.Defaults.ContainsKey("momentum");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The cycle is over, or one of its phases has no step.</exception>
    protected override double GetLr(ParamGroup group, int number)
    {
        if (LastEpoch > totalSteps)
            throw new InvalidOperationException(
                $"Tried to step {LastEpoch} times. The specified number of total steps is {totalSteps}"
            );
        var start = 0.0;
        var i = 0;
        for (; i < phases.Length - 1 && LastEpoch > phases[i].End; i++)
            start = phases[i].End;
        var phase = phases[i];
        if (phase.End == start)
            throw new InvalidOperationException(
                $"float division by zero: phase {i} of {totalSteps} steps has none"
            );
        var share = (LastEpoch - start) / (phase.End - start);
        if (cycleMomentum)
        {
            var momentum = Anneal(group, phase.FromMomentum, phase.ToMomentum, share);
            if (HasBetas)
                group["betas"] = (momentum, (((double, double))group["betas"]).Item2);
            else
                group["momentum"] = momentum;
        }
        return Anneal(group, phase.FromLr, phase.ToLr, share);
    }

    // From one option of the group to another, as the share goes from 0 to 1.
    double Anneal(ParamGroup group, string from, string to, double share)
    {
        var (start, end) = ((double)group[from], (double)group[to]);
        return isCosine
            ? end + (start - end) / 2 * (Math.Cos(Math.PI * share) + 1)
            : (end - start) * share + start;
    }

    static long Steps(long? totalSteps, long? epochs, long? stepsPerEpoch)
    {
        if (totalSteps is null && (epochs is null || stepsPerEpoch is null))
            throw new ArgumentException(
                "You must define either total_steps OR (epochs AND steps_per_epoch)",
                nameof(totalSteps)
            );
        return totalSteps is { } total
            ? Positive(total, "total_steps")
            : Positive(epochs!.Value, "epochs") * Positive(stepsPerEpoch!.Value, "steps_per_epoch");

        static long Positive(long value, string name) =>
            value > 0
                ? value
                : throw new ArgumentException(
                    $"Expected positive integer {name}, but got {value}",
                    name
                );
    }

    sealed record Phase(
        double End,
        string FromLr,
        string ToLr,
        string FromMomentum,
        string ToMomentum
    );
}
