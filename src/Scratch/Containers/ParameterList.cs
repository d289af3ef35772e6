using System.Collections;
using System.Globalization;

namespace Diptych.Scratch;

/// <summary>Parameters in a row: each is registered under its place, 0, 1, ….</summary>
/// <remarks>
/// A tensor that is no parameter becomes one, on its own memory. PyTorch's list takes other objects as well, which it
/// registers nowhere; this one takes tensors only. PyTorch: <c>nn.ParameterList</c>.
/// </remarks>
public sealed class ParameterList : Module, IEnumerable<Parameter>
{
    readonly List<Parameter> list = [];

    /// <summary>A list of parameters, empty where none is given.</summary>
    /// <param name="values">From the first to the last.</param>
    public ParameterList(params Tensor[] values)
    {
        Extend(values);
    }

    /// <summary>How many parameters there are. PyTorch: <c>len(list)</c>.</summary>
    public int Count => list.Count;

    /// <summary>The parameter at a place; −1 is the last. PyTorch: <c>list[index]</c>, <c>list[index] = value</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list is shorter.</exception>
    public Parameter this[long index]
    {
        get => list[Place(index)];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            list[Place(index)] = value;
            RegisterParameters(list.Select((parameter, i) => ($"{i}", parameter)));
        }
    }

    /// <summary>The parameters of a range in a list of their own, numbered from 0; what lies beyond the ends is left out. PyTorch: <c>list[start:end]</c>.</summary>
    public ParameterList this[Range range]
    {
        get
        {
            var (start, end) = ModuleList<Module>.Ends(range, Count);
            return new([.. this.Take(start..end)]);
        }
    }

    /// <summary>Adds a parameter at the end. PyTorch: <c>append</c>.</summary>
    /// <returns>This list.</returns>
    public ParameterList Append(Tensor value)
    {
        list.Add(Learned(value));
        RegisterParameter((Count - 1).ToString(CultureInfo.InvariantCulture), list[^1]);
        return this;
    }

    /// <summary>Adds parameters at the end, in their order. PyTorch: <c>extend</c>.</summary>
    /// <returns>This list.</returns>
    public ParameterList Extend(IEnumerable<Tensor> values)
    {
        foreach (var value in Checks.Listed(values, nameof(values)))
            Append(value);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A tensor as a parameter: itself where it is one.</summary>
    internal static Parameter Learned(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value as Parameter ?? new Parameter(value);
    }

    int Place(long index) =>
        index >= -Count && index < Count
            ? (int)(index < 0 ? index + Count : index)
            : throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"index {index} is out of range: there are {Count} parameters"
            );
}

/// <summary>A polynomial whose coefficients, from the highest power down, were put in a <see cref="ParameterList"/> and then moved about.</summary>
public sealed class EditedParameterList : Module<Tensor, Tensor>
{
    readonly ParameterList coefficients;

    /// <summary>Makes the list, and then the edits one after the other.</summary>
    /// <param name="values">What the list begins with.</param>
    /// <param name="edits">A word (append, extend, set, share: once more at the end, keep: up to there), a place, and the tensor that comes in.</param>
    /// <exception cref="ArgumentException">An unknown word, or a place that is not there.</exception>
    public EditedParameterList(Tensor[] values, (string Edit, long Index, Tensor? Value)[] edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        coefficients = new(values);
        foreach (var (edit, index, value) in edits)
            switch (edit)
            {
                case "append":
                    coefficients.Append(value!);
                    break;
                case "extend":
                    coefficients.Extend([value!, coefficients[index]]);
                    break;
                case "set":
                    coefficients[index] = new Parameter(value!);
                    break;
                case "share":
                    coefficients.Append(coefficients[index]);
                    break;
                case "keep":
                    coefficients = coefficients[..(int)index];
                    break;
                default:
                    throw new ArgumentException($"there is no edit {edit}", nameof(edits));
            }
        RegisterModule("coefficients", coefficients);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var y = input * 0;
        foreach (var coefficient in coefficients)
            y = y * input + coefficient;
        return y;
    }
}
