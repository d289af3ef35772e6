using System.Globalization;
using Diptych.Comparison;
using Xunit;

namespace Diptych.Parity;

/// <summary>
/// One of the two implementations, asked in PyTorch's words: a claim is written once and holds on both. Tensors are
/// the engine's own, so that what one call answers can go into the next and gradients flow through.
/// </summary>
sealed class Side
{
    static readonly Dictionary<string, Engine> Engines = new()
    {
        ["scratch"] = new ScratchEngine(),
        ["torchsharp"] = new TorchSharpEngine(),
    };

    readonly Engine engine;

    /// <summary>A side by its engine's name, in float64 unless a test wants to see float32.</summary>
    public Side(string name, ElementType precision = ElementType.Float64)
    {
        engine = Engines[name];
        engine.Begin(precision);
    }

    /// <summary>Both names, for <c>[MemberData(nameof(Side.Both), MemberType = typeof(Side))]</c>.</summary>
    public static TheoryData<string> Both => [.. Engines.Keys];

    /// <summary>A tensor of the given numbers: float becomes the side's precision, long and bool stay.</summary>
    public object Tensor(Array data, bool requiresGrad = false)
    {
        var shape = Enumerable.Range(0, data.Rank).Select(data.GetLongLength).ToArray();
        var flat = Array.CreateInstance(data.GetType().GetElementType()!, data.Length);
        var i = 0;
        foreach (var element in data)
            flat.SetValue(element, i++);
        var type = flat switch
        {
            float[] => ElementType.Float32,
            double[] => ElementType.Float64,
            long[] => ElementType.Int64,
            bool[] => ElementType.Bool,
            _ => throw new ArgumentException($"no tensor holds {flat.GetType()}", nameof(data)),
        };
        return engine.TensorOf(new TensorArgument(new(type, shape, flat), requiresGrad));
    }

    /// <summary>A tensor without dimensions.</summary>
    public object Tensor(double number, bool requiresGrad = false) =>
        engine.TensorOf(
            new TensorArgument(new(ElementType.Float64, [], new[] { number }), requiresGrad)
        );

    /// <summary>The first output of a function by PyTorch's name, such as <c>nn.functional.softmax</c>.</summary>
    public object Call(string target, params object?[] args) => Calls(target, args)[0]!;

    /// <summary>All outputs of a function.</summary>
    public IReadOnlyList<object?> Calls(string target, params object?[] args) =>
        engine.Call(target, [.. args.Select(Argument)], Nothing);

    /// <summary>A module, cast to the side's precision; <paramref name="options"/> by PyTorch's names, such as <c>("dim", 1)</c>.</summary>
    public object Module(
        string target,
        object?[] args,
        params (string Name, object? Value)[] options
    )
    {
        var module = engine.Construct(
            target,
            [.. args.Select(Argument)],
            options.ToDictionary(option => option.Name, option => Argument(option.Value))
        );
        engine.Cast(module);
        return module;
    }

    /// <summary>An object that is no module, such as <c>nn.utils.rnn.PackedSequence</c>.</summary>
    public object Object(string target, params object?[] args) =>
        engine.Construct(target, [.. args.Select(Argument)], Nothing);

    /// <summary>The first output of a module.</summary>
    public object Forward(object module, params object?[] args) => Forwards(module, args)[0]!;

    /// <summary>All outputs of a module.</summary>
    public IReadOnlyList<object?> Forwards(object module, params object?[] args) =>
        engine.Forward(module, [.. args.Select(Argument)], Nothing);

    /// <summary>Sets the seed of the side's stream.</summary>
    public void ManualSeed(long seed) => engine.ManualSeed(seed);

    /// <summary>Sets a module to training or evaluation.</summary>
    public void Train(object module, bool mode = true) => engine.Train(module, mode);

    /// <summary>Walks back from a single number, or from any output with its cotangent.</summary>
    public void Backward(object output, Array? cotangent = null)
    {
        var shape = engine.Read(output).Shape;
        var numbers = cotangent is null ? [1f] : cotangent.Cast<float>().ToArray();
        engine.Backward([(output, new TensorData(ElementType.Float32, shape, numbers))]);
    }

    /// <summary>The elements of a tensor, of whole numbers or of a picture, in the order of the indices.</summary>
    public double[] Numbers(object tensor)
    {
        var data = engine.ReadOutput(tensor);
        return [.. Enumerable.Range(0, data.Count).Select(i => data[i])];
    }

    /// <summary>A tensor's only element.</summary>
    public double Number(object tensor) => Assert.Single(Numbers(tensor));

    /// <summary>A tensor's shape.</summary>
    public long[] Shape(object tensor) => engine.ReadOutput(tensor).Shape;

    /// <summary>The gradient's elements, or null where there is none.</summary>
    public double[]? Gradient(object tensor) =>
        engine.Gradient(tensor) is { } data
            ? [.. Enumerable.Range(0, data.Count).Select(i => data[i])]
            : null;

    /// <summary>The gradient's shape, or null where there is none.</summary>
    public long[]? GradientShape(object tensor) => engine.Gradient(tensor)?.Shape;

    /// <summary>A module's parameters by PyTorch's names.</summary>
    public IReadOnlyList<(string Name, object Parameter)> Parameters(object module) =>
        engine.Parameters(module);

    /// <summary>A module's parameter by its name.</summary>
    public object Parameter(object module, string name) =>
        engine.Parameters(module).Single(named => named.Name == name).Parameter;

    /// <summary>A module's parameter or buffer by its name.</summary>
    public object State(object module, string name) =>
        engine.State(module).Single(named => named.Name == name).Tensor;

    /// <summary>How many numbers a module learns.</summary>
    public long Count(object module) =>
        engine.Parameters(module).Sum(named => engine.Read(named.Parameter).Count);

    /// <summary>Writes numbers into a module's state, by PyTorch's names.</summary>
    public void Load(object module, params (string Name, Array Values)[] state) =>
        engine.LoadState(
            module,
            engine
                .State(module)
                .ToDictionary(
                    named => named.Name,
                    named =>
                        state.FirstOrDefault(given => given.Name == named.Name) is { Values: { } v }
                            ? new TensorData(
                                ElementType.Float32,
                                engine.Read(named.Tensor).Shape,
                                v.Cast<float>().ToArray()
                            )
                            : engine.Read(named.Tensor)
                )
        );

    /// <summary>An optimizer of parameters; <paramref name="options"/> by PyTorch's names.</summary>
    public object Optimizer(
        string target,
        IEnumerable<object> parameters,
        params (string Name, object? Value)[] options
    ) =>
        engine.Construct(
            target,
            [parameters.Cast<object?>().ToList()],
            options.ToDictionary(option => option.Name, option => Argument(option.Value))
        );

    /// <summary>Steps an optimizer.</summary>
    public void Step(object optimizer) => engine.Step(optimizer);

    /// <summary>Steps an optimizer that evaluates; the closure computes the gradients and returns the loss.</summary>
    public object Step(object optimizer, Func<object> closure) => engine.Step(optimizer, closure);

    /// <summary>Gives a leaf a gradient of its shape, or none.</summary>
    public void SetGradient(object tensor, params float[]? gradient) =>
        engine.SetGradient(
            tensor,
            gradient is null
                ? null
                : new TensorData(ElementType.Float32, engine.Read(tensor).Shape, gradient).To(
                    engine.Precision!.Value
                )
        );

    /// <summary>The same in float64, for claims about the last digits.</summary>
    public void SetGradient64(object tensor, params double[] gradient) =>
        engine.SetGradient(
            tensor,
            new TensorData(ElementType.Float64, engine.Read(tensor).Shape, gradient)
        );

    /// <summary>A schedule on an optimizer; <paramref name="options"/> by PyTorch's names.</summary>
    public object Schedule(
        string name,
        object optimizer,
        params (string Name, object? Value)[] options
    ) =>
        engine.Construct(
            "optim.lr_scheduler." + name,
            [optimizer],
            options.ToDictionary(option => option.Name, option => Argument(option.Value))
        );

    /// <summary>Schedules at once, on the optimizer that they have.</summary>
    public object Chained(params object[] schedules) =>
        engine.Construct("optim.lr_scheduler.ChainedScheduler", [schedules], Nothing);

    /// <summary>Steps a schedule, with a metric where it wants one.</summary>
    public void StepSchedule(object schedule, double? metrics = null) =>
        engine.StepSchedule(schedule, metrics);

    /// <summary>The rates that stand in an optimizer's groups.</summary>
    public IReadOnlyList<double> Rates(object optimizer) => engine.RatesOf(optimizer).LearningRates;

    /// <summary>Parameters with options of their own, for an optimizer's list of groups.</summary>
    public object Group(
        IEnumerable<object> parameters,
        params (string Name, object Value)[] options
    ) =>
        engine.Group(
            parameters,
            options.ToDictionary(option => option.Name, option => option.Value)
        );

    /// <summary>What an optimizer remembers of a parameter, such as <c>state.0.exp_avg</c>.</summary>
    public double[] OptimizerState(object optimizer, string name) =>
        Numbers(engine.OptimizerState(optimizer).Single(named => named.Name == name).Tensor);

    /// <summary>The names of all that an optimizer remembers.</summary>
    public IReadOnlyList<string> OptimizerStateNames(object optimizer) =>
        [.. engine.OptimizerState(optimizer).Select(named => named.Name)];

    /// <summary>What an example shows, by its labels, with tensors as <see cref="TensorData"/>.</summary>
    public IReadOnlyList<(string Label, object Value)> Example(string name) =>
        [
            .. engine.Example(name)
                ?? throw new ArgumentException($"no example {name}", nameof(name)),
        ];

    static readonly Dictionary<string, object?> Nothing = [];

    // Whole numbers are long among the arguments of a recorded call.
    static object? Argument(object? value) =>
        value switch
        {
            int number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
            int[] list => list.Select(item => (object?)(long)item).ToList(),
            long[] list => list.Select(item => (object?)item).ToList(),
            _ => value,
        };
}
