using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Convolutions to many channels in a group, and their gradients: vectors go along the channels of the result.</summary>
/// <remarks>
/// A sample's channels are copied into pictures with zeros around them, where the way from a position to what one weight
/// meets there is the same for all positions. So a convolution is a product of matrices: a row for each position, its
/// elements wherever the ways lead to, times the weights, a row for each way. The gradient of the weights has a row for
/// each way and adds up over the positions.
/// </remarks>
static class ConvolutionTiles
{
    /// <summary>y of <see cref="Convolution.Forward"/>.</summary>
    public static Tensor Forward(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var y = Tensor.AllocateUnset(
            x.Dtype,
            [x.Shape[0], weight.Shape[0], .. Array.ConvertAll(axes, axis => axis.Output)]
        );
        var ways = Ways.Forward(axes, (int)weight.Shape[1]);
        Dispatch.Reals(x.Dtype, new ProductKernel(x, weight, bias, y, ways, groups));
        return y;
    }

    /// <summary>dx of <see cref="Convolution.InputGradient"/>.</summary>
    public static Tensor InputGradient(
        Tensor dy,
        Tensor weight,
        Tensor? bias,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var dx = Tensor.AllocateUnset(dy.Dtype, shape);
        var ways = Ways.Back(axes, (int)weight.Shape[0] / groups);
        Dispatch.Reals(dy.Dtype, new ProductKernel(dy, weight, bias, dx, ways, groups));
        return dx;
    }

    /// <summary>dw and db of <see cref="Convolution.WeightGradient"/>.</summary>
    /// <remarks>b is the weight of one more channel, which is 1 everywhere.</remarks>
    public static (Tensor Dw, Tensor? Db) WeightGradient(
        Tensor dy,
        Tensor x,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups,
        bool bias
    )
    {
        var dw = Tensor.AllocateUnset(dy.Dtype, shape);
        var db = bias ? Tensor.AllocateUnset(dy.Dtype, shape[0]) : null;
        var ways = Ways.Forward(axes, (int)shape[1]);
        Dispatch.Reals(dy.Dtype, new WeightGradientKernel(dy, x, dw, db, ways, groups));
        return (dw, db);
    }

    /// <summary>What comes to each place of a result from pictures and weights, forward or back.</summary>
    readonly struct ProductKernel(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        Tensor y,
        Ways ways,
        int groups
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var outputs = (int)y.Shape[1] / groups;
            var blocks = Block.Of<T>(outputs);
            var width = blocks[^1].Start + blocks[^1].Width;
            // Of each group, the bias and then the rows of weights, block by block.
            var packedLength = width * (1 + ways.Channels * ways.Kernel);
            using var packed = new Scratch<T>(groups * packedLength);
            for (var g = 0; g < groups; g++)
                Pack(packed.Span.Slice(g * packedLength, packedLength), g, outputs, blocks);

            // The zeros around the pictures change nothing unless they meet a weight that is not finite.
            var skip = Convolution.IsFinite<T>(weight);
            var samples = ways.Phases[0].SamplesOf(x.Shape[0]);
            var units = (int)((x.Shape[0] + samples - 1) / samples) * groups;
            var (ranges, parts) = Split(units);
            Convolution.Share(
                y.Count * ways.Channels * ways.Kernel,
                ranges * parts,
                new ProductPieces<T>(
                    x,
                    packed.Array,
                    y,
                    ways,
                    groups,
                    blocks,
                    samples,
                    skip,
                    ranges,
                    parts
                )
            );
        }

        // Samples and groups as long as there are enough of them for all threads; else tours too.
        static (int Ranges, int Parts) Split(int units) =>
            Workers.Threads == 1 ? (1, 1)
            : units >= 4 * Workers.Threads ? (4 * Workers.Threads, 1)
            : units % Workers.Threads == 0 ? (units, 1)
            : (units, 4 * Workers.Threads / units);

        void Pack<T>(Span<T> packed, int g, int outputs, Block[] blocks)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var width = packed.Length / (1 + ways.Channels * ways.Kernel);
            if (width > outputs)
                packed.Clear();
            if (bias is null)
                packed[..width].Clear();
            else
                bias.Data<T>().Slice(g * outputs, outputs).CopyTo(packed);
            ReadOnlySpan<T> weights = weight.Data<T>();
            if (!ways.AreBack)
                // w[o, c, k] to row (c, k) and column o.
                foreach (var block in blocks)
                {
                    var rows = Math.Min(block.Width, outputs - block.Start);
                    var ks = ways.Channels * ways.Kernel;
                    Transpose.Run(
                        weights.Slice((g * outputs + block.Start) * ks, rows * ks),
                        ks,
                        packed.Slice(width + block.Start * ks, block.Width * ks),
                        block.Width,
                        rows,
                        ks
                    );
                }
            else
                PackBack(packed[width..], g, outputs, blocks);
        }

        // w[o, c, k] to row (o, k) and column c, the rows sorted by phases.
        void PackBack<T>(Span<T> packed, int g, int outputs, Block[] blocks)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> weights = weight.Data<T>();
            var (channels, kernel) = (ways.Channels, ways.Kernel);
            var total = packed.Length / (channels * kernel);
            var inOrder = ways.Phases is [{ Places.Length: var places }] && places == kernel;
            using var turned = new Scratch<T>(inOrder ? 0 : blocks[0].Width * kernel);
            turned.Span.Clear();
            foreach (var block in blocks)
            {
                var width = block.Width;
                var rows = Math.Min(width, outputs - block.Start);
                for (var o = 0; o < channels; o++)
                {
                    var first = ((g * channels + o) * outputs + block.Start) * kernel;
                    var matrix = weights.Slice(first, rows * kernel);
                    var at = block.Start * channels + o * width;
                    if (inOrder)
                    {
                        Transpose.Run(matrix, kernel, packed[(at * kernel)..], width, rows, kernel);
                        continue;
                    }
                    Transpose.Run(matrix, kernel, turned.Span, width, rows, kernel);
                    var before = 0;
                    foreach (var phase in ways.Phases)
                    {
                        var to = packed[(before * total + at * phase.Places.Length)..];
                        for (var k = 0; k < phase.Places.Length; k++)
                            turned
                                .Span.Slice(phase.Places[k] * width, width)
                                .CopyTo(to[(k * width)..]);
                        before += channels * phase.Places.Length;
                    }
                }
            }
        }
    }

    // A piece is a range of groups of some samples, or some tours to one.
    readonly struct ProductPieces<T>(
        Tensor x,
        T[] packed,
        Tensor y,
        Ways ways,
        int groups,
        Block[] blocks,
        int samples,
        bool skip,
        int ranges,
        int parts
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // So many products are added up before the sum goes to the others.
        const int Stretch = 128;

        static readonly T[] Zeros = new T[2 * 64];

        readonly int outputs = (int)y.Shape[1] / groups;
        readonly int plane = (int)Shapes.Count(y.Shape[2..]);
        readonly int width = blocks[^1].Start + blocks[^1].Width;
        readonly bool asTheyAre = ways.Picture.IsChannel && groups == 1;

        public void Run(int piece)
        {
            var (range, part) = Math.DivRem(piece, parts);
            var units = (int)((x.Shape[0] + samples - 1) / samples) * groups;
            var sample = ways.Channels * ways.Picture.Length;
            using var pictures = new Scratch<T>(asTheyAre ? 0 : samples * sample);
            using var results = new Scratch<T>(LongestTour * blocks[0].Width);
            pictures.Span.Clear();
            var to = (int)((long)units * (range + 1) / ranges);
            for (var unit = (int)((long)units * range / ranges); unit < to; unit++)
            {
                var (chunk, g) = Math.DivRem(unit, groups);
                var first = chunk * samples;
                var count = Math.Min(samples, (int)x.Shape[0] - first);
                if (!asTheyAre)
                    Spread(pictures.Span, first, count, g);
                Compute(
                    asTheyAre
                        ? x.Data<T>().Slice(first * sample, count * sample)
                        : pictures.Span[..(count * sample)],
                    results.Span,
                    first,
                    count,
                    g,
                    part
                );
            }
        }

        int LongestTour
        {
            get
            {
                var longest = 0;
                foreach (var phase in ways.Phases)
                foreach (var tour in phase.Tours(samples, skip))
                    longest = Math.Max(longest, tour.Rows.Length);
                return longest;
            }
        }

        void Spread(Span<T> pictures, int first, int count, int g)
        {
            var length = ways.Picture.Length;
            for (var s = 0; s < count; s++)
            for (var c = 0; c < ways.Channels; c++)
                ways.Picture.Spread<T>(
                    Convolution.Channel<T>(x, first + s, g * ways.Channels + c),
                    pictures.Slice((s * ways.Channels + c) * length, length)
                );
        }

        void Compute(
            ReadOnlySpan<T> pictures,
            Span<T> results,
            int first,
            int count,
            int g,
            int part
        )
        {
            var length = width * (1 + ways.Channels * ways.Kernel);
            var weights = packed.AsSpan(g * length, length);
            var job = 0;
            foreach (var block in blocks)
            {
                var before = width;
                foreach (var phase in ways.Phases)
                {
                    var rows = ways.Channels * phase.Places.Length;
                    var matrix = weights.Slice(before + block.Start * rows, block.Width * rows);
                    var last = weights.Slice(block.Start, block.Width);
                    before += rows * width;
                    foreach (var tour in phase.Tours(count, skip))
                    {
                        if (job++ % parts != part)
                            continue;
                        foreach (var stop in tour.Stops)
                            Stop(pictures, matrix, last, results, block, phase, tour, stop);
                        for (var s = 0; s < count; s++)
                            Write(
                                results[(s * tour.Count * block.Width)..],
                                block,
                                tour,
                                phase.Targets,
                                (first + s) * groups + g
                            );
                    }
                }
            }
        }

        // Channel by channel, some at a time: sums of sums round less than one long sum.
        void Stop(
            ReadOnlySpan<T> pictures,
            ReadOnlySpan<T> weights,
            ReadOnlySpan<T> last,
            Span<T> results,
            Block block,
            Phase phase,
            Tour tour,
            Stop stop
        )
        {
            var length = ways.Picture.Length;
            var rows = phase.Places.Length * block.Width;
            var several = Math.Max(1, Stretch / Math.Max(1, stop.Steps.Length));
            var c = 0;
            do
            {
                var count = Math.Min(several, ways.Channels - c);
                new Tiles<T>
                {
                    Block = block,
                    A = pictures[(c * length)..],
                    Rows = tour.Rows.AsSpan(stop.From, stop.Count),
                    StepsA = stop.Steps,
                    B = weights[(c * rows)..],
                    StepsB = stop.Places,
                    StepB = block.Width,
                    Turns = (count, length, rows),
                    Last = c + several >= ways.Channels ? last : Zeros,
                    Y = results,
                    To = tour.To.AsSpan(stop.From, stop.Count),
                    Adds = c > 0,
                }.Run();
                c += several;
            } while (c < ways.Channels);
        }

        // From a row for each result and a column for each channel, to the channels.
        void Write(ReadOnlySpan<T> results, Block block, Tour tour, int[]? targets, int unit)
        {
            var columns = Math.Min(block.Width, outputs - block.Start);
            var channels = y.Data<T>()
                .Slice((unit * outputs + block.Start) * plane, columns * plane);
            if (targets is null)
            {
                Transpose.Run(
                    results,
                    block.Width,
                    channels[tour.Start..],
                    plane,
                    tour.Count,
                    columns
                );
                return;
            }
            var to = targets.AsSpan(tour.Start, tour.Count);
            for (var j = 0; j < columns; j++)
            for (var i = 0; i < to.Length; i++)
                channels[j * plane + to[i]] = results[i * block.Width + j];
        }
    }

    /// <summary>The gradients of weights and bias.</summary>
    readonly struct WeightGradientKernel(
        Tensor dy,
        Tensor x,
        Tensor dw,
        Tensor? db,
        Ways ways,
        int groups
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var work = new WeightGradientGroups<T>(dy, x, dw, db, ways, groups);
            // One group has pieces itself.
            if (groups == 1)
                work.Run(0);
            else
                Convolution.Share(dy.Count * ways.Channels * ways.Kernel, groups, work);
        }
    }

    // A piece is a group.
    readonly struct WeightGradientGroups<T>(
        Tensor dy,
        Tensor x,
        Tensor dw,
        Tensor? db,
        Ways ways,
        int groups
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // So many elements of several samples are laid out at a time: about as many as the cache holds.
        const int Many = 1 << 17;

        // From so many channels on they make tiles of their own for each place of the kernel.
        const int ManyChannels = 8;

        public void Run(int piece)
        {
            // The zeros around the pictures change nothing unless they meet a gradient that is not finite, and where
            // that is so, the result is not finite either.
            var skip = ways.Channels >= ManyChannels && ways.Phases[0].MeetsManyZeros;
            Compute(piece, skip);
            if (skip && !TensorPrimitives.IsFiniteAll<T>(Convolution.Of<T>(dw, piece, groups).Span))
                Compute(piece, skip: false);
        }

        void Compute(int group, bool skip)
        {
            var outputs = (int)dy.Shape[1] / groups;
            var blocks = Block.Of<T>(outputs);
            var width = blocks[^1].Start + blocks[^1].Width;
            var (samples, positions) = ((int)x.Shape[0], ways.Phases[0].Count);
            var meetings = ways.Meetings(db is not null, skip);
            var rows = ways.Channels * ways.Kernel + (db is null ? 0 : 1);
            var length = ways.Picture.Length;
            var sample = (ways.Channels + (db is null ? 0 : 1)) * length;
            var chunk = Math.Clamp(Many / (sample + positions * width), 1, samples);
            using var pictures = new Scratch<T>(chunk * sample);
            using var gradients = new Scratch<T>(chunk * positions * width);
            using var sums = new Scratch<double>(rows * width);

            pictures.Span.Clear();
            sums.Span.Clear();
            if (width > outputs)
                gradients.Span.Clear();
            for (var s = 0; s < chunk && db is not null; s++)
                pictures.Span.Slice((s + 1) * sample - length, length).Fill(T.One);
            for (var first = 0; first < samples; first += chunk)
            {
                var count = Math.Min(chunk, samples - first);
                var products = count * (long)positions * outputs * rows;
                var layout = new LayoutPieces<T>(
                    dy,
                    x,
                    ways,
                    groups,
                    group,
                    blocks,
                    first,
                    count,
                    pictures.Array,
                    sample,
                    gradients.Array
                );
                Convolution.Share(products, count * layout.PiecesOfSample, layout);
                var tiles = TilesOf(meetings, blocks);
                Convolution.Share(
                    products,
                    blocks.Length * meetings.Length * tiles,
                    new SumPieces<T>(
                        pictures.Array,
                        sample,
                        gradients.Array,
                        positions,
                        count,
                        meetings,
                        blocks,
                        tiles,
                        sums.Array,
                        rows
                    )
                );
            }
            Convolution.Share(
                32 * dw.Count / groups,
                blocks.Length * ways.Channels,
                new RoundPieces<T>(
                    sums.Array,
                    rows,
                    blocks,
                    ways,
                    outputs,
                    Convolution.Of<T>(dw, group, groups)
                )
            );
            if (db is not null)
                foreach (var block in blocks)
                    TensorPrimitives.ConvertTruncating<double, T>(
                        sums.Span.Slice(
                            rows * block.Start + (rows - 1) * block.Width,
                            Math.Min(block.Width, outputs - block.Start)
                        ),
                        Convolution.Of<T>(db, group, groups).Span[block.Start..]
                    );
        }

        // Into how many tiles the weights of a meeting fall: where there are few, as many for one thread as for another.
        static int TilesOf(Meeting[] meetings, Block[] blocks)
        {
            var tiles = (meetings[0].Rows.Length - 1) / blocks[0].Rows + 1;
            var times = meetings.Length * blocks.Length;
            while (tiles * times < 4 * Workers.Threads && tiles * times % Workers.Threads != 0)
                tiles++;
            return tiles;
        }
    }

    // A piece is some channels of x, or a block of channels of dy, of one sample.
    readonly struct LayoutPieces<T>(
        Tensor dy,
        Tensor x,
        Ways ways,
        int groups,
        int group,
        Block[] blocks,
        int first,
        int count,
        T[] pictures,
        int sample,
        T[] gradients
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Channels = 8;

        int PiecesOfX => (ways.Channels + Channels - 1) / Channels;

        public int PiecesOfSample => PiecesOfX + blocks.Length;

        public void Run(int piece)
        {
            var (s, part) = Math.DivRem(piece, PiecesOfSample);
            if (part < PiecesOfX)
                Spread(s, part * Channels);
            else
                Turn(s, blocks[part - PiecesOfX]);
        }

        void Spread(int s, int from)
        {
            var length = ways.Picture.Length;
            for (var c = from; c < Math.Min(from + Channels, ways.Channels); c++)
                ways.Picture.Spread<T>(
                    Convolution.Channel<T>(x, first + s, group * ways.Channels + c),
                    pictures.AsSpan(s * sample + c * length, length)
                );
        }

        // dy[n, o, i] to row (n, i) and column o of the block.
        void Turn(int s, Block block)
        {
            var positions = ways.Phases[0].Count;
            var outputs = (int)dy.Shape[1] / groups;
            var rows = Math.Min(block.Width, outputs - block.Start);
            var channel = (first + s) * (int)dy.Shape[1] + group * outputs + block.Start;
            Transpose.Run(
                dy.Data<T>().Slice(channel * positions, rows * positions),
                positions,
                gradients.AsSpan(
                    (count * block.Start + s * block.Width) * positions,
                    positions * block.Width
                ),
                block.Width,
                rows,
                positions
            );
        }
    }

    // A piece is some weights that meet a block of channels of dy, over all samples that are laid out.
    readonly struct SumPieces<T>(
        T[] pictures,
        int sample,
        T[] gradients,
        int positions,
        int samples,
        Meeting[] meetings,
        Block[] blocks,
        int tiles,
        double[] sums,
        int rows
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // So many products are added up in T before the sum goes to float64.
        const int Stretch = 256;

        static readonly T[] Zeros = new T[2 * 64];
        static readonly int[] InOrder = [.. Enumerable.Range(0, 64)];

        public void Run(int piece)
        {
            var (rest, tile) = Math.DivRem(piece, tiles);
            var (b, m) = Math.DivRem(rest, meetings.Length);
            var (block, meeting) = (blocks[b], meetings[m]);
            var from = (int)((long)meeting.Rows.Length * tile / tiles);
            var count = (int)((long)meeting.Rows.Length * (tile + 1) / tiles) - from;
            if (count == 0)
                return;
            using var sum = new Scratch<T>(count * block.Width);
            var total = sums.AsSpan(
                rows * block.Start + (meeting.First + from) * block.Width,
                count * block.Width
            );
            // Few positions of several samples at a time, or many of one in several stretches.
            var turns = Math.Max(1, Stretch / Math.Max(meeting.Steps.Length, 1));
            for (var s = 0; s < samples; s += turns)
            for (var k = 0; k < meeting.Steps.Length; k += Stretch)
            {
                var length = Math.Min(Stretch, meeting.Steps.Length - k);
                new Tiles<T>
                {
                    Block = block,
                    A = pictures.AsSpan(s * sample),
                    Rows = meeting.Rows.AsSpan(from, count),
                    StepsA = meeting.Steps.AsSpan(k, length),
                    B = gradients.AsSpan((samples * block.Start + s * block.Width) * positions),
                    StepsB = meeting.Positions.AsSpan(k, length),
                    StepB = block.Width,
                    Turns = (Math.Min(turns, samples - s), sample, positions * block.Width),
                    Last = Zeros,
                    Y = sum.Span,
                    To = InOrder,
                }.Run();
                Vectors.AddTo<Itself, T>(total, new(), sum.Span);
            }
        }
    }

    // A piece is the weights of one channel of x and a block of channels of y.
    readonly struct RoundPieces<T>(
        double[] sums,
        int rows,
        Block[] blocks,
        Ways ways,
        int outputs,
        Memory<T> dw
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int piece)
        {
            var (b, c) = Math.DivRem(piece, ways.Channels);
            var block = blocks[b];
            using var rounded = new Scratch<T>(ways.Kernel * block.Width);
            for (var k = 0; k < ways.Kernel; k++)
                TensorPrimitives.ConvertTruncating<double, T>(
                    sums.AsSpan(
                        rows * block.Start + (k * ways.Channels + c) * block.Width,
                        block.Width
                    ),
                    rounded.Span[(k * block.Width)..]
                );
            Transpose.Run(
                rounded.Span,
                block.Width,
                dw.Span[((block.Start * ways.Channels + c) * ways.Kernel)..],
                ways.Channels * ways.Kernel,
                ways.Kernel,
                Math.Min(block.Width, outputs - block.Start)
            );
        }
    }
}
