using System.Collections.Concurrent;

namespace Diptych.Scratch.Kernels;

/// <summary>A channel with zeros around it, or without some of its outer elements.</summary>
sealed class Picture
{
    readonly int[] counts;
    readonly int[] leads;
    readonly int[] sizes;

    /// <param name="counts">The channel's size in each of three dimensions.</param>
    /// <param name="leads">Where its first element stands in the picture; below zero, so many elements are left out.</param>
    /// <param name="sizes">The picture's size; elements beyond it are left out.</param>
    public Picture(int[] counts, int[] leads, int[] sizes)
    {
        (this.counts, this.leads, this.sizes) = (counts, leads, sizes);
        IsChannel = true;
        for (var d = 0; d < 3; d++)
            IsChannel &= leads[d] == 0 && sizes[d] <= counts[d];
        if (IsChannel)
            this.sizes = counts;
        Steps = [checked(this.sizes[1] * this.sizes[2]), this.sizes[2], 1];
        Length = checked(this.sizes[0] * Steps[0]);
    }

    /// <summary>Whether the channel may stand in for it as it is.</summary>
    public bool IsChannel { get; }

    /// <summary>How many elements it has.</summary>
    public int Length { get; }

    /// <summary>From one element to the next in each dimension.</summary>
    public int[] Steps { get; }

    /// <summary>Writes the channel's elements to their places; the zeros around are there already.</summary>
    public void Spread<T>(ReadOnlySpan<T> channel, Span<T> picture)
    {
        var (fromD, toD) = Range(0);
        var (fromH, toH) = Range(1);
        var (fromW, toW) = Range(2);
        if (toW <= fromW)
            return;
        var left = fromW + leads[2];
        for (var d = fromD; d < toD; d++)
        for (var h = fromH; h < toH; h++)
            channel
                .Slice((d * counts[1] + h) * counts[2] + fromW, toW - fromW)
                .CopyTo(picture[((d + leads[0]) * Steps[0] + (h + leads[1]) * Steps[1] + left)..]);
    }

    // The elements that have a place.
    (int From, int To) Range(int d) =>
        (Math.Max(0, -leads[d]), Math.Min(counts[d], sizes[d] - leads[d]));
}

/// <summary>How results along one dimension come to the places of the kernel.</summary>
/// <param name="Targets">Where each result stands in its channel.</param>
/// <param name="Starts">Where it stands in a picture.</param>
/// <param name="Kernel">The places of the kernel that lead to it.</param>
/// <param name="Steps">The way in the picture to what each of these meets.</param>
/// <param name="Meets">For each result, the range of these places that meet an element, and none of the zeros around.</param>
sealed record AxisWays(
    long[] Targets,
    long[] Starts,
    long[] Kernel,
    long[] Steps,
    (int From, int To)[] Meets
)
{
    /// <summary>How many of all pairs of a result and a place meet an element.</summary>
    public double Share =>
        Kernel.Length == 0
            ? 1
            : Meets.Sum(meet => meet.To - meet.From) / ((double)Meets.Length * Kernel.Length);
}

/// <summary>Places of the kernel: a range in each dimension.</summary>
readonly record struct Box((int From, int To) A, (int From, int To) B, (int From, int To) C)
{
    public int Count => Length(A) * Length(B) * Length(C);

    /// <summary>The smallest one with both in it.</summary>
    public static Box Around(Box a, Box b) =>
        a.Count == 0 ? b
        : b.Count == 0 ? a
        : new(Around(a.A, b.A), Around(a.B, b.B), Around(a.C, b.C));

    static int Length((int From, int To) range) => range.To - range.From;

    static (int, int) Around((int From, int To) a, (int From, int To) b) =>
        (Math.Min(a.From, b.From), Math.Max(a.To, b.To));
}

/// <summary>Some results that are computed at a time, because the same weights lead to them.</summary>
/// <param name="From">The first of them in their tour.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Steps">The way to what each weight meets.</param>
/// <param name="Places">Which weights.</param>
readonly record struct Stop(int From, int Count, int[] Steps, int[] Places);

/// <summary>An order in which to compute some neighbouring results of some samples.</summary>
/// <param name="Start">The first result.</param>
/// <param name="Count">How many there are of each sample.</param>
/// <param name="Rows">Where the results in this order stand in the samples' pictures.</param>
/// <param name="To">Where they stand when the samples lie one behind the other.</param>
/// <param name="Stops">All results, some at a time.</param>
sealed record Tour(int Start, int Count, int[] Rows, int[] To, Stop[] Stops);

/// <summary>Pairs that come together in some weights' gradients.</summary>
/// <param name="First">The first weight.</param>
/// <param name="Rows">For each weight, the first element that it meets in a picture.</param>
/// <param name="Steps">The way from there to what it meets at each position.</param>
/// <param name="Positions">Which positions.</param>
sealed record Meeting(int First, int[] Rows, int[] Steps, int[] Positions);

/// <summary>Results that come from the same places of the kernel.</summary>
sealed class Phase
{
    // So many results make a tour, of one sample or of several.
    const int TourOfOne = 256;
    const int TourOfSeveral = 512;

    // The most results of a stop.
    const int Most = 14;

    readonly AxisWays[] axes;
    readonly int lengthOfSample;
    readonly int[] starts;
    readonly int[] steps;
    readonly ConcurrentDictionary<(int, bool), Tour[]> tours = new();

    /// <param name="axes">Three of them.</param>
    /// <param name="picture">What their ways lead through.</param>
    /// <param name="channels">How many pictures a sample has.</param>
    /// <param name="sizes">The sizes of the results' channel and of the kernel.</param>
    /// <param name="inOrder">Whether the results are all of their channel, one after the other.</param>
    public Phase(
        AxisWays[] axes,
        Picture picture,
        int channels,
        (int[] Targets, int[] Kernel) sizes,
        bool inOrder
    )
    {
        this.axes = axes;
        lengthOfSample = checked(channels * picture.Length);
        starts = Sums(Array.ConvertAll(axes, axis => axis.Starts));
        steps = Sums(Array.ConvertAll(axes, axis => axis.Steps));
        Places = Indices(Array.ConvertAll(axes, axis => axis.Kernel), sizes.Kernel);
        Targets = inOrder
            ? null
            : Indices(Array.ConvertAll(axes, axis => axis.Targets), sizes.Targets);
        // The loops do not look where they read.
        if (
            starts.Length > 0
            && steps.Length > 0
            && (starts.Min() + steps.Min() < 0 || starts.Max() + steps.Max() >= picture.Length)
        )
            throw new InvalidOperationException("A way leads out of the picture.");
    }

    /// <summary>How many results there are.</summary>
    public int Count => starts.Length;

    /// <summary>The places of the kernel.</summary>
    public int[] Places { get; }

    /// <summary>Where each result stands in its channel; null for one after the other.</summary>
    public int[]? Targets { get; }

    /// <summary>How many samples share a tour: more of small pictures, and of few samples none, for the sake of other threads.</summary>
    public int SamplesOf(long samples) =>
        Count > TourOfOne
            ? 1
            : (int)Math.Clamp(TourOfSeveral / Math.Max(Count, 1), 1, Math.Max(samples / 4, 1));

    /// <summary>Tours to all results of so many samples.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="skip">Whether to leave out the zeros around.</param>
    public Tour[] Tours(int samples, bool skip) =>
        tours.GetOrAdd(
            (samples, skip),
            static (key, phase) => [.. phase.Plan(key.Item1, key.Item2)],
            this
        );

    IEnumerable<Tour> Plan(int samples, bool skip)
    {
        var width = axes[2].Starts.Length;
        var length =
            Count <= TourOfOne ? Count
            : width < TourOfOne ? TourOfOne / width * width
            : TourOfOne;
        var taps = new Dictionary<Box, (int[] Steps, int[] Places)>();
        for (var start = 0; start < Count; start += length)
        {
            var count = Math.Min(length, Count - start);
            var rows = new int[samples * count];
            var to = new int[samples * count];
            var stops = new List<(int From, int Count, Box Box)>();
            var i = 0;
            foreach (
                var alike in Enumerable
                    .Range(start, count)
                    .GroupBy(result => skip ? BoxOf(result) : Whole)
                    .OrderBy(group => group.Key.A)
                    .ThenBy(group => group.Key.B)
                    .ThenBy(group => group.Key.C)
            )
            {
                var from = i;
                for (var s = 0; s < samples; s++)
                    foreach (var result in alike)
                    {
                        rows[i] = checked(s * lengthOfSample + starts[result]);
                        to[i++] = s * count + result - start;
                    }
                AddStops(stops, from, i - from, alike.Key);
            }
            yield return new(
                start,
                count,
                rows,
                to,
                [
                    .. stops.Select(stop =>
                    {
                        if (!taps.TryGetValue(stop.Box, out var found))
                            taps[stop.Box] = found = Taps(stop.Box);
                        return new Stop(stop.From, stop.Count, found.Steps, found.Places);
                    }),
                ]
            );
        }
    }

    // Many results alike fall into stops of equal size. A few join those before them where it costs less to meet some
    // zeros than to stop once more.
    static void AddStops(List<(int From, int Count, Box Box)> stops, int from, int count, Box box)
    {
        if (stops.Count > 0 && stops[^1].Count + count <= Most)
        {
            var last = stops[^1];
            var both = Box.Around(last.Box, box);
            if (Cost(last.Count + count, both) <= Cost(last.Count, last.Box) + Cost(count, box))
            {
                stops[^1] = (last.From, last.Count + count, both);
                return;
            }
        }
        var parts = (count + Most - 1) / Most;
        for (var part = 0; part < parts; part++)
        {
            var (begin, end) = (count * part / parts, count * (part + 1) / parts);
            stops.Add((from + begin, end - begin, box));
        }
    }

    // In processor cycles for a pair of vectors, about: sums wait for one another, and loops have their price.
    static int Cost(int count, Box box) => box.Count * (Math.Max(2 * count, 4) + 3);

    Box Whole =>
        new((0, axes[0].Kernel.Length), (0, axes[1].Kernel.Length), (0, axes[2].Kernel.Length));

    Box BoxOf(int result)
    {
        var (rest, c) = Math.DivRem(result, axes[2].Starts.Length);
        var (a, b) = Math.DivRem(rest, axes[1].Starts.Length);
        return new(axes[0].Meets[a], axes[1].Meets[b], axes[2].Meets[c]);
    }

    (int[] Steps, int[] Places) Taps(Box box)
    {
        var places = new int[box.Count];
        var i = 0;
        for (var a = box.A.From; a < box.A.To; a++)
        for (var b = box.B.From; b < box.B.To; b++)
        for (var c = box.C.From; c < box.C.To; c++)
            places[i++] = (a * axes[1].Kernel.Length + b) * axes[2].Kernel.Length + c;
        return (Array.ConvertAll(places, place => steps[place]), places);
    }

    /// <summary>Whether each result meets an element, and so many meet zeros that it pays to leave those out.</summary>
    public bool MeetsManyZeros =>
        Array.TrueForAll(axes, axis => Array.TrueForAll(axis.Meets, meet => meet.To > meet.From))
        && axes[0].Share * axes[1].Share * axes[2].Share < 0.97;

    /// <summary>The pairs of all weights, k by k and for each the channels.</summary>
    /// <param name="channels">How many.</param>
    /// <param name="length">From one channel's picture to the next.</param>
    /// <param name="ones">Whether there is one more channel, which is 1 everywhere and has one weight alone.</param>
    /// <param name="skip">Whether to leave out the zeros around.</param>
    public Meeting[] Meetings(int channels, int length, bool ones, bool skip)
    {
        var all = new int[Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = i;
        var one = new Meeting(steps.Length * channels, [channels * length], starts, all);
        if (!skip)
        {
            var rows = new List<int>();
            for (var k = 0; k < steps.Length; k++)
                rows.AddRange(Rows(steps[k]));
            if (ones)
                rows.AddRange(one.Rows);
            return [new(0, [.. rows], starts, all)];
        }
        var meetings = new List<Meeting>();
        for (var k = 0; k < steps.Length; k++)
        {
            var positions = Array.FindAll(all, i => Contains(BoxOf(i), k));
            meetings.Add(
                new(
                    k * channels,
                    Rows(steps[k]),
                    Array.ConvertAll(positions, i => starts[i]),
                    positions
                )
            );
        }
        if (ones)
            meetings.Add(one);
        return [.. meetings];

        int[] Rows(int step) => [.. Enumerable.Range(0, channels).Select(c => c * length + step)];
    }

    bool Contains(Box box, int place)
    {
        var (rest, c) = Math.DivRem(place, axes[2].Kernel.Length);
        var (a, b) = Math.DivRem(rest, axes[1].Kernel.Length);
        return a >= box.A.From
            && a < box.A.To
            && b >= box.B.From
            && b < box.B.To
            && c >= box.C.From
            && c < box.C.To;
    }

    // One of each, for all combinations; the last ones change first.
    static int[] Sums(long[][] parts)
    {
        var sums = new int[parts[0].Length * parts[1].Length * parts[2].Length];
        var i = 0;
        foreach (var a in parts[0])
        foreach (var b in parts[1])
        foreach (var c in parts[2])
            sums[i++] = checked((int)(a + b + c));
        return sums;
    }

    static int[] Indices(long[][] parts, int[] sizes) =>
        Sums([
            Array.ConvertAll(parts[0], i => i * sizes[1] * sizes[2]),
            Array.ConvertAll(parts[1], i => i * sizes[2]),
            parts[2],
        ]);
}

/// <summary>How a convolution leads from pictures of all channels of one side to the results on the other, forward or back.</summary>
sealed class Ways
{
    // Tables are kept for the next time, as long as they have no more results than this together.
    const long Kept = 1 << 20;

    static readonly ConcurrentDictionary<
        (ConvolutionAxis, ConvolutionAxis, ConvolutionAxis, int, bool),
        Ways
    > Known = new();

    static long results;

    readonly Meeting[]?[] meetings = new Meeting[4][];

    Ways(ConvolutionAxis[] axes, int channels, bool back)
    {
        (Channels, AreBack) = (channels, back);
        Kernel = checked((int)(axes[0].Kernel * axes[1].Kernel * axes[2].Kernel));
        if (back)
            (Picture, Phases) = LeadBack(axes, channels);
        else
            (Picture, Phases) = LeadForward(axes, channels);
    }

    /// <summary>The channels that a result comes from.</summary>
    public int Channels { get; }

    /// <summary>The places of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>Whether they lead from dy to dx.</summary>
    public bool AreBack { get; }

    /// <summary>How each channel is laid out.</summary>
    public Picture Picture { get; }

    /// <summary>One forward; back, one for each remainder of a place by the strides.</summary>
    public Phase[] Phases { get; }

    /// <summary>From x to y.</summary>
    /// <param name="axes">Three at most.</param>
    /// <param name="channels">The channels of x in a group.</param>
    public static Ways Forward(ConvolutionAxis[] axes, int channels) => Of(axes, channels, false);

    /// <summary>From dy to dx.</summary>
    /// <param name="axes">Three at most.</param>
    /// <param name="channels">The channels of dy in a group.</param>
    public static Ways Back(ConvolutionAxis[] axes, int channels) => Of(axes, channels, true);

    /// <summary>The pairs of all weights; see <see cref="Phase.Meetings"/>.</summary>
    public Meeting[] Meetings(bool ones, bool skip) =>
        meetings[(ones ? 1 : 0) + (skip ? 2 : 0)] ??= Phases[0]
            .Meetings(Channels, Picture.Length, ones, skip);

    static Ways Of(ConvolutionAxis[] axes, int channels, bool back)
    {
        var missing = new ConvolutionAxis(1, 1, 1, 0, 0, 1);
        var first = axes.Length == 3 ? axes[0] : missing;
        var second = axes.Length >= 2 ? axes[^2] : missing;
        var key = (first, second, axes[^1], channels, back);
        if (Known.TryGetValue(key, out var known))
            return known;
        var ways = new Ways([first, second, axes[^1]], channels, back);
        var size = ways.Phases.Sum(phase => (long)phase.Count) + 1000;
        if (Interlocked.Add(ref results, size) > Kept)
        {
            Known.Clear();
            Interlocked.Exchange(ref results, size);
        }
        if (size <= Kept)
            Known.TryAdd(key, ways);
        return ways;
    }

    // Position i and place k meet at i·s + k·d.
    static (Picture, Phase[]) LeadForward(ConvolutionAxis[] axes, int channels)
    {
        var picture = new Picture(
            Array.ConvertAll(axes, axis => (int)axis.Input),
            Array.ConvertAll(axes, axis => (int)axis.Before),
            Array.ConvertAll(
                axes,
                axis => checked((int)((axis.Output - 1) * axis.Stride + axis.Reach))
            )
        );
        var ways = new AxisWays[3];
        for (var d = 0; d < 3; d++)
        {
            var (axis, step) = (axes[d], picture.Steps[d]);
            var (positions, kernel) = (Counted(axis.Output), Counted(axis.Kernel));
            ways[d] = new(
                positions,
                Array.ConvertAll(positions, i => i * axis.Stride * step),
                kernel,
                Array.ConvertAll(kernel, k => k * axis.Dilation * step),
                Array.ConvertAll(
                    positions,
                    i =>
                        Range(
                            kernel,
                            k => i * axis.Stride + k * axis.Dilation - axis.Before,
                            axis.Input
                        )
                )
            );
        }
        return (
            picture,
            [
                new(
                    ways,
                    picture,
                    channels,
                    (Ints(axes, a => a.Output), Ints(axes, a => a.Kernel)),
                    true
                ),
            ]
        );
    }

    // Place q of x takes part at position i = (q + p − k·d) / s if that is whole: for those places of the kernel whose
    // k·d leaves the same remainder as q + p. With the quotients m and j the position is m − j.
    static (Picture, Phase[]) LeadBack(ConvolutionAxis[] axes, int channels)
    {
        var leads = Ints(axes, axis => (axis.Reach - 1) / axis.Stride - axis.Before / axis.Stride);
        var sizes = Ints(axes, axis => (axis.Input - 1 + axis.Before) / axis.Stride + 1);
        for (var d = 0; d < 3; d++)
            sizes[d] += leads[d];
        var picture = new Picture(Ints(axes, axis => axis.Output), leads, sizes);
        // Dimension by dimension, what belongs to each remainder.
        var ways = new AxisWays[3][];
        for (var d = 0; d < 3; d++)
        {
            var (axis, lead, step) = (axes[d], leads[d], picture.Steps[d]);
            var (s, p) = (axis.Stride, axis.Before);
            ways[d] = new AxisWays[Math.Min(s, axis.Input)];
            for (var r = 0; r < ways[d].Length; r++)
            {
                var remainder = (r + p) % s;
                var results = Array.FindAll(Counted(axis.Input), q => (q + p) % s == remainder);
                var kernel = Array.FindAll(
                    Counted(axis.Kernel),
                    k => k * axis.Dilation % s == remainder
                );
                ways[d][r] = new(
                    results,
                    Array.ConvertAll(results, q => ((q + p) / s + lead) * step),
                    kernel,
                    Array.ConvertAll(kernel, k => -(k * axis.Dilation / s) * step),
                    Array.ConvertAll(
                        results,
                        q => Range(kernel, k => (q + p) / s - k * axis.Dilation / s, axis.Output)
                    )
                );
            }
        }
        var inOrder = axes.All(axis => axis.Stride == 1);
        return (
            picture,
            [
                .. from a in ways[0]
                from b in ways[1]
                from c in ways[2]
                select new Phase(
                    [a, b, c],
                    picture,
                    channels,
                    (Ints(axes, axis => axis.Input), Ints(axes, axis => axis.Kernel)),
                    inOrder
                ),
            ]
        );
    }

    // The places of the kernel, one after the other, that meet an element.
    static (int, int) Range(long[] kernel, Func<long, long> meets, long size)
    {
        var first = Array.FindIndex(kernel, k => meets(k) >= 0 && meets(k) < size);
        var last = Array.FindLastIndex(kernel, k => meets(k) >= 0 && meets(k) < size);
        return first < 0 ? (0, 0) : (first, last + 1);
    }

    static int[] Ints(ConvolutionAxis[] axes, Func<ConvolutionAxis, long> value) =>
        Array.ConvertAll(axes, axis => checked((int)value(axis)));

    static long[] Counted(long count)
    {
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
            numbers[i] = i;
        return numbers;
    }
}
