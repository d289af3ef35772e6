namespace Diptych.Reference;

/// <summary>What is asked of a convolution before libtorch is: oneDNN's own exception passes TorchSharp by and ends the process.</summary>
static class ConvolutionSteps
{
    /// <summary>The weight of a convolution whose sizes and steps are in their ranges.</summary>
    /// <exception cref="ArgumentException">One of them is not.</exception>
    public static Tensor Checked(
        Tensor weight,
        Tensor input,
        int dimensions,
        Sizes? stride,
        Padding? padding,
        Sizes? dilation
    )
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(input);
        // libtorch refuses other ranks.
        if (weight.dim() != dimensions + 2 || input.dim() < dimensions + 1)
            return weight;
        var sizes = padding is { Mode: not null }
            ? new long[dimensions]
            : (padding?.Sizes ?? 0).Each(dimensions, "padding");
        CheckSteps(weight, stride, sizes, dilation);
        if (padding is { Mode: "same" })
        {
            var apart = (dilation ?? 1).Each(dimensions, "dilation");
            sizes = [.. weight.shape[2..].Select((k, d) => (apart[d] * (k - 1) + 1) / 2)];
        }
        var padded = input.shape[^dimensions..].Zip(sizes, (n, p) => n + 2 * p).ToArray();
        CheckCount(padded, "Calculated padded input size", nameof(input));
        return weight;
    }

    /// <summary>The weight of a transposed convolution whose sizes and steps are in their ranges.</summary>
    /// <exception cref="ArgumentException">One of them is not, or nothing is left of the output.</exception>
    public static Tensor Transposed(
        Tensor weight,
        Tensor input,
        int dimensions,
        Sizes? stride,
        Sizes? padding,
        Sizes? outputPadding,
        Sizes? dilation
    )
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(input);
        if (weight.dim() != dimensions + 2 || input.dim() < dimensions + 1)
            return weight;
        if (weight.numel() == 0)
            throw new ArgumentException(
                $"non-empty weight tensor expected, but got: {Text(weight.shape)}",
                nameof(weight)
            );
        var s = (stride ?? 1).Each(dimensions, "stride");
        var p = (padding ?? 0).Each(dimensions, "padding");
        var extra = (outputPadding ?? 0).Each(dimensions, "output_padding");
        var apart = (dilation ?? 1).Each(dimensions, "dilation");
        CheckSteps(weight, s, p, apart);
        Within(extra, 0, "output_padding", nameof(outputPadding));
        var (n, k) = (input.shape[^dimensions..], weight.shape[^dimensions..]);
        var output = new long[dimensions];
        for (var d = 0; d < dimensions; d++)
            output[d] = (n[d] - 1) * s[d] - 2 * p[d] + apart[d] * (k[d] - 1) + 1 + extra[d];
        // The output of a batch of none may be without size too.
        var isEmpty = input.dim() == dimensions + 2 && input.shape[0] == 0;
        if (output.Min() < (isEmpty ? 0 : 1))
            throw new ArgumentException(
                $"Given input size per channel: {Text(n)}. Calculated output size per channel: ({string.Join(" x ", output)}). Output size is too small",
                nameof(input)
            );
        CheckCount(output, "Calculated output size", nameof(input));
        return weight;
    }

    static void CheckSteps(Tensor weight, Sizes? stride, Sizes padding, Sizes? dilation)
    {
        var kernel = weight.shape[2..];
        Within(kernel, 1, "kernel size", nameof(weight));
        Within((stride ?? 1).Each(kernel.Length, "stride"), 1, "stride", nameof(stride));
        Within((dilation ?? 1).Each(kernel.Length, "dilation"), 1, "dilation", nameof(dilation));
        Within(padding.Each(kernel.Length, "padding"), 0, "padding", nameof(padding));
    }

    static void Within(long[] values, long least, string what, string name)
    {
        if (values.Min() < least || values.Max() > int.MaxValue)
            throw new ArgumentException(
                $"{what} must be from {least} to {int.MaxValue}, but got {Text(values)}",
                name
            );
    }

    static void CheckCount(long[] sizes, string what, string name)
    {
        if (sizes.Aggregate((Int128)1, (product, size) => product * size) > Array.MaxLength)
            throw new ArgumentException(
                $"{what} per channel: ({string.Join(" x ", sizes)}). At most {Array.MaxLength} elements fit",
                name
            );
    }

    static string Text(long[] sizes) => $"[{string.Join(", ", sizes)}]";
}
