using System.Reflection;
using Diptych.Comparison;
using Xunit;
using Binder = Diptych.Comparison.Binder;

namespace Diptych.Parity;

/// <summary>Every option is felt: where it is left out of the call, some recorded case is no longer equal.</summary>
public sealed class OptionTests
{
    // dtype names the precision, which each case runs in both of; in place is seen in the input and not in the output.
    static readonly string[] NotAsked = ["dtype", "inplace", "generator"];

    static readonly string[] NotFelt =
    [
        // A hint to faster code: with the mask that it announces the numbers are the same, and without one it is refused.
        "nn.MultiheadAttention isCausal",
        "nn.TransformerEncoderLayer isCausal",
        // Only the fused path, of evaluation without gradients, looks at these.
        "nn.TransformerEncoder enableNestedTensor",
        "nn.TransformerEncoder maskCheck",
        // What it does is to refuse, and a refusal records that.
        "nn.utils.clip_grad_norm_ errorIfNonfinite",
        "nn.utils.get_total_norm errorIfNonfinite",
        // Versions of PyTorch disagree on the rates of the first two when they go on; the others only take it along.
        "optim.lr_scheduler.CosineAnnealingLR lastEpoch",
        "optim.lr_scheduler.ExponentialLR lastEpoch",
        "optim.lr_scheduler.OneCycleLR lastEpoch",
        "optim.lr_scheduler.SequentialLR lastEpoch",
        // It can only be that of the schedules: another is refused.
        "optim.lr_scheduler.ChainedScheduler optimizer",
        // It writes into running averages, which the modules' cases record.
        "nn.functional.batch_norm momentum",
        "nn.functional.instance_norm momentum",
        // It fills the state to begin with, which every case compares before it loads its own.
        "nn.PReLU init",
        // PyTorch takes it along and no longer looks at it.
        "nn.functional.gumbel_softmax eps",
        // An image of so many channels has one mode; another is refused.
        "transforms.ToPILImage mode",
        // There is one mode; a refusal records that another is none.
        "nn.ConvTranspose1d paddingMode",
        "nn.ConvTranspose2d paddingMode",
        "nn.ConvTranspose3d paddingMode",
        "nn.LazyConvTranspose1d paddingMode",
        "nn.LazyConvTranspose2d paddingMode",
        "nn.LazyConvTranspose3d paddingMode",
        // How long the table is shows in what is refused, and a refusal records that.
        "modules.PositionalEncoding maxLen",
    ];

    static readonly Lazy<ILookup<string, Snapshot>> Snapshots = new(() =>
        Repository
            .Files(Checkout.Repository.Snapshots)
            .Select(Snapshot.Read)
            .Where(snapshot => TargetOf(snapshot) is not null)
            .ToLookup(snapshot => TargetOf(snapshot)!)
    );

    public static TheoryData<string> Targets() =>
        [.. Snapshots.Value.Select(group => group.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_option_is_felt(string target)
    {
        var engine = new ScratchEngine();
        var missing = Options(target)
            .Where(option => !NotFelt.Contains($"{target} {option.Name}"))
            .Where(option =>
                !Snapshots
                    .Value[target]
                    .SelectMany(snapshot => Without(snapshot, option))
                    .Any(changed => IsFelt(changed, engine))
            )
            .Select(option => $"{option.Name} of {option.Member.Name}");
        Assert.True(
            !missing.Any(),
            $"no case of {target} gives and feels {string.Join(", ", missing)}"
        );
    }

    [Fact]
    public void Every_concept_has_eight_cases_at_least()
    {
        Assert.True(
            Snapshots.Value.Count > 30,
            $"only {Snapshots.Value.Count} concepts were found"
        );
        var few = Snapshots
            .Value.Where(group => group.Key.StartsWith("nn.", StringComparison.Ordinal))
            .Where(group => char.IsUpper(group.Key[(group.Key.LastIndexOf('.') + 1)..][0]))
            .Where(group => group.Count() < 8)
            .Select(group => $"{group.Key} has {group.Count()}");
        Assert.Empty(few);
    }

    static bool IsFelt(Snapshot snapshot, Engine engine) =>
        CaseRunner
            .Run(snapshot, "without an option", engine)
            .Any(result => result.Verdict != Verdict.Passed);

    // The parameters that may be left out, of constructors and forward passes, or of a function's overloads.
    static List<ParameterInfo> Options(string target)
    {
        var names = target.Split('.');
        var scratch = typeof(Scratch.Tensor).Assembly;
        IEnumerable<MethodBase> calls;
        if (char.IsUpper(names[^1][0]))
        {
            var type = scratch.GetType("Diptych.Scratch." + names[^1]);
            calls =
            [
                .. type?.GetConstructors() ?? [],
                .. type?.GetMethods().Where(method => method.Name == "Forward") ?? [],
            ];
        }
        else
            calls =
                scratch
                    .GetType("Diptych.Scratch." + Binder.MemberName(names[^2]))
                    ?.GetMethods()
                    .Where(method => method.Name == Binder.MemberName(names[^1]))
                ?? [];
        return
        [
            .. calls
                .SelectMany(call => call.GetParameters())
                .Where(parameter => parameter.HasDefaultValue && !NotAsked.Contains(parameter.Name))
                .DistinctBy(parameter => (parameter.Member.Name, parameter.Name)),
        ];
    }

    // The case with the option left out: none where the case does not give it.
    static IEnumerable<Snapshot> Without(Snapshot snapshot, ParameterInfo option)
    {
        switch (snapshot)
        {
            case ModuleSnapshot module when option.Member.Name == "Forward":
                for (var i = 0; i < module.Steps.Count; i++)
                    if (Without(module.Steps[i], option) is { } step)
                        yield return module with
                        {
                            Steps = [.. module.Steps.Take(i), step, .. module.Steps.Skip(i + 1)],
                        };
                break;
            case ModuleSnapshot module
                when Without(module.Args, module.Kwargs, option) is var (args, kwargs):
                yield return module with
                {
                    Args = args,
                    Kwargs = kwargs,
                    StateFromSeed = false,
                };
                break;
            case OptimizerSnapshot optimizer
                when Without([], optimizer.Kwargs, option) is var (_, kwargs):
                yield return optimizer with
                {
                    Kwargs = kwargs,
                };
                break;
            // The constructor takes the optimizer before what the snapshot lists.
            case ScheduleSnapshot schedule
                when Without([null, .. schedule.Args], schedule.Kwargs, option)
                    is var (args, kwargs):
                yield return schedule with
                {
                    Args = args.Skip(1).ToList(),
                    Kwargs = kwargs,
                };
                break;
            case FunctionSnapshot function:
                foreach (var given in function.Steps)
                    if (Without(given, option) is { } step)
                        yield return function with
                        {
                            Steps = [step],
                        };
                break;
        }
    }

    static Step? Without(Step step, ParameterInfo option) =>
        Without(step.Args, step.Kwargs, option) is var (args, kwargs)
            ? step with
            {
                Args = args,
                Kwargs = kwargs,
            }
            : null;

    static (IReadOnlyList<object?>, IReadOnlyDictionary<string, object?>)? Without(
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        ParameterInfo option
    )
    {
        var named = kwargs.ToDictionary(pair => Binder.ParameterName(pair.Key), pair => pair.Value);
        if (named.Remove(option.Name!))
            return (args, named);
        if (args.Count <= option.Position)
            return null;
        // What comes after it by position goes by name.
        var parameters = ((MethodBase)option.Member).GetParameters();
        if (args.Count > parameters.Length)
            return null;
        for (var i = option.Position + 1; i < args.Count; i++)
            named.Add(parameters[i].Name!, args[i]);
        return (args.Take(option.Position).ToList(), named);
    }

    static string? TargetOf(Snapshot snapshot) =>
        snapshot is RefusalSnapshot ? null : CaseRunner.TargetOf(snapshot);
}
