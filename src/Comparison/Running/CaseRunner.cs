using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Diptych.Comparison;

/// <summary>Asks an engine what a snapshot asked PyTorch, and compares the answers.</summary>
public sealed class CaseRunner
{
    readonly Engine engine;
    readonly ElementType precision;
    readonly List<TensorComparison> tensors = [];
    readonly OrderedDictionary<string, TensorData?> actual = [];
    readonly List<ComparedTensor> pairs = [];
    readonly List<Difference> differences = [];
    int compared;
    string? note;
    Exception? refusal;

    // Layers that could not be compared alone, and why.
    readonly List<string> left = [];
    const string LayerPrefix = "layer ";

    CaseRunner(Engine engine, ElementType precision)
    {
        this.engine = engine;
        this.precision = precision;
    }

    /// <summary>Runs a case on an engine: in both precisions, or once where bits, text or refusals are compared.</summary>
    /// <param name="snapshot">What PyTorch answered.</param>
    /// <param name="name">The case's name in the results.</param>
    /// <param name="engine">The engine; its random stream is seeded as the case says.</param>
    /// <param name="only">The one precision to run in; both where null.</param>
    public static IReadOnlyList<CaseResult> Run(
        Snapshot snapshot,
        string name,
        Engine engine,
        ElementType? only = null
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(engine);
        var isReal =
            snapshot is ModuleSnapshot or FunctionSnapshot or OptimizerSnapshot or TrainingSnapshot;
        ElementType[] precisions =
            !isReal ? [ElementType.Float32]
            : only is { } one ? [one]
            : [ElementType.Float32, ElementType.Float64];
        return
        [
            .. precisions.Select(precision =>
                new CaseRunner(engine, precision).Run(snapshot, name, isReal ? precision : null)
            ),
        ];
    }

    CaseResult Run(Snapshot snapshot, string name, ElementType? shown)
    {
        var (verdict, note) = Judge(snapshot);
        return new(
            name,
            TargetOf(snapshot) ?? Kind(snapshot),
            engine.Name,
            shown,
            verdict,
            differences,
            note,
            tensors,
            actual
        )
        {
            Compared = pairs,
            Refusal = refusal,
        };
    }

    (Verdict, string?) Judge(Snapshot snapshot)
    {
        if (engine.ReasonToSkip(snapshot) is { } skip)
            return (Verdict.Skipped, skip);
        try
        {
            engine.Begin(snapshot is RandomSnapshot ? null : precision);
            switch (snapshot)
            {
                case ModuleSnapshot module:
                    Run(module);
                    break;
                case FunctionSnapshot function:
                    Run(function);
                    break;
                case OptimizerSnapshot optimizer:
                    Run(optimizer);
                    break;
                case ScheduleSnapshot schedule:
                    Run(schedule);
                    break;
                case RandomSnapshot random:
                    Run(random);
                    break;
                case TrainingSnapshot training:
                    Run(training);
                    break;
                case TranscriptSnapshot transcript:
                    Run(transcript);
                    break;
                case RefusalSnapshot refusal:
                    Run(refusal);
                    break;
                default:
                    return (
                        Verdict.Unknown,
                        $"{engine.Name} runs no snapshot of kind {Kind(snapshot)}"
                    );
            }
        }
        catch (UnknownConceptException e)
        {
            return (Verdict.Unknown, e.Message);
        }
        // Whatever an engine throws is its answer to this case, and must not end the others.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            var message = FirstLine(e.Message);
            differences.Add(new("exception", null, message, $"{e.GetType().Name}: {message}"));
        }
        if (compared == 0 && differences.Count == 0)
            differences.Add(new("case", null, null, "nothing was compared"));
        return differences.Count == 0
            ? (Verdict.Passed, note)
            : (Verdict.Failed, snapshot is ModuleSnapshot { Layers.Count: > 0 } ? Where() : null);
    }

    // Of a module whose layers are recorded too: which of them differs first.
    string Where()
    {
        var first = differences[0];
        var more = differences.Count > 1 ? $" (and {differences.Count - 1} more)" : "";
        var alone = left.Count > 0 ? $"; not compared alone: {string.Join(", ", left)}" : "";
        return first.Place.StartsWith(LayerPrefix, StringComparison.Ordinal)
            ? $"the first layer that differs is {first.Text[LayerPrefix.Length..]}{more}{alone}"
            : (left.Count == 0 ? "every layer" : "every layer that was compared")
                + $" is equal alone, so that it is forward itself that differs: {first.Text}{more}{alone}";
    }

    void Run(ModuleSnapshot snapshot)
    {
        var module = Build(snapshot.Target, snapshot.Args, snapshot.Kwargs, snapshot.Seed);
        CheckUninitialized(module, snapshot.Uninitialized?.Names ?? []);
        if (snapshot.Uninitialized is { Until: Materialization.Forward })
        {
            engine.Cast(module);
            engine.Train(module, false);
            engine.Forward(module, snapshot.Steps[0].Args, snapshot.Steps[0].Kwargs);
            CheckUninitialized(module, []);
        }
        CheckInitialState(module, snapshot);
        engine.Cast(module);
        foreach (var layer in snapshot.Layers)
        {
            // What a layer has changed, the next one finds as it was.
            engine.LoadState(module, snapshot.State);
            RunAlone(module, layer);
        }
        engine.LoadState(module, snapshot.State);
        for (var i = 0; i < snapshot.Steps.Count; i++)
            RunStep(
                module,
                snapshot.Steps[i],
                snapshot.Steps.Count > 1 ? $"step {i + 1}: " : "",
                isAlone: false
            );
        if (left.Count > 0 && precision == ElementType.Float32)
            note = $"layers that were not compared alone: {string.Join(", ", left)}";
    }

    // A layer that has another shape here, or is none, is no difference: what counts is the whole.
    void RunAlone(object module, Layer layer)
    {
        var title = $"{LayerPrefix}{layer.Name} ({layer.Class})";
        if (engine.Child(module, layer.Name) is not { } child)
        {
            left.Add($"{layer.Name}, which is no module here");
            return;
        }
        try
        {
            RunStep(child, layer.Step, title + ": ", isAlone: true);
        }
        catch (UnknownConceptException e)
        {
            left.Add($"{layer.Name} ({e.Message})");
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            var message = FirstLine(e.Message);
            differences.Add(new(title, null, message, $"{title}: {e.GetType().Name}: {message}"));
        }
    }

    void RunStep(object module, Step step, string prefix, bool isAlone)
    {
        var before = engine
            .State(module)
            .ToDictionary(named => named.Name, named => engine.Read(named.Tensor));
        engine.Train(module, step.Mode != StepMode.Eval);
        foreach (var (_, parameter) in engine.Parameters(module))
            engine.SetGradient(parameter, null);
        var parameters = engine
            .Parameters(module)
            .ToDictionary(named => named.Name, named => named.Parameter);
        RunStep(
            step,
            prefix,
            () =>
            {
                var outputs = engine.Forward(module, step.Args, step.Kwargs, step.Method);
                return isAlone && outputs.Count != step.Outputs.Count
                    ? throw new UnknownConceptException(
                        $"{outputs.Count} outputs here and {step.Outputs.Count} in PyTorch"
                    )
                    : outputs;
            },
            parameters
        );
        foreach (var (name, tensor) in engine.State(module))
            if (step.State.TryGetValue(name, out var changed))
                Compare($"{prefix}state.{name}", changed, engine.Read(tensor));
            else if (FirstDifference(before[name], engine.Read(tensor)) is var (old, now))
                Differ($"{prefix}state.{name}", old + ", as PyTorch leaves it", now);
    }

    void Run(FunctionSnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Steps.Count; i++)
        {
            var step = snapshot.Steps[i];
            var prefix = snapshot.Steps.Count > 1 ? $"step {i + 1}: " : "";
            RunStep(step, prefix, () => engine.Call(snapshot.Target, step.Args, step.Kwargs), []);
        }
    }

    void RunStep(
        Step step,
        string prefix,
        Func<IReadOnlyList<object?>> forward,
        Dictionary<string, object> parameters
    )
    {
        var inputs = Inputs(step.Args, step.Kwargs).ToList();
        SetGradients(inputs, step.GradientsBefore);
        if (step.Seed is { } seed)
            engine.ManualSeed(seed);
        var outputs = forward();
        if (outputs.Count != step.Outputs.Count)
            throw new InvalidOperationException(
                $"expected {step.Outputs.Count} outputs, got {outputs.Count}"
            );
        for (var i = 0; i < outputs.Count; i++)
            Compare(
                $"{prefix}output.{i}",
                step.Outputs[i],
                outputs[i] is { } output ? engine.ReadOutput(output) : null
            );
        if (step.Cotangents.Count > 0)
            engine.Backward([
                .. outputs
                    .Zip(step.Cotangents)
                    .Where(pair => pair.Second is not null)
                    .Select(pair => (pair.First!, pair.Second!)),
            ]);
        foreach (var (name, expected) in step.Gradients)
        {
            var tensor =
                parameters.TryGetValue(name, out var parameter) ? parameter
                : inputs.Find(input => input.Name == name).Tensor is { } input
                    ? engine.TensorOf(input)
                : throw new InvalidOperationException(
                    $"there is nothing called {name} to have a gradient"
                );
            Compare($"{prefix}gradient.{name}", expected, engine.Gradient(tensor));
        }
    }

    void Run(OptimizerSnapshot snapshot)
    {
        var arguments = snapshot
            .Parameters.Select(data => new TensorArgument(data, RequiresGrad: true))
            .ToList();
        var parameters = arguments.ConvertAll(engine.TensorOf);
        var optimizer = BuildOptimizer(
            engine,
            snapshot.Target,
            [],
            snapshot.Kwargs,
            parameters,
            snapshot.Groups
        );
        for (var i = 0; i < snapshot.Steps.Count; i++)
        {
            var step = snapshot.Steps[i];
            engine.SetOptions(optimizer, Options(step.Options));
            if (snapshot.Objective is { } objective)
            {
                var loss = engine.Step(optimizer, () => Evaluate(objective, arguments));
                Compare($"step {i + 1}: loss", step.Loss, engine.Read(loss));
            }
            else
            {
                for (var p = 0; p < parameters.Count; p++)
                    engine.SetGradient(parameters[p], step.Gradients[p]?.To(precision));
                engine.Step(optimizer);
            }
            var after = new Dictionary<string, TensorData>();
            for (var p = 0; p < parameters.Count; p++)
                after[$"param.{p}"] = engine.Read(parameters[p]);
            foreach (var (name, tensor) in engine.OptimizerState(optimizer))
                after[name] = engine.Read(tensor);
            foreach (var name in step.After.Keys.Union(after.Keys))
                Compare(
                    $"step {i + 1}: {name}",
                    step.After.GetValueOrDefault(name),
                    after.GetValueOrDefault(name)
                );
        }
    }

    // The objective's value, with its gradients in place of those that were there.
    object Evaluate(string objective, List<TensorArgument> parameters)
    {
        foreach (var parameter in parameters)
            engine.SetGradient(engine.TensorOf(parameter), null);
        var loss = engine.Call(
            "objectives." + objective,
            parameters,
            new Dictionary<string, object?>()
        )[0]!;
        engine.Backward([(loss, Ones(engine.Read(loss)))]);
        return loss;
    }

    void SetGradients(
        IReadOnlyList<(string Name, TensorArgument Tensor)> inputs,
        IReadOnlyDictionary<string, TensorData?> gradients
    )
    {
        if (gradients.Keys.Except(inputs.Select(input => input.Name)).FirstOrDefault() is { } name)
            throw new InvalidOperationException(
                $"there is nothing called {name} to have a gradient"
            );
        foreach (var (of, input) in inputs)
            engine.SetGradient(
                engine.TensorOf(input),
                gradients.GetValueOrDefault(of)?.To(precision)
            );
    }

    void Run(ScheduleSnapshot snapshot)
    {
        var optimizer = BuildOptimizer(engine, snapshot.Optimizer);
        var schedule = Attach(engine, snapshot.Target, snapshot.Args, snapshot.Kwargs, optimizer);
        CompareRates("at first", snapshot.Initial, engine.RatesOf(optimizer));
        for (var i = 0; i < snapshot.Steps.Count; i++)
        {
            engine.Step(optimizer);
            engine.StepSchedule(schedule, snapshot.Steps[i].Metrics, snapshot.Steps[i].Epoch);
            CompareRates($"step {i + 1}", snapshot.Steps[i].Rates, engine.RatesOf(optimizer));
        }
    }

    void CompareRates(string when, Rates expected, Rates actual)
    {
        CompareNumbers($"{when}: lrs", expected.LearningRates, actual.LearningRates);
        CompareNumbers($"{when}: momenta", expected.Momenta, actual.Momenta);
    }

    // Rates are numbers of Python's: float64 whatever the precision.
    void CompareNumbers(string name, IReadOnlyList<double>? expected, IReadOnlyList<double>? got)
    {
        compared++;
        var truth = expected is null ? null : Vector(expected);
        var wanted = truth is null
            ? null
            : new ExpectedTensor(ElementType.Float32, truth.Shape)
            {
                Float32 = truth.To(ElementType.Float32),
                Float64 = truth,
            };
        var vector = got is null ? null : Vector(got);
        Note(
            TensorComparison.Of(name, wanted, vector, ElementType.Float64),
            wanted?.Float64,
            vector
        );
    }

    static TensorData Vector(IReadOnlyList<double> numbers) =>
        new(ElementType.Float64, [numbers.Count], numbers.ToArray());

    /// <summary>A schedule on an optimizer; schedules among its arguments are attached to the same one.</summary>
    internal static object Attach(
        Engine engine,
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        object optimizer
    )
    {
        // It has the optimizer of its schedules.
        IEnumerable<object?> first =
            target == "optim.lr_scheduler.ChainedScheduler" ? [] : [optimizer];
        return engine.Construct(
            target,
            [.. first, .. args.Select(Attached)],
            kwargs.ToDictionary(pair => pair.Key, pair => Attached(pair.Value))
        );

        object? Attached(object? value) =>
            value switch
            {
                ModuleArgument inner => Attach(
                    engine,
                    inner.Target,
                    inner.Args,
                    inner.Kwargs,
                    optimizer
                ),
                IReadOnlyList<object?> list => list.Select(Attached).ToList(),
                _ => value,
            };
    }

    internal static object BuildOptimizer(Engine engine, ScheduledOptimizer scheduled) =>
        BuildOptimizer(
            engine,
            scheduled.Target,
            [],
            scheduled.Kwargs,
            [
                .. scheduled.Groups.Select(_ =>
                    engine.TensorOf(
                        new TensorArgument(
                            new TensorData(ElementType.Float32, [1], new float[1]),
                            RequiresGrad: true
                        )
                    )
                ),
            ],
            [.. scheduled.Groups.Select((options, i) => new ParameterGroup([i], options))]
        );

    void Run(RandomSnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Calls.Count; i++)
        {
            var call = snapshot.Calls[i];
            IReadOnlyList<TensorData> expected =
                call.State is { } state ? [.. state.Values]
                : call.Batches is { } batches ? [.. batches.SelectMany(batch => batch)]
                : call.Bits is { } bits ? [bits]
                : [];
            var drawn = Draw(call);
            if (call.Expected is { } result)
            {
                Compare(
                    $"call {i + 1}",
                    result,
                    drawn.Single(),
                    ((TensorArgument)call.Args[0]!).Data.Type
                );
                continue;
            }
            compared += expected.Count;
            if (expected.Count != drawn.Count)
                Differ($"call {i + 1}", $"{expected.Count} tensors", $"{drawn.Count} tensors");
            foreach (var (recorded, got) in expected.Zip(drawn))
            {
                pairs.Add(new($"call {i + 1}: {call.Target}", recorded, got, null));
                if (FirstDifference(recorded, got) is var (want, have))
                    Differ($"call {i + 1}", want, have);
            }
        }
    }

    IReadOnlyList<TensorData> Draw(RandomCall call)
    {
        if (call.Target == "torch.manual_seed")
        {
            engine.ManualSeed((long)call.Args[0]!);
            return [];
        }
        if (call.Batches is not null)
            return
            [
                .. Engine
                    .Batches(engine.Construct(call.Target, call.Args, call.Kwargs))
                    .SelectMany(batch => batch.Select(engine.Read)),
            ];
        if (call.State is { } state && !engine.IsModule(call.Target))
        {
            var loaded = (IDictionary)engine.Call(call.Target, call.Args, call.Kwargs)[0]!;
            if (loaded.Count != state.Count)
                throw new InvalidOperationException(
                    $"expected {state.Count} tensors, got {loaded.Count}"
                );
            return
            [
                .. state.Keys.Select(name =>
                    engine.Read(
                        loaded[name]
                            ?? throw new InvalidOperationException($"there is no tensor {name}")
                    )
                ),
            ];
        }
        return call.State is not null
            ?
            [
                .. engine
                    .State(engine.Construct(call.Target, call.Args, call.Kwargs))
                    .Select(named => engine.Read(named.Tensor)),
            ]
            :
            [
                .. engine
                    .Call(call.Target, call.Args, call.Kwargs)
                    .OfType<object>()
                    .Select(engine.Read),
            ];
    }

    void Run(TranscriptSnapshot snapshot)
    {
        IReadOnlyList<string> lines;
        if (snapshot.Example is { } example)
        {
            var values =
                engine.Example(example[(example.LastIndexOf('/') + 1)..])
                ?? throw new UnknownConceptException($"{engine.Name} has no example {example}");
            lines =
            [
                .. values.SelectMany(pair => TorchText.Line(pair.Label, pair.Value).Split('\n')),
            ];
        }
        else
            lines = [.. snapshot.Values!.SelectMany(value => Printed(value).Split('\n'))];
        compared = lines.Count;
        for (var i = 0; i < Math.Max(lines.Count, snapshot.Lines.Count); i++)
            if (
                snapshot.Lines.ElementAtOrDefault(i) is var expected
                && lines.ElementAtOrDefault(i) is var got
                && expected != got
            )
                Differ($"line {i + 1}", expected, got);
    }

    void Run(RefusalSnapshot snapshot)
    {
        compared = 1;
        var at = RefusalStage.Construct;
        try
        {
            Refuse(snapshot, ref at);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            refusal = e;
            // An engine may refuse sooner than PyTorch, but not later.
            if (at > snapshot.At)
                Differ("stage", $"{snapshot.At}", $"{at}");
            return;
        }
        Differ("refusal", $"{snapshot.Error.Type}: {snapshot.Error.Message}", "no exception");
    }

    /// <summary>Whether an exception says no to a call, and is no fault of the engine's.</summary>
    internal static bool IsRefusal(Exception e) =>
        e
            is ArgumentException
                or InvalidOperationException
                or NotSupportedException
                or KeyNotFoundException
                or ExternalException;

    void Refuse(RefusalSnapshot snapshot, ref RefusalStage at)
    {
        if (snapshot.Of == RefusalSubject.Optimizer)
        {
            var parameters = snapshot
                .Parameters!.Select(data => engine.TensorOf(new TensorArgument(data, true)))
                .ToList();
            var optimizer = BuildOptimizer(
                engine,
                snapshot.Target,
                snapshot.Args,
                snapshot.Kwargs,
                parameters,
                null
            );
            at = RefusalStage.Step;
            for (var p = 0; p < (snapshot.Gradients?.Count ?? 0); p++)
                engine.SetGradient(parameters[p], snapshot.Gradients![p]);
            engine.Step(optimizer);
            return;
        }
        if (snapshot.Of == RefusalSubject.Schedule)
        {
            var optimizer = BuildOptimizer(engine, snapshot.Optimizer!);
            var schedule = Attach(
                engine,
                snapshot.Target,
                snapshot.Args,
                snapshot.Kwargs,
                optimizer
            );
            for (var i = 0; i < snapshot.Steps - 1; i++)
                engine.StepSchedule(schedule, null);
            at = RefusalStage.Step;
            engine.StepSchedule(schedule, null);
            return;
        }
        object? module = null;
        if (snapshot.Of == RefusalSubject.Module)
        {
            module = Build(snapshot.Target, snapshot.Args, snapshot.Kwargs, null);
            if (snapshot.State.Count > 0)
                engine.LoadState(module, snapshot.State);
            engine.Train(module, snapshot.Mode != StepMode.Eval);
            if (snapshot.Before is { } before)
                Precede(module, before);
        }
        if (snapshot.Inputs is not { } inputs)
            return;
        at = RefusalStage.Forward;
        SetGradients([.. Inputs(inputs.Args, inputs.Kwargs)], inputs.GradientsBefore);
        var outputs = module is null
            ? engine.Call(snapshot.Target, inputs.Args, inputs.Kwargs)
            : engine.Forward(module, inputs.Args, inputs.Kwargs, inputs.Method);
        at = RefusalStage.Backward;
        if (snapshot.At == at)
            engine.Backward([
                .. outputs.OfType<object>().Select(output => (output, Ones(engine.Read(output)))),
            ]);
    }

    // What comes before a refusal must not be refused itself.
    void Precede(object module, RefusedInputs inputs)
    {
        try
        {
            engine.Forward(module, inputs.Args, inputs.Kwargs);
        }
        catch (Exception e) when (e is not UnknownConceptException)
        {
            throw new TargetInvocationException(
                $"the call before it is refused: {FirstLine(e.Message)}",
                e
            );
        }
    }

    object Build(
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        long? seed
    )
    {
        if (seed is { } value)
            engine.ManualSeed(value);
        return engine.Construct(target, args, kwargs);
    }

    internal static object BuildOptimizer(
        Engine engine,
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        List<object> parameters,
        IReadOnlyList<ParameterGroup>? groups
    )
    {
        List<object?> first = groups is null
            ? [.. parameters]
            :
            [
                .. groups.Select(group =>
                    engine.Group(
                        group.Parameters.Select(p => parameters[p]),
                        Options(group.Options)
                    )
                ),
            ];
        return engine.Construct(target, [first, .. args], kwargs);
    }

    // A lazy module has no shapes until PyTorch has, and then no less.
    void CheckUninitialized(object module, IReadOnlyList<string> expected)
    {
        var names = engine
            .State(module)
            .Where(named => engine.IsUninitialized(named.Tensor))
            .Select(named => named.Name)
            .ToList();
        if (!names.SequenceEqual(expected))
            throw new InvalidOperationException(
                $"uninitialized are [{string.Join(", ", names)}], in PyTorch [{string.Join(", ", expected)}]"
            );
    }

    // The names must be PyTorch's and in its order, and what the constructor drew must be PyTorch's bits.
    void CheckInitialState(object module, ModuleSnapshot snapshot)
    {
        var own = engine.State(module);
        if (engine.IsOwn(snapshot.Target))
        {
            CheckNames(own, snapshot.State);
            return;
        }
        if (!own.Select(named => named.Name).SequenceEqual(snapshot.State.Keys))
            throw new InvalidOperationException(
                $"the state has the names [{string.Join(", ", own.Select(named => named.Name))}], PyTorch's has [{string.Join(", ", snapshot.State.Keys)}]"
            );
        if (!snapshot.StateFromSeed || precision != ElementType.Float32)
            return;
        foreach (var ((name, tensor), (_, expected)) in own.Zip(snapshot.State))
            if (FirstDifference(expected, engine.Read(tensor)) is var (want, have))
                Differ($"initial.{name}", want, have);
    }

    // Of a module of somebody's own the order is not asked for.
    void CheckNames(
        IReadOnlyList<(string Name, object Tensor)> own,
        IReadOnlyDictionary<string, TensorData> state
    )
    {
        var names = own.Select(named => named.Name).ToList();
        var problems = new List<string>();
        if (state.Keys.Except(names).ToList() is { Count: > 0 } missing)
            problems.Add($"it lacks {string.Join(", ", missing)}");
        if (names.Except(state.Keys).ToList() is { Count: > 0 } unexpected)
            problems.Add($"PyTorch's has no {string.Join(", ", unexpected)}");
        foreach (var (name, tensor) in own)
            if (
                state.TryGetValue(name, out var recorded)
                && engine.Read(tensor).Shape is var shape
                && !shape.AsSpan().SequenceEqual(recorded.Shape)
            )
                problems.Add(
                    $"{name} has shape [{string.Join(", ", shape)}] here and [{string.Join(", ", recorded.Shape)}] in PyTorch"
                );
        if (problems.Count > 0)
            throw new UnknownConceptException(
                $"the state is not PyTorch's: {string.Join("; ", problems)}"
            );
    }

    // The program's class is called as PyTorch's function; it answers the losses and the network.
    void Run(TrainingSnapshot snapshot)
    {
        var outputs = engine.Call(
            $"training.{snapshot.Program}.run",
            [],
            new Dictionary<string, object?>(snapshot.Arguments)
            {
                ["dtype"] = new DtypeArgument(precision),
            }
        );
        var losses = engine.Read(outputs[0]!);
        var first = snapshot.FirstLosses.Shape[0];
        if (losses.Count >= first)
            Compare(
                "first losses",
                snapshot.FirstLosses,
                Digest.Elements(losses, 0, (int)first),
                null,
                precision == ElementType.Float32 ? Policy.Limit : Policy.TrainingLimit
            );
        Compare("losses", snapshot.Losses, losses, null, Policy.TrainingLimit);
        var weights = engine
            .State(outputs[1]!)
            .SelectMany(named => Digest.Of(named.Name, engine.Read(named.Tensor)))
            .ToDictionary();
        foreach (var name in snapshot.Results.Keys.Union(weights.Keys))
            Compare(
                name,
                snapshot.Results.GetValueOrDefault(name),
                weights.GetValueOrDefault(name),
                null,
                Policy.TrainingLimit
            );
        if (precision == ElementType.Float32)
            note = Digest.Deviations(snapshot, losses, weights);
    }

    void Compare(
        string name,
        ExpectedTensor? expected,
        TensorData? got,
        ElementType? type = null,
        Func<double, double, ElementType, double>? limit = null
    )
    {
        compared++;
        actual[name] = got;
        Note(
            TensorComparison.Of(name, expected, got, type ?? precision, limit),
            expected?.In(type ?? precision),
            got
        );
    }

    void Note(TensorComparison comparison, TensorData? expected, TensorData? got)
    {
        tensors.Add(comparison);
        pairs.Add(new(comparison.Tensor, expected, got, comparison));
        if (comparison is { Problem: { } problem, Worst: var worst })
            differences.Add(
                new(
                    comparison.Tensor,
                    worst is null ? null : TorchText.Format(worst.Expected),
                    worst is null ? null : TorchText.Format(worst.Actual),
                    problem
                )
            );
    }

    void Differ(string place, string? expected, string? got) =>
        differences.Add(
            new(
                place,
                expected,
                got,
                $"{place}: expected {expected ?? "nothing"}, got {got ?? "nothing"}"
            )
        );

    internal static IEnumerable<(string Name, TensorArgument Tensor)> Inputs(
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    )
    {
        for (var i = 0; i < args.Count; i++)
            foreach (var input in Inputs($"input.{i}", args[i]))
                yield return input;
        foreach (var (name, value) in kwargs)
        foreach (var input in Inputs($"input.{name}", value))
            yield return input;
    }

    static IEnumerable<(string Name, TensorArgument Tensor)> Inputs(string name, object? value) =>
        value switch
        {
            TensorArgument { RequiresGrad: true } tensor => [(name, tensor)],
            PackedArgument packed => Inputs(name + ".data", packed.Data),
            IReadOnlyList<object?> list => list.SelectMany(
                (item, i) => Inputs($"{name}.{i}", item)
            ),
            _ => [],
        };

    internal static Dictionary<string, object> Options(
        IReadOnlyDictionary<string, object?> options
    ) =>
        options.ToDictionary(
            option => option.Key,
            option =>
                option.Value switch
                {
                    long whole => (double)whole,
                    IReadOnlyList<object?> { Count: 2 } and [null, var second] => (
                        (double?)null,
                        Convert.ToDouble(second, null)
                    ),
                    IReadOnlyList<object?> { Count: 2 } pair => (
                        Convert.ToDouble(pair[0], null),
                        Convert.ToDouble(pair[1], null)
                    ),
                    null => throw new UnknownConceptException($"{option.Key}=None"),
                    var value => value,
                }
        );

    static string Printed(object? value) =>
        value switch
        {
            TensorArgument tensor => TorchText.Format(tensor.Data),
            double number => TorchText.Format(number),
            long number => TorchText.Format(number),
            bool truth => TorchText.Format(truth),
            _ => throw new UnknownConceptException($"cannot print {value}"),
        };

    // The first element that is not the same to the bit.
    static (string Expected, string Got)? FirstDifference(TensorData expected, TensorData got)
    {
        if (got.Type != expected.Type || !got.Shape.AsSpan().SequenceEqual(expected.Shape))
            return (
                $"{expected.Type} [{string.Join(", ", expected.Shape)}]",
                $"{got.Type} [{string.Join(", ", got.Shape)}]"
            );
        for (var i = 0; i < expected.Count; i++)
            if (!expected.HasSameBits(got, i))
                return ($"{Printed(expected, i)} at {i}", $"{Printed(got, i)} at {i}");
        return null;
    }

    static string Printed(TensorData tensor, int i) =>
        tensor.Elements is long[] whole ? TorchText.Format(whole[i]) : TorchText.Format(tensor[i]);

    static TensorData Ones(TensorData like)
    {
        var ones = new float[like.Count];
        Array.Fill(ones, 1f);
        return new TensorData(ElementType.Float32, like.Shape, ones);
    }

    static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();

    /// <summary>PyTorch's name of what a snapshot asks for; null for transcripts, streams and training runs.</summary>
    public static string? TargetOf(Snapshot snapshot) =>
        snapshot switch
        {
            ModuleSnapshot module => module.Target,
            FunctionSnapshot function => function.Target,
            OptimizerSnapshot optimizer => optimizer.Target,
            ScheduleSnapshot schedule => schedule.Target,
            RefusalSnapshot refusal => refusal.Target,
            _ => null,
        };

    static string Kind(Snapshot snapshot) =>
        snapshot
            .GetType()
            .Name.Replace("Snapshot", "", StringComparison.Ordinal)
            .ToLowerInvariant();
}
