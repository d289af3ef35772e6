namespace Diptych.Contrast.Book;

/// <summary>Lines of equal height over a grid: marching squares.</summary>
static class Contours
{
    /// <summary>Pieces of lines, each from one edge of a square to another.</summary>
    /// <param name="heights">Row by row, (rows, columns).</param>
    /// <param name="columns">How many a row has.</param>
    /// <param name="level">The height.</param>
    /// <returns>Places in columns and rows.</returns>
    public static IEnumerable<((double X, double Y) From, (double X, double Y) To)> At(
        IReadOnlyList<double> heights,
        int columns,
        double level
    )
    {
        var rows = heights.Count / columns;
        for (var y = 0; y + 1 < rows; y++)
        for (var x = 0; x + 1 < columns; x++)
        {
            var crossings = new List<(double, double)>();
            // The corners one after the other around the square.
            (int X, int Y)[] corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
            for (var i = 0; i < 4; i++)
            {
                var (a, b) = (corners[i], corners[(i + 1) % 4]);
                var (p, q) = (heights[a.Y * columns + a.X], heights[b.Y * columns + b.X]);
                if (p < level == q < level)
                    continue;
                var share = (level - p) / (q - p);
                crossings.Add((a.X + (b.X - a.X) * share, a.Y + (b.Y - a.Y) * share));
            }
            for (var i = 0; i + 1 < crossings.Count; i += 2)
                yield return (crossings[i], crossings[i + 1]);
        }
    }
}
