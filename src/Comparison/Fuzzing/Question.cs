using System.Text.Json.Nodes;

namespace Diptych.Comparison;

/// <summary>What a question is about.</summary>
public enum QuestionSubject
{
    /// <summary>A module: its construction, and passes through it.</summary>
    Module,

    /// <summary>A function, called once or several times.</summary>
    Function,

    /// <summary>An optimizer: its construction, and its steps.</summary>
    Optimizer,

    /// <summary>A schedule: its construction on an optimizer, and its steps.</summary>
    Schedule,

    /// <summary>Calls in one random stream.</summary>
    Random,
}

/// <summary>
/// What engines are asked, without anybody's answer: a file <c>*.question.json</c>. The two engines can be held against
/// each other on it, and PyTorch answers it with <c>snapshots/generate.py record --question</c>.
/// </summary>
/// <param name="Of">What it is about.</param>
/// <param name="Target">PyTorch's name; empty for a random stream, whose steps have their own.</param>
/// <param name="Args">The constructor's arguments by position, without an optimizer's parameters and a schedule's optimizer.</param>
/// <param name="Kwargs">The constructor's arguments by name.</param>
/// <param name="Steps">At least one.</param>
public sealed record Question(
    QuestionSubject Of,
    string Target,
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs,
    IReadOnlyList<QuestionStep> Steps
)
{
    /// <summary>The ending of a question's file.</summary>
    public const string Ending = ".question.json";

    /// <summary>Set right before a module's construction.</summary>
    public long Seed { get; init; }

    /// <summary>Whether a module's state is <see cref="Pattern.State"/> in place of what its constructor drew.</summary>
    public bool HasPatternedState { get; init; }

    /// <summary>An optimizer's parameters, <see cref="TensorArgument"/>; empty for anything else.</summary>
    public IReadOnlyList<object?> Parameters { get; init; } = [];

    /// <summary>An optimizer's parameter groups; null for one group of all parameters.</summary>
    public IReadOnlyList<ParameterGroup>? Groups { get; init; }

    /// <summary>What a schedule is attached to; null for anything else.</summary>
    public ScheduledOptimizer? Optimizer { get; init; }

    /// <summary>The question of a snapshot; null for one that asks what cannot be asked in this form.</summary>
    public static Question? From(Snapshot snapshot) =>
        snapshot switch
        {
            // What PyTorch has only as a composition can be recorded beside its source alone.
            ModuleSnapshot
            or FunctionSnapshot
                when CaseRunner.TargetOf(snapshot)!.Split('.')[0]
                    is not ("torch" or "nn" or "optim") => null,
            // A lazy module has no state before its first pass.
            ModuleSnapshot { Uninitialized: null } module
                when !IsLazy(new ModuleArgument(module.Target, module.Args, module.Kwargs)) => new(
                QuestionSubject.Module,
                module.Target,
                module.Args,
                module.Kwargs,
                [.. module.Steps.Select(QuestionStep.Of)]
            )
            {
                Seed = module.Seed,
                HasPatternedState = !module.StateFromSeed,
            },
            FunctionSnapshot function
                when function.Steps.All(step => step.GradientsBefore.Count == 0) => new(
                QuestionSubject.Function,
                function.Target,
                [],
                Nothing,
                [.. function.Steps.Select(QuestionStep.Of)]
            ),
            OptimizerSnapshot { Objective: null } optimizer => new(
                QuestionSubject.Optimizer,
                optimizer.Target,
                [],
                optimizer.Kwargs,
                [.. optimizer.Steps.Select(QuestionStep.Of)]
            )
            {
                Parameters =
                [
                    .. optimizer.Parameters.Select(data => new TensorArgument(data, false)),
                ],
                Groups = optimizer.Groups,
            },
            ScheduleSnapshot schedule => new(
                QuestionSubject.Schedule,
                schedule.Target,
                schedule.Args,
                schedule.Kwargs,
                [.. schedule.Steps.Select(QuestionStep.Of)]
            )
            {
                Optimizer = schedule.Optimizer,
            },
            RandomSnapshot random
                when random.Calls.All(call =>
                    call is { Expected: null, Batches: null }
                    && (call.State is null || char.IsUpper(call.Target.Split('.')[^1][0]))
                ) => new(
                QuestionSubject.Random,
                "",
                [],
                Nothing,
                [.. random.Calls.Select(QuestionStep.Of)]
            ),
            _ => null,
        };

    static bool IsLazy(object? value) =>
        value switch
        {
            ModuleArgument module => module.Target.StartsWith("nn.Lazy", StringComparison.Ordinal)
                || module.Args.Concat(module.Kwargs.Values).Any(IsLazy),
            IReadOnlyList<object?> list => list.Any(IsLazy),
            _ => false,
        };

    /// <summary>What it asks about, for a reader: the target, or the last call of a random stream.</summary>
    public string Name => Of == QuestionSubject.Random ? Steps[^1].Target ?? "" : Target;

    internal static readonly OrderedDictionary<string, object?> Nothing = [];

    /// <summary>Reads a question's file.</summary>
    /// <exception cref="SnapshotFormatException">The file does not keep the format; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Question Read(string path) => Parse(path, File.ReadAllBytes(path));

    /// <summary>Reads a question's text, UTF-8.</summary>
    /// <param name="file">A name for messages.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="SnapshotFormatException">The text does not keep the format; the message says where.</exception>
    public static Question Parse(string file, ReadOnlyMemory<byte> json) =>
        SnapshotReader.ReadQuestion(file, json);

    /// <summary>The question's text, as <see cref="Parse"/> reads it.</summary>
    public string Text() => SnapshotText.Write(Document());

    /// <summary>The same on one line, without spaces.</summary>
    internal string Line() => Document().ToJsonString();

    JsonObject Document()
    {
        var document = new JsonObject
        {
            ["kind"] = "question",
            ["of"] = Of.ToString().ToLowerInvariant(),
        };
        foreach (var (name, value) in ArgumentWriter.Call(Target, Args, Kwargs).ToList())
            document[name] = value?.DeepClone();
        if (Of == QuestionSubject.Module)
        {
            document["seed"] = Seed;
            document["state"] = HasPatternedState ? "pattern" : "drawn";
        }
        if (Of == QuestionSubject.Optimizer)
        {
            document["parameters"] = new JsonArray([
                .. Parameters.Select(parameter =>
                    ArgumentWriter.Tensor(((TensorArgument)parameter!).Data)
                ),
            ]);
            document["groups"] = Groups is null
                ? null
                : new JsonArray([.. Groups.Select(Document)]);
        }
        if (Optimizer is { } optimizer)
            document["optimizer"] = new JsonObject
            {
                ["target"] = optimizer.Target,
                ["groups"] = new JsonArray([.. optimizer.Groups.Select(ArgumentWriter.Kwargs)]),
                ["kwargs"] = ArgumentWriter.Kwargs(optimizer.Kwargs),
            };
        document["steps"] = new JsonArray([.. Steps.Select(step => step.Document())]);
        return document;
    }

    static JsonObject Document(ParameterGroup group)
    {
        var document = ArgumentWriter.Kwargs(group.Options);
        document["parameters"] = new JsonArray([.. group.Parameters.Select(p => (JsonNode)p)]);
        return document;
    }

    /// <summary>The question with every value among its arguments replaced.</summary>
    /// <param name="map">Answers a value's replacement, given the name of the argument that it stands in (its place where it has none).</param>
    internal Question Map(Func<string, object?, object?> map) =>
        this with
        {
            Args = ArgumentTree.Map(Args, map),
            Kwargs = ArgumentTree.Map(Kwargs, map),
            Parameters = ArgumentTree.Map(Parameters, map),
            Groups = Groups is null
                ? null
                :
                [
                    .. Groups.Select(group =>
                        group with
                        {
                            Options = ArgumentTree.Map(group.Options, map),
                        }
                    ),
                ],
            Optimizer = Optimizer is { } optimizer
                ? optimizer with
                {
                    Kwargs = ArgumentTree.Map(optimizer.Kwargs, map),
                    Groups = [.. optimizer.Groups.Select(group => ArgumentTree.Map(group, map))],
                }
                : null,
            Steps =
            [
                .. Steps.Select(step =>
                    step with
                    {
                        Args = ArgumentTree.Map(step.Args, map),
                        Kwargs = ArgumentTree.Map(step.Kwargs, map),
                    }
                ),
            ],
        };

    /// <summary>Every value among the arguments, with the name of the argument that it stands in.</summary>
    internal IReadOnlyList<(string Name, object? Value)> Values()
    {
        var values = new List<(string, object?)>();
        Map(
            (name, value) =>
            {
                values.Add((name, value));
                return value;
            }
        );
        return values;
    }
}

/// <summary>One call, pass or step of a question.</summary>
/// <param name="Args">The arguments by position; an optimizer's gradients, null for a parameter without one.</param>
/// <param name="Kwargs">The arguments by name; an optimizer's options from this step on; what a schedule's step is told.</param>
public sealed record QuestionStep(
    IReadOnlyList<object?> Args,
    IReadOnlyDictionary<string, object?> Kwargs
)
{
    /// <summary>What is called, by PyTorch's name, in a random stream; null for anything else.</summary>
    public string? Target { get; init; }

    /// <summary>A module's mode; null for anything else.</summary>
    public StepMode? Mode { get; init; }

    /// <summary>A module's method; null for the forward pass.</summary>
    public string? Method { get; init; }

    /// <summary>Set right before the call, or null.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether <see cref="Pattern.Cotangent"/> is propagated back from every output that has a gradient.</summary>
    public bool Backward { get; init; }

    internal static QuestionStep Of(Step step) =>
        new(step.Args, step.Kwargs)
        {
            Mode = step.Mode,
            Method = step.Method,
            Seed = step.Seed,
            Backward = step.Cotangents.Count > 0,
        };

    internal static QuestionStep Of(OptimizerStep step) =>
        new(
            [
                .. step.Gradients.Select(data =>
                    data is null ? null : new TensorArgument(data, false)
                ),
            ],
            step.Options
        );

    internal static QuestionStep Of(ScheduleStep step) =>
        new(
            [],
            step.Metrics is { } metrics
                    ? new OrderedDictionary<string, object?> { ["metrics"] = metrics }
                : step.Epoch is { } epoch
                    ? new OrderedDictionary<string, object?> { ["epoch"] = epoch }
                : Question.Nothing
        );

    internal static QuestionStep Of(RandomCall call) =>
        new(call.Args, call.Kwargs) { Target = call.Target };

    internal JsonObject Document()
    {
        var document = new JsonObject();
        if (Target is not null)
            document["target"] = Target;
        if (Mode is { } mode)
            document["mode"] = mode.ToString().ToLowerInvariant();
        if (Method is not null)
            document["method"] = Method;
        if (Seed is { } seed)
            document["seed"] = seed;
        document["args"] = ArgumentWriter.Args(Args);
        document["kwargs"] = ArgumentWriter.Kwargs(Kwargs);
        if (Backward)
            document["backward"] = true;
        return document;
    }
}

/// <summary>Numbers that need not stand in a question's file, because everybody makes them alike.</summary>
/// <remarks>All are short fractions, so that they are the same in float32 and float64.</remarks>
public static class Pattern
{
    /// <summary>What is propagated back from an output: element i is ((7 i + 3) mod 11 − 5) / 4.</summary>
    public static TensorData Cotangent(long[] shape) =>
        Make(shape, i => ((7 * i + 3) % 11 - 5) / 4f);

    /// <summary>
    /// A tensor of a module's state: element i of tensor k is ((5 i + 3 k) mod 13 − 6) / 8, of a running variance
    /// ((5 i + 3 k) mod 13 + 4) / 8; whole numbers are 5.
    /// </summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="place">k, its place in the state.</param>
    /// <param name="like">The tensor whose shape and type it has.</param>
    public static TensorData State(string name, int place, TensorData like)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(like);
        if (like.Type == ElementType.Int64)
            return like with { Elements = Enumerable.Repeat(5L, like.Count).ToArray() };
        if (like.Type == ElementType.Bool)
            return like;
        var shift = name.EndsWith("running_var", StringComparison.Ordinal) ? 4 : -6;
        return Make(like.Shape, i => ((5 * i + 3 * place) % 13 + shift) / 8f);
    }

    static TensorData Make(long[] shape, Func<long, float> element)
    {
        var elements = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = element(i);
        return new TensorData(ElementType.Float32, shape, elements);
    }
}

/// <summary>Walks through arguments with lists and modules inside.</summary>
static class ArgumentTree
{
    public static List<object?> Map(
        IReadOnlyList<object?> args,
        Func<string, object?, object?> map
    ) => [.. args.Select((value, i) => Map($"{i}", value, map))];

    public static OrderedDictionary<string, object?> Map(
        IReadOnlyDictionary<string, object?> kwargs,
        Func<string, object?, object?> map
    )
    {
        var mapped = new OrderedDictionary<string, object?>();
        foreach (var (name, value) in kwargs)
            mapped.Add(name, Map(name, value, map));
        return mapped;
    }

    static object? Map(string name, object? value, Func<string, object?, object?> map) =>
        value switch
        {
            IReadOnlyList<object?> list => list.Select(item => Map(name, item, map)).ToList(),
            ModuleArgument module => new ModuleArgument(
                module.Target,
                Map(module.Args, map),
                Map(module.Kwargs, map)
            ),
            _ => map(name, value),
        };
}
