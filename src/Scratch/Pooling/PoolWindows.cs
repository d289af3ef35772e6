using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What all pools share: the checks of an input, and where the windows lie in its last dimensions.</summary>
static class PoolWindows
{
    /// <summary>Windows of one size that slide over the input.</summary>
    /// <param name="name">The pool's name in PyTorch, for complaints.</param>
    /// <param name="input">(N, C, *) or (C, *)</param>
    /// <param name="dimensions">How many dimensions * stands for.</param>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; the size of a window where null.</param>
    /// <param name="padding">Elements around the input; 0 where null.</param>
    /// <param name="dilation">From one element of a window to the next; 1 where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    /// <param name="countPadding">Whether the padding counts in an average.</param>
    /// <exception cref="ArgumentException">The input's rank or a size does not fit, or a window lies in the padding alone.</exception>
    public static PoolAxis[] Sliding(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        Sizes? dilation,
        bool ceilMode,
        bool countPadding = false
    )
    {
        CheckInput(name, input, dimensions);
        // All but the batch must have elements.
        for (var d = input.Rank == dimensions + 2 ? 1 : 0; d < input.Rank; d++)
            if (input.Shape[d] == 0)
                throw WrongShape(name, input, dimensions);
        var kernels = kernelSize.Each(dimensions, "kernel_size");
        var strides = stride?.Each(dimensions, "stride") ?? kernels;
        var paddings = (padding ?? 0).Each(dimensions, "padding");
        var dilations = (dilation ?? 1).Each(dimensions, "dilation");
        var axes = new PoolAxis[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var size = input.Shape[input.Rank - dimensions + d];
            var (k, s, p, step) = (kernels[d], strides[d], paddings[d], dilations[d]);
            var windows = Functional.Windows(size, k, s, p, step, ceilMode);
            axes[d] = PoolAxis.Sliding(size, windows, k, s, p, step, countPadding);
            // PyTorch answers -inf and an index that is not in the window.
            for (var i = 0; i < windows; i++)
                if (axes[d].Starts[i] >= axes[d].Ends[i])
                    throw new ArgumentException(
                        $"{name}(): window {i} of dimension {d} has no element of the input: "
                            + $"size={size}, kernel_size={k}, stride={s}, padding={p}, dilation={step}",
                        nameof(dilation)
                    );
        }
        return axes;
    }

    /// <summary>So many windows that share the input evenly.</summary>
    /// <param name="name">The pool's name in PyTorch, for complaints.</param>
    /// <param name="input">(N, C, *) or (C, *)</param>
    /// <param name="dimensions">How many dimensions * stands for.</param>
    /// <param name="outputSize">The output's sizes; the input's own where null.</param>
    /// <exception cref="ArgumentException">The input's rank or a size does not fit.</exception>
    public static PoolAxis[] Adaptive(
        string name,
        Tensor input,
        int dimensions,
        OutputSizes outputSize
    )
    {
        CheckInput(name, input, dimensions);
        if (!input.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"\"{name}\" not implemented for '{input.Dtype}'",
                nameof(input)
            );
        var sizes = input.Shape[^dimensions..].ToArray();
        if (sizes.Contains(0))
            throw Empty(name, input);
        var windows = outputSize.Each(sizes, name);
        return [.. sizes.Zip(windows, PoolAxis.Adaptive)];
    }

    /// <summary>The complaint about an input without elements in a dimension other than the batch.</summary>
    public static ArgumentException Empty(string name, Tensor input) =>
        new(
            $"{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {input.ShapeText}",
            nameof(input)
        );

    /// <summary>An adaptive pool with an output of no windows, or of a batch without channels, has no way back in PyTorch.</summary>
    /// <exception cref="ArgumentException">There is a dimension without windows, or a batch without channels.</exception>
    public static void CheckGradient(string name, Tensor gradient, int dimensions)
    {
        // PyTorch takes one window over a picture for a mean, which has a gradient of nothing as well.
        // Without a batch the channels count as one.
        var windows = gradient.Shape[^dimensions..];
        if (
            windows.Contains(0)
            || gradient.Shape[1..^dimensions].Contains(0) && windows.ContainsAnyExcept(1)
        )
            throw new ArgumentException(
                $"{name}_backward(): Expected grad_output to have non-zero size for non-batch dimensions, but grad_output has sizes {gradient.ShapeText}",
                nameof(gradient)
            );
    }

    /// <summary>What a fractional pool asks of its input.</summary>
    /// <exception cref="ArgumentException">The input's rank does not fit, it has no elements, or it holds no real numbers.</exception>
    public static void CheckFractional(string name, Tensor input, int dimensions)
    {
        CheckInput(name, input, dimensions);
        Checks.Real(input, name, nameof(input));
        if (input.Shape[^(dimensions + 1)..].Contains(0))
            throw new ArgumentException(
                $"{name}(): Expected input to have non-zero size for non-batch dimensions, but got {input.ShapeText}",
                nameof(input)
            );
    }

    static void CheckInput(string name, Tensor input, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != dimensions + 1 && input.Rank != dimensions + 2)
            throw WrongShape(name, input, dimensions);
        if (input.Dtype == ScalarType.Bool)
            throw new ArgumentException(
                $"\"{name}\" not implemented for '{input.Dtype}'",
                nameof(input)
            );
    }

    static ArgumentException WrongShape(string name, Tensor input, int dimensions) =>
        new(
            $"{name}(): Expected {dimensions + 1}D or {dimensions + 2}D (batch mode) tensor with optional 0 dim batch size for input, but got: {input.ShapeText}",
            nameof(input)
        );
}
