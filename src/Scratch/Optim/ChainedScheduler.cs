namespace Diptych.Scratch;

/// <summary>Several schedules at once on one optimizer: each goes on from the rates that the one before it set.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.ChainedScheduler</c>.</remarks>
public sealed class ChainedScheduler : LRScheduler
{
    readonly LRScheduler[] schedulers;

    /// <summary>Leaves the rates as the schedules' constructors set them.</summary>
    /// <param name="schedulers">On the same optimizer.</param>
    /// <param name="optimizer">That optimizer; the first schedule's where null.</param>
    /// <exception cref="ArgumentException">No schedule, one on another optimizer, or a ReduceLROnPlateau.</exception>
    public ChainedScheduler(LRScheduler[] schedulers, Optimizer? optimizer = null)
        : base(
            optimizer
                ?? schedulers?.FirstOrDefault()?.Optimizer
                ?? throw new ArgumentException(
                    "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.",
                    nameof(schedulers)
                ),
            0
        )
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        this.schedulers = [.. schedulers];
        Checks.NoneMissing(this.schedulers, nameof(schedulers));
        Check(
            schedulers.Length > 0,
            "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler."
        );
        foreach (var (i, scheduler) in this.schedulers.Index())
        {
            Check(
                scheduler is not ReduceLROnPlateau,
                $"ChainedScheduler does not support ReduceLROnPlateau, whose step needs a metric, but got one at index {i}."
            );
            Check(
                scheduler.Optimizer == Optimizer,
                $"ChainedScheduler expects all schedulers to belong to the same optimizer, but that at index {i} does not."
            );
        }
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
        foreach (var scheduler in schedulers)
            scheduler.Step();
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
    /// <remarks>The schedules set the rates.</remarks>
    protected override double GetLr(ParamGroup group, int number) => (double)group["lr"];

    internal override void StepTo(long epoch) =>
        throw new InvalidOperationException(
            $"ChainedScheduler.step() takes no epoch, but was to go to {epoch}"
        );

    internal override void Undo()
    {
        base.Undo();
        foreach (var scheduler in schedulers)
            scheduler.Undo();
    }
}
