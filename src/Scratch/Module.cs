namespace Diptych.Scratch;

/// <summary>A building block of a network: named parameters, named buffers, named modules inside. PyTorch: <c>nn.Module</c>.</summary>
public abstract class Module
{
    readonly OrderedDictionary<string, Parameter?> parameters = [];
    readonly OrderedDictionary<string, (Tensor? Tensor, bool Persistent)> buffers = [];
    readonly OrderedDictionary<string, Module> modules = [];

    /// <summary>Whether the module trains or only infers; Dropout and BatchNorm behave differently. PyTorch: <c>Module.training</c>.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>Sets this module and all inside to training, or to inference. PyTorch: <c>Module.train</c>.</summary>
    public void Train(bool mode = true)
    {
        Training = mode;
        foreach (var module in modules.Values)
            module.Train(mode);
    }

    /// <summary>Sets this module and all inside to inference. PyTorch: <c>Module.eval</c>.</summary>
    public void Eval() => Train(false);

    /// <summary>All parameters by their paths, such as <c>self_attn.in_proj_weight</c>: own first, then those of the modules inside. PyTorch: <c>Module.named_parameters</c>.</summary>
    /// <remarks>One that stands in several places is named once, by the first.</remarks>
    public IEnumerable<(string Name, Parameter Parameter)> NamedParameters() =>
        EveryParameter().DistinctBy(named => named.Parameter, ReferenceEqualityComparer.Instance);

    IEnumerable<(string Name, Parameter Parameter)> EveryParameter()
    {
        foreach (var (name, parameter) in parameters)
            if (parameter is not null)
                yield return (name, parameter);
        foreach (var (path, module) in modules)
        foreach (var (name, parameter) in module.EveryParameter())
            yield return ($"{path}.{name}", parameter);
    }

    /// <summary>All parameters, in the order of <see cref="NamedParameters"/>. PyTorch: <c>Module.parameters</c>.</summary>
    public IEnumerable<Parameter> Parameters() =>
        NamedParameters().Select(named => named.Parameter);

    /// <summary>All buffers by their paths, each once. PyTorch: <c>Module.named_buffers</c>.</summary>
    public IEnumerable<(string Name, Tensor Buffer)> NamedBuffers() =>
        EveryBuffer().DistinctBy(named => named.Buffer, ReferenceEqualityComparer.Instance);

    IEnumerable<(string Name, Tensor Buffer)> EveryBuffer()
    {
        foreach (var (name, buffer) in buffers)
            if (buffer.Tensor is { } tensor)
                yield return (name, tensor);
        foreach (var (path, module) in modules)
        foreach (var (name, buffer) in module.EveryBuffer())
            yield return ($"{path}.{name}", buffer);
    }

    /// <summary>The modules directly inside, by name. PyTorch: <c>Module.named_children</c>.</summary>
    public IEnumerable<(string Name, Module Module)> NamedChildren() =>
        modules.Select(named => (named.Key, named.Value));

    /// <summary>Everything a file of weights holds, under PyTorch's names and in its order, on the module's own memory. PyTorch: <c>Module.state_dict</c>.</summary>
    /// <remarks>What a lazy module has not materialized yet stands there as it is, without a shape.</remarks>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach (var (name, parameter) in parameters)
            if (parameter is not null)
                state.Add(name, parameter.HasNoShape ? parameter : parameter.Detach());
        foreach (var (name, (buffer, persistent)) in buffers)
            if (buffer is not null && persistent)
                state.Add(name, buffer);
        foreach (var (path, module) in modules)
        foreach (var (name, tensor) in module.StateDict())
            state.Add($"{path}.{name}", tensor);
        return state;
    }

    /// <summary>Copies values into the parameters and buffers; into none of them if one does not fit. PyTorch: <c>Module.load_state_dict</c>.</summary>
    /// <param name="state">Tensors by the names of <see cref="StateDict"/>; they are cast to this module's type, and give what has no shape yet theirs.</param>
    /// <param name="strict">Whether the names must be exactly this module's.</param>
    /// <exception cref="ArgumentException">A name is missing or unexpected, a tensor is null, or a shape differs.</exception>
    /// <exception cref="ObjectDisposedException">The scope that a tensor was made in is over.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var (name, value) in state)
        {
            if (value is null)
                throw new ArgumentException($"there is no tensor under \"{name}\"", nameof(state));
            value.Storage.ThrowIfOver();
        }
        var own = StateDict();
        var errors = new List<string>();
        if (strict)
        {
            errors.AddRange(
                own.Keys.Where(name => !state.ContainsKey(name))
                    .Select(name => $"Missing key in state_dict: \"{name}\".")
            );
            errors.AddRange(
                state
                    .Keys.Where(name => !own.ContainsKey(name))
                    .Select(name => $"Unexpected key in state_dict: \"{name}\".")
            );
        }
        foreach (var (name, tensor) in own)
            if (
                state.TryGetValue(name, out var value)
                && !tensor.HasNoShape
                && !value.Shape.SequenceEqual(tensor.Shape)
            )
                errors.Add(
                    $"size mismatch for {name}: copying a param with shape {value.ShapeText}, the shape in current model is {tensor.ShapeText}."
                );
        if (errors.Count > 0)
            throw new ArgumentException(
                $"Error(s) in loading state_dict for {GetType().Name}: {string.Join(" ", errors)}",
                nameof(state)
            );
        using var _ = Autograd.NoGrad();
        foreach (var (name, tensor) in own)
            if (state.TryGetValue(name, out var value) && !value.HasNoShape)
            {
                if (tensor is UninitializedParameter { IsUninitialized: true } parameter)
                    parameter.Materialize(value.Shape.ToArray());
                if (tensor is UninitializedBuffer { IsUninitialized: true } buffer)
                    buffer.Materialize(value.Shape.ToArray());
                tensor.CopyFrom(value);
            }
    }

    /// <summary>Converts all real parameters and buffers to another type, in place. PyTorch: <c>Module.to(dtype)</c>.</summary>
    /// <exception cref="ArgumentException">The type is not one of real numbers.</exception>
    public void To(ScalarType dtype)
    {
        if (!dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"nn.Module.to only accepts floating point dtypes, but got desired dtype={dtype.TorchName()}",
                nameof(dtype)
            );
        foreach (var (_, parameter) in NamedParameters())
        {
            parameter.ConvertTo(dtype);
            parameter.Grad = parameter.Grad?.To(dtype);
        }
        foreach (var (_, buffer) in NamedBuffers())
            if (buffer.Dtype.IsFloatingPoint())
                buffer.ConvertTo(dtype);
    }

    /// <summary>Forgets the gradients of all parameters, or sets them to zero. PyTorch: <c>Module.zero_grad</c>.</summary>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var (_, parameter) in parameters)
            if (parameter?.Grad is not null)
                parameter.Grad = setToNone ? null : Torch.Zeros(parameter.Shape, parameter.Dtype);
        foreach (var (_, module) in modules)
            module.ZeroGrad(setToNone);
    }

    /// <summary>Names a parameter of this module; null keeps the name for one that is switched off. PyTorch: <c>Module.register_parameter</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty, has a dot in it, or is taken.</exception>
    protected void RegisterParameter(string name, Parameter? parameter) =>
        parameters.Add(Checked(name, "parameter"), parameter);

    /// <summary>Names a tensor that belongs to the module's state but is not learned. PyTorch: <c>Module.register_buffer</c>.</summary>
    protected void RegisterBuffer(string name, Tensor? buffer, bool persistent = true)
    {
        buffer?.Storage.ThrowIfOver();
        buffer?.Storage.Keep();
        buffers.Add(name, (buffer, persistent));
    }

    /// <summary>Names a module inside this one. PyTorch: <c>Module.register_module</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty, has a dot in it, or is taken.</exception>
    protected void RegisterModule(string name, Module module) =>
        modules.Add(Checked(name, "module"), module);

    /// <summary>Names all parameters of this module anew, in this order: those of a container that has changed.</summary>
    private protected void RegisterParameters(IEnumerable<(string Name, Parameter Parameter)> named)
    {
        parameters.Clear();
        foreach (var (name, parameter) in named)
            RegisterParameter(name, parameter);
    }

    /// <summary>Names all modules inside this one anew, in this order: those of a container that has changed.</summary>
    private protected void RegisterModules(IEnumerable<(string Name, Module Module)> named)
    {
        modules.Clear();
        foreach (var (name, module) in named)
            RegisterModule(name, module);
    }

    /// <summary>Whether a parameter or a buffer of this module, not of those inside, has no shape yet.</summary>
    private protected bool AwaitsInput =>
        parameters.Values.Any(parameter => parameter is { HasNoShape: true })
        || buffers.Values.Any(buffer => buffer.Tensor is { HasNoShape: true });

    /// <summary>A name that can be part of a path such as encoder.weight.</summary>
    private protected static string Checked(string name, string what) =>
        string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"{what} name can't be empty or contain \".\", got: \"{name}\"",
                nameof(name)
            )
            : name;
}

/// <summary>A module with one input and one output, so that it can stand in a row with others. PyTorch: <c>nn.Module</c>.</summary>
/// <typeparam name="TInput">What goes in, as a rule a tensor.</typeparam>
/// <typeparam name="TOutput">What comes out.</typeparam>
public abstract class Module<TInput, TOutput> : Module
{
    /// <summary>Computes the output. PyTorch: <c>Module.forward</c>.</summary>
    public abstract TOutput Forward(TInput input);
}
