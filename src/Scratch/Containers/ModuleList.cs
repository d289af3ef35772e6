using System.Collections;
using System.Globalization;

namespace Diptych.Scratch;

/// <summary>Modules in a row that its owner walks through as it likes: each is registered under its place, 0, 1, ….</summary>
/// <remarks>
/// What a plain list of modules would hide from the owner's parameters, state, type and mode, this one shows. It has no
/// forward pass of its own. A module that stands in it twice has two names in the state and one set of parameters.
/// PyTorch: <c>nn.ModuleList</c>.
/// </remarks>
/// <typeparam name="TModule">What its modules have in common, such as one input and one output.</typeparam>
public sealed class ModuleList<TModule> : Module, IEnumerable<TModule>
    where TModule : Module
{
    readonly List<TModule> list = [];

    /// <summary>A list of modules, empty where none is given.</summary>
    /// <param name="modules">From the first to the last.</param>
    public ModuleList(params TModule[] modules)
    {
        Extend(modules);
    }

    /// <summary>How many modules there are. PyTorch: <c>len(list)</c>.</summary>
    public int Count => list.Count;

    /// <summary>The module at a place; −1 is the last. PyTorch: <c>list[index]</c>, <c>list[index] = module</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list is shorter.</exception>
    public TModule this[long index]
    {
        get => list[Place(index)];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            list[Place(index)] = value;
            Number();
        }
    }

    /// <summary>The modules of a range in a list of their own, numbered from 0; what lies beyond the ends is left out. PyTorch: <c>list[start:end]</c>.</summary>
    public ModuleList<TModule> this[Range range]
    {
        get
        {
            var (start, end) = Ends(range, Count);
            return new([.. list[start..end]]);
        }
    }

    /// <summary>Adds a module at the end. PyTorch: <c>append</c>.</summary>
    /// <returns>This list.</returns>
    public ModuleList<TModule> Append(TModule module) => Extend([module]);

    /// <summary>Adds modules at the end, in their order. PyTorch: <c>extend</c>.</summary>
    /// <returns>This list.</returns>
    public ModuleList<TModule> Extend(IEnumerable<TModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        TModule[] added = [.. modules];
        if (Array.Exists(added, module => module is null))
            throw new ArgumentNullException(nameof(modules));
        list.AddRange(added);
        Number();
        return this;
    }

    /// <summary>Puts a module before the one at a place; the later ones move up. PyTorch: <c>insert</c>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/>. PyTorch takes a larger one too, and leaves a gap in the numbers.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public void Insert(long index, TModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (index < 0 || index > Count)
            throw OutOfRange(index);
        list.Insert((int)index, module);
        Number();
    }

    /// <summary>Takes a module out; the later ones move down. PyTorch: <c>pop</c>.</summary>
    /// <param name="key">Its place; −1 is the last.</param>
    /// <returns>The module.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The list is shorter.</exception>
    public TModule Pop(long key)
    {
        var module = this[key];
        list.RemoveAt(Place(key));
        Number();
        return module;
    }

    /// <summary>Takes a module out. PyTorch: <c>del list[index]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list is shorter.</exception>
    public void RemoveAt(long index) => Pop(index);

    /// <inheritdoc/>
    public IEnumerator<TModule> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void Number() => RegisterModules(list.Select((module, i) => ($"{i}", (Module)module)));

    int Place(long index) =>
        index >= -Count && index < Count
            ? (int)(index < 0 ? index + Count : index)
            : throw OutOfRange(index);

    ArgumentOutOfRangeException OutOfRange(long index) =>
        new(nameof(index), index, $"index {index} is out of range: there are {Count} modules");

    // Python's slices end where the list does.
    internal static (int Start, int End) Ends(Range range, int count)
    {
        var start = Math.Clamp(range.Start.GetOffset(count), 0, count);
        return (start, Math.Clamp(range.End.GetOffset(count), start, count));
    }
}

/// <summary>Modules in a row that were put in a <see cref="ModuleList{TModule}"/> and then moved about, each fed with what the one before it made.</summary>
public sealed class EditedModuleList : Module<Tensor, Tensor>
{
    readonly ModuleList<Module<Tensor, Tensor>> layers;

    /// <summary>Makes the list, and then the edits one after the other.</summary>
    /// <param name="modules">What the list begins with.</param>
    /// <param name="edits">A word (append, extend, insert, set, pop, delete, move: to the end, repeat: from there on, keep: up to there), a place, and the module that comes in.</param>
    /// <exception cref="ArgumentException">An unknown word, or a place that is not there.</exception>
    public EditedModuleList(
        Module<Tensor, Tensor>[] modules,
        (string Edit, long Index, Module<Tensor, Tensor>? Module)[] edits
    )
    {
        ArgumentNullException.ThrowIfNull(edits);
        layers = new(modules);
        foreach (var (edit, index, module) in edits)
            switch (edit)
            {
                case "append":
                    layers.Append(module!);
                    break;
                case "extend":
                    layers.Extend([module!, module!]);
                    break;
                case "insert":
                    layers.Insert(index, module!);
                    break;
                case "set":
                    layers[index] = module!;
                    break;
                case "pop":
                    layers.Pop(index);
                    break;
                case "delete":
                    layers.RemoveAt(index);
                    break;
                case "move":
                    layers.Append(layers.Pop(index));
                    break;
                case "repeat":
                    layers.Extend(layers[(int)index..]);
                    break;
                case "keep":
                    layers = layers[..(int)index];
                    break;
                default:
                    throw new ArgumentException($"there is no edit {edit}", nameof(edits));
            }
        RegisterModule("layers", layers);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        foreach (var layer in layers)
            input = layer.Forward(input);
        return input;
    }
}
