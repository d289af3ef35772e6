namespace Diptych.Scratch;

/// <summary>Moves parameters along their gradients. PyTorch: <c>torch.optim.Optimizer</c>.</summary>
public abstract class Optimizer
{
    readonly List<ParamGroup> groups = [];
    readonly IReadOnlyDictionary<string, object> defaults;

    /// <summary>An optimizer of one or several groups.</summary>
    /// <param name="groups">At least one group; options that it lacks are taken from <paramref name="defaults"/>.</param>
    /// <param name="defaults">The options by PyTorch's names, with their values.</param>
    /// <exception cref="ArgumentException">No group, or one that <see cref="AddParamGroup"/> refuses.</exception>
    protected Optimizer(
        IEnumerable<ParamGroup> groups,
        IReadOnlyDictionary<string, object> defaults
    )
    {
        ArgumentNullException.ThrowIfNull(groups);
        this.defaults = defaults;
        foreach (var group in groups)
            AddParamGroup(group);
        if (this.groups.Sum(group => group.Parameters.Count) == 0)
            throw new ArgumentException("optimizer got an empty parameter list", nameof(groups));
    }

    /// <summary>The groups, whose options may be changed between steps. PyTorch: <c>param_groups</c>.</summary>
    public IReadOnlyList<ParamGroup> ParamGroups => groups;

    /// <summary>What is remembered of each parameter, by PyTorch's names.</summary>
    protected Dictionary<Tensor, Dictionary<string, Tensor>> State { get; } =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a group; options that it lacks are the optimizer's own. PyTorch: <c>add_param_group</c>.</summary>
    /// <exception cref="ArgumentException">An option that is none, a tensor that was computed, or one that is in a group already.</exception>
    public void AddParamGroup(ParamGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        foreach (var name in group.Options.Keys)
            if (!defaults.ContainsKey(name))
                throw new ArgumentException(
                    $"{GetType().Name} has no option {name}",
                    nameof(group)
                );
        var known = groups
            .SelectMany(other => other.Parameters)
            .ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var parameter in group.Parameters)
        {
            if (!parameter.IsLeaf)
                throw new ArgumentException("can't optimize a non-leaf Tensor", nameof(group));
            if (!known.Add(parameter))
                throw new ArgumentException(
                    "some parameters appear in more than one parameter group",
                    nameof(group)
                );
        }
        foreach (var (name, value) in defaults)
            group.Options.TryAdd(name, value);
        groups.Add(group);
    }

    /// <summary>One step: every parameter that has a gradient moves, a zero one too. PyTorch: <c>step</c>.</summary>
    public void Step()
    {
        using var _ = Autograd.NoGrad();
        foreach (var group in groups)
        foreach (var parameter in group.Parameters)
            if (parameter.Grad is { } gradient)
                Update(parameter, gradient, group);
    }

    /// <summary>Forgets the gradients. PyTorch: <c>zero_grad</c>.</summary>
    /// <param name="setToNone">Whether there is none afterwards, or else one of zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var parameter in groups.SelectMany(group => group.Parameters))
            parameter.Grad =
                setToNone || parameter.Grad is null
                    ? null
                    : Torch.Zeros(parameter.Shape, parameter.Dtype);
    }

    /// <summary>What is remembered, named <c>state.0.momentum_buffer</c> by the parameter's number over all groups.</summary>
    /// <remarks>PyTorch: <c>state_dict()["state"]</c>.</remarks>
    public Dictionary<string, Tensor> StateDict()
    {
        var state = new Dictionary<string, Tensor>();
        var number = 0;
        foreach (var parameter in groups.SelectMany(group => group.Parameters))
        {
            foreach (var (name, tensor) in State.GetValueOrDefault(parameter) ?? [])
                state[$"state.{number}.{name}"] = tensor;
            number++;
        }
        return state;
    }

    /// <summary>Moves one parameter in place.</summary>
    /// <param name="parameter">What moves.</param>
    /// <param name="gradient">Its gradient, which stays as it is.</param>
    /// <param name="group">The options.</param>
    protected abstract void Update(Tensor parameter, Tensor gradient, ParamGroup group);
}

/// <summary>Parameters with options of their own. PyTorch: an entry of <c>param_groups</c>.</summary>
/// <param name="parameters">Leaf tensors.</param>
public sealed class ParamGroup(IEnumerable<Tensor> parameters)
{
    /// <summary>The parameters. PyTorch: <c>params</c>.</summary>
    public IReadOnlyList<Tensor> Parameters { get; } = [.. parameters];

    /// <summary>The options by PyTorch's names: numbers (double) and switches (bool).</summary>
    public Dictionary<string, object> Options { get; } = [];

    /// <summary>An option by PyTorch's name, such as "lr".</summary>
    public object this[string option]
    {
        get => Options[option];
        set => Options[option] = value;
    }
}
