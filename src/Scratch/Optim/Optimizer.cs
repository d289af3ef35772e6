using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Diptych.Scratch;

/// <summary>Moves parameters along their gradients. PyTorch: <c>torch.optim.Optimizer</c>.</summary>
/// <remarks>
/// The options <c>foreach</c>, <c>fused</c>, <c>capturable</c> and <c>differentiable</c> of PyTorch's optimizers are left
/// out: they choose how the same step is computed.
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

    // What is remembered of each group's parameters, in their order.
    readonly List<OptimizerState[]> states = [];

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
        ParamGroup[] given = [.. groups];
        Checks.NoneMissing(given, nameof(groups));
        foreach (var group in given)
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
            parameter.Storage.ThrowIfOver();
            if (!parameter.IsLeaf)
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
        states.Add([.. group.Parameters.Select(_ => new OptimizerState())]);
    }

    /// <summary>One step: every parameter that has a gradient moves, a zero one too. PyTorch: <c>step</c>.</summary>
    /// <exception cref="InvalidOperationException">A gradient is sparse, or dense, where the optimizer takes none such.</exception>
    public virtual void Step()
    {
        using var _ = Autograd.NoGrad();
        for (var i = 0; i < groups.Count; i++)
            Update(groups[i], new Moving(groups[i].All, states[i]));
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
        using var _ = Autograd.EnableGrad();
        return closure();
    }

    /// <summary>Forgets the gradients. PyTorch: <c>zero_grad</c>.</summary>
    /// <param name="setToNone">Whether there is none afterwards, or else one of zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        using var _ = Autograd.NoGrad();
        foreach (var group in groups)
        foreach (var parameter in group.All)
            if (setToNone)
                parameter.Grad = null;
            else if (parameter.Grad is { IsSparse: false } dense)
                dense.Detach().Fill(0);
            else if (parameter.Grad is not null)
                parameter.Grad = Torch.Zeros(parameter.Shape, parameter.Dtype);
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
        foreach (var (number, (_, state)) in Remembered.Index())
        foreach (var (name, tensor) in state)
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
        using var _ = Autograd.NoGrad();
        foreach (var (number, (parameter, state)) in Remembered.Index())
        {
            state.Clear();
            foreach (var (name, value) in Below($"state.{number}."))
                state[name] = Copied(name, (Tensor)value, parameter.Dtype);
        }

        IEnumerable<(string Name, object Value)> Below(string prefix) =>
            stateDict
                .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => (entry.Key[prefix.Length..], entry.Value));
    }

    /// <summary>Moves the parameters of one group in place.</summary>
    /// <param name="group">The options.</param>
    /// <param name="moving">The parameters that have a gradient.</param>
    private protected abstract void Update(ParamGroup group, Moving moving);

    /// <summary>All parameters, each with what is remembered of it.</summary>
    private protected IEnumerable<(Tensor Parameter, OptimizerState State)> Remembered =>
        Parameters.Zip(states.SelectMany(state => state));

    /// <summary>Refuses an option.</summary>
    /// <exception cref="ArgumentException">The condition does not hold; written so that NaN fails.</exception>
    protected static void Check(bool holds, string message, string argument)
    {
        if (!holds)
            throw new ArgumentException(message, argument);
    }

    /// <summary>Counts a step in the state: <c>step</c> of PyTorch.</summary>
    /// <returns>t, from 1 on.</returns>
    internal static double Count(OptimizerState state)
    {
        var step = state["step"];
        return step.Fill(step.Item() + 1).Item();
    }

    IEnumerable<long[]> NumbersOfGroups()
    {
        long next = 0;
        foreach (var group in groups)
            yield return [.. group.Parameters.Select(_ => next++)];
    }

    // Counts keep their own type, and so does what is counted along in float32: PyTorch casts the latter, and a float64
    // run of NAdam then does not go on as it would have.
    static Tensor Copied(string name, Tensor tensor, ScalarType dtype) =>
        (
            Counted.Contains(name) || tensor.Dtype == ScalarType.Int64 || tensor.IsSparse
                ? tensor
                : tensor.To(dtype)
        ).Clone();
}

/// <summary>What an optimizer remembers of a parameter, by PyTorch's names; nothing before its first step.</summary>
/// <remarks>A handful of entries, which are found faster by looking at each than by hashing.</remarks>
sealed class OptimizerState : IEnumerable<(string Name, Tensor Tensor)>
{
    readonly List<(string Name, Tensor Tensor)> entries = [];

    public int Count => entries.Count;

    public Tensor this[string name]
    {
        get => GetValueOrDefault(name) ?? throw new KeyNotFoundException(name);
        set
        {
            // It outlives the step.
            value.Storage.Keep();
            var i = Find(name);
            if (i < 0)
                entries.Add((name, value));
            else
                entries[i] = (name, value);
        }
    }

    public Tensor? GetValueOrDefault(string name) =>
        Find(name) is >= 0 and var i ? entries[i].Tensor : null;

    public bool TryGetValue(string name, [NotNullWhen(true)] out Tensor? tensor) =>
        (tensor = GetValueOrDefault(name)) is not null;

    public void Clear() => entries.Clear();

    public IEnumerator<(string Name, Tensor Tensor)> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    int Find(string name)
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Name == name)
                return i;
        return -1;
    }
}

/// <summary>The parameters of a group that have a gradient, each with it and with what is remembered of the parameter.</summary>
ref struct Moving(Tensor[] parameters, OptimizerState[] states)
{
    int i = -1;

    public readonly (Tensor Parameter, Tensor Gradient, OptimizerState State) Current =>
        (parameters[i], parameters[i].Grad!, states[i]);

    public readonly Moving GetEnumerator() => this;

    public bool MoveNext()
    {
        while (++i < parameters.Length)
            if (parameters[i].Grad is not null)
                return true;
        return false;
    }
}

/// <summary>Parameters with options of their own. PyTorch: an entry of <c>param_groups</c>.</summary>
/// <param name="parameters">Leaf tensors.</param>
/// <exception cref="ArgumentException">One of them is null.</exception>
public sealed class ParamGroup(IEnumerable<Tensor> parameters)
{
    /// <summary>The parameters. PyTorch: <c>params</c>.</summary>
    public IReadOnlyList<Tensor> Parameters => All;

    internal Tensor[] All { get; } = Checks.Listed(parameters, nameof(parameters));

    /// <summary>The options by PyTorch's names: numbers (double), counts (long), switches (bool), words, and betas, a pair of numbers.</summary>
    public Dictionary<string, object> Options { get; } = [];

    /// <summary>An option by PyTorch's name, such as "lr"; whole numbers become double.</summary>
    public object this[string option]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(option);
            return Options[option];
        }
        set
        {
            ArgumentNullException.ThrowIfNull(option);
            ArgumentNullException.ThrowIfNull(value);
            Options[option] = value is int or long ? Convert.ToDouble(value, null) : value;
        }
    }
}
