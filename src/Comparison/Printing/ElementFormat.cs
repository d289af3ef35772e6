using System.Globalization;

namespace Diptych.Comparison;

/// <summary>How PyTorch writes the elements of one tensor: all in one notation, padded to one width.</summary>
internal sealed class ElementFormat
{
    const int Decimals = 4;

    enum Notation
    {
        /// <summary>Integers and truth values: <c>12</c>, <c>True</c>.</summary>
        Exact,

        /// <summary>Floating-point numbers that are all integers: <c>12.</c></summary>
        Whole,

        /// <summary><c>12.3457</c></summary>
        Fixed,

        /// <summary><c>1.2346e+01</c></summary>
        Scientific,
    }

    readonly TensorData tensor;
    readonly Notation notation;

    /// <summary>Chooses notation and width from the elements that will be shown.</summary>
    public ElementFormat(TensorData tensor, IEnumerable<int> shown)
    {
        this.tensor = tensor;
        var judged = shown;
        notation = Notation.Exact;
        if (tensor.Type is ElementType.Float32 or ElementType.Float64)
        {
            // Zeros and non-finite numbers have no say, not even in the width.
            judged = shown.Where(i => double.IsFinite(tensor[i]) && tensor[i] != 0).ToArray();
            notation = Choose(judged.Select(i => tensor[i]).ToArray());
        }
        Width = judged.Select(i => Unpadded(i).Length).DefaultIfEmpty(1).Max();
    }

    /// <summary>The width that the elements are padded to, in characters; a few may be wider.</summary>
    public int Width { get; }

    /// <summary>The element at this place of <see cref="TensorData.Elements"/>.</summary>
    public string Write(int index) => Unpadded(index).PadLeft(Width);

    static Notation Choose(double[] finiteNonzero)
    {
        if (finiteNonzero.Length == 0)
            return Notation.Whole;
        var whole = finiteNonzero.All(double.IsInteger);
        var smallest = finiteNonzero.Min(Math.Abs);
        var largest = finiteNonzero.Max(Math.Abs);
        if (largest / smallest > 1000 || largest > 1e8 || (smallest < 1e-4 && !whole))
            return Notation.Scientific;
        return whole ? Notation.Whole : Notation.Fixed;
    }

    string Unpadded(int index) =>
        notation switch
        {
            Notation.Whole => PythonNumber.Fixed(tensor[index], 0)
                + (double.IsFinite(tensor[index]) ? "." : ""),
            Notation.Fixed => PythonNumber.Fixed(tensor[index], Decimals),
            Notation.Scientific => PythonNumber.Scientific(tensor[index], Decimals),
            _ => tensor.Elements is bool[] truths
                ? TorchText.Format(truths[index])
                : TorchText.Format(((long[])tensor.Elements)[index]),
        };
}
