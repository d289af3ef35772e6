using System.Text.RegularExpressions;

namespace Diptych.Contrast;

/// <summary>Two lines opposite each other; a side that is null is a gap.</summary>
/// <param name="Left">The line's number on the left, counted from 0.</param>
/// <param name="Right">The line's number on the right.</param>
/// <param name="Same">Whether both say the same but for blanks.</param>
readonly record struct Row(int? Left, int? Right, bool Same);

/// <summary>Lays two sources side by side so that lines that say the same stand opposite each other.</summary>
static partial class Alignment
{
    /// <summary>From this share of common words on, two lines are variants of one line.</summary>
    const double Alike = 0.6;

    /// <summary>The rows from top to bottom: each line of either side once, in its order.</summary>
    public static IReadOnlyList<Row> Of(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var (a, b) = (left.Select(Line.Of).ToArray(), right.Select(Line.Of).ToArray());
        // The most that can be gained from line i on the left and line j on the right on.
        var gain = new double[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        for (var j = b.Length - 1; j >= 0; j--)
        {
            var skip = Math.Max(gain[i + 1, j], gain[i, j + 1]);
            var worth = Worth(a[i], b[j]);
            gain[i, j] = worth > 0 ? Math.Max(skip, worth + gain[i + 1, j + 1]) : skip;
        }

        var rows = new List<Row>();
        var (x, y, fromX, fromY) = (0, 0, 0, 0);
        while (x < a.Length && y < b.Length)
        {
            var worth = Worth(a[x], b[y]);
            if (worth > 0 && gain[x, y] == worth + gain[x + 1, y + 1])
            {
                Between();
                rows.Add(new(x, y, a[x].Text == b[y].Text));
                (fromX, fromY) = (++x, ++y);
            }
            else if (gain[x + 1, y] >= gain[x, y + 1])
                x++;
            else
                y++;
        }
        (x, y) = (a.Length, b.Length);
        Between();
        return rows;

        // What has no counterpart stands together, from the top of the gap on.
        void Between()
        {
            for (var k = 0; k < Math.Max(x - fromX, y - fromY); k++)
                rows.Add(
                    new(
                        fromX + k < x ? fromX + k : null,
                        fromY + k < y ? fromY + k : null,
                        Same: false
                    )
                );
        }
    }

    // Lines of words hold the sources together; blank lines and braces only follow.
    static double Worth(Line a, Line b)
    {
        if (a.Text == b.Text)
            return a.Words.Count == 0 ? 0.1 : 2 + Math.Min(a.Words.Count, 10);
        if (a.Words.Count < 2 || b.Words.Count < 2)
            return 0;
        var common = a.Words.Count <= b.Words.Count ? Common(a, b) : Common(b, a);
        var share = 2.0 * common / (a.Words.Count + b.Words.Count);
        return share >= Alike ? share * Math.Min(common, 10) : 0;
    }

    static int Common(Line few, Line many)
    {
        var common = 0;
        foreach (var word in few.Words)
            if (many.Words.Contains(word))
                common++;
        return common;
    }

    sealed record Line(string Text, HashSet<string> Words)
    {
        public static Line Of(string line)
        {
            HashSet<string> words = [.. Word().Matches(line).Select(match => match.Value)];
            // A brace is the other one's only where it closes the same level.
            return new(
                words.Count == 0
                    ? line.TrimEnd()
                    : string.Join(
                        ' ',
                        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    ),
                words
            );
        }
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
