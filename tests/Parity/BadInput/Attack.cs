using Diptych.Comparison;

namespace Diptych.Parity.BadInput;

/// <summary>A recorded call in which one argument is exchanged for another that makes no sense, or hardly any.</summary>
/// <param name="Call">The case with that argument.</param>
/// <param name="Target">What is called, by PyTorch's name.</param>
/// <param name="Place">The argument: by its name, or its position.</param>
/// <param name="Bad">What it is now.</param>
sealed record Attack(Snapshot Call, string Target, string Place, string Bad)
{
    /// <summary>Such as <c>nn.Conv2d(stride=0)</c>.</summary>
    public string Title => $"{Target}({Place}={Bad})";

    /// <summary>A few cases of each target, so that every argument that is ever given is attacked.</summary>
    public static IEnumerable<Attack> All(IEnumerable<Snapshot> snapshots)
    {
        var seen = new HashSet<string>();
        foreach (var snapshot in snapshots.OrderBy(one => one.File, StringComparer.Ordinal))
        foreach (var attack in On(snapshot))
            // Each argument is attacked once with each kind of value.
            if (seen.Add(attack.Title))
                yield return attack;
    }

    static IEnumerable<Attack> On(Snapshot snapshot) =>
        snapshot switch
        {
            ModuleSnapshot module =>
            [
                .. Change(module.Args, module.Kwargs)
                    .Select(c => new Attack(
                        module with
                        {
                            Args = c.Args,
                            Kwargs = c.Kwargs,
                        },
                        module.Target,
                        c.Place,
                        c.Bad
                    )),
                .. Change(module.Steps[0])
                    .Select(c => new Attack(
                        module with
                        {
                            Steps = [c.Step],
                        },
                        $"{module.Target}.{module.Steps[0].Method ?? "forward"}",
                        c.Place,
                        c.Bad
                    )),
            ],
            FunctionSnapshot function => Change(function.Steps[0])
                .Select(c => new Attack(
                    function with
                    {
                        Steps = [c.Step],
                    },
                    function.Target,
                    c.Place,
                    c.Bad
                )),
            OptimizerSnapshot optimizer => Change([], optimizer.Kwargs)
                .Select(c => new Attack(
                    optimizer with
                    {
                        Kwargs = c.Kwargs,
                        Steps = [optimizer.Steps[0]],
                    },
                    optimizer.Target,
                    c.Place,
                    c.Bad
                )),
            ScheduleSnapshot schedule => Change(schedule.Args, schedule.Kwargs)
                .Select(c => new Attack(
                    schedule with
                    {
                        Args = c.Args,
                        Kwargs = c.Kwargs,
                        Steps = [.. schedule.Steps.Take(3)],
                    },
                    schedule.Target,
                    c.Place,
                    c.Bad
                )),
            RandomSnapshot random => random
                .Calls.Where(call => call.Target != "torch.manual_seed")
                .SelectMany(call =>
                    Change(call.Args, call.Kwargs)
                        .Select(c => new Attack(
                            random with
                            {
                                Calls = [call with { Args = c.Args, Kwargs = c.Kwargs }],
                            },
                            call.Target,
                            c.Place,
                            c.Bad
                        ))
                ),
            _ => [],
        };

    static IEnumerable<(Step Step, string Place, string Bad)> Change(Step step) =>
        Change(step.Args, step.Kwargs)
            .Select(c => (step with { Args = c.Args, Kwargs = c.Kwargs }, c.Place, c.Bad));

    static IEnumerable<(
        IReadOnlyList<object?> Args,
        IReadOnlyDictionary<string, object?> Kwargs,
        string Place,
        string Bad
    )> Change(IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?> kwargs)
    {
        for (var i = 0; i < args.Count; i++)
            foreach (var (bad, value) in BadValues(args[i]))
                yield return ([.. args.Take(i), value, .. args.Skip(i + 1)], kwargs, $"{i}", bad);
        foreach (var (name, given) in kwargs)
        foreach (var (bad, value) in BadValues(given))
            yield return (
                args,
                kwargs.ToDictionary(one => one.Key, one => one.Key == name ? value : one.Value),
                name,
                bad
            );
    }

    static IEnumerable<(string Bad, object? Value)> BadValues(object? given)
    {
        switch (given)
        {
            case long:
                foreach (
                    var number in (long[])
                        [0, -1, -3, int.MaxValue, 1L << 40, long.MaxValue, long.MinValue]
                )
                    yield return ($"{number}", number);
                break;
            case double:
                foreach (
                    var number in (double[])
                        [
                            0,
                            -1,
                            2,
                            1e300,
                            double.NaN,
                            double.PositiveInfinity,
                            double.NegativeInfinity,
                        ]
                )
                    yield return (FormattableString.Invariant($"{number:R}"), number);
                break;
            case string:
                yield return ("'nonsense'", "nonsense");
                yield return ("''", "");
                break;
            case IReadOnlyList<object?> list:
                yield return ("[]", Array.Empty<object?>());
                if (list.Count == 0)
                    break;
                yield return ("one more", list.Append(list[^1]).ToList());
                yield return ("one less", list.SkipLast(1).ToList());
                for (var i = 0; i < list.Count; i += Math.Max(1, list.Count - 1))
                    foreach (var (bad, value) in BadValues(list[i]))
                        yield return (
                            $"[{i}]: {bad}",
                            (List<object?>)[.. list.Take(i), value, .. list.Skip(i + 1)]
                        );
                break;
            case TensorArgument tensor:
                foreach (var (bad, data) in BadTensors(tensor.Data))
                    yield return (
                        bad,
                        new TensorArgument(
                            data,
                            tensor.RequiresGrad
                                && data.Type is ElementType.Float32 or ElementType.Float64
                        )
                    );
                break;
            case ModuleArgument module:
                foreach (var c in Change(module.Args, module.Kwargs))
                    yield return (
                        $"{module.Target}({c.Place}={c.Bad})",
                        module with
                        {
                            Args = c.Args,
                            Kwargs = c.Kwargs,
                        }
                    );
                break;
        }
    }

    static IEnumerable<(string Bad, TensorData Data)> BadTensors(TensorData data)
    {
        if (data.Sparse is not null)
            yield break;
        var shape = data.Shape;
        yield return ("a number", Sized(data, []));
        yield return ("nothing", Sized(data, [0]));
        yield return ("a dimension more", Sized(data, [1, .. shape]));
        yield return ("two dimensions more", Sized(data, [1, 1, .. shape]));
        if (shape.Length > 0)
            yield return ("a dimension less", Sized(data, shape[1..]));
        if (shape.Length > 2)
            yield return ("two dimensions less", Sized(data, shape[2..]));
        for (var d = 0; d < shape.Length; d++)
        {
            yield return ($"size 0 at {d}", Sized(data, With(shape, d, 0)));
            yield return ($"a size more at {d}", Sized(data, With(shape, d, shape[d] + 1)));
            if (shape[d] > 1)
                yield return ($"size 1 at {d}", Sized(data, With(shape, d, 1)));
        }
        foreach (
            var type in (ElementType[])
                [ElementType.Bool, ElementType.Int64, ElementType.Float32, ElementType.Float64]
        )
            if (type != data.Type)
                yield return ($"{type}", Typed(data, type));
        if (data.Type == ElementType.Int64)
            foreach (
                var number in (long[])[-1, -101, 1_000_000, 1L << 40, long.MaxValue, long.MinValue]
            )
                yield return ($"all {number}", Filled(data, number));
        if (data.Type is ElementType.Float32 or ElementType.Float64)
            foreach (
                var number in (double[])
                    [-3, 0, double.NaN, double.PositiveInfinity, double.NegativeInfinity]
            )
                yield return (
                    FormattableString.Invariant($"all {number}"),
                    data.Type == ElementType.Float32
                        ? Filled(data, (float)number)
                        : Filled(data, number)
                );
    }

    static long[] With(long[] shape, int d, long size) =>
        [.. shape[..d], size, .. shape[(d + 1)..]];

    static TensorData Filled<T>(TensorData data, T number) =>
        new(data.Type, data.Shape, Enumerable.Repeat(number, data.Count).ToArray());

    // The elements over and over.
    static TensorData Sized(TensorData data, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var elements = Array.CreateInstance(data.Elements.GetType().GetElementType()!, count);
        for (var i = 0; i < count && data.Count > 0; i++)
            elements.SetValue(data.Elements.GetValue(i % data.Count), i);
        return new(data.Type, shape, elements);
    }

    static TensorData Typed(TensorData data, ElementType type)
    {
        var numbers = Enumerable.Range(0, data.Count).Select(i => data[i]);
        return new(
            type,
            data.Shape,
            type switch
            {
                ElementType.Bool => numbers.Select(number => number > 0).ToArray(),
                ElementType.Int64 => numbers.Select(number => (long)number).ToArray(),
                ElementType.Float32 => numbers.Select(number => (float)number).ToArray(),
                _ => numbers.ToArray(),
            }
        );
    }

    /// <summary>Makes the call: the object, its first step, and backward from all that is real.</summary>
    /// <param name="engine">Whose.</param>
    /// <returns>What came out, and the gradients of what went in; none of what was drawn.</returns>
    public List<TensorData?> Run(Engine engine)
    {
        engine.Begin(null);
        engine.ManualSeed(0);
        switch (Call)
        {
            case ModuleSnapshot module:
                var built = engine.Construct(module.Target, module.Args, module.Kwargs);
                var step = module.Steps[0];
                engine.Train(built, step.Mode != StepMode.Eval);
                return Back(
                    engine,
                    step,
                    engine.Forward(built, step.Args, step.Kwargs, step.Method)
                );
            case FunctionSnapshot { Steps: [var only] } function:
                return Back(engine, only, engine.Call(function.Target, only.Args, only.Kwargs));
            case OptimizerSnapshot optimizer:
                var parameters = optimizer
                    .Parameters.Select(data => engine.TensorOf(new TensorArgument(data, true)))
                    .ToList();
                var optimizes = engine.Construct(
                    optimizer.Target,
                    [parameters.ToList<object?>()],
                    optimizer.Kwargs
                );
                for (var p = 0; p < parameters.Count; p++)
                    engine.SetGradient(
                        parameters[p],
                        optimizer.Steps[0].Gradients.ElementAtOrDefault(p)
                    );
                if (optimizer.Objective is null)
                    engine.Step(optimizes);
                return [.. parameters.Select(engine.Read)];
            case ScheduleSnapshot schedule:
                var (scheduled, rates) = Schedule(schedule, engine);
                foreach (var next in schedule.Steps)
                    engine.StepSchedule(scheduled, next.Metrics, next.Epoch);
                return [new(ElementType.Float64, [rates().Count], rates().ToArray())];
            case RandomSnapshot { Calls: [var call] }:
                if (call.Batches is not null)
                    return
                    [
                        .. Engine
                            .Batches(engine.Construct(call.Target, call.Args, call.Kwargs))
                            .SelectMany(batch => batch.Select(engine.Read)),
                    ];
                if (engine.IsModule(call.Target))
                {
                    engine.Construct(call.Target, call.Args, call.Kwargs);
                    return [];
                }
                return
                [
                    .. engine
                        .Call(call.Target, call.Args, call.Kwargs)
                        .Where(one => engine.TensorType.IsInstanceOfType(one))
                        .Select(one => engine.Read(one!)),
                ];
            default:
                return [];
        }
    }

    static (object Schedule, Func<IReadOnlyList<double>> Rates) Schedule(
        ScheduleSnapshot snapshot,
        Engine engine
    )
    {
        var optimizer = CaseRunner.BuildOptimizer(engine, snapshot.Optimizer);
        return (
            CaseRunner.Attach(engine, snapshot.Target, snapshot.Args, snapshot.Kwargs, optimizer),
            () => engine.RatesOf(optimizer).LearningRates
        );
    }

    static List<TensorData?> Back(Engine engine, Step step, IReadOnlyList<object?> outputs)
    {
        List<TensorData?> read =
        [
            .. outputs.Select(output => output is null ? null : engine.ReadOutput(output)),
        ];
        if (step.Cotangents.Count == 0)
            return read;
        var roots = outputs
            .Zip(read, (output, data) => (Output: output!, Data: data!))
            .Where(root => root.Data is { Type: ElementType.Float32 or ElementType.Float64 })
            .Where(root => engine.RequiresGradient(root.Output))
            .Select(root =>
                (
                    root.Output,
                    root.Data.Type == ElementType.Float64
                        ? Filled(root.Data, 1.0)
                        : Filled(root.Data, 1f)
                )
            )
            .ToList();
        if (roots.Count == 0)
            return read;
        engine.Backward(roots);
        foreach (var given in step.Args.Concat(step.Kwargs.Values))
            if (given is TensorArgument { RequiresGrad: true } tensor)
                read.Add(engine.Gradient(engine.TensorOf(tensor)));
        return read;
    }
}
