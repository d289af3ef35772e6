using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Diptych.Comparison;

/// <summary>Reads the format that <c>snapshots/recorder.py</c> writes, and nothing else.</summary>
static class SnapshotReader
{
    public static Snapshot Read(string file, ReadOnlyMemory<byte> json)
    {
        using var document = ParseJson(file, json);
        return ReadSnapshot(file, new JsonPlace(file, document.RootElement));
    }

    /// <summary>Reads PyTorch's public names as <c>snapshots/names.py</c> lists them: its version, and the names of each namespace.</summary>
    public static (string Torch, OrderedDictionary<string, List<string>> Names) Names(
        string file,
        ReadOnlyMemory<byte> json
    )
    {
        using var document = ParseJson(file, json);
        var fields = new JsonFields(new JsonPlace(file, document.RootElement));
        var torch = fields.Take("torch").Text();
        var spaces = new OrderedDictionary<string, List<string>>();
        foreach (var (space, list) in new JsonFields(fields.Take("names")).TakeRest())
        {
            if (!space.StartsWith("torch.", StringComparison.Ordinal))
                throw list.Wrong("a namespace of PyTorch's begins with torch.");
            spaces.Add(space, AtLeastOne(list, "name", item => item.Name()));
        }
        fields.End();
        return (torch, spaces);
    }

    static JsonDocument ParseJson(string file, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            throw new SnapshotFormatException(file, "line 1", "the file is empty");
        if (!Utf8.IsValid(json.Span))
        {
            var line = LineOfInvalidUtf8(json.Span);
            throw new SnapshotFormatException(file, $"line {line}", "the text is not UTF-8");
        }
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            // The message repeats the position at its end, counted from 0.
            var problem = error.Message.Split(" LineNumber:")[0];
            throw new SnapshotFormatException(
                file,
                $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}",
                problem,
                error
            );
        }
    }

    static int LineOfInvalidUtf8(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (
            Rune.DecodeFromUtf8(text, out var rune, out var length)
            == System.Buffers.OperationStatus.Done
        )
        {
            if (rune.Value == '\n')
                line++;
            text = text[length..];
        }
        return line;
    }

    static Snapshot ReadSnapshot(string file, JsonPlace place)
    {
        var fields = new JsonFields(place);
        var read = fields
            .Take("kind")
            .OneOf<Func<string, Recording, JsonFields, Snapshot>>(
                ("module", ReadModule),
                ("function", ReadFunction),
                ("optimizer", ReadOptimizer),
                ("schedule", ReadSchedule),
                ("random", ReadRandom),
                ("training", ReadTraining),
                (
                    "transcript",
                    (file, recorded, fields) => ReadTranscript(file, recorded, fields, place)
                ),
                ("refusal", ReadRefusal)
            );
        var snapshot = read(file, ReadRecording(fields.Take("recorded")), fields);
        fields.End();
        return snapshot;
    }

    static Recording ReadRecording(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var threads = fields.Take("threads");
        var recording = new Recording(
            fields.Take("torch").Name(),
            fields.Take("cpu_capability").Text(),
            fields.Take("onednn_max_cpu_isa").Text(),
            threads.Integer() is > 0 and <= int.MaxValue and var count
                ? (int)count
                : throw threads.Unlike("a number of threads"),
            fields.Take("deterministic").Truth()
        );
        fields.End();
        return recording;
    }

    // Modules and functions

    static ModuleSnapshot ReadModule(string file, Recording recorded, JsonFields fields)
    {
        var snapshot = new ModuleSnapshot(
            file,
            recorded,
            fields.Take("target").Name(),
            ArgumentReader.Args(fields.Take("args")),
            ArgumentReader.Kwargs(fields.Take("kwargs")),
            fields.Take("seed").Integer(),
            fields.Take("state_from_seed").Truth(),
            Named(fields.Take("state"), TensorReader.Tensor),
            AtLeastOne(fields.Take("steps"), "step", place => ReadStep(place, isModule: true))
        );
        return snapshot with
        {
            Layers = fields.TryTake("layers", out var layers) ? List(layers, ReadLayer) : [],
            Uninitialized = fields.TryTake("uninitialized", out var waiting)
                ? ReadUninitialized(waiting, snapshot.State)
                : null,
        };
    }

    static Uninitialized ReadUninitialized(
        JsonPlace place,
        IReadOnlyDictionary<string, TensorData> state
    )
    {
        var fields = new JsonFields(place);
        var read = new Uninitialized(
            AtLeastOne(
                fields.Take("names"),
                "name",
                item =>
                    item.Text() is var name && state.ContainsKey(name)
                        ? name
                        : throw item.Wrong($"the state has no {name}")
            ),
            fields
                .Take("until")
                .OneOf(("forward", Materialization.Forward), ("load", Materialization.Load))
        );
        fields.End();
        return read;
    }

    static Layer ReadLayer(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var layer = new Layer(
            fields.Take("name").Name(),
            fields.Take("class").Name(),
            ReadStep(fields.Take("step"), isModule: true)
        );
        fields.End();
        return layer;
    }

    static FunctionSnapshot ReadFunction(string file, Recording recorded, JsonFields fields) =>
        new(
            file,
            recorded,
            fields.Take("target").Name(),
            AtLeastOne(fields.Take("steps"), "step", place => ReadStep(place, isModule: false))
        );

    static Step ReadStep(JsonPlace place, bool isModule)
    {
        var fields = new JsonFields(place);
        var outputs = AtLeastOne(fields.Take("outputs"), "output", OrNull(TensorReader.Expected));
        var cotangentsPlace = fields.Take("cotangents");
        var step = new Step(
            isModule ? ReadMode(fields.Take("mode")) : null,
            IntegerOrNull(fields.Take("seed")),
            ArgumentReader.Args(fields.Take("args")),
            ArgumentReader.Kwargs(fields.Take("kwargs")),
            outputs,
            List(cotangentsPlace, OrNull(TensorReader.Tensor)),
            Named(fields.Take("gradients"), OrNull(TensorReader.Expected)),
            isModule ? Named(fields.Take("state"), TensorReader.Expected) : NothingNamed,
            ReadGradientsBefore(fields)
        )
        {
            Method = isModule ? ReadMethod(fields) : null,
        };
        fields.End();
        CheckCotangents(cotangentsPlace, step);
        return step;
    }

    static OrderedDictionary<string, TensorData?> ReadGradientsBefore(JsonFields fields) =>
        fields.TryTake("gradients_before", out var before)
            ? Named(before, OrNull(TensorReader.Tensor))
            : NothingCarried;

    static readonly OrderedDictionary<string, TensorData?> NothingCarried = [];

    static void CheckCotangents(JsonPlace place, Step step)
    {
        var (outputs, cotangents) = (step.Outputs, step.Cotangents);
        if (cotangents.Count > 0 && cotangents.Count != outputs.Count)
            throw place.Wrong(
                $"{cotangents.Count} cotangents for {outputs.Count} outputs; one for each or none at all"
            );
        for (var i = 0; i < cotangents.Count; i++)
        {
            if (cotangents[i] is not { } cotangent)
                continue;
            if (outputs[i] is not { IsReal: true } output)
                throw place.Wrong(i, "a cotangent for an output that has no gradient");
            if (
                cotangent.Type != ElementType.Float32
                || !cotangent.Shape.SequenceEqual(output.Shape)
            )
                throw place.Wrong(
                    i,
                    $"a cotangent of {cotangent.Type} {TensorReader.Sizes(cotangent.Shape)} for an output of "
                        + $"Float32 {TensorReader.Sizes(output.Shape)}"
                );
        }
        if (
            step.Cotangents.All(cotangent => cotangent is null)
            && step.Gradients.Keys.Except(step.GradientsBefore.Keys).Any()
        )
            throw place.Wrong("there are gradients, but no cotangent that they come from");
    }

    static string? ReadMethod(JsonFields fields) =>
        fields.TryTake("method", out var method) ? method.Name() : null;

    static StepMode ReadMode(JsonPlace place) =>
        place.OneOf(("train", StepMode.Train), ("eval", StepMode.Eval));

    static readonly OrderedDictionary<string, ExpectedTensor> NothingNamed = [];

    // Optimizers and schedules

    static OptimizerSnapshot ReadOptimizer(string file, Recording recorded, JsonFields fields)
    {
        var target = fields.Take("target").Name();
        var parameters = AtLeastOne(fields.Take("parameters"), "parameter", TensorReader.Tensor);
        var objective = fields.TryTake("objective", out var named) ? ReadObjective(named) : null;
        return new OptimizerSnapshot(
            file,
            recorded,
            target,
            parameters,
            OrNull(place => List(place, group => ReadGroup(group, parameters.Count)))(
                fields.Take("groups")
            ),
            ArgumentReader.Kwargs(fields.Take("kwargs")),
            objective,
            AtLeastOne(
                fields.Take("steps"),
                "step",
                place => ReadOptimizerStep(place, parameters, objective is not null)
            )
        );
    }

    // A Python function's name, and nothing that would lead elsewhere.
    static string ReadObjective(JsonPlace place)
    {
        var name = place.Name();
        return name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : throw place.Wrong($"\"{name}\" is no name of an objective");
    }

    static ParameterGroup ReadGroup(JsonPlace place, int parameters)
    {
        var fields = new JsonFields(place);
        var indices = AtLeastOne(
            fields.Take("parameters"),
            "parameter",
            item =>
                item.Integer() is >= 0 and var index && index < parameters
                    ? (int)index
                    : throw item.Wrong($"there are {parameters} parameters, counted from 0")
        );
        return new ParameterGroup(indices, ArgumentReader.Rest(fields));
    }

    static OptimizerStep ReadOptimizerStep(
        JsonPlace place,
        List<TensorData> parameters,
        bool evaluates
    )
    {
        var fields = new JsonFields(place);
        var step = new OptimizerStep(
            fields.TryTake("options", out var options)
                ? ArgumentReader.Kwargs(options)
                : NoArguments,
            evaluates ? [] : ReadGradients(fields.Take("gradients"), parameters),
            evaluates ? ReadLoss(fields.Take("loss")) : null,
            Named(fields.Take("after"), OrNull(TensorReader.Expected))
        );
        fields.End();
        for (var i = 0; i < parameters.Count; i++)
        {
            if (step.After.GetValueOrDefault($"param.{i}") is null)
                throw place.Wrong($"\"after\" lacks param.{i}");
        }
        return step;
    }

    static ExpectedTensor ReadLoss(JsonPlace place) =>
        TensorReader.Expected(place) is { IsReal: true, Shape: [] } loss
            ? loss
            : throw place.Wrong("a loss is one real number, without dimensions");

    static List<TensorData?> ReadGradients(JsonPlace place, List<TensorData> parameters)
    {
        var gradients = List(place, OrNull(TensorReader.Tensor));
        if (gradients.Count != parameters.Count)
            throw place.Wrong($"{gradients.Count} gradients for {parameters.Count} parameters");
        return gradients;
    }

    static readonly OrderedDictionary<string, object?> NoArguments = [];

    static ScheduleSnapshot ReadSchedule(string file, Recording recorded, JsonFields fields)
    {
        var (target, args, kwargs) = ArgumentReader.Call(fields);
        var optimizer = ReadScheduledOptimizer(fields.Take("optimizer"));
        var initial = fields.Take("initial");
        var initialFields = new JsonFields(initial);
        var initialRates = ReadRates(initialFields, optimizer.Groups.Count);
        initialFields.End();
        return new ScheduleSnapshot(
            file,
            recorded,
            target,
            args,
            kwargs,
            optimizer,
            initialRates,
            AtLeastOne(
                fields.Take("steps"),
                "step",
                place => ReadScheduleStep(place, optimizer.Groups.Count)
            )
        );
    }

    static ScheduledOptimizer ReadScheduledOptimizer(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var optimizer = new ScheduledOptimizer(
            fields.Take("target").Name(),
            AtLeastOne<IReadOnlyDictionary<string, object?>>(
                fields.Take("groups"),
                "group",
                ArgumentReader.Kwargs
            ),
            ArgumentReader.Kwargs(fields.Take("kwargs"))
        );
        fields.End();
        return optimizer;
    }

    static ScheduleStep ReadScheduleStep(JsonPlace place, int groups)
    {
        var fields = new JsonFields(place);
        var metrics = fields.Take("metrics");
        double? told = ArgumentReader.Argument(metrics) switch
        {
            null => null,
            double real => real,
            long whole => whole,
            _ => throw metrics.Unlike("a number or null"),
        };
        double? epoch = fields.TryTake("epoch", out var to) ? to.Number() : null;
        if (told is not null && epoch is not null)
            throw place.Wrong("a step is told a metric or an epoch, not both");
        var step = new ScheduleStep(told, epoch, ReadRates(fields, groups));
        fields.End();
        return step;
    }

    static Rates ReadRates(JsonFields fields, int groups)
    {
        var rates = ReadNumbers(fields.Take("lrs"), groups);
        return new Rates(
            rates,
            fields.TryTake("momenta", out var momenta) ? ReadNumbers(momenta, groups) : null
        );
    }

    static List<double> ReadNumbers(JsonPlace place, int groups)
    {
        var numbers = List(place, item => item.Number());
        return numbers.Count == groups
            ? numbers
            : throw place.Wrong($"{numbers.Count} numbers for {groups} parameter groups");
    }

    // Questions, which nobody has answered

    /// <summary>Reads a question.</summary>
    public static Question ReadQuestion(string file, ReadOnlyMemory<byte> json)
    {
        using var document = ParseJson(file, json);
        var fields = new JsonFields(new JsonPlace(file, document.RootElement));
        fields.Take("kind").OneOf(("question", true));
        var of = fields
            .Take("of")
            .OneOf([
                .. Enum.GetValues<QuestionSubject>()
                    .Select(subject => (subject.ToString().ToLowerInvariant(), subject)),
            ]);
        var question = new Question(
            of,
            fields.Take("target").Text(),
            ArgumentReader.Args(fields.Take("args")),
            ArgumentReader.Kwargs(fields.Take("kwargs")),
            AtLeastOne(fields.Take("steps"), "step", ReadQuestionStep)
        );
        if (of == QuestionSubject.Module)
            question = question with
            {
                Seed = fields.Take("seed").Integer(),
                HasPatternedState = fields.Take("state").OneOf(("drawn", false), ("pattern", true)),
            };
        if (of == QuestionSubject.Schedule)
            question = question with
            {
                Optimizer = ReadScheduledOptimizer(fields.Take("optimizer")),
            };
        if (of == QuestionSubject.Optimizer)
            question = ReadParameters(question, fields);
        fields.End();
        return question;
    }

    static Question ReadParameters(Question question, JsonFields fields)
    {
        var parameters = AtLeastOne(fields.Take("parameters"), "parameter", TensorReader.Tensor);
        return question with
        {
            Parameters = parameters.ConvertAll<object?>(data => new TensorArgument(data, false)),
            Groups = OrNull(place => List(place, group => ReadGroup(group, parameters.Count)))(
                fields.Take("groups")
            ),
        };
    }

    static QuestionStep ReadQuestionStep(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var step = new QuestionStep(
            ArgumentReader.Args(fields.Take("args")),
            ArgumentReader.Kwargs(fields.Take("kwargs"))
        )
        {
            Target = fields.TryTake("target", out var target) ? target.Name() : null,
            Mode = fields.TryTake("mode", out var mode) ? ReadMode(mode) : null,
            Method = ReadMethod(fields),
            Seed = fields.TryTake("seed", out var seed) ? seed.Integer() : null,
            Backward = fields.TryTake("backward", out var backward) && backward.Truth(),
        };
        fields.End();
        return step;
    }

    // Random streams, training, transcripts, refusals

    static RandomSnapshot ReadRandom(string file, Recording recorded, JsonFields fields) =>
        new(file, recorded, AtLeastOne(fields.Take("calls"), "call", ReadRandomCall));

    static RandomCall ReadRandomCall(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var (target, args, kwargs) = ArgumentReader.Call(fields);
        var call = new RandomCall(target, args, kwargs, null, null);
        call =
            fields.TryTake("state", out var state)
                ? call with
                {
                    State = Named(state, TensorReader.Bits),
                }
            : fields.TryTake("expected", out var expected)
                ? call with
                {
                    Expected = TensorReader.Expected(expected),
                }
            : fields.TryTake("batches", out var batches)
                ? call with
                {
                    Batches =
                    [
                        .. batches
                            .Items()
                            .Select(batch =>
                                (IReadOnlyList<TensorData>)
                                    [.. batch.Items().Select(TensorReader.Bits)]
                            ),
                    ],
                }
            : call with { Bits = OrNull(TensorReader.Bits)(fields.Take("bits")) };
        fields.End();
        return call;
    }

    static TrainingSnapshot ReadTraining(string file, Recording recorded, JsonFields fields)
    {
        var ways = fields.Take("ways");
        return new(
            file,
            recorded,
            fields.Take("program").Name(),
            ArgumentReader.Kwargs(fields.Take("arguments")),
            TensorReader.Expected(fields.Take("first_losses")),
            TensorReader.Expected(fields.Take("losses")),
            Named(fields.Take("results"), TensorReader.Expected),
            Named(ways, ReadDeviation) is { Count: > 0 } deviations
                ? deviations
                : throw ways.Wrong("a training run is recorded in at least one way in float32")
        );
    }

    static TrainingDeviation ReadDeviation(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var deviation = new TrainingDeviation(
            fields.Take("losses").Number(),
            fields.Take("results").Number()
        );
        fields.End();
        return deviation;
    }

    static TranscriptSnapshot ReadTranscript(
        string file,
        Recording recorded,
        JsonFields fields,
        JsonPlace place
    )
    {
        if (fields.Has("example") == fields.Has("values"))
            throw place.Wrong("a transcript has either an example or values");
        return new TranscriptSnapshot(
            file,
            recorded,
            fields.TryTake("example", out var example) ? example.Name() : null,
            fields.TryTake("values", out var values)
                ? AtLeastOne(values, "value", ArgumentReader.Argument)
                : null,
            AtLeastOne(fields.Take("lines"), "line", line => line.Text())
        );
    }

    static RefusalSnapshot ReadRefusal(string file, Recording recorded, JsonFields fields)
    {
        var of = fields
            .Take("of")
            .OneOf(
                ("module", RefusalSubject.Module),
                ("function", RefusalSubject.Function),
                ("optimizer", RefusalSubject.Optimizer),
                ("schedule", RefusalSubject.Schedule)
            );
        var (target, args, kwargs) = ArgumentReader.Call(fields);
        var isOptimizer = of == RefusalSubject.Optimizer;
        var parameters = isOptimizer ? List(fields.Take("parameters"), TensorReader.Tensor) : null;
        var isSchedule = of == RefusalSubject.Schedule;
        var optimizer = isSchedule ? ReadScheduledOptimizer(fields.Take("optimizer")) : null;
        var steps = isSchedule ? ReadCount(fields.Take("steps")) : 0;
        var before =
            of is RefusalSubject.Module && fields.TryTake("before", out var first)
                ? ReadRefusedInputs(first)
                : null;
        var inputs =
            of is RefusalSubject.Module or RefusalSubject.Function
            && fields.TryTake("inputs", out var given)
                ? ReadRefusedInputs(given)
                : null;
        var at = fields.Take("at");
        var stage = at.OneOf(
            ("construct", RefusalStage.Construct),
            ("forward", RefusalStage.Forward),
            ("backward", RefusalStage.Backward),
            ("step", RefusalStage.Step)
        );
        var snapshot = new RefusalSnapshot(
            file,
            recorded,
            of,
            target,
            args,
            kwargs,
            fields.TryTake("state", out var state) ? Named(state, TensorReader.Tensor) : NoTensors,
            fields.TryTake("mode", out var mode) ? ReadMode(mode) : null,
            before,
            inputs,
            parameters,
            isOptimizer && fields.TryTake("gradients", out var gradients)
                ? ReadGradients(gradients, parameters!)
                : null,
            optimizer,
            steps,
            stage,
            ReadError(fields.Take("error"))
        );
        var reachable = stage switch
        {
            RefusalStage.Construct => of != RefusalSubject.Function,
            RefusalStage.Step => snapshot.Gradients is not null || steps > 0,
            _ => inputs is not null,
        };
        return reachable
            ? snapshot
            : throw at.Wrong("nothing in the file leads there: inputs or gradients are missing");
    }

    static RefusedInputs ReadRefusedInputs(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var inputs = new RefusedInputs(
            ArgumentReader.Args(fields.Take("args")),
            ArgumentReader.Kwargs(fields.Take("kwargs")),
            ReadGradientsBefore(fields)
        )
        {
            Method = ReadMethod(fields),
        };
        fields.End();
        return inputs;
    }

    static long ReadCount(JsonPlace place) =>
        place.Integer() is >= 0 and var count ? count : throw place.Unlike("a number of steps");

    static RefusalError ReadError(JsonPlace place)
    {
        var fields = new JsonFields(place);
        var error = new RefusalError(fields.Take("type").Name(), fields.Take("message").Text());
        fields.End();
        return error;
    }

    static readonly OrderedDictionary<string, TensorData> NoTensors = [];

    // Lists, names and nulls

    static List<T> List<T>(JsonPlace place, Func<JsonPlace, T> read)
    {
        var items = new List<T>();
        foreach (var item in place.Items())
            items.Add(read(item));
        return items;
    }

    static List<T> AtLeastOne<T>(JsonPlace place, string what, Func<JsonPlace, T> read)
    {
        var items = List(place, read);
        return items.Count > 0 ? items : throw place.Wrong($"there is no {what}");
    }

    static OrderedDictionary<string, T> Named<T>(JsonPlace place, Func<JsonPlace, T> read)
    {
        var named = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in new JsonFields(place).TakeRest())
            named.Add(name, read(value));
        return named;
    }

    static Func<JsonPlace, T?> OrNull<T>(Func<JsonPlace, T> read)
        where T : class => place => place.IsNull ? null : read(place);

    static long? IntegerOrNull(JsonPlace place) => place.IsNull ? null : place.Integer();
}
