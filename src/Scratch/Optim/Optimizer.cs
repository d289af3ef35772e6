namespace Diptych.Scratch;

/// <summary>Parameters that share one set of options. PyTorch: an entry of <c>Optimizer.param_groups</c>.</summary>
public sealed class ParamGroup
{
    /// <summary>Makes a group; options that it does not name take the optimizer's defaults.</summary>
    /// <param name="parameters">At least one leaf that requires a gradient.</param>
    /// <param name="options">Numbers under PyTorch's names, such as <c>lr</c> or <c>weight_decay</c>; truth values are 0 and 1.</param>
    /// <exception cref="ArgumentException">A parameter is not a leaf.</exception>
    public ParamGroup(
        IEnumerable<Tensor> parameters,
        IReadOnlyDictionary<string, double>? options = null
    )
    {
        Parameters = [.. parameters];
        foreach (var parameter in Parameters)
            if (!parameter.IsLeaf)
                throw new ArgumentException("can't optimize a non-leaf Tensor", nameof(parameters));
        Options = options is null ? [] : new Dictionary<string, double>(options);
    }

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>The options by PyTorch's names; a schedule changes <c>lr</c> here.</summary>
    public Dictionary<string, double> Options { get; }
}

/// <summary>What all optimizers share: groups of parameters, a state for each parameter, a step. PyTorch: <c>optim.Optimizer</c>.</summary>
public abstract class Optimizer
{
    readonly List<ParamGroup> groups;
    readonly Dictionary<Tensor, OrderedDictionary<string, Tensor>> state = [];

    /// <param name="groups">What is optimized.</param>
    /// <param name="defaults">The value of every option that a group does not name.</param>
    /// <exception cref="ArgumentException">There is no parameter, one comes up twice, or a group names an unknown option.</exception>
    private protected Optimizer(
        IEnumerable<ParamGroup> groups,
        IReadOnlyDictionary<string, double> defaults
    )
    {
        this.groups = [.. groups];
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var group in this.groups)
        {
            foreach (var name in group.Options.Keys)
                if (!defaults.ContainsKey(name))
                    throw new ArgumentException(
                        $"unexpected option {name}: {GetType().Name} has {string.Join(", ", defaults.Keys)}",
                        nameof(groups)
                    );
            foreach (var (name, value) in defaults)
                group.Options.TryAdd(name, value);
            foreach (var parameter in group.Parameters)
                if (!seen.Add(parameter))
                    throw new ArgumentException(
                        "some parameters appear in more than one parameter group",
                        nameof(groups)
                    );
        }
        if (seen.Count == 0)
            throw new ArgumentException("optimizer got an empty parameter list", nameof(groups));
    }

    /// <summary>The groups, in order. PyTorch: <c>Optimizer.param_groups</c>.</summary>
    public IReadOnlyList<ParamGroup> ParamGroups => groups;

    /// <summary>Changes every parameter that has a gradient. PyTorch: <c>Optimizer.step</c>.</summary>
    public void Step()
    {
        using var _ = Autograd.NoGrad();
        foreach (var group in groups)
        foreach (var parameter in group.Parameters)
            if (parameter.Grad is { } gradient)
                Update(parameter, gradient, group.Options, StateOf(parameter));
    }

    /// <summary>Forgets all gradients, or sets them to zero: a null gradient is skipped by a step, a zero one is not. PyTorch: <c>Optimizer.zero_grad</c>.</summary>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var parameter in groups.SelectMany(group => group.Parameters))
            parameter.Grad =
                setToNone || parameter.Grad is null
                    ? null
                    : Torch.Zeros(parameter.Shape, parameter.Dtype);
    }

    /// <summary>The state of every parameter under PyTorch's names, such as <c>state.0.momentum_buffer</c>. PyTorch: <c>Optimizer.state_dict</c>.</summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var entries = new OrderedDictionary<string, Tensor>();
        var index = 0;
        foreach (var parameter in groups.SelectMany(group => group.Parameters))
        {
            if (state.TryGetValue(parameter, out var own))
                foreach (var (name, tensor) in own)
                    entries.Add($"state.{index}.{name}", tensor);
            index++;
        }
        return entries;
    }

    /// <summary>One parameter's step; nothing in here is recorded.</summary>
    private protected abstract void Update(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyDictionary<string, double> options,
        OrderedDictionary<string, Tensor> state
    );

    OrderedDictionary<string, Tensor> StateOf(Tensor parameter)
    {
        if (!state.TryGetValue(parameter, out var own))
            state.Add(parameter, own = []);
        return own;
    }
}
