using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Diptych.Comparison;

/// <summary>One of the two implementations, asked in PyTorch's words and answering in plain arrays.</summary>
public abstract class Engine
{
    readonly Dictionary<TensorArgument, object> tensors = new(ReferenceEqualityComparer.Instance);
    readonly PortAssembly? port;

    /// <summary>An engine that may know modules of somebody's own as well.</summary>
    protected Engine(PortAssembly? port) => this.port = port;

    /// <summary>The engine's name on the command line and in file names: <c>scratch</c> or <c>torchsharp</c>, with a device behind it as <c>torchsharp-cuda</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The engine's name for a reader.</summary>
    public abstract string Title { get; }

    /// <summary>The precision that tensors and modules are made in; null leaves tensors as they were recorded.</summary>
    public ElementType? Precision { get; private set; }

    internal abstract Type TensorType { get; }

    /// <summary>What all modules of this side derive from.</summary>
    internal abstract Type ModuleType { get; }

    internal abstract Type DtypeType { get; }

    internal abstract Type ImageType { get; }

    /// <summary>A type in the engine's namespace by its name, or null.</summary>
    protected abstract Type? Find(string name);

    internal abstract object Dtype(ElementType type);

    /// <summary>A tensor of the engine.</summary>
    protected abstract object MakeTensor(TensorData data, bool requiresGrad);

    /// <summary>A picture of the engine.</summary>
    internal abstract object MakeImage(ImageData data);

    /// <summary>A picture's bytes, outside the engine.</summary>
    public abstract ImageData ReadImage(object image);

    /// <summary>A tensor's elements, outside the engine.</summary>
    public abstract TensorData Read(object tensor);

    /// <summary>An output's elements: of a tensor, of the whole numbers that a size formula answers, or of a picture.</summary>
    public TensorData ReadOutput(object output) =>
        output switch
        {
            long number => new TensorData(ElementType.Int64, [], new[] { number }),
            long[] numbers => new TensorData(ElementType.Int64, [numbers.Length], numbers),
            _ when ImageType.IsInstanceOfType(output) => ReadImage(output).ToTensorData(),
            _ => Read(output),
        };

    /// <summary>A tensor's gradient, or null.</summary>
    public abstract TensorData? Gradient(object tensor);

    /// <summary>Whether an output can be walked back from.</summary>
    internal abstract bool RequiresGradient(object? output);

    /// <summary>Gives a leaf a gradient, or none.</summary>
    public abstract void SetGradient(object tensor, TensorData? gradient);

    /// <summary>Walks back from the outputs with their cotangents.</summary>
    public abstract void Backward(IReadOnlyList<(object Output, TensorData Cotangent)> roots);

    /// <summary>Starts the random stream anew.</summary>
    public abstract void ManualSeed(long seed);

    /// <summary>Sets a module to training or evaluation.</summary>
    public abstract void Train(object module, bool mode);

    /// <summary>Converts a module's parameters and buffers to the engine's precision, and moves them to its device.</summary>
    public abstract void Cast(object module);

    /// <summary>The parameters by PyTorch's names.</summary>
    public abstract IReadOnlyList<(string Name, object Parameter)> Parameters(object module);

    /// <summary>Parameters and buffers by PyTorch's names, in order.</summary>
    public abstract IReadOnlyList<(string Name, object Tensor)> State(object module);

    /// <summary>Whether a parameter or a buffer of a lazy module has no shape yet.</summary>
    public abstract bool IsUninitialized(object tensor);

    /// <summary>The modules directly inside of one, by name.</summary>
    protected abstract IEnumerable<(string Name, object Module)> Children(object module);

    /// <summary>The module inside of one at a path such as <c>features.0</c>, or null.</summary>
    public object? Child(object module, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        object? found = module;
        foreach (var name in path.Split('.'))
            found = found is null
                ? null
                : Children(found).FirstOrDefault(child => child.Name == name).Module;
        return found;
    }

    /// <summary>Copies values into a module.</summary>
    public abstract void LoadState(object module, IReadOnlyDictionary<string, TensorData> state);

    /// <summary>Parameters with options of their own, for an optimizer's constructor.</summary>
    /// <param name="parameters">Tensors of the engine.</param>
    /// <param name="options">Numbers (double), switches (bool) and pairs of numbers by PyTorch's names.</param>
    public abstract object Group(
        IEnumerable<object> parameters,
        IReadOnlyDictionary<string, object> options
    );

    /// <summary>Steps an optimizer.</summary>
    public abstract void Step(object optimizer);

    /// <summary>Steps an optimizer that evaluates its objective.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="closure">Computes the loss and the gradients anew, and returns the loss.</param>
    /// <returns>The first loss.</returns>
    public abstract object Step(object optimizer, Func<object> closure);

    /// <summary>Changes options of all groups of an optimizer.</summary>
    public abstract void SetOptions(object optimizer, IReadOnlyDictionary<string, object> options);

    /// <summary>An optimizer's state by PyTorch's names, such as <c>state.0.momentum_buffer</c>.</summary>
    public abstract IReadOnlyList<(string Name, object Tensor)> OptimizerState(object optimizer);

    /// <summary>Steps a schedule, with a metric where it wants one, or to an epoch.</summary>
    public abstract void StepSchedule(object schedule, double? metrics, double? epoch = null);

    /// <summary>The rates that stand in an optimizer's groups, and the momenta where it has some.</summary>
    public abstract Rates RatesOf(object optimizer);

    /// <summary>What an example yields, with tensors as plain arrays, or null where the engine has no such example.</summary>
    /// <param name="name">The example's class, such as <c>BatchNormExample</c>.</param>
    public IEnumerable<(string Label, object Value)>? Example(string name)
    {
        var run = Find(name)?.GetMethod("Run", BindingFlags.Public | BindingFlags.Static);
        if (run?.Invoke(null, null) is not IEnumerable<(string Label, object Value)> values)
            return null;
        return values.Select(pair =>
            (pair.Label, TensorType.IsInstanceOfType(pair.Value) ? Read(pair.Value) : pair.Value)
        );
    }

    /// <summary>Whether the engine has a concept, by PyTorch's name.</summary>
    public bool Has(string target) =>
        FindModule(target) is not null || FindFunctions(target).Length > 0;

    /// <summary>Whether a name is that of a module or another class.</summary>
    public bool IsModule(string target) => FindModule(target) is not null;

    /// <summary>Whether a name is that of a module of somebody's own, written against this side.</summary>
    /// <exception cref="PortException">Several are called so.</exception>
    public bool IsOwn(string target) => port?.Find(target, ModuleType) is not null;

    /// <summary>Why a case cannot hold on this machine, or null where it can.</summary>
    public virtual string? ReasonToSkip(Snapshot snapshot) => null;

    /// <summary>Starts a run in one precision; what earlier runs made is forgotten.</summary>
    public void Begin(ElementType? precision)
    {
        Precision = precision;
        tensors.Clear();
    }

    /// <summary>A module or another object of the engine, by PyTorch's name.</summary>
    /// <exception cref="UnknownConceptException">There is none, or it does not take the arguments.</exception>
    public object Construct(
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    )
    {
        // nn.Embedding.from_pretrained makes a module as well.
        if (FindModule(target) is null && FindFunctions(target) is { Length: > 0 } makers)
            return Binder.Call(
                makers,
                target,
                args,
                kwargs,
                this,
                (method, bound) => method.Invoke(null, bound)
            )!;
        var type =
            FindModule(target) ?? throw new UnknownConceptException($"{Name} has no {target}");
        try
        {
            return Binder.Call(
                type.GetConstructors(),
                target,
                args,
                kwargs,
                this,
                (constructor, bound) => constructor.Invoke(bound)
            )!;
        }
        catch (UnknownConceptException e) when (IsOwn(target))
        {
            throw new UnknownConceptException(
                $"{e.Message}: the snapshot gives ({string.Join(", ", kwargs.Keys.Select(Binder.ParameterName))}) "
                    + $"and the class has {PortAssembly.Constructors(type)}"
            );
        }
    }

    /// <summary>A module's forward pass, or another of its methods; the outputs in order, nested ones flattened.</summary>
    /// <param name="module">A module of the engine.</param>
    /// <param name="args">By position, as read from a snapshot.</param>
    /// <param name="kwargs">By PyTorch's names.</param>
    /// <param name="method">The method by PyTorch's name, such as <c>log_prob</c>; null for the forward pass.</param>
    public IReadOnlyList<object?> Forward(
        object module,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs,
        string? method = null
    )
    {
        var name = method is null ? ForwardOf(module) : Binder.MemberName(method);
        return Flatten(
            Binder.Call(
                module.GetType().GetMethods().Where(found => found.Name == name),
                $"{module.GetType().Name}.{method ?? "forward"}",
                args,
                kwargs,
                this,
                (found, bound) => found.Invoke(module, bound)
            )
        );
    }

    /// <summary>One pass over a data loader: the tensors of each batch.</summary>
    public static IEnumerable<IReadOnlyList<object>> Batches(object loader) =>
        (IEnumerable<object[]>)loader;

    // A module that derives from TorchSharp's alone has but forward.
    // A pool with return_indices=True answers two tensors in PyTorch; in C#, where one method has one type, by another.
    static string ForwardOf(object module) =>
        module.GetType().GetProperty("ReturnIndices")?.GetValue(module) is true
            ? "ForwardWithIndices"
        : Array.Exists(module.GetType().GetMethods(), method => method.Name == "Forward")
            ? "Forward"
        : "forward";

    /// <summary>A function's outputs in order, nested ones flattened.</summary>
    /// <exception cref="UnknownConceptException">There is none, or it does not take the arguments.</exception>
    public IReadOnlyList<object?> Call(
        string target,
        IReadOnlyList<object?> args,
        IReadOnlyDictionary<string, object?> kwargs
    ) =>
        Flatten(
            Binder.Call(
                FindFunctions(target),
                target,
                args,
                kwargs,
                this,
                (method, bound) => method.Invoke(null, bound)
            )
        );

    /// <summary>A function by PyTorch's name as a delegate: what the delegate does not pass takes its default.</summary>
    /// <param name="target">Such as <c>nn.functional.gelu</c>.</param>
    /// <param name="type">Such as <c>Func&lt;Tensor, Tensor&gt;</c>.</param>
    /// <returns>The delegate, or null where the engine has no such function.</returns>
    internal Delegate? Function(string target, Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var given = Array.ConvertAll(
            invoke.GetParameters(),
            parameter => Expression.Parameter(parameter.ParameterType)
        );
        foreach (var method in FindFunctions(target))
        {
            var parameters = method.GetParameters();
            if (
                method.ReturnType.IsAssignableTo(invoke.ReturnType)
                && parameters.Length >= given.Length
                && given.Zip(parameters).All(p => p.First.Type == p.Second.ParameterType)
                && parameters.Skip(given.Length).All(parameter => parameter.HasDefaultValue)
            )
                return Expression
                    .Lambda(
                        type,
                        Expression.Call(
                            method,
                            [.. given, .. parameters.Skip(given.Length).Select(Default)]
                        ),
                        given
                    )
                    .Compile();
        }
        return null;

        static Expression Default(ParameterInfo parameter) =>
            parameter.DefaultValue is null
                ? Expression.Default(parameter.ParameterType)
                : Expression.Convert(
                    Expression.Constant(parameter.DefaultValue),
                    parameter.ParameterType
                );
    }

    /// <summary>The engine's tensor of an argument: the same one each time, so that its gradient can be asked for.</summary>
    public object TensorOf(TensorArgument argument)
    {
        if (!tensors.TryGetValue(argument, out var tensor))
            tensors.Add(
                argument,
                tensor = MakeTensor(InPrecision(argument.Data), argument.RequiresGrad)
            );
        return tensor;
    }

    /// <summary>The engine's packed sequence of an argument, on the tensor that <see cref="TensorOf"/> has for its data.</summary>
    internal object PackedOf(PackedArgument packed)
    {
        return Construct(
            "nn.utils.rnn.PackedSequence",
            [
                packed.Data,
                Whole(packed.BatchSizes),
                Whole(packed.SortedIndices),
                Whole(packed.UnsortedIndices),
            ],
            new Dictionary<string, object?>()
        );

        static TensorArgument? Whole(TensorData? numbers) =>
            numbers is null ? null : new TensorArgument(numbers, RequiresGrad: false);
    }

    /// <summary>A tensor's numbers in the engine's precision.</summary>
    protected TensorData InPrecision(TensorData data) =>
        Precision is { } precision ? data.To(precision) : data;

    // nn.BatchNorm1d and optim.SGD are classes of the name that comes last.
    Type? FindModule(string target)
    {
        if (port?.Find(target, ModuleType) is { } own)
            return own;
        var names = target.Split('.');
        return names.Length > 1 && char.IsUpper(names[^1][0]) ? Find(names[^1]) : null;
    }

    // torch.dist is Torch.Dist, nn.functional.mse_loss is Functional.MseLoss; what nn.utils.rnn has stands in Utils too.
    MethodInfo[] FindFunctions(string target)
    {
        var names = target.Split('.');
        if (names.Length < 2)
            return [];
        var holder =
            Find(Binder.MemberName(names[^2]))
            ?? (names.Length > 2 ? Find(Binder.MemberName(names[^3])) : null);
        var method = Binder.MemberName(names[^1]);
        return holder is null
            ? []
            :
            [
                .. holder
                    .GetMethods(BindingFlags.Public | BindingFlags.Static)
                    .Where(m => m.Name == method),
            ];
    }

    static List<object?> Flatten(object? value)
    {
        if (value is object?[] list)
            return [.. list.SelectMany(Flatten)];
        if (value is not ITuple tuple)
            return [value];
        var flat = new List<object?>();
        for (var i = 0; i < tuple.Length; i++)
            flat.AddRange(Flatten(tuple[i]));
        return flat;
    }
}
