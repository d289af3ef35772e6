using System.Globalization;

namespace Diptych.Scratch;

/// <summary>Modules in a row, each fed with what the one before it made: y = fₙ(… f₂(f₁(x))).</summary>
/// <remarks>PyTorch: <c>nn.Sequential</c>. The modules are named by their place, 0, 1, …, or as they were given.</remarks>
public sealed class Sequential : Module<Tensor, Tensor>
{
    readonly List<Module<Tensor, Tensor>> row = [];

    /// <summary>An empty row: y = x.</summary>
    public Sequential() { }

    /// <summary>A row of modules, named by their place.</summary>
    /// <param name="modules">From the first to the last.</param>
    public Sequential(params Module<Tensor, Tensor>[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        Checks.NoneMissing(modules, nameof(modules));
        foreach (var module in modules)
            Append(module);
    }

    /// <summary>A row of modules with names of their own. PyTorch: <c>nn.Sequential(OrderedDict(...))</c>.</summary>
    /// <param name="modules">From the first to the last.</param>
    /// <exception cref="ArgumentException">A name is empty, has a dot in it, or comes twice.</exception>
    public Sequential(params (string Name, Module<Tensor, Tensor> Module)[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var (name, module) in modules)
            Add(name, module);
    }

    /// <summary>How many modules stand in the row. PyTorch: <c>len(sequential)</c>.</summary>
    public int Count => row.Count;

    /// <summary>The module at a place; −1 is the last. PyTorch: <c>sequential[index]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is shorter.</exception>
    public Module<Tensor, Tensor> this[long index] =>
        index >= -Count && index < Count
            ? row[(int)(index < 0 ? index + Count : index)]
            : throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"index {index} is out of range: there are {Count} modules"
            );

    /// <summary>Adds a module at the end, named by its place. PyTorch: <c>Sequential.append</c>.</summary>
    /// <returns>This row.</returns>
    /// <exception cref="ArgumentException">Another module was given that name.</exception>
    public Sequential Append(Module<Tensor, Tensor> module)
    {
        Add(Count.ToString(CultureInfo.InvariantCulture), module);
        return this;
    }

    /// <inheritdoc />
    /// <param name="input">What the first module takes.</param>
    /// <returns>What the last one makes.</returns>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (var module in row)
            input = module.Forward(input);
        return input;
    }

    void Add(string name, Module<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (NamedChildren().Any(child => child.Name == name))
            throw new ArgumentException(
                $"there is a module named \"{name}\" already",
                nameof(name)
            );
        RegisterModule(name, module);
        row.Add(module);
    }
}
