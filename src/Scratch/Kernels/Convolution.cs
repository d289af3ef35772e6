using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Convolutions of one to three dimensions, and their gradients.</summary>
/// <remarks>
/// A channel is copied into a picture with its zeros around it. There every position of the kernel is one step in memory
/// from the last, so that one weight meets all positions in one long run. A stride of s takes every s-th place: the
/// places fall into s pictures by their remainder, and in each the steps are of one again.
/// </remarks>
static class Convolution
{
    /// <summary>y[n, o, i] = b[o] + Σ_c Σ_k w[o, c, k] · x[n, c, i·s + k·d − p].</summary>
    public static Tensor Forward(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var y = Tensor.Allocate(
            x.Dtype,
            [x.Shape[0], weight.Shape[0], .. axes.Select(axis => axis.Output)]
        );
        if (y.Count > 0)
            Dispatch.Reals(
                x.Dtype,
                new ForwardKernel(
                    Copy.Contiguous(x.Detach()),
                    Copy.Contiguous(weight.Detach()),
                    bias is null ? null : Copy.Contiguous(bias.Detach()),
                    y,
                    new Layout(axes),
                    groups
                )
            );
        return y;
    }

    /// <summary>dx[n, c, i·s + k·d − p] = Σ_o Σ_k w[o, c, k] · dy[n, o, i].</summary>
    public static Tensor InputGradient(
        Tensor dy,
        Tensor weight,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var dx = Tensor.Allocate(dy.Dtype, shape);
        if (dx.Count > 0)
            Dispatch.Reals(
                dy.Dtype,
                new InputGradientKernel(
                    Copy.Contiguous(dy),
                    Copy.Contiguous(weight.Detach()),
                    dx,
                    new Layout(axes),
                    groups
                )
            );
        return dx;
    }

    /// <summary>dw[o, c, k] = Σ_n Σ_i dy[n, o, i] · x[n, c, i·s + k·d − p].</summary>
    /// <remarks>What comes together over the batch is carried in float64.</remarks>
    public static Tensor WeightGradient(
        Tensor dy,
        Tensor x,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        var dw = Tensor.Allocate(dy.Dtype, shape);
        if (dy.Count > 0)
            Dispatch.Reals(
                dy.Dtype,
                new WeightGradientKernel(
                    Copy.Contiguous(dy),
                    Copy.Contiguous(x.Detach()),
                    dw,
                    new Layout(axes),
                    groups
                )
            );
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
            ReadOnlySpan<T> weights = weight.Data<T>();
            var (outputs, channels) = Sizes(weight, groups);
            var pictures = new T[channels * layout.PictureLength + Layout.Slack];
            var positions = new T[layout.Positions];
            var taps = layout.TapsOf(channels);
            for (var n = 0; n < x.Shape[0]; n++)
            for (var g = 0; g < groups; g++)
            {
                layout.Spread(x, n, g * channels, channels, pictures);
                for (var o = g * outputs; o < (g + 1) * outputs; o++)
                {
                    positions.AsSpan().Fill(bias is null ? T.Zero : bias.Data<T>()[o]);
                    // What lies between the rows of positions comes out as it may: it is not read.
                    Products.Add<T>(
                        pictures,
                        taps,
                        weights.Slice(o * taps.Length, taps.Length),
                        positions
                    );
                    layout.ReadPositions<T>(positions, Channel<T>(y, n, o));
                }
            }
        }
    }

    readonly struct InputGradientKernel(
        Tensor dy,
        Tensor weight,
        Tensor dx,
        Layout layout,
        int groups
    ) : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> weights = weight.Data<T>();
            var (outputs, channels) = Sizes(weight, groups);
            var pictures = new T[channels * layout.PictureLength + Layout.Slack];
            var positions = new T[outputs * layout.Positions];
            var taps = layout.TapsOf(channels);
            var starts = new int[outputs];
            var factors = new T[outputs];
            // Between the rows of positions there are zeros, which do no harm to a finite weight.
            var runs = layout.Runs(whole: TensorPrimitives.IsFiniteAll(weights));
            for (var n = 0; n < dx.Shape[0]; n++)
            for (var g = 0; g < groups; g++)
            {
                for (var o = 0; o < outputs; o++)
                    layout.WritePositions<T>(
                        Channel<T>(dy, n, g * outputs + o),
                        positions.AsSpan(o * layout.Positions, layout.Positions)
                    );
                pictures.AsSpan().Clear();
                for (var k = 0; k < taps.Length; k++)
                {
                    for (var o = 0; o < outputs; o++)
                        factors[o] = weights[(g * outputs + o) * taps.Length + k];
                    foreach (var (start, length) in runs)
                    {
                        for (var o = 0; o < outputs; o++)
                            starts[o] = o * layout.Positions + start;
                        Products.Add<T>(
                            positions,
                            starts,
                            factors,
                            pictures.AsSpan(taps[k] + start, length)
                        );
                    }
                }
                layout.Collect(pictures, dx, n, g * channels, channels);
            }
        }
    }

    readonly struct WeightGradientKernel(Tensor dy, Tensor x, Tensor dw, Layout layout, int groups)
        : IRealKernel
    {
        public void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (outputs, channels) = Sizes(dw, groups);
            var pictures = new T[channels * layout.PictureLength + Layout.Slack];
            var positions = new T[layout.Positions];
            var taps = layout.TapsOf(channels);
            var sums = new double[dw.Count];
            // Between the rows of positions there are zeros, which do no harm to a finite input.
            var runs = layout.Runs(whole: TensorPrimitives.IsFiniteAll<T>(x.Data<T>()));
            for (var n = 0; n < x.Shape[0]; n++)
            for (var g = 0; g < groups; g++)
            {
                layout.Spread(x, n, g * channels, channels, pictures);
                for (var o = g * outputs; o < (g + 1) * outputs; o++)
                {
                    layout.WritePositions<T>(Channel<T>(dy, n, o), positions);
                    foreach (var (start, length) in runs)
                        Products.Sum<T>(
                            positions.AsSpan(start, length),
                            pictures.AsSpan(start),
                            taps,
                            sums.AsSpan(o * taps.Length, taps.Length)
                        );
                }
            }
            var gradient = dw.Data<T>();
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] = T.CreateTruncating(sums[i]);
        }
    }

    // Of (O, C / groups, *kernel): the outputs of a group, and its inputs.
    static (int Outputs, int Channels) Sizes(Tensor weight, int groups) =>
        ((int)weight.Shape[0] / groups, (int)weight.Shape[1]);

    // All elements of one channel of one sample.
    static Span<T> Channel<T>(Tensor tensor, int sample, int channel)
        where T : unmanaged
    {
        var size = (int)tensor.Strides[1];
        return tensor.Data<T>().Slice((sample * (int)tensor.Shape[1] + channel) * size, size);
    }

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
        }

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
            whole ? [(0, Positions)] : [.. Rows().Select(start => (start, output[2]))];

        /// <summary>Some channels of a sample at their places in their pictures; the zeros around them are there already.</summary>
        public void Spread<T>(Tensor x, int sample, int first, int channels, Span<T> pictures)
            where T : unmanaged
        {
            for (var c = 0; c < channels; c++)
            {
                ReadOnlySpan<T> channel = Channel<T>(x, sample, first + c);
                var picture = pictures.Slice(c * PictureLength, PictureLength);
                foreach (var (from, to) in Lines())
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
                var channel = Channel<T>(x, sample, first + c);
                var picture = pictures.Slice(c * PictureLength, PictureLength);
                foreach (var (to, from) in Lines())
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
            foreach (var start in Rows())
            {
                positions.Slice(start, output[2]).CopyTo(channel);
                channel = channel[output[2]..];
            }
        }

        /// <summary>An output channel to its positions; what lies between is left.</summary>
        public void WritePositions<T>(ReadOnlySpan<T> channel, Span<T> positions)
        {
            foreach (var start in Rows())
            {
                channel[..output[2]].CopyTo(positions[start..]);
                channel = channel[output[2]..];
            }
        }

        // Where the rows of positions begin.
        IEnumerable<int> Rows()
        {
            for (var d = 0; d < output[0]; d++)
            for (var h = 0; h < output[1]; h++)
                yield return d * steps[0] + h * steps[1];
        }

        // Where the input's rows begin in a channel and in its pictures.
        IEnumerable<(int Channel, int Pictures)> Lines()
        {
            for (var d = 0; d < input[0]; d++)
            for (var h = 0; h < input[1]; h++)
                if (places[0][d] >= 0 && places[1][h] >= 0)
                    yield return ((d * input[1] + h) * input[2], places[0][d] + places[1][h]);
        }
    }
}
