using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Diptych.Comparison;
using Xunit;
using Binder = Diptych.Comparison.Binder;

namespace Diptych.Parity;

/// <summary>What Scratch says where it refuses: a sentence of its own, about an argument of the call.</summary>
public sealed partial class RefusalTests
{
    static readonly ScratchEngine Engine = new();

    static readonly Lazy<ILookup<string, Snapshot>> Snapshots = new(() =>
        Checkout
            .Families.SelectMany(Checkout.Snapshots)
            .Select(Snapshot.Read)
            .Where(snapshot => snapshot is ModuleSnapshot or FunctionSnapshot)
            .ToLookup(snapshot => CaseRunner.TargetOf(snapshot)!)
    );

    public static TheoryData<string> Refusals() =>
        [
            .. Checkout
                .Families.SelectMany(Checkout.Snapshots)
                .Select(Checkout.Repository.CaseName)
                .Where(name => name.Contains(".refuses-", StringComparison.Ordinal)),
        ];

    public static TheoryData<string> Targets() =>
        [
            .. Snapshots
                .Value.Select(group => group.Key)
                .Where(target => !TakesAnything.Contains(target) && !IsFormula(target))
                .Order(StringComparer.Ordinal),
        ];

    static readonly string[] TakesAnything = ["nn.Identity", "modules.EditedModuleDict"];

    // A page of arithmetic: what is missing is named as its first operation names it.
    static bool IsFormula(string target) =>
        target.StartsWith("slope.", StringComparison.Ordinal)
        || target.StartsWith("chain_rule.", StringComparison.Ordinal)
        || target.StartsWith("accumulation.", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_refused_is_named_in_a_sentence(string name)
    {
        var file = Path.Combine(Checkout.Repository.Snapshots, name + ".verified.json");
        var snapshot = (RefusalSnapshot)Snapshot.Read(file);
        var refusal = Assert.Single(CaseRunner.Run(snapshot, name, Engine)).Refusal!;
        Assert.Matches(Sentence(), Tail().Replace(refusal.Message, ""));
        var thrower = new StackTrace(refusal).GetFrame(0)?.GetMethod()?.DeclaringType;
        // A loop is a type within the kernel's, of which it may have become a part or not.
        while (thrower?.DeclaringType is { } around)
            thrower = around;
        // What reaches the loops is checked, but for numbers that only they see; a loop that has run often is part of Dispatch.
        Assert.False(
            thrower?.Namespace == "Diptych.Scratch.Kernels"
                && thrower.Name is not ("Unpooling" or "Reduce" or "Dispatch"),
            $"{thrower} refuses what is not its to check: {refusal}"
        );
        if (refusal is ArgumentException { ParamName: { } argument })
            Assert.Contains(
                Binder.ParameterName(argument),
                Calls(snapshot.Target)
                    .SelectMany(call => call.GetParameters())
                    .Select(parameter => parameter.Name!)
                    .Concat(PassedOn)
            );
    }

    internal static bool IsPassedOn(string name) => PassedOn.Contains(name);

    // What a module's or a function's argument is called where it is passed on to.
    static readonly string[] PassedOn =
    [
        "attnMask",
        "dim",
        "dtype",
        "embedDim",
        "factor",
        "from",
        "gradient",
        "index",
        "input",
        "kernel",
        "kernelSize",
        "key",
        "lengths",
        "mask",
        "name",
        "optimizer",
        "p",
        "pad",
        "padding",
        "parameter",
        "query",
        "size",
        "sizes",
        "tensor",
        "tensors",
        "weight",
    ];

    [GeneratedRegex(@"^(?!.*  )(?!.*'')[\w""'`].{10,}[^\s,:]$", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    // What .NET says after the message.
    [GeneratedRegex(@"( \(Parameter '\w+'\))?(\s*Actual value was .*)?$")]
    private static partial Regex Tail();

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_missing_argument_is_named(string target)
    {
        foreach (var snapshot in Snapshots.Value[target].Take(3))
        foreach (
            var (place, call) in snapshot switch
            {
                ModuleSnapshot module => Missing(module),
                FunctionSnapshot function => Missing(function),
                _ => [],
            }
        )
        {
            var refusal = Record.Exception(call);
            // Where an overload takes less, or another list, the call is not this one.
            if (refusal is not UnknownConceptException)
                Assert.True(
                    refusal is ArgumentNullException { ParamName: { } name }
                        && (name == place || PassedOn.Contains(name)),
                    $"{snapshot.File}: without {place}: {refusal}"
                );
        }
    }

    static IEnumerable<(string, Action)> Missing(FunctionSnapshot snapshot) =>
        Without(Calls(snapshot.Target), snapshot.Steps[0].Args, snapshot.Steps[0].Kwargs)
            .Select(left =>
                (
                    left.Name,
                    (Action)(
                        () =>
                        {
                            Engine.Begin(ElementType.Float64);
                            Engine.Call(snapshot.Target, left.Args, left.Kwargs);
                        }
                    )
                )
            );

    static IEnumerable<(string, Action)> Missing(ModuleSnapshot snapshot)
    {
        var constructors = Calls(snapshot.Target).OfType<ConstructorInfo>();
        foreach (var left in Without(constructors, snapshot.Args, snapshot.Kwargs))
            yield return (
                left.Name,
                () =>
                {
                    Engine.Begin(ElementType.Float64);
                    Engine.Construct(snapshot.Target, left.Args, left.Kwargs);
                }
            );
        var step = snapshot.Steps[0];
        var method = step.Method is null ? "Forward" : Binder.MemberName(step.Method);
        var methods = Calls(snapshot.Target).Where(call => call.Name == method);
        foreach (var left in Without(methods, step.Args, step.Kwargs))
            yield return (
                left.Name,
                () =>
                {
                    Engine.Begin(ElementType.Float64);
                    var module = Engine.Construct(snapshot.Target, snapshot.Args, snapshot.Kwargs);
                    Engine.Cast(module);
                    Engine.Train(module, step.Mode != StepMode.Eval);
                    Engine.Forward(module, left.Args, left.Kwargs, step.Method);
                }
            );
    }

    // The call with nothing in place of each argument that may not be left out.
    static IEnumerable<(
        string Name,
        IReadOnlyList<object?> Args,
        IReadOnlyDictionary<string, object?> Kwargs
    )> Without(
        IEnumerable<MethodBase> overloads,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    )
    {
        var calls = overloads.Select(call => call.GetParameters()).ToList();
        // Which of several takes nothing in a place is not said.
        if (calls.Count != 1 || args.Count > calls[0].Length)
            yield break;
        foreach (var parameter in calls[0].Where(IsNeeded))
        {
            var name = parameter.Name!;
            if (parameter.Position < args.Count)
                yield return (
                    name,
                    [.. args.Take(parameter.Position), null, .. args.Skip(parameter.Position + 1)],
                    kwargs
                );
            else if (
                kwargs.Keys.FirstOrDefault(key => Binder.ParameterName(key) == name) is { } key
            )
                yield return (
                    name,
                    args,
                    kwargs.ToDictionary(
                        pair => pair.Key,
                        pair => pair.Key == key ? null : pair.Value
                    )
                );
        }
    }

    static bool IsNeeded(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Scratch.Tensor)
        && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;

    // What a target's name may mean: constructors and methods of a class, or a function's overloads.
    static List<MethodBase> Calls(string target)
    {
        var names = target.Split('.');
        if (Class(names[^1]) is { } type && char.IsUpper(names[^1][0]))
            return
            [
                .. type.GetConstructors(),
                .. type.GetMethods(BindingFlags.Public | BindingFlags.Instance),
            ];
        var holder = Class(Binder.MemberName(names[^2])) ?? Class(Binder.MemberName(names[^3]));
        return [.. holder!.GetMethods().Where(m => m.Name == Binder.MemberName(names[^1]))];
    }

    static Type? Class(string name) =>
        typeof(Scratch.Tensor).Assembly.GetType("Diptych.Scratch." + name);
}
