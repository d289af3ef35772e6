namespace Diptych.Reference;

/// <summary>Moves parameters along their gradients. PyTorch: <c>torch.optim.Optimizer</c>.</summary>
/// <remarks>
/// Written with in-place tensor operations: TorchSharp's optimizers are C# too, leave zero where PyTorch leaves no
/// gradient, and take no tensor that is not a module's parameter. The options <c>foreach</c>, <c>fused</c>,
/// <c>capturable</c> and <c>differentiable</c> of PyTorch's optimizers are left out: they choose how the same step is
/// computed.
/// </remarks>
public abstract class Optimizer
{
    // What schedules keep in a group beside the optimizer's own options.
    static readonly string[] Scheduled =
    [
        "initial_lr",
        "max_lr",
        "min_lr",
        "max_momentum",
        "base_momentum",
    ];

    // What a state holds in a type of its own.
    static readonly string[] Counted = ["step", "eta", "mu", "mu_product"];

    readonly List<ParamGroup> groups = [];
    readonly Dictionary<Tensor, Dictionary<string, Tensor>> states = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>An optimizer of one or several groups.</summary>
    /// <param name="groups">At least one group; options that it lacks are taken from <paramref name="defaults"/>.</param>
    /// <param name="defaults">The options by PyTorch's names, with their values.</param>
    /// <exception cref="ArgumentException">No group, or one that <see cref="AddParamGroup"/> refuses.</exception>
    protected Optimizer(
        IEnumerable<ParamGroup> groups,
        params ReadOnlySpan<(string Name, object Value)> defaults
    )
    {
        ArgumentNullException.ThrowIfNull(groups);
        Defaults = defaults.ToArray().ToDictionary(option => option.Name, option => option.Value);
        foreach (var group in groups)
            AddParamGroup(group);
        if (Parameters.FirstOrDefault() is null)
            throw new ArgumentException("optimizer got an empty parameter list", nameof(groups));
    }

    /// <summary>The groups, whose options may be changed between steps. PyTorch: <c>param_groups</c>.</summary>
    public IReadOnlyList<ParamGroup> ParamGroups => groups;

    /// <summary>The options that a group has where it does not say otherwise. PyTorch: <c>defaults</c>.</summary>
    public IReadOnlyDictionary<string, object> Defaults { get; }

    IEnumerable<Tensor> Parameters => groups.SelectMany(group => group.Parameters);

    /// <summary>Adds a group; options that it lacks are the optimizer's own. PyTorch: <c>add_param_group</c>.</summary>
    /// <exception cref="ArgumentException">An option that is none, a tensor that was computed, or one that is in a group already.</exception>
    public void AddParamGroup(ParamGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        foreach (var name in group.Options.Keys)
            if (!Defaults.ContainsKey(name) && !Scheduled.Contains(name))
                throw new ArgumentException(
                    $"{GetType().Name} has no option {name}",
                    nameof(group)
                );
        var known = Parameters.ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var parameter in group.Parameters)
        {
            if (!parameter.is_leaf)
                throw new ArgumentException("can't optimize a non-leaf Tensor", nameof(group));
            if (!known.Add(parameter))
                throw new ArgumentException(
                    "some parameters appear in more than one parameter group",
                    nameof(group)
                );
        }
        foreach (var (name, value) in Defaults)
            group.Options.TryAdd(name, value);
        groups.Add(group);
    }

    /// <summary>One step: every parameter that has a gradient moves, a zero one too. PyTorch: <c>step</c>.</summary>
    /// <exception cref="InvalidOperationException">A gradient is sparse, or dense, where the optimizer takes none such.</exception>
    public virtual void Step()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in groups)
        foreach (var parameter in group.Parameters)
            if (parameter.grad is { } gradient)
            {
                var state = StateOf(parameter);
                Update(parameter, (bool)group["maximize"] ? -gradient : gradient, group, state);
                foreach (var tensor in state.Values)
                    Components.Kept(tensor);
            }
    }

    /// <summary>Evaluates, and takes a step along the gradients. PyTorch: <c>step(closure)</c>.</summary>
    /// <param name="closure">Forgets the gradients, computes the loss and goes back from it, and returns it.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="InvalidOperationException">A gradient is sparse, or dense, where the optimizer takes none such.</exception>
    public virtual Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        var loss = Evaluated(closure);
        Step();
        return loss;
    }

    /// <summary>What a closure returns; its gradients are recorded even where nothing else is.</summary>
    private protected static Tensor Evaluated(Func<Tensor> closure)
    {
        using var _ = enable_grad();
        return closure();
    }

    /// <summary>Forgets the gradients. PyTorch: <c>zero_grad</c>.</summary>
    /// <param name="setToNone">Whether there is none afterwards, or else one of zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var parameter in Parameters)
            if (setToNone)
                parameter.grad = null;
            else
                parameter.grad?.zero_();
    }

    /// <summary>What is remembered and all options, by PyTorch's names with dots between them. PyTorch: <c>state_dict</c>.</summary>
    /// <returns>
    /// <c>state.0.exp_avg</c>: a tensor of the parameter of that number, counted over all groups;
    /// <c>param_groups.0.lr</c>: an option of a group; <c>param_groups.0.params</c>: its parameters' numbers (long[]).
    /// The tensors are the optimizer's own: its next step may change them.
    /// </returns>
    public Dictionary<string, object> StateDict()
    {
        var dict = new Dictionary<string, object>();
        foreach (var (number, parameter) in Parameters.Index())
        foreach (var (name, tensor) in StateOf(parameter))
            dict[$"state.{number}.{name}"] = tensor;
        foreach (var (i, numbers) in NumbersOfGroups().Index())
        {
            foreach (var (name, value) in groups[i].Options)
                dict[$"param_groups.{i}.{name}"] = value;
            dict[$"param_groups.{i}.params"] = numbers;
        }
        return dict;
    }

    /// <summary>Goes on where another optimizer of such parameters stood. PyTorch: <c>load_state_dict</c>.</summary>
    /// <param name="stateDict">What <see cref="StateDict"/> returned; its tensors are copied, in the parameters' types.</param>
    /// <exception cref="ArgumentException">It has other groups, or groups of other sizes.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, object> stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        if (
            !stateDict.ContainsKey($"param_groups.{groups.Count - 1}.params")
            || stateDict.ContainsKey($"param_groups.{groups.Count}.params")
        )
            throw new ArgumentException(
                "loaded state dict has a different number of parameter groups",
                nameof(stateDict)
            );
        foreach (var (i, numbers) in NumbersOfGroups().Index())
            if (((long[])stateDict[$"param_groups.{i}.params"]).Length != numbers.Length)
                throw new ArgumentException(
                    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
                    nameof(stateDict)
                );
        foreach (var (i, group) in groups.Index())
        {
            group.Options.Clear();
            foreach (var (name, value) in Below($"param_groups.{i}."))
                if (name != "params")
                    group[name] = value;
        }
        using var _ = no_grad();
        foreach (var (number, parameter) in Parameters.Index())
            states[parameter] = Below($"state.{number}.")
                .ToDictionary(
                    entry => entry.Name,
                    entry => Copied(entry.Name, (Tensor)entry.Value, parameter.dtype)
                );

        IEnumerable<(string Name, object Value)> Below(string prefix) =>
            stateDict
                .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => (entry.Key[prefix.Length..], entry.Value));
    }

    /// <summary>Moves one parameter in place.</summary>
    /// <param name="parameter">What moves.</param>
    /// <param name="gradient">Its gradient, turned around where the option maximize is on; it must not be changed.</param>
    /// <param name="group">The options.</param>
    /// <param name="state">What is remembered of the parameter, by PyTorch's names; empty before its first step.</param>
    protected abstract void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    );

    /// <summary>What is remembered of a parameter.</summary>
    protected Dictionary<string, Tensor> StateOf(Tensor parameter) =>
        states.TryGetValue(parameter, out var state) ? state : states[parameter] = [];

    /// <summary>Refuses an option.</summary>
    /// <exception cref="ArgumentException">The condition does not hold; written so that NaN fails.</exception>
    protected static void Check(bool holds, string message, string argument)
    {
        if (!holds)
            throw new ArgumentException(message, argument);
    }

    /// <summary>Counts a step in the state: <c>step</c> of PyTorch.</summary>
    /// <returns>t, from 1 on.</returns>
    internal static double Count(Dictionary<string, Tensor> state) =>
        state["step"].add_(1).to(ScalarType.Float64).item<double>();

    IEnumerable<long[]> NumbersOfGroups()
    {
        long next = 0;
        foreach (var group in groups)
            yield return [.. group.Parameters.Select(_ => next++)];
    }

    // Counts keep their own type, and so does what is counted along in float32: PyTorch casts the latter, and a float64
    // run of NAdam then does not go on as it would have.
    static Tensor Copied(string name, Tensor tensor, ScalarType dtype) =>
        Components.Kept(
            (
                Counted.Contains(name) || tensor.dtype == ScalarType.Int64
                    ? tensor
                    : tensor.to(dtype)
            ).clone()
        );
}

/// <summary>Parameters with options of their own. PyTorch: an entry of <c>param_groups</c>.</summary>
/// <param name="parameters">Leaf tensors.</param>
public sealed class ParamGroup(IEnumerable<Tensor> parameters)
{
    /// <summary>The parameters. PyTorch: <c>params</c>.</summary>
    public IReadOnlyList<Tensor> Parameters { get; } = [.. parameters];

    /// <summary>The options by PyTorch's names: numbers (double), counts (long), switches (bool), words, and betas, a pair of numbers.</summary>
    public Dictionary<string, object> Options { get; } = [];

    /// <summary>An option by PyTorch's name, such as "lr"; whole numbers become double.</summary>
    public object this[string option]
    {
        get => Options[option];
        set => Options[option] = value is int or long ? Convert.ToDouble(value, null) : value;
    }
}
