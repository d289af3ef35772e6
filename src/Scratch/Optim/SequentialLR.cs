namespace Diptych.Scratch;

/// <summary>Several schedules one after the other; each begins at a milestone, such as the decay after a warm-up.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.lr_scheduler.SequentialLR</c>. A schedule that begins later begins from the first rate of all,
/// not from the rate that its forerunner left.
/// </remarks>
public sealed class SequentialLR : LRScheduler
{
    readonly LRScheduler[] schedulers;
    readonly long[] milestones;

    /// <summary>Takes back what the schedules' constructors set, and begins with the first of them.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="schedulers">On the same optimizer.</param>
    /// <param name="milestones">The epochs in which the second and the later ones begin.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">
    /// No schedule, one on another optimizer, a ReduceLROnPlateau, or not one milestone less than schedules.
    /// </exception>
    public SequentialLR(
        Optimizer optimizer,
        IEnumerable<LRScheduler> schedulers,
        long[] milestones,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch + 1)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        ArgumentNullException.ThrowIfNull(schedulers);
        this.schedulers = [.. schedulers];
        Checks.NoneMissing(this.schedulers, nameof(schedulers));
        this.milestones = milestones;
        Check(
            this.schedulers.Length > 0,
            "SequentialLR expects at least one scheduler, but got no scheduler."
        );
        foreach (var (i, scheduler) in this.schedulers.Index())
        {
            Check(
                scheduler is not ReduceLROnPlateau,
                $"SequentialLR does not support ReduceLROnPlateau, whose step needs a metric, but got one at index {i}."
            );
            Check(
                scheduler.Optimizer == optimizer,
                $"SequentialLR expects all schedulers to belong to the same optimizer, but that at index {i} does not."
            );
        }
        Check(
            milestones.Length == this.schedulers.Length - 1,
            "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone "
                + $"points, but got {this.schedulers.Length} schedulers and {milestones.Length} milestones"
        );
        foreach (var group in optimizer.ParamGroups)
            group["lr"] = group["initial_lr"];
        Undo();
        this.schedulers[0].BeginAnew();
        NoteLr();

        static void Check(bool holds, string message)
        {
            if (!holds)
                throw new ArgumentException(message, nameof(schedulers));
        }
    }

    /// <inheritdoc />
    public override void Step()
    {
        LastEpoch++;
        var current = milestones.Count(milestone => milestone <= LastEpoch);
        if (current > 0 && milestones[current - 1] == LastEpoch)
            schedulers[current].StepTo(0);
        else
            schedulers[current].Step();
        NoteLr();
    }

    /// <inheritdoc />
    /// <remarks>Each schedule's own entries begin with <c>_schedulers.0.</c>, by its number.</remarks>
    public override Dictionary<string, object> StateDict() =>
        WithStates(base.StateDict(), schedulers);

    /// <inheritdoc />
    public override void LoadStateDict(IReadOnlyDictionary<string, object> stateDict)
    {
        base.LoadStateDict(stateDict);
        LoadStates(stateDict, schedulers);
    }

    /// <inheritdoc />
    /// <remarks>The schedule that is on sets the rates.</remarks>
    protected override double GetLr(ParamGroup group, int number) => (double)group["lr"];

    internal override void Undo()
    {
        foreach (var scheduler in schedulers)
            scheduler.Undo();
    }
}
