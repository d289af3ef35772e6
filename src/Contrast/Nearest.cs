using Diptych.Comparison;

namespace Diptych.Contrast;

/// <summary>What somebody may have meant by a name that there is not.</summary>
static class Nearest
{
    const int Most = 3;

    /// <summary>The names nearest to what was typed, at most three, each of another thing; none where nothing is near.</summary>
    public static IReadOnlyList<string> To(string words)
    {
        var names = Catalogue
            .Concepts.SelectMany(concept => concept.Functions.Prepend(concept.Name))
            .Concat(Catalogue.Concepts.Select(concept => concept.Address))
            .Concat(Catalogue.Families.Select(family => family.Name))
            .Distinct();
        return
        [
            .. names
                .Select(name => (Name: name, Away: Away(words, name)))
                .Where(found => found.Away <= Math.Max(1, words.Length / 3))
                .OrderBy(found => found.Away)
                .ThenBy(found => found.Name.Length)
                .DistinctBy(found => Short(found.Name).ToUpperInvariant())
                .Take(Most)
                .Select(found => found.Name),
        ];
    }

    // A part of a name counts as one letter wrong.
    static int Away(string words, string name) =>
        words.Length > 2 && Short(name).Contains(words, StringComparison.OrdinalIgnoreCase)
            ? 1
            : Math.Min(Distance(words, name), Distance(words, Short(name)));

    /// <summary>How many letters must be put in, taken out, changed or swapped with their neighbour, in any case.</summary>
    public static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        for (var j = 0; j <= b.Length; j++)
        {
            if (i == 0 || j == 0)
            {
                table[i, j] = i + j;
                continue;
            }
            var best = Math.Min(
                table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                Math.Min(table[i - 1, j], table[i, j - 1]) + 1
            );
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = Math.Min(best, table[i - 2, j - 2] + 1);
            table[i, j] = best;
        }
        return table[a.Length, b.Length];
    }

    static string Short(string name) => name[(name.LastIndexOfAny(['.', '/']) + 1)..];
}
