using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Convolutions to few channels in a group, and their gradients: vectors go along the positions.</summary>
/// <remarks>
/// A channel is copied into a picture with its zeros around it. There every position of the kernel is one step in memory
/// from the last, so that one weight meets all positions in one long run. A stride of s takes every s-th place: the
/// places fall into s pictures by their remainder, and in each the steps are of one again.
/// </remarks>
static class ConvolutionRuns
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
            [x.Shape[0], weight.Shape[0], .. axes.Select(axis => axis.Output)]
        );
        Dispatch.Reals(x.Dtype, new ForwardKernel(x, weight, bias, y, new Layout(axes), groups));
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
        if (Turned(axes) is { } turned && Convolution.IsFinite(weight))
            return Forward(dy, Turned(weight, groups), bias, turned, groups);
        var dx = Tensor.Allocate(dy.Dtype, shape);
        Dispatch.Reals(
            dy.Dtype,
            new InputGradientKernel(dy, weight, bias, dx, new Layout(axes), groups)
        );
        return dx;
    }

    // With a stride of one, the way back is a convolution too, with zeros around dy; null where there were less than none.
    static ConvolutionAxis[]? Turned(ConvolutionAxis[] axes) =>
        Array.TrueForAll(axes, axis => axis.Stride == 1 && axis.Before < axis.Reach)
            ? Array.ConvertAll(
                axes,
                axis => new ConvolutionAxis(
                    axis.Output,
                    axis.Kernel,
                    1,
                    axis.Reach - 1 - axis.Before,
                    axis.Input - axis.Output + axis.Before,
                    axis.Dilation
                )
            )
            : null;

    // Its weights: those of this one from the last to the first, and inputs for outputs.
    static Tensor Turned(Tensor weight, int groups)
    {
        var shape = weight.Shape.ToArray();
        (shape[0], shape[1]) = (shape[1] * groups, shape[0] / groups);
        var turned = Tensor.AllocateUnset(weight.Dtype, shape);
        Dispatch.Reals(weight.Dtype, new TurnKernel(weight, turned));
        return turned;
    }

    /// <summary>dw of <see cref="Convolution.WeightGradient"/>.</summary>
    public static Tensor WeightGradient(
        Tensor dy,
        Tensor x,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var dw = Tensor.AllocateUnset(dy.Dtype, shape);
        Dispatch.Reals(dy.Dtype, new WeightGradientKernel(dy, x, dw, new Layout(axes), groups));
        return dw;
    }

    readonly struct ForwardKernel(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        Tensor y,
        Layout layout,
        int groups
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var work = new ForwardPieces<T>(x, weight, bias, y, layout, groups);
            Convolution.Share(layout.Work(y, weight), (int)x.Shape[0] * groups, work);
        }
    }

    // A piece is a group of a sample.
    readonly struct ForwardPieces<T>(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        Tensor y,
        Layout layout,
        int groups
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly int[] taps = layout.TapsOf((int)weight.Shape[1]);

        public void Run(int piece)
        {
            var (n, g) = Math.DivRem(piece, groups);
            ReadOnlySpan<T> weights = weight.Data<T>();
            var (outputs, channels) = Sizes(weight, groups);
            using var pictures = new Scratch<T>(channels * layout.PictureLength + Layout.Slack);
            using var positions = new Scratch<T>(outputs * layout.Positions);
            pictures.Span.Clear();
            layout.Spread(x, n, g * channels, channels, pictures.Span);
            weights = weights.Slice(g * outputs * taps.Length, outputs * taps.Length);
            // What lies between the rows of positions comes out as it may: it is not read.
            if (outputs == 1)
            {
                positions.Span.Clear();
                Products.Add<T>(pictures.Span, taps, weights, positions.Span);
            }
            else
                Add(pictures.Span, weights, positions.Span);
            for (var o = 0; o < outputs; o++)
            {
                var channel = Convolution.Channel<T>(y, n, g * outputs + o);
                layout.ReadPositions<T>(
                    positions.Span.Slice(o * layout.Positions, layout.Positions),
                    channel
                );
                if (bias is not null)
                    TensorPrimitives.Add(channel, bias.Data<T>()[g * outputs + o], channel);
            }
        }

        // Rows of positions for all outputs at a time, so that an element that is read meets several weights.
        void Add(ReadOnlySpan<T> pictures, ReadOnlySpan<T> weights, Span<T> positions)
        {
            Products.Check(pictures, taps, layout.Positions);
            var outputs = weights.Length / taps.Length;
            var block = Block.Of<T>(layout.Positions)[0];
            using var numbers = new Scratch<int>(taps.Length);
            for (var k = 0; k < taps.Length; k++)
                numbers.Span[k] = k;
            using var rows = new Scratch<int>(outputs);
            using var to = new Scratch<int>(outputs);
            for (var o = 0; o < outputs; o++)
            {
                rows.Span[o] = o * taps.Length;
                to.Span[o] = o * layout.Positions / block.Width;
            }
            using var zeros = new Scratch<T>(block.Width);
            zeros.Span.Clear();
            for (var i = 0; i < layout.Positions; i += block.Width)
                new Tiles<T>
                {
                    Block = block,
                    A = weights,
                    Rows = rows.Span,
                    StepsA = numbers.Span,
                    B = pictures[i..],
                    StepsB = taps,
                    StepB = 1,
                    Turns = (1, 0, 0),
                    Last = zeros.Span,
                    Y = positions[i..],
                    To = to.Span,
                }.Run();
        }
    }

    readonly struct InputGradientKernel(
        Tensor dy,
        Tensor weight,
        Tensor? bias,
        Tensor dx,
        Layout layout,
        int groups
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var work = new InputGradientPieces<T>(dy, weight, bias, dx, layout, groups);
            Convolution.Share(layout.Work(dy, weight), (int)dx.Shape[0] * groups, work);
        }
    }

    // A piece is a group of a sample.
    readonly struct InputGradientPieces<T>(
        Tensor dy,
        Tensor weight,
        Tensor? bias,
        Tensor dx,
        Layout layout,
        int groups
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly int[] taps = layout.TapsOf((int)weight.Shape[1]);

        // Between the rows of positions there are zeros, which do no harm to a finite weight.
        readonly (int Start, int Length)[] runs = layout.Runs(
            whole: TensorPrimitives.IsFiniteAll<T>(weight.Data<T>())
        );

        public void Run(int piece)
        {
            var (n, g) = Math.DivRem(piece, groups);
            ReadOnlySpan<T> weights = weight.Data<T>();
            var (outputs, channels) = Sizes(weight, groups);
            using var pictures = new Scratch<T>(channels * layout.PictureLength + Layout.Slack);
            using var positions = new Scratch<T>(outputs * layout.Positions);
            using var starts = new Scratch<int>(outputs);
            using var factors = new Scratch<T>(outputs);
            positions.Span.Clear();
            for (var o = 0; o < outputs; o++)
                layout.WritePositions<T>(
                    Convolution.Channel<T>(dy, n, g * outputs + o),
                    positions.Span.Slice(o * layout.Positions, layout.Positions)
                );
            pictures.Span.Clear();
            for (var k = 0; k < taps.Length; k++)
            {
                for (var o = 0; o < outputs; o++)
                    factors.Span[o] = weights[(g * outputs + o) * taps.Length + k];
                foreach (var (start, length) in runs)
                {
                    for (var o = 0; o < outputs; o++)
                        starts.Span[o] = o * layout.Positions + start;
                    Products.Add<T>(
                        positions.Span,
                        starts.Span,
                        factors.Span,
                        pictures.Span.Slice(taps[k] + start, length)
                    );
                }
            }
            layout.Collect<T>(pictures.Span, dx, n, g * channels, channels);
            for (var c = g * channels; bias is not null && c < (g + 1) * channels; c++)
            {
                var channel = Convolution.Channel<T>(dx, n, c);
                TensorPrimitives.Add(channel, bias.Data<T>()[c], channel);
            }
        }
    }

    readonly struct WeightGradientKernel(Tensor dy, Tensor x, Tensor dw, Layout layout, int groups)
        : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var channels = (int)dw.Shape[1];
            // Where there are few groups, the channels of one fall into parts.
            var parts = Math.Clamp(4 * Workers.Threads / groups, 1, Math.Max(channels, 1));
            var work = new WeightGradientPieces<T>(dy, x, dw, layout, groups, parts);
            Convolution.Share(layout.Work(dy, dw), groups * parts, work);
        }
    }

    // A piece is some channels of a group, over all samples in order.
    readonly struct WeightGradientPieces<T>(
        Tensor dy,
        Tensor x,
        Tensor dw,
        Layout layout,
        int groups,
        int parts
    ) : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Between the rows of positions there are zeros, which do no harm to a finite input.
        readonly (int Start, int Length)[] runs = layout.Runs(
            whole: TensorPrimitives.IsFiniteAll<T>(x.Data<T>())
        );

        public void Run(int piece)
        {
            var (g, part) = Math.DivRem(piece, parts);
            var (outputs, all) = Sizes(dw, groups);
            var first = all * part / parts;
            var channels = all * (part + 1) / parts - first;
            var taps = layout.TapsOf(channels);
            var kernel = (int)Shapes.Count(dw.Shape[2..]);
            using var pictures = new Scratch<T>(channels * layout.PictureLength + Layout.Slack);
            using var positions = new Scratch<T>(layout.Positions);
            using var sums = new Scratch<double>(outputs * taps.Length);
            pictures.Span.Clear();
            positions.Span.Clear();
            sums.Span.Clear();
            for (var n = 0; n < x.Shape[0]; n++)
            {
                layout.Spread(x, n, g * all + first, channels, pictures.Span);
                for (var o = 0; o < outputs; o++)
                {
                    layout.WritePositions<T>(
                        Convolution.Channel<T>(dy, n, g * outputs + o),
                        positions.Span
                    );
                    foreach (var (start, length) in runs)
                        Products.Sum<T>(
                            positions.Span.Slice(start, length),
                            pictures.Span[start..],
                            taps,
                            sums.Span.Slice(o * taps.Length, taps.Length)
                        );
                }
            }
            for (var o = 0; o < outputs; o++)
                TensorPrimitives.ConvertTruncating<double, T>(
                    sums.Span.Slice(o * taps.Length, taps.Length),
                    dw.Data<T>()[(((g * outputs + o) * all + first) * kernel)..]
                );
        }
    }

    readonly struct TurnKernel(Tensor weight, Tensor turned) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> from = weight.Data<T>();
            var to = turned.Data<T>();
            var kernel = (int)Shapes.Count(weight.Shape[2..]);
            var (channels, outputs) = ((int)weight.Shape[1], (int)turned.Shape[1]);
            for (var i = 0; i < to.Length / kernel; i++)
            {
                var (rest, o) = Math.DivRem(i, outputs);
                var (g, c) = Math.DivRem(rest, channels);
                var matrix = to.Slice(i * kernel, kernel);
                from.Slice(((g * outputs + o) * channels + c) * kernel, kernel).CopyTo(matrix);
                matrix.Reverse();
            }
        }
    }

    // Of (O, C / groups, *kernel): the outputs of a group, and its inputs.
    static (int Outputs, int Channels) Sizes(Tensor weight, int groups) =>
        ((int)weight.Shape[0] / groups, (int)weight.Shape[1]);

    /// <summary>Where the elements of a channel, the weights of a kernel and its positions lie in the pictures of that channel.</summary>
    sealed class Layout
    {
        /// <summary>How far the positions may reach behind the last picture.</summary>
        public const int Slack = 32;

        readonly int[] input = new int[3];
        readonly int[] output = new int[3];

        // From one position of the kernel to the next, in each dimension.
        readonly int[] steps = new int[3];

        // Where each of the input's places lies, added up over the dimensions; −1 for one that no position reaches.
        readonly int[][] places = new int[3][];
        readonly int[] taps;
        readonly bool rowsStayWhole;
        readonly int[] rows;
        readonly (int Channel, int Pictures)[] lines;

        public Layout(ConvolutionAxis[] axes)
        {
            var missing = new ConvolutionAxis(1, 1, 1, 0, 0, 1);
            ConvolutionAxis[] three = [.. Enumerable.Repeat(missing, 3 - axes.Length), .. axes];

            // A picture has room for all positions and for the kernel's last place at the last one.
            var sizes = Array.ConvertAll(
                three,
                axis => (int)(axis.Output + (axis.Reach - 1) / axis.Stride)
            );
            var remainders = new int[3];
            var length = checked(sizes[0] * sizes[1] * sizes[2]);
            for (int d = 2, step = 1; d >= 0; d--)
            {
                (input[d], output[d]) = ((int)three[d].Input, (int)three[d].Output);
                (steps[d], step) = (step, step * sizes[d]);
                (remainders[d], length) = (length, checked(length * (int)three[d].Stride));
            }
            PictureLength = length;

            int Place(int d, long i)
            {
                var (quotient, remainder) = Math.DivRem(i, three[d].Stride);
                return quotient < sizes[d]
                    ? (int)(remainder * remainders[d] + quotient * steps[d])
                    : -1;
            }
            int[] Places(int d, long count, Func<long, long> at) =>
                [.. Enumerable.Range(0, (int)count).Select(i => Place(d, at(i)))];

            var kernel = new int[3][];
            for (var d = 0; d < 3; d++)
            {
                var axis = three[d];
                places[d] = Places(d, axis.Input, i => i + axis.Before);
                kernel[d] = Places(d, axis.Kernel, k => k * axis.Dilation);
            }
            rowsStayWhole = three[2].Stride == 1 && !places[2].Contains(-1);
            taps =
            [
                .. from k0 in kernel[0]
                from k1 in kernel[1]
                from k2 in kernel[2]
                select k0 + k1 + k2,
            ];
            var last = steps.Zip(output, (step, count) => step * (count - 1)).Sum();
            Positions = (last / Slack + 1) * Slack;
            (rows, lines) = (Rows(), Lines());
        }

        /// <summary>The products that a convolution with such an output adds up.</summary>
        public long Work(Tensor y, Tensor weight) => y.Count * weight.Shape[1] * taps.Length;

        /// <summary>The elements of all pictures of a channel.</summary>
        public int PictureLength { get; }

        /// <summary>Where the places of each channel's kernel lie when it stands at its first position; the channels' pictures lie one behind the other.</summary>
        public int[] TapsOf(int channels) =>
            [
                .. from c in Enumerable.Range(0, channels)
                from tap in taps
                select c * PictureLength + tap,
            ];

        /// <summary>The steps from the first position to the last, with those between the rows, and some more so that whole vectors fill them.</summary>
        public int Positions { get; }

        /// <summary>The positions in one run, or row by row without what lies between.</summary>
        public (int Start, int Length)[] Runs(bool whole) =>
            whole ? [(0, Positions)] : Array.ConvertAll(rows, start => (start, output[2]));

        /// <summary>Some channels of a sample at their places in their pictures; the zeros around them are there already.</summary>
        public void Spread<T>(Tensor x, int sample, int first, int channels, Span<T> pictures)
            where T : unmanaged
        {
            for (var c = 0; c < channels; c++)
            {
                ReadOnlySpan<T> channel = Convolution.Channel<T>(x, sample, first + c);
                var picture = pictures.Slice(c * PictureLength, PictureLength);
                foreach (var (from, to) in lines)
                {
                    var line = channel.Slice(from, input[2]);
                    if (rowsStayWhole)
                        line.CopyTo(picture[(to + places[2][0])..]);
                    else
                        for (var i = 0; i < line.Length; i++)
                            if (places[2][i] >= 0)
                                picture[to + places[2][i]] = line[i];
                }
            }
        }

        /// <summary>The elements at their places, back into some channels of a sample; those without one are left.</summary>
        public void Collect<T>(
            ReadOnlySpan<T> pictures,
            Tensor x,
            int sample,
            int first,
            int channels
        )
            where T : unmanaged
        {
            for (var c = 0; c < channels; c++)
            {
                var channel = Convolution.Channel<T>(x, sample, first + c);
                var picture = pictures.Slice(c * PictureLength, PictureLength);
                foreach (var (to, from) in lines)
                {
                    var line = channel.Slice(to, input[2]);
                    if (rowsStayWhole)
                        picture.Slice(from + places[2][0], line.Length).CopyTo(line);
                    else
                        for (var i = 0; i < line.Length; i++)
                            if (places[2][i] >= 0)
                                line[i] = picture[from + places[2][i]];
                }
            }
        }

        /// <summary>An output channel from its positions.</summary>
        public void ReadPositions<T>(ReadOnlySpan<T> positions, Span<T> channel)
        {
            foreach (var start in rows)
            {
                positions.Slice(start, output[2]).CopyTo(channel);
                channel = channel[output[2]..];
            }
        }

        /// <summary>An output channel to its positions; what lies between is left.</summary>
        public void WritePositions<T>(ReadOnlySpan<T> channel, Span<T> positions)
        {
            foreach (var start in rows)
            {
                channel[..output[2]].CopyTo(positions[start..]);
                channel = channel[output[2]..];
            }
        }

        // Where the rows of positions begin.
        int[] Rows()
        {
            var rows = new int[output[0] * output[1]];
            for (var (i, d) = (0, 0); d < output[0]; d++)
            for (var h = 0; h < output[1]; h++)
                rows[i++] = d * steps[0] + h * steps[1];
            return rows;
        }

        // Where the input's rows begin in a channel and in its pictures.
        (int Channel, int Pictures)[] Lines()
        {
            var lines = new List<(int, int)>();
            for (var d = 0; d < input[0]; d++)
            for (var h = 0; h < input[1]; h++)
                if (places[0][d] >= 0 && places[1][h] >= 0)
                    lines.Add(((d * input[1] + h) * input[2], places[0][d] + places[1][h]));
            return [.. lines];
        }
    }
}
