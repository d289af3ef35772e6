namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>How large a convolution's output is: ⌊(n + 2p − d (k − 1) − 1) / s⌋ + 1 in each dimension.</summary>
    /// <remarks>PyTorch has no function for it: the formula stands in the documentation of <c>nn.Conv2d</c>.</remarks>
    /// <param name="inputSize">n, the input's spatial sizes, without batch and channels: (H, W) for a picture.</param>
    /// <param name="kernelSize">k, the kernel's sizes.</param>
    /// <param name="stride">s, how far the kernel moves; 1 where null.</param>
    /// <param name="padding">p, how much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">d, how far apart the kernel's places lie; 1 where null.</param>
    /// <returns>The output's spatial sizes.</returns>
    /// <exception cref="ArgumentException">A size is out of range, or the kernel is larger than the padded input.</exception>
    public static long[] ConvOutputSize(
        long[] inputSize,
        Sizes kernelSize,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null
    )
    {
        ArgumentNullException.ThrowIfNull(inputSize);
        if (inputSize.Length == 0)
            throw new ArgumentException(
                "expected at least one spatial size, but got input_size=[]",
                nameof(inputSize)
            );
        var kernel = kernelSize.Each(inputSize.Length, "kernel_size");
        var axes = ConvolutionAxis.Of(inputSize, kernel, stride, padding, dilation);
        return Array.ConvertAll(axes, axis => axis.Output);
    }
}

/// <summary>One dimension that a kernel moves along.</summary>
/// <param name="Input">n, the input's places.</param>
/// <param name="Kernel">k, the kernel's places.</param>
/// <param name="Stride">s, from one position of the kernel to the next.</param>
/// <param name="Before">Zeros before the input.</param>
/// <param name="After">Zeros after it; as many as before, but for "same" with an even kernel. Below zero, the last places are out of the kernel's reach.</param>
/// <param name="Dilation">d, from one place of the kernel to the next.</param>
readonly record struct ConvolutionAxis(
    long Input,
    long Kernel,
    long Stride,
    long Before,
    long After,
    long Dilation
)
{
    /// <summary>The places from the kernel's first to its last: d (k − 1) + 1.</summary>
    public long Reach => Dilation * (Kernel - 1) + 1;

    public long Padded => Before + Input + After;

    /// <summary>The positions of the kernel.</summary>
    public long Output => (Padded - Reach) / Stride + 1;

    /// <summary>The dimensions of one convolution, checked.</summary>
    public static ConvolutionAxis[] Of(
        ReadOnlySpan<long> input,
        ReadOnlySpan<long> kernel,
        Sizes? stride,
        Padding? padding,
        Sizes? dilation
    )
    {
        var n = input.Length;
        var strides = (stride ?? 1).Each(n, "stride");
        var dilations = (dilation ?? 1).Each(n, "dilation");
        var sizes = kernel.ToArray();
        CheckSteps(sizes, strides, dilations);
        var (before, after) = Sides(padding ?? 0, sizes, strides, dilations);
        var axes = new ConvolutionAxis[n];
        for (var d = 0; d < n; d++)
        {
            // A step of the padded size leaves it as well as a longer one.
            var longest = Math.Max(1, before[d] + input[d] + after[d]);
            axes[d] = new(
                input[d],
                kernel[d],
                Math.Min(strides[d], longest),
                before[d],
                after[d],
                dilations[d]
            );
        }
        if (Array.Exists(axes, axis => axis.Reach > axis.Padded))
            throw new ArgumentException(
                $"Calculated padded input size per channel: ({Join(axes, axis => axis.Padded)}). "
                    + $"Kernel size: ({Join(axes, axis => axis.Reach)}). Kernel size can't be greater than actual input size",
                nameof(input)
            );
        CheckCount(axes, axis => axis.Padded, "Calculated padded input size", nameof(input));
        return axes;
    }

    /// <summary>The dimensions of the convolution that leads from a transposed one's output back to its input, checked.</summary>
    /// <remarks>
    /// Its positions are the elements of <paramref name="input"/>; <see cref="Input"/> is the size of the transposed
    /// convolution's output, (n − 1) s − 2p + d (k − 1) + 1 + output padding.
    /// </remarks>
    public static ConvolutionAxis[] Transposed(
        ReadOnlySpan<long> input,
        ReadOnlySpan<long> kernel,
        Sizes? stride,
        Sizes? padding,
        Sizes? outputPadding,
        Sizes? dilation,
        bool isEmpty = false
    )
    {
        var n = input.Length;
        var strides = (stride ?? 1).Each(n, "stride");
        var paddings = (padding ?? 0).Each(n, "padding");
        var extras = (outputPadding ?? 0).Each(n, "output_padding");
        var dilations = (dilation ?? 1).Each(n, "dilation");
        CheckSteps(kernel.ToArray(), strides, dilations);
        CheckLargest(paddings, "padding", nameof(padding));
        CheckLargest(extras, "output_padding", nameof(outputPadding));
        if (paddings.Min() < 0)
            throw new ArgumentException(
                $"negative padding is not supported: padding={Shapes.Text(paddings)}",
                nameof(padding)
            );
        if (extras.Min() < 0)
            throw new ArgumentException(
                $"negative output_padding is not supported: output_padding={Shapes.Text(extras)}",
                nameof(outputPadding)
            );
        var axes = new ConvolutionAxis[n];
        for (var d = 0; d < n; d++)
        {
            var (s, p, extra) = (strides[d], paddings[d], extras[d]);
            if (!isEmpty && extra >= s && extra >= dilations[d])
                throw new ArgumentException(
                    $"output padding must be smaller than either stride or dilation, but got output_padding={Shapes.Text(extras)}, "
                        + $"stride={Shapes.Text(strides)}, dilation={Shapes.Text(dilations)}",
                    nameof(outputPadding)
                );
            var reach = dilations[d] * (kernel[d] - 1) + 1;
            var output = (input[d] - 1) * s - 2 * p + reach + extra;
            // What the output padding adds lies behind the last position: the way back has that much less after it.
            // With one position the stride leads nowhere.
            var step = Math.Min(s, Math.Max(1, output + 2 * p));
            axes[d] = new(output, kernel[d], step, p, p - extra, dilations[d]);
        }
        if (Array.Exists(axes, axis => axis.Input < (isEmpty ? 0 : 1)))
            throw new ArgumentException(
                $"Given input size per channel: {Shapes.Text(input)}. "
                    + $"Calculated output size per channel: ({Join(axes, axis => axis.Input)}). Output size is too small",
                nameof(input)
            );
        CheckCount(axes, axis => axis.Input, "Calculated output size", nameof(input));
        return axes;
    }

    // Products of two numbers below 2³¹ cannot overflow.
    static void CheckLargest(long[] values, string what, string name)
    {
        if (values.Max() > int.MaxValue)
            throw new ArgumentException(
                $"{what} must be at most {int.MaxValue}, but got {what}={Shapes.Text(values)}",
                name
            );
    }

    // One channel of it must be something that can lie in memory.
    static void CheckCount(
        ConvolutionAxis[] axes,
        Func<ConvolutionAxis, long> size,
        string what,
        string name
    )
    {
        if (axes.Aggregate((Int128)1, (product, axis) => product * size(axis)) > Array.MaxLength)
            throw new ArgumentException(
                $"{what} per channel: ({Join(axes, size)}). At most {Array.MaxLength} elements fit",
                name
            );
    }

    static void CheckSteps(long[] kernel, long[] stride, long[] dilation)
    {
        if (stride.Min() <= 0)
            throw new ArgumentException(
                $"non-positive stride is not supported: stride={Shapes.Text(stride)}",
                nameof(stride)
            );
        if (dilation.Min() <= 0)
            throw new ArgumentException(
                $"dilation should be greater than zero, but got {Shapes.Text(dilation)}",
                nameof(dilation)
            );
        if (kernel.Min() <= 0)
            throw new ArgumentException(
                $"kernel size should be greater than zero, but got {Shapes.Text(kernel)}",
                nameof(kernel)
            );
        CheckLargest(stride, "stride", nameof(stride));
        CheckLargest(dilation, "dilation", nameof(dilation));
        CheckLargest(kernel, "kernel_size", nameof(kernel));
    }

    /// <summary>The padding before and after each dimension; where "same" adds an odd number, the larger half comes after.</summary>
    public static (long[] Before, long[] After) Sides(
        Padding padding,
        long[] kernel,
        long[] stride,
        long[] dilation
    )
    {
        var n = kernel.Length;
        if (padding.Mode == "valid")
            return (new long[n], new long[n]);
        if (padding.Mode is null)
        {
            var sizes = padding.Sizes.Each(n, "padding");
            CheckLargest(sizes, "padding", nameof(padding));
            return sizes.Min() >= 0
                ? (sizes, sizes)
                : throw new ArgumentException(
                    $"negative padding is not supported: padding={Shapes.Text(sizes)}",
                    nameof(padding)
                );
        }
        if (stride.Max() > 1)
            throw new ArgumentException(
                $"padding='same' is not supported for strided convolutions: stride={Shapes.Text(stride)}",
                nameof(padding)
            );
        var total = new long[n];
        for (var d = 0; d < n; d++)
            total[d] = dilation[d] * (kernel[d] - 1);
        return (
            Array.ConvertAll(total, sum => sum / 2),
            Array.ConvertAll(total, sum => sum - sum / 2)
        );
    }

    static string Join(ConvolutionAxis[] axes, Func<ConvolutionAxis, long> size) =>
        string.Join(" x ", axes.Select(size));
}
