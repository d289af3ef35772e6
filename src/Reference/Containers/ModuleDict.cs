namespace Diptych.Reference;

/// <summary>Modules under names, in the order in which the names came: its owner picks from them by name.</summary>
/// <remarks>
/// What a plain dictionary of modules would hide from the owner's parameters, state, type and mode, this one shows. It
/// has no forward pass of its own. PyTorch: <c>nn.ModuleDict</c>.
/// </remarks>
/// <typeparam name="TModule">What its modules have in common, such as one input and one output.</typeparam>
public sealed class ModuleDict<TModule> : Module
    where TModule : nn.Module
{
    readonly OrderedDictionary<string, TModule> dict = [];

    /// <summary>Modules under names; none where none is given.</summary>
    /// <param name="modules">In their order; of two of one name the second stands at the place of the first.</param>
    /// <exception cref="ArgumentException">A name is empty or has a dot in it.</exception>
    public ModuleDict(params (string Key, TModule Module)[] modules)
        : base("ModuleDict") => Update(modules);

    /// <summary>How many modules there are. PyTorch: <c>len(dict)</c>.</summary>
    public int Count => dict.Count;

    /// <summary>The module of a name. Another one takes its place; a new name comes last. PyTorch: <c>dict[key]</c>, <c>dict[key] = module</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    /// <exception cref="ArgumentException">A new name is empty or has a dot in it.</exception>
    public TModule this[string key]
    {
        get =>
            dict.TryGetValue(key, out var module)
                ? module
                : throw new KeyNotFoundException($"there is no module named \"{key}\"");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            dict[Components.Checked(key, "module")] = value;
            Name();
        }
    }

    /// <summary>Whether there is a module of a name. PyTorch: <c>key in dict</c>.</summary>
    public bool Contains(string key) => dict.ContainsKey(key);

    /// <summary>Takes all modules out. PyTorch: <c>clear</c>.</summary>
    public void Clear()
    {
        dict.Clear();
        Name();
    }

    /// <summary>Takes a module out. PyTorch: <c>pop</c>.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>The module.</returns>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public TModule Pop(string key)
    {
        var module = this[key];
        dict.Remove(key);
        Name();
        return module;
    }

    /// <summary>Takes a module out. PyTorch: <c>del dict[key]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public void Remove(string key) => Pop(key);

    /// <summary>The names in their order. PyTorch: <c>keys</c>.</summary>
    public IEnumerable<string> Keys() => dict.Keys;

    /// <summary>The modules in the order of their names. PyTorch: <c>values</c>.</summary>
    public IEnumerable<TModule> Values() => dict.Values;

    /// <summary>Names and modules. PyTorch: <c>items</c>.</summary>
    public IEnumerable<(string Key, TModule Module)> Items() =>
        dict.Select(pair => (pair.Key, pair.Value));

    /// <summary>Sets one module after the other, as the indexer does. PyTorch: <c>update</c>.</summary>
    /// <param name="modules">Pairs, such as another dictionary's <see cref="Items"/>.</param>
    /// <exception cref="ArgumentException">A name is empty or has a dot in it.</exception>
    public void Update(IEnumerable<(string Key, TModule Module)> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var (key, module) in modules.ToArray())
            this[key] = module;
    }

    void Name()
    {
        _internal_submodules.Clear();
        foreach (var (key, module) in dict)
            _internal_submodules.Add(key, module);
    }
}

/// <summary>Modules that were put in a <see cref="ModuleDict{TModule}"/> and then exchanged: all of them in a row, or one that is asked for.</summary>
public sealed class EditedModuleDict : Module
{
    readonly ModuleDict<Module<Tensor, Tensor>> choices;

    /// <summary>Makes the dictionary, and then the edits one after the other.</summary>
    /// <param name="modules">What the dictionary begins with.</param>
    /// <param name="edits">A word (set, update, pop, delete, move: to the end, clear), a name, and the module that comes in.</param>
    /// <exception cref="ArgumentException">An unknown word, or a name that cannot be one.</exception>
    /// <exception cref="KeyNotFoundException">A name that is not there.</exception>
    public EditedModuleDict(
        (string Key, Module<Tensor, Tensor> Module)[] modules,
        (string Edit, string Key, Module<Tensor, Tensor>? Module)[] edits
    )
        : base(nameof(EditedModuleDict))
    {
        ArgumentNullException.ThrowIfNull(edits);
        choices = new(modules);
        foreach (var (edit, key, module) in edits)
            switch (edit)
            {
                case "set":
                    choices[key] = module!;
                    break;
                case "update":
                    choices.Update([(key, module!), .. choices.Items()]);
                    break;
                case "pop":
                    choices.Pop(key);
                    break;
                case "delete":
                    choices.Remove(key);
                    break;
                case "move":
                    choices.Update([(key, choices.Pop(key))]);
                    break;
                case "clear":
                    choices.Clear();
                    break;
                default:
                    throw new ArgumentException($"there is no edit {edit}", nameof(edits));
            }
        register_module("choices", choices);
    }

    /// <summary>Feeds the input to one module, or to all in their order.</summary>
    /// <param name="input">What the first of them takes.</param>
    /// <param name="choice">The name of the only one; all where null.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public Tensor Forward(Tensor input, string? choice = null)
    {
        if (choice is not null)
            return choices[choice].Forward(input);
        foreach (var key in choices.Keys())
            input = choices[key].Forward(input);
        return input;
    }
}
