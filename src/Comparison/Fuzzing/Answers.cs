namespace Diptych.Comparison;

/// <summary>The two precisions of a question have no common answer, so that nothing can be compared; the message says why.</summary>
sealed class UndecidedException(string message) : Exception(message);

/// <summary>
/// Asks one engine a question and puts its answers where PyTorch's stand in a snapshot, in memory alone, so that another
/// engine can be compared with it by the same rules. What is ever written down as the truth comes from PyTorch.
/// </summary>
sealed class Answers
{
    static readonly Recording Nobody = new("", "", "", 1, false);

    const int FewUlps = 3;
    const int Tremors = 64;

    readonly Question question;
    readonly Engine engine;
    readonly bool trembles;
    bool overflows;

    Answers(Question question, Engine engine, bool trembles = false)
    {
        this.question = question;
        this.engine = engine;
        this.trembles = trembles;
    }

    /// <summary>The engine's answer, or its refusal.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="engine">Who is asked.</param>
    /// <param name="copies">How many moved copies the noise is measured over, beside the question itself.</param>
    /// <returns>The answer, and whether a number is finite in one precision alone: its noise is then without bound.</returns>
    /// <exception cref="UndecidedException">Answers in float32 and in float64 are of different kinds.</exception>
    /// <exception cref="UnknownConceptException">The engine has no such concept or option.</exception>
    public static (Snapshot Snapshot, bool Overflows) Of(
        Question question,
        Engine engine,
        int copies
    )
    {
        var answers = new Answers(question, engine);
        return (answers.Answer(copies), answers.overflows);
    }

    /// <summary>
    /// The engine's answer for float64 alone, with another noise: four times what that answer moves by itself when the
    /// numbers move by a few of float64's units in the last place, as float32 is allowed four times its own.
    /// </summary>
    /// <exception cref="UndecidedException">Answers are of different kinds.</exception>
    public static Snapshot Trembling(Question question, Engine engine) =>
        new Answers(question, engine, trembles: true).Answer(Tremors);

    Snapshot Answer(int copies)
    {
        if (question.Of == QuestionSubject.Random)
            return Draw();
        var at = RefusalStage.Construct;
        var step = -1;
        try
        {
            return question.Of switch
            {
                QuestionSubject.Module => Module(copies, ref at, ref step),
                QuestionSubject.Function => Function(copies, ref at, ref step),
                QuestionSubject.Optimizer => Optimizer(copies, ref at, ref step),
                _ => Schedule(ref at, ref step),
            };
        }
        catch (Exception e) when (CaseRunner.IsRefusal(e))
        {
            return Refusal(e, at, step);
        }
    }

    // Modules and functions

    ModuleSnapshot Module(int copies, ref RefusalStage at, ref int step)
    {
        engine.Begin(ElementType.Float32);
        engine.ManualSeed(question.Seed);
        var module = engine.Construct(question.Target, question.Args, question.Kwargs);
        using var made = module as IDisposable;
        var state = new OrderedDictionary<string, TensorData>();
        foreach (var (name, tensor) in engine.State(module))
            state[name] = question.HasPatternedState
                ? Pattern.State(name, state.Count, engine.Read(tensor))
                : engine.Read(tensor);
        return new ModuleSnapshot(
            "",
            Nobody,
            question.Target,
            question.Args,
            question.Kwargs,
            question.Seed,
            !question.HasPatternedState,
            state,
            Steps(copies, state, ref at, ref step)
        );
    }

    FunctionSnapshot Function(int copies, ref RefusalStage at, ref int step) =>
        new("", Nobody, question.Target, Steps(copies, [], ref at, ref step));

    List<Step> Steps(
        int copies,
        OrderedDictionary<string, TensorData> state,
        ref RefusalStage at,
        ref int step
    )
    {
        var singles = new List<List<Pass>>();
        var doubles = new List<List<Pass>>();
        for (var copy = 0; copy <= copies; copy++)
        {
            if (copy == 0 || !trembles)
                singles.Add(Run(ElementType.Float32, copy, state, ref at, ref step));
            doubles.Add(Run(ElementType.Float64, copy, state, ref at, ref step));
        }
        return
        [
            .. question.Steps.Select(
                (asked, i) =>
                    Step(
                        asked,
                        singles.ConvertAll(run => run[i]),
                        doubles.ConvertAll(run => run[i])
                    )
            ),
        ];
    }

    // What came of a pass.
    sealed record Pass(
        List<TensorData?> Outputs,
        List<TensorData?> Cotangents,
        OrderedDictionary<string, TensorData?> Gradients,
        OrderedDictionary<string, TensorData?> State,
        List<string> Changed
    );

    List<Pass> Run(
        ElementType precision,
        int copy,
        OrderedDictionary<string, TensorData> state,
        ref RefusalStage at,
        ref int step
    )
    {
        var move = new Move(copy, trembles);
        var asked = copy == 0 ? question : question.Map((_, value) => move.Of(value));
        engine.Begin(precision);
        object? module = null;
        if (question.Of == QuestionSubject.Module)
        {
            engine.ManualSeed(asked.Seed);
            module = engine.Construct(asked.Target, asked.Args, asked.Kwargs);
        }
        // A finalizer would free it some time.
        using var made = module as IDisposable;
        if (module is not null)
        {
            engine.Cast(module);
            engine.LoadState(
                module,
                state.ToDictionary(named => named.Key, named => move.Of(named.Value))
            );
        }
        var passes = new List<Pass>();
        for (var i = 0; i < asked.Steps.Count; i++)
        {
            (at, step) = (RefusalStage.Forward, i);
            passes.Add(
                Run(asked.Steps[i], module, move, passes.LastOrDefault()?.Changed ?? [], ref at)
            );
        }
        return passes;
    }

    Pass Run(
        QuestionStep step,
        object? module,
        Move move,
        List<string> changedBefore,
        ref RefusalStage at
    )
    {
        IReadOnlyList<(string Name, object Parameter)> parameters = [];
        var before = new Dictionary<string, TensorData>();
        if (module is not null)
        {
            parameters = engine.Parameters(module);
            before = engine.State(module).ToDictionary(s => s.Name, s => engine.Read(s.Tensor));
            engine.Train(module, step.Mode != StepMode.Eval);
            foreach (var (_, parameter) in parameters)
                engine.SetGradient(parameter, null);
        }
        var inputs = CaseRunner.Inputs(step.Args, step.Kwargs).ToList();
        foreach (var (_, input) in inputs)
            engine.SetGradient(engine.TensorOf(input), null);
        if (step.Seed is { } seed)
            engine.ManualSeed(seed);
        var outputs = module is null
            ? engine.Call(question.Target, step.Args, step.Kwargs)
            : engine.Forward(module, step.Args, step.Kwargs, step.Method);
        var read = outputs
            .Select(output => output is null ? null : engine.ReadOutput(output))
            .ToList();
        var cotangents = new List<TensorData?>();
        var gradients = new OrderedDictionary<string, TensorData?>();
        if (step.Backward && outputs.Any(engine.RequiresGradient))
        {
            at = RefusalStage.Backward;
            cotangents.AddRange(
                outputs.Select(
                    (output, i) =>
                        engine.RequiresGradient(output)
                            ? move.Of(Pattern.Cotangent(read[i]!.Shape))
                            : null
                )
            );
            engine.Backward([
                .. outputs
                    .Zip(cotangents)
                    .Where(pair => pair.Second is not null)
                    .Select(pair => (pair.First!, pair.Second!)),
            ]);
            foreach (var (name, input) in inputs)
                gradients[name] = engine.Gradient(engine.TensorOf(input));
            foreach (var (name, parameter) in parameters)
                gradients[name] = engine.Gradient(parameter);
        }
        var state = new OrderedDictionary<string, TensorData?>();
        var changed = new List<string>();
        if (module is not null)
            foreach (var (name, tensor) in engine.State(module))
            {
                var after = engine.Read(tensor);
                state[name] = after;
                // Whether what a step before brought to its limit, such as a row's length, is changed again is a rounding.
                if (
                    changedBefore.Contains(name)
                    || !before.TryGetValue(name, out var old)
                    || !IsSame(old, after)
                )
                    changed.Add(name);
            }
        return new(read, cotangents, gradients, state, changed);
    }

    Step Step(QuestionStep asked, List<Pass> singles, List<Pass> doubles)
    {
        var first = singles[0];
        var changed = first.Changed.Union(doubles[0].Changed).ToHashSet();
        var state = new OrderedDictionary<string, ExpectedTensor>();
        foreach (var name in first.State.Keys.Where(changed.Contains))
            state[name] = Expected(
                $"state.{name}",
                singles.ConvertAll(pass => pass.State[name]),
                doubles.ConvertAll(pass => pass.State[name])
            )!;
        var gradients = new OrderedDictionary<string, ExpectedTensor?>();
        foreach (var name in first.Gradients.Keys)
            gradients[name] = Expected(
                $"gradient.{name}",
                singles.ConvertAll(pass => pass.Gradients.GetValueOrDefault(name)),
                doubles.ConvertAll(pass => pass.Gradients.GetValueOrDefault(name))
            );
        return new Step(
            asked.Mode,
            asked.Seed,
            asked.Args,
            asked.Kwargs,
            [
                .. first.Outputs.Select(
                    (_, i) =>
                        Expected(
                            $"output.{i}",
                            singles.ConvertAll(pass => pass.Outputs.ElementAtOrDefault(i)),
                            doubles.ConvertAll(pass => pass.Outputs.ElementAtOrDefault(i))
                        )
                ),
            ],
            first.Cotangents,
            gradients,
            state,
            new Dictionary<string, TensorData?>()
        )
        {
            Method = asked.Method,
        };
    }

    // Optimizers and schedules

    OptimizerSnapshot Optimizer(int copies, ref RefusalStage at, ref int step)
    {
        var singles = new List<List<OrderedDictionary<string, TensorData?>>>();
        var doubles = new List<List<OrderedDictionary<string, TensorData?>>>();
        for (var copy = 0; copy <= copies; copy++)
        {
            if (copy == 0 || !trembles)
                singles.Add(Optimize(ElementType.Float32, copy, ref at, ref step));
            doubles.Add(Optimize(ElementType.Float64, copy, ref at, ref step));
        }
        var steps = question.Steps.Select(
            (asked, i) =>
            {
                var after = new OrderedDictionary<string, ExpectedTensor?>();
                foreach (var name in singles[0][i].Keys)
                    after[name] = Expected(
                        name,
                        singles.ConvertAll(run => run[i].GetValueOrDefault(name)),
                        doubles.ConvertAll(run => run[i].GetValueOrDefault(name))
                    );
                return new OptimizerStep(asked.Kwargs, [.. asked.Args.Select(Data)], null, after);
            }
        );
        return new OptimizerSnapshot(
            "",
            Nobody,
            question.Target,
            [.. question.Parameters.Select(parameter => Data(parameter)!)],
            question.Groups,
            question.Kwargs,
            null,
            [.. steps]
        );
    }

    List<OrderedDictionary<string, TensorData?>> Optimize(
        ElementType precision,
        int copy,
        ref RefusalStage at,
        ref int step
    )
    {
        var move = new Move(copy, trembles);
        engine.Begin(precision);
        at = RefusalStage.Construct;
        var parameters = question
            .Parameters.Select(parameter =>
                engine.TensorOf(new TensorArgument(move.Of(Data(parameter)!), RequiresGrad: true))
            )
            .ToList();
        var optimizer = CaseRunner.BuildOptimizer(
            engine,
            question.Target,
            [],
            question.Kwargs,
            parameters,
            question.Groups
        );
        var after = new List<OrderedDictionary<string, TensorData?>>();
        for (var i = 0; i < question.Steps.Count; i++)
        {
            (at, step) = (RefusalStage.Step, i);
            var asked = question.Steps[i];
            engine.SetOptions(optimizer, CaseRunner.Options(asked.Kwargs));
            for (var p = 0; p < parameters.Count; p++)
                engine.SetGradient(
                    parameters[p],
                    Data(asked.Args[p]) is { } gradient ? move.Of(gradient).To(precision) : null
                );
            engine.Step(optimizer);
            var state = new OrderedDictionary<string, TensorData?>();
            for (var p = 0; p < parameters.Count; p++)
                state[$"param.{p}"] = engine.Read(parameters[p]);
            foreach (var (name, tensor) in engine.OptimizerState(optimizer))
                state[name] = engine.Read(tensor);
            after.Add(state);
        }
        return after;
    }

    static TensorData? Data(object? value) => ((TensorArgument?)value)?.Data;

    ScheduleSnapshot Schedule(ref RefusalStage at, ref int step)
    {
        engine.Begin(ElementType.Float32);
        var optimizer = CaseRunner.BuildOptimizer(engine, question.Optimizer!);
        var schedule = CaseRunner.Attach(
            engine,
            question.Target,
            question.Args,
            question.Kwargs,
            optimizer
        );
        var initial = engine.RatesOf(optimizer);
        var steps = new List<ScheduleStep>();
        for (var i = 0; i < question.Steps.Count; i++)
        {
            (at, step) = (RefusalStage.Step, i);
            var told = question.Steps[i].Kwargs;
            var (metrics, epoch) = (Number("metrics"), Number("epoch"));
            engine.Step(optimizer);
            engine.StepSchedule(schedule, metrics, epoch);
            steps.Add(new(metrics, epoch, engine.RatesOf(optimizer)));

            double? Number(string name) =>
                told.TryGetValue(name, out var value) ? Convert.ToDouble(value, null) : null;
        }
        return new ScheduleSnapshot(
            "",
            Nobody,
            question.Target,
            question.Args,
            question.Kwargs,
            question.Optimizer!,
            initial,
            steps
        );
    }

    // Random streams

    Snapshot Draw()
    {
        engine.Begin(null);
        var calls = new List<RandomCall>();
        foreach (var step in question.Steps)
        {
            var target = step.Target!;
            TensorData? bits = null;
            OrderedDictionary<string, TensorData>? state = null;
            try
            {
                if (target == "torch.manual_seed")
                    engine.ManualSeed((long)step.Args[0]!);
                else if (engine.IsModule(target))
                {
                    state = [];
                    var module = engine.Construct(target, step.Args, step.Kwargs);
                    using var made = module as IDisposable;
                    foreach (var (name, tensor) in engine.State(module))
                        state[name] = engine.Read(tensor);
                }
                else
                    bits = engine.Read(engine.Call(target, step.Args, step.Kwargs).Single()!);
            }
            catch (Exception e) when (CaseRunner.IsRefusal(e))
            {
                // What is drawn before a refusal is another question.
                return Refusal(e, step, engine.IsModule(target));
            }
            calls.Add(new(target, step.Args, step.Kwargs, bits, state));
        }
        return new RandomSnapshot("", Nobody, calls);
    }

    // Refusals

    RefusalSnapshot Refusal(Exception e, RefusalStage at, int step)
    {
        var refused = step >= 0 ? question.Steps[step] : null;
        var calls = question.Of is QuestionSubject.Module or QuestionSubject.Function;
        return new RefusalSnapshot(
            "",
            Nobody,
            Enum.Parse<RefusalSubject>(question.Of.ToString()),
            question.Target,
            question.Args,
            question.Kwargs,
            new Dictionary<string, TensorData>(),
            refused?.Mode,
            null,
            calls && refused is not null
                ? new RefusedInputs(
                    refused.Args,
                    refused.Kwargs,
                    new Dictionary<string, TensorData?>()
                )
                {
                    Method = refused.Method,
                }
                : null,
            question.Of == QuestionSubject.Optimizer
                ? [.. question.Parameters.Select(parameter => Data(parameter)!)]
                : null,
            question.Of == QuestionSubject.Optimizer && refused is not null
                ? [.. refused.Args.Select(Data)]
                : null,
            question.Optimizer,
            question.Of == QuestionSubject.Schedule ? step + 1 : 0,
            at,
            new RefusalError(e.GetType().Name, e.Message.Split('\n')[0])
        );
    }

    static RefusalSnapshot Refusal(Exception e, QuestionStep step, bool isModule) =>
        new(
            "",
            Nobody,
            isModule ? RefusalSubject.Module : RefusalSubject.Function,
            step.Target!,
            isModule ? step.Args : [],
            isModule ? step.Kwargs : Question.Nothing,
            new Dictionary<string, TensorData>(),
            null,
            null,
            isModule
                ? null
                : new RefusedInputs(step.Args, step.Kwargs, new Dictionary<string, TensorData?>()),
            null,
            null,
            null,
            0,
            isModule ? RefusalStage.Construct : RefusalStage.Forward,
            new RefusalError(e.GetType().Name, e.Message.Split('\n')[0])
        );

    // Results in both precisions

    ExpectedTensor? Expected(string name, List<TensorData?> singles, List<TensorData?> doubles)
    {
        var (first, truth) = (singles[0], doubles[0]);
        if (singles.Concat(doubles).Any(tensor => tensor is null != first is null))
            throw new UndecidedException($"{name} is None in one precision only");
        if (first is null)
            return null;
        if (
            singles
                .Concat(doubles)
                .Any(tensor => !tensor!.Shape.AsSpan().SequenceEqual(first.Shape))
        )
            throw new UndecidedException($"{name} has another shape in the other precision");
        if (first.Type != ElementType.Float32 || truth!.Type == ElementType.Float32)
            return first.Type == truth!.Type && IsSame(first, truth)
                ? new ExpectedTensor(first.Type, first.Shape) { Exact = first }
                : throw new UndecidedException($"{name} has other whole numbers in float64");
        if (
            first.Sparse is { } parts
            && !IsSame(parts.Indices, truth.Sparse?.Indices ?? parts.Values)
        )
            throw new UndecidedException($"{name} has other entries in float64");
        overflows |= singles.Zip(doubles).Any(pair => Overflows(pair.First!, pair.Second!));
        return new ExpectedTensor(ElementType.Float32, first.Shape)
        {
            Float32 = first,
            Float64 = truth,
            Noise = trembles
                ? 4 * doubles.Max(moved => Noise(moved!, truth)) / Policy.DoubleShare
                : singles.Zip(doubles, (single, twin) => Noise(single!, twin!)).Max(),
        };
    }

    static bool Overflows(TensorData single, TensorData twin)
    {
        for (var i = 0; i < single.Count; i++)
            if (double.IsFinite(single[i]) != double.IsFinite(twin[i]))
                return true;
        return false;
    }

    static double Noise(TensorData single, TensorData twin)
    {
        double noise = 0;
        for (var i = 0; i < single.Count; i++)
            if (Math.Abs(single[i] - twin[i]) is > 0 and var error && double.IsFinite(error))
                // Below its smallest number float32 tells nothing apart.
                noise = Math.Max(noise, Math.Max(error, float.Epsilon));
        return noise;
    }

    static bool IsSame(TensorData a, TensorData b)
    {
        if (a.Type != b.Type || !a.Shape.AsSpan().SequenceEqual(b.Shape) || a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
            if (!a.HasSameBits(b, i))
                return false;
        return true;
    }

    /// <summary>Moves every finite number but zero by a few units in the last place, as the recorder does: of float32, or of float64 where it trembles.</summary>
    sealed class Move(int copy, bool trembles)
    {
        readonly Random random = new(copy);
        readonly Dictionary<float, int> ulps = [];

        public object? Of(object? value) =>
            copy > 0 && value is TensorArgument tensor
                ? tensor with
                {
                    Data = Of(tensor.Data),
                }
                : value;

        public TensorData Of(TensorData data)
        {
            if (copy == 0 || data.Elements is not float[] elements || data.Sparse is not null)
                return data;
            return trembles
                ? data with
                {
                    Type = ElementType.Float64,
                    Elements = Array.ConvertAll(elements, Trembling),
                }
                : data with
                {
                    Elements = Array.ConvertAll(elements, Of),
                };
        }

        // Equal numbers move alike, so that a tie of the question's own stays one.
        double Trembling(float value)
        {
            var magnitude = Math.Abs(value);
            if (magnitude == 0 || !float.IsFinite(value))
                return value;
            if (!ulps.TryGetValue(magnitude, out var by))
                ulps.Add(magnitude, by = random.Next(-FewUlps, FewUlps + 1));
            var moved = BitConverter.DoubleToInt64Bits(magnitude) + by;
            return Math.CopySign(BitConverter.Int64BitsToDouble(moved), value);
        }

        float Of(float value)
        {
            if (value == 0 || !float.IsFinite(value))
                return value;
            var magnitude = BitConverter.SingleToInt32Bits(Math.Abs(value));
            var moved = Math.Clamp(magnitude + random.Next(-FewUlps, FewUlps + 1), 1, 0x7F7FFFFF);
            return MathF.CopySign(BitConverter.Int32BitsToSingle(moved), value);
        }
    }
}
