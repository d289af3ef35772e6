namespace Diptych.Comparison;

/// <summary>What has become of an entry, the gravest first.</summary>
public enum ChangeKind
{
    /// <summary>Only the first recording has it.</summary>
    Missing,

    /// <summary>Only the second one has it.</summary>
    Added,

    /// <summary>The shape, the type or the layout is another.</summary>
    Reshaped,

    /// <summary>Numbers are not equal by the <see cref="Policy"/>, or words are others.</summary>
    Different,

    /// <summary>Numbers are others and equal by the <see cref="Policy"/>.</summary>
    Moved,
}

/// <summary>Which part of a recording an entry belongs to.</summary>
public enum Part
{
    /// <summary>What was asked: the target, arguments, seeds, cotangents.</summary>
    Question,

    /// <summary>State before the first step, and what steps leave behind.</summary>
    State,

    /// <summary>What was answered: outputs, gradients, rates, lines, errors.</summary>
    Answer,

    /// <summary>What is known of the answer's own noise.</summary>
    Noise,
}

/// <summary>A tensor's numbers in one precision beside another recording's.</summary>
/// <param name="Precision">float32 or float64, or the type where numbers are compared bit by bit.</param>
/// <param name="Shape">The size of each dimension.</param>
/// <param name="Changed">How many elements have other bits.</param>
/// <param name="Outside">How many of them are not equal by the policy.</param>
/// <param name="LargestAbsolute">The largest |a − b|; infinity where one is not finite and the other another.</param>
/// <param name="LargestRelative">The largest |a − b| / |a| where a is not 0.</param>
/// <param name="Ulps">How many elements there are in each of <see cref="UlpBuckets.Names"/>.</param>
/// <param name="Worst">The element furthest out.</param>
/// <param name="Shares">Of each element, |a − b| as a share of what is equal: 0 for the same bits, above 1 for different.</param>
public sealed record NumbersChange(
    ElementType Precision,
    long[] Shape,
    int Changed,
    int Outside,
    double LargestAbsolute,
    double LargestRelative,
    IReadOnlyList<int> Ulps,
    Worst Worst,
    IReadOnlyList<double> Shares
)
{
    /// <summary>The number of elements.</summary>
    public int Count => Shares.Count;
}

/// <summary>An entry that is not the same in two recordings.</summary>
/// <param name="Place">Which entry: <c>gradient.weight</c>, <c>step 2: output.0</c>, <c>argument kernel_size</c>.</param>
/// <param name="Part">What it belongs to.</param>
/// <param name="Kind">What has become of it.</param>
/// <param name="Text">The same as a sentence, without the place.</param>
/// <param name="Numbers">A tensor's numbers in each precision in which some have other bits; mostly empty for others.</param>
public sealed record Change(
    string Place,
    Part Part,
    ChangeKind Kind,
    string Text,
    IReadOnlyList<NumbersChange> Numbers
)
{
    /// <summary>How far out the worst number is, as a share of what is equal; 0 for words.</summary>
    public double Share => Numbers.Count == 0 ? 0 : Numbers.Max(numbers => numbers.Worst.Share);
}

/// <summary>How a case stands in two recordings, the gravest first.</summary>
public enum CaseStanding
{
    /// <summary>Only the first one has it.</summary>
    OnlyFirst,

    /// <summary>Only the second one has it.</summary>
    OnlySecond,

    /// <summary>Something is missing, added, reshaped or different.</summary>
    Different,

    /// <summary>Numbers are others, all within the policy.</summary>
    Moved,

    /// <summary>The same.</summary>
    Equal,
}

/// <summary>A case in two recordings.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Changes">Every entry that is not the same, the gravest first.</param>
/// <param name="Recorded">What answered, where the two name another thing, such as <c>torch 2.6.0 → 2.7.1</c>.</param>
public sealed record CaseChange(
    string Case,
    CaseStanding Standing,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<string> Recorded
)
{
    /// <summary>The gravest change; null where there is none.</summary>
    public Change? Gravest => Changes.Count > 0 ? Changes[0] : null;
}

/// <summary>Distances in units in the last place, in a few steps.</summary>
public static class UlpBuckets
{
    static readonly double[] From = [0, 1, 2, 4, 16, 256, 65536];

    /// <summary>The steps' names; the last one is of numbers that are not finite on one side alone.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["0", "1", "2–3", "4–15", "16–255", "256–65535", "≥65536", "not finite"];

    /// <summary>The step that a distance belongs to.</summary>
    public static int Of(double ulp) =>
        double.IsFinite(ulp) ? Array.FindLastIndex(From, from => ulp >= from) : Names.Count - 1;
}
