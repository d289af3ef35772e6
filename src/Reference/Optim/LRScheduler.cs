namespace Diptych.Reference;

/// <summary>Sets the learning rate of every group of an optimizer, step by step. PyTorch: <c>torch.optim.lr_scheduler.LRScheduler</c>.</summary>
/// <remarks>
/// A rate is computed from the one before, as PyTorch does, so that schedules can be combined and rates changed in
/// between; the epoch counts from 0, which the constructor sets. Step the optimizer first, then the schedule.
/// TorchSharp's own schedules are C# too and take no optimizer but its own.
/// </remarks>
public abstract class LRScheduler
{
    /// <summary>Attaches to an optimizer; the constructor that calls this ends with <see cref="Begin"/>.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">A run goes on, and a group has no <c>initial_lr</c>.</exception>
    protected LRScheduler(Optimizer optimizer, long lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        LastEpoch = lastEpoch;
    }

    /// <summary>Whose groups get the rates. PyTorch: <c>optimizer</c>.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How many steps were taken: the epoch whose rates now stand in the groups. PyTorch: <c>last_epoch</c>.</summary>
    public long LastEpoch { get; private protected set; }

    /// <summary>Each group's rate where the schedule began. PyTorch: <c>base_lrs</c>.</summary>
    protected IReadOnlyList<double> BaseLrs { get; private protected set; } = [];

    /// <summary>Whether the constructor's own step is the only one so far.</summary>
    protected bool IsFirstStep { get; private set; }

    IReadOnlyList<double> lastLr = [];

    /// <summary>The rates that the last step set, one for each group. PyTorch: <c>get_last_lr</c>.</summary>
    public IReadOnlyList<double> GetLastLr() => lastLr;

    /// <summary>Goes on to the next epoch: what the groups then hold is the next epoch's rate. PyTorch: <c>step</c>.</summary>
    public virtual void Step()
    {
        LastEpoch++;
        Set(GetLr);
    }

    /// <summary>Jumps to an epoch, by the closed form where there is one. PyTorch: <c>step(epoch)</c>.</summary>
    internal virtual void StepTo(long epoch)
    {
        LastEpoch = epoch;
        Set(GetClosedFormLr);
    }

    /// <summary>How far it is, by PyTorch's names: numbers (double), counts (long), rates (double[]). PyTorch: <c>state_dict</c>.</summary>
    /// <remarks>The options are those of the constructor and not among it; save the optimizer's state too, which holds the rates.</remarks>
    public virtual Dictionary<string, object> StateDict() =>
        new()
        {
            ["last_epoch"] = LastEpoch,
            ["base_lrs"] = BaseLrs.ToArray(),
            ["_last_lr"] = lastLr.ToArray(),
        };

    /// <summary>Goes on where another schedule of the same options stood. PyTorch: <c>load_state_dict</c>.</summary>
    /// <param name="stateDict">What <see cref="StateDict"/> returned.</param>
    /// <exception cref="KeyNotFoundException">An entry is missing.</exception>
    public virtual void LoadStateDict(IReadOnlyDictionary<string, object> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        LastEpoch = (long)stateDict["last_epoch"];
        BaseLrs = (double[])stateDict["base_lrs"];
        lastLr = (double[])stateDict["_last_lr"];
    }

    /// <summary>A group's rate in <see cref="LastEpoch"/>, from its rate in the epoch before.</summary>
    /// <param name="group">The group, whose rate is still that of the epoch before.</param>
    /// <param name="number">Its number.</param>
    protected abstract double GetLr(ParamGroup group, int number);

    /// <summary>A group's rate in <see cref="LastEpoch"/>, from the rate where it began; the same but for rounding.</summary>
    protected virtual double GetClosedFormLr(ParamGroup group, int number) => GetLr(group, number);

    /// <summary>Notes where the rates begin and sets those of the first epoch.</summary>
    protected void Begin()
    {
        foreach (var (i, group) in Optimizer.ParamGroups.Index())
            if (LastEpoch == -1)
                group.Options.TryAdd("initial_lr", group["lr"]);
            else if (!group.Options.ContainsKey("initial_lr"))
                throw new ArgumentException(
                    $"param 'initial_lr' is not specified in param_groups[{i}] when resuming an optimizer"
                );
        BaseLrs = [.. Optimizer.ParamGroups.Select(group => (double)group["initial_lr"])];
        BeginAnew();
    }

    /// <summary>Sets the rates of the first epoch.</summary>
    internal void BeginAnew()
    {
        IsFirstStep = true;
        Step();
        IsFirstStep = false;
    }

    /// <summary>A state with those of schedules in it, under <c>_schedulers.0.</c> and so on.</summary>
    private protected static Dictionary<string, object> WithStates(
        Dictionary<string, object> dict,
        LRScheduler[] schedulers
    )
    {
        foreach (var (i, scheduler) in schedulers.Index())
        foreach (var (name, value) in scheduler.StateDict())
            dict[$"_schedulers.{i}.{name}"] = value;
        return dict;
    }

    /// <summary>The way back from <see cref="WithStates"/>.</summary>
    private protected static void LoadStates(
        IReadOnlyDictionary<string, object> dict,
        LRScheduler[] schedulers
    )
    {
        foreach (var (i, scheduler) in schedulers.Index())
        {
            var prefix = $"_schedulers.{i}.";
            scheduler.LoadStateDict(
                dict.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value)
            );
        }
    }

    /// <summary>Takes back the step of a constructor.</summary>
    internal virtual void Undo() => LastEpoch--;

    /// <summary>Notes the rates that now stand in the groups.</summary>
    private protected void NoteLr() =>
        lastLr = [.. Optimizer.ParamGroups.Select(group => (double)group["lr"])];

    /// <summary>Sets the rate of each group.</summary>
    private protected void Set(Func<ParamGroup, int, double> rate)
    {
        // All rates are computed before any is set.
        var rates = Optimizer.ParamGroups.Select(rate).ToList();
        foreach (var (group, lr) in Optimizer.ParamGroups.Zip(rates))
            group["lr"] = lr;
        NoteLr();
    }
}

/// <summary>One number for all groups of an optimizer, or one for each.</summary>
public sealed class PerGroup
{
    readonly double[] numbers;
    readonly bool isForAll;

    PerGroup(double[] numbers, bool isForAll) =>
        (this.numbers, this.isForAll) = (numbers, isForAll);

    /// <summary>The same for all groups.</summary>
    public static implicit operator PerGroup(double number) => new([number], true);

    /// <summary>One for each group, in their order.</summary>
    public static implicit operator PerGroup(double[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new(numbers, false);
    }

    /// <summary>The numbers for so many groups.</summary>
    /// <exception cref="ArgumentException">There is another number of groups.</exception>
    internal double[] For(int groups, string name) =>
        isForAll ? [.. Enumerable.Repeat(numbers[0], groups)]
        : numbers.Length == groups ? numbers
        : throw new ArgumentException(
            $"expected {groups} values for {name}, got {numbers.Length}",
            name
        );
}
