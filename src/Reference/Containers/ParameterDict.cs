namespace Diptych.Reference;

/// <summary>Parameters under names, in the order in which the names came.</summary>
/// <remarks>
/// A tensor that is no parameter becomes one, on its own memory. PyTorch's dictionary takes other objects as well, which
/// it registers nowhere; this one takes tensors only. PyTorch: <c>nn.ParameterDict</c>.
/// </remarks>
public sealed class ParameterDict : Module
{
    /// <summary>Parameters under names; none where none is given.</summary>
    /// <param name="parameters">In their order; of two of one name the second stands at the place of the first.</param>
    /// <exception cref="ArgumentException">A name is empty or has a dot in it.</exception>
    public ParameterDict(params (string Key, Tensor Value)[] parameters)
        : base(nameof(ParameterDict)) => Update(parameters);

    /// <summary>How many parameters there are. PyTorch: <c>len(dict)</c>.</summary>
    public int Count => _internal_params.Count;

    /// <summary>The parameter of a name. Another one takes its place; a new name comes last. PyTorch: <c>dict[key]</c>, <c>dict[key] = value</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    /// <exception cref="ArgumentException">A new name is empty or has a dot in it.</exception>
    public Parameter this[string key]
    {
        get => Get(key) ?? throw new KeyNotFoundException($"there is no parameter named \"{key}\"");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _internal_params[Components.Checked(key, "parameter")] = Components.Kept(value);
        }
    }

    /// <summary>Whether there is a parameter of a name. PyTorch: <c>key in dict</c>.</summary>
    public bool Contains(string key) => _internal_params.ContainsKey(key);

    /// <summary>The parameter of a name, or another where there is none. PyTorch: <c>get</c>.</summary>
    /// <param name="key">The name.</param>
    /// <param name="orElse">What is answered where there is no such name. PyTorch: <c>default</c>.</param>
    public Parameter? Get(string key, Parameter? orElse = null) =>
        _internal_params.TryGetValue(key, out var parameter) ? parameter : orElse;

    /// <summary>The parameter of a name, which is set first where there is none. PyTorch: <c>setdefault</c>.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">What is set where there is no such name. PyTorch: <c>default</c>.</param>
    /// <exception cref="ArgumentException">A new name is empty or has a dot in it.</exception>
    public Parameter SetDefault(string key, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Contains(key))
            this[key] = ParameterList.Learned(value);
        return this[key];
    }

    /// <summary>Takes all parameters out. PyTorch: <c>clear</c>.</summary>
    public void Clear() => _internal_params.Clear();

    /// <summary>Takes a parameter out. PyTorch: <c>pop</c>.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public Parameter Pop(string key)
    {
        var parameter = this[key];
        _internal_params.Remove(key);
        return parameter;
    }

    /// <summary>Takes the last parameter out. PyTorch: <c>popitem</c>.</summary>
    /// <returns>Its name and itself.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public (string Key, Parameter Value) PopItem()
    {
        var key =
            Keys().LastOrDefault()
            ?? throw new InvalidOperationException("popitem: the dictionary is empty");
        return (key, Pop(key));
    }

    /// <summary>Takes a parameter out. PyTorch: <c>del dict[key]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public void Remove(string key) => Pop(key);

    /// <summary>The names in their order. PyTorch: <c>keys</c>.</summary>
    public IEnumerable<string> Keys() => _internal_params.Keys;

    /// <summary>The parameters in the order of their names. PyTorch: <c>values</c>.</summary>
    public IEnumerable<Parameter> Values() => _internal_params.Values;

    /// <summary>Names and parameters. PyTorch: <c>items</c>.</summary>
    public IEnumerable<(string Key, Parameter Value)> Items() => Keys().Zip(Values());

    /// <summary>Sets one parameter after the other, as the indexer does. PyTorch: <c>update</c> of pairs; a plain dictionary of Python's comes sorted there.</summary>
    /// <exception cref="ArgumentException">A name is empty or has a dot in it.</exception>
    public void Update(IEnumerable<(string Key, Tensor Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (key, value) in parameters.ToArray())
            this[key] = ParameterList.Learned(value);
    }

    /// <summary>Takes over the parameters of another dictionary: they belong to both. PyTorch: <c>update</c>.</summary>
    public void Update(ParameterDict parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Update(parameters.Items().Select(item => (item.Key, (Tensor)item.Value)));
    }

    /// <summary>Another dictionary of the same parameters. PyTorch: <c>copy</c>.</summary>
    public ParameterDict Copy()
    {
        var copy = new ParameterDict();
        copy.Update(this);
        return copy;
    }

    /// <summary>A dictionary with one tensor under all of several names. PyTorch: <c>fromkeys</c>.</summary>
    /// <param name="keys">The names.</param>
    /// <param name="value">A parameter belongs to all names; of another tensor each makes a parameter of its own on the same memory.</param>
    /// <exception cref="ArgumentException">A name is empty or has a dot in it.</exception>
    public static ParameterDict FromKeys(IEnumerable<string> keys, Tensor value) =>
        new([.. keys.Select(key => (key, value))]);
}

/// <summary>A polynomial whose coefficients, from the highest power down, were put in a <see cref="ParameterDict"/> and then exchanged.</summary>
public sealed class EditedParameterDict : Module<Tensor, Tensor>
{
    readonly ParameterDict coefficients;

    /// <summary>Makes the dictionary, and then the edits one after the other.</summary>
    /// <param name="parameters">What the dictionary begins with.</param>
    /// <param name="edits">A word (set, update, setdefault, pop, popitem, delete, move: to the end, copy, share: the first under one more name, fromkeys: twice under new names, clear), a name, and the tensor that comes in.</param>
    /// <exception cref="ArgumentException">An unknown word, or a name that cannot be one.</exception>
    /// <exception cref="KeyNotFoundException">A name that is not there.</exception>
    /// <exception cref="InvalidOperationException">The last item of nothing.</exception>
    public EditedParameterDict(
        (string Key, Tensor Value)[] parameters,
        (string Edit, string Key, Tensor? Value)[] edits
    )
        : base(nameof(EditedParameterDict))
    {
        ArgumentNullException.ThrowIfNull(edits);
        coefficients = new(parameters);
        foreach (var (edit, key, value) in edits)
            switch (edit)
            {
                case "set":
                    coefficients[key] = new Parameter(value!.detach());
                    break;
                case "update":
                    coefficients.Update([(key, value!), ("after", value! * 2)]);
                    break;
                case "setdefault":
                    coefficients.SetDefault(key, value!);
                    break;
                case "pop":
                    coefficients.Pop(key);
                    break;
                case "popitem":
                    coefficients.PopItem();
                    break;
                case "delete":
                    coefficients.Remove(key);
                    break;
                case "move":
                    coefficients[key] = coefficients.Pop(key);
                    break;
                case "copy":
                    coefficients = coefficients.Copy();
                    break;
                case "share":
                    coefficients[key] = coefficients.Values().First();
                    break;
                case "fromkeys":
                    coefficients.Update(
                        ParameterDict.FromKeys([key, key + "_too"], new Parameter(value!.detach()))
                    );
                    break;
                case "clear":
                    coefficients.Clear();
                    break;
                default:
                    throw new ArgumentException($"there is no edit {edit}", nameof(edits));
            }
        register_module("coefficients", coefficients);
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        var y = input * 0;
        foreach (var (_, coefficient) in coefficients.Items())
            y = y * input + coefficient;
        return y;
    }
}
