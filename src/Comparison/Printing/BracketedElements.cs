namespace Diptych.Comparison;

/// <summary>The elements of a tensor as PyTorch prints them: rows in brackets, broken at 80 columns.</summary>
internal sealed class BracketedElements
{
    /// <summary>The columns of a line, in characters.</summary>
    public const int LineWidth = 80;

    // A tensor of more elements than this is summarized:
    // of each dimension only this many at either edge are shown.
    const int SummarizeAbove = 1000;
    const int EdgeItems = 3;

    readonly TensorData tensor;
    readonly ElementFormat format;

    BracketedElements(TensorData tensor)
    {
        this.tensor = tensor;
        format = new ElementFormat(tensor, ShownElements(dimension: 0, offset: 0).ToArray());
    }

    int Rank => tensor.Shape.Length;

    /// <summary>Writes the elements; the text starts in column <paramref name="indent"/>, counted from 0.</summary>
    public static string Write(TensorData tensor, int indent) =>
        tensor.Count == 0 ? "[]" : new BracketedElements(tensor).Block(0, 0, indent);

    // The part of the tensor that starts at the offset and spans this dimension and the later ones.
    string Block(int dimension, int offset, int indent)
    {
        if (Rank == 0)
            return format.Write(0);
        if (dimension == Rank - 1)
            return Row(offset, indent);
        var blocks = Positions(dimension)
            .Select(i =>
                i is { } p
                    ? Block(dimension + 1, offset + p * Stride(dimension), indent + 1)
                    : "..."
            );
        // Matrices are set off by an empty line, blocks of matrices by two, and so on.
        return Bracketed(blocks, new string('\n', Rank - 1 - dimension), indent);
    }

    string Row(int offset, int indent)
    {
        var elements = Positions(Rank - 1)
            .Select(i => i is { } p ? format.Write(offset + p) : " ...");
        var perLine = Math.Max(1, (LineWidth - indent) / (format.Width + ", ".Length));
        var lines = elements.Chunk(perLine).Select(line => string.Join(", ", line));
        return Bracketed(lines, "\n", indent);
    }

    static string Bracketed(IEnumerable<string> parts, string lineBreak, int indent) =>
        $"[{string.Join("," + lineBreak + new string(' ', indent + 1), parts)}]";

    // The positions shown along a dimension, null where some are left out.
    IEnumerable<int?> Positions(int dimension)
    {
        var size = (int)tensor.Shape[dimension];
        var skips = tensor.Count > SummarizeAbove && size > 2 * EdgeItems;
        for (var i = 0; i < size; i++)
        {
            if (skips && i == EdgeItems)
            {
                yield return null;
                i = size - EdgeItems;
            }
            yield return i;
        }
    }

    IEnumerable<int> ShownElements(int dimension, int offset) =>
        dimension == Rank
            ? [offset]
            : Positions(dimension)
                .OfType<int>()
                .SelectMany(p => ShownElements(dimension + 1, offset + p * Stride(dimension)));

    // The elements between neighbours along a dimension.
    int Stride(int dimension) =>
        (int)tensor.Shape[(dimension + 1)..].Aggregate(1L, (product, size) => product * size);
}
