namespace Diptych.Reference;

/// <summary>Transposed convolution: each element of x lays its channel's kernels, times itself, into y, one stride further than the element before it; where they overlap they add up.</summary>
/// <remarks>PyTorch: <c>nn.modules.conv._ConvTransposeNd</c>.</remarks>
public abstract class ConvTranspose : Module<Tensor, Tensor>
{
    readonly long outChannels;
    readonly long[] kernel;
    readonly long[] stride;
    readonly long[] padding;
    readonly long[] outputPadding;
    readonly long groups;
    readonly long[] dilation;

    // Without a number of input channels the parameters wait for the first input.
    private protected ConvTranspose(
        int dimensions,
        long? inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        Sizes? outputPadding,
        long groups,
        bool bias,
        Sizes? dilation,
        string paddingMode,
        ScalarType? dtype
    )
        : base($"ConvTranspose{dimensions}d")
    {
        ArgumentNullException.ThrowIfNull(paddingMode);
        if (paddingMode != "zeros")
            throw new ArgumentException(
                $"Only \"zeros\" padding mode is supported for ConvTranspose{dimensions}d, but got padding_mode='{paddingMode}'",
                nameof(paddingMode)
            );
        if (groups <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(groups),
                groups,
                "groups must be a positive integer"
            );
        if ((inChannels ?? 0) % groups != 0)
            throw new ArgumentException(
                $"in_channels must be divisible by groups: {inChannels} by {groups}",
                nameof(inChannels)
            );
        if (outChannels % groups != 0)
            throw new ArgumentException(
                $"out_channels must be divisible by groups: {outChannels} by {groups}",
                nameof(outChannels)
            );
        this.outChannels = outChannels;
        kernel = kernelSize.Each(dimensions, "kernel_size");
        this.stride = (stride ?? 1).Each(dimensions, "stride");
        this.padding = (padding ?? 0).Each(dimensions, "padding");
        this.outputPadding = (outputPadding ?? 0).Each(dimensions, "output_padding");
        this.groups = groups;
        this.dilation = (dilation ?? 1).Each(dimensions, "dilation");

        register_parameter(
            "weight",
            inChannels is { } channels
                ? new Parameter(empty(WeightShape(channels), dtype))
                : new UninitializedParameter(dtype: dtype)
        );
        if (bias)
            register_parameter(
                "bias",
                inChannels is null
                    ? new UninitializedParameter(dtype: dtype)
                    : new Parameter(empty(outChannels, dtype))
            );
        if (inChannels is not null)
            ResetParameters();
    }

    /// <summary>w: (inChannels, outChannels / groups, *kernelSize).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>b: (outChannels), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc cref="Forward(Tensor, long[])" />
    public override Tensor Forward(Tensor input) => Forward(input, null);

    /// <summary>Each element lays its kernels into the output.</summary>
    /// <param name="input">x: (N, inChannels, *size), or without N.</param>
    /// <param name="outputSize">The output's sizes, with or without those of batch and channels: of the s that a convolution of stride s leads back from, which. The output padding decides where null.</param>
    /// <returns>y: (N, outChannels, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
    /// <exception cref="ArgumentException">An output size cannot be had.</exception>
    public virtual Tensor Forward(Tensor input, long[]? outputSize = null)
    {
        var added = OutputPadding(input, outputSize);
        return kernel.Length switch
        {
            1 => Functional.ConvTranspose1d(
                input,
                Weight,
                Bias,
                stride,
                padding,
                added,
                groups,
                dilation
            ),
            2 => Functional.ConvTranspose2d(
                input,
                Weight,
                Bias,
                stride,
                padding,
                added,
                groups,
                dilation
            ),
            _ => Functional.ConvTranspose3d(
                input,
                Weight,
                Bias,
                stride,
                padding,
                added,
                groups,
                dilation
            ),
        };
    }

    long[] WeightShape(long inChannels) => [inChannels, outChannels / groups, .. kernel];

    void ResetParameters()
    {
        Init.KaimingUniform(Weight, a: Math.Sqrt(5));
        var fanIn = Weight.shape[1..].Aggregate(1L, (product, size) => product * size);
        if (Bias is not null && fanIn > 0)
            Init.Uniform(Bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    /// <summary>What a lazy convolution does before its first forward pass: w and b for as many channels as the input has.</summary>
    private protected void InitializeFrom(Tensor input)
    {
        if (!AwaitsInput)
            return;
        var inChannels = Conv.Channels(input, kernel.Length, GetType().Name);
        if (inChannels % groups != 0)
            throw new ArgumentException("in_channels must be divisible by groups", nameof(input));
        Components.Materialize(Weight, WeightShape(inChannels));
        Components.Materialize(Bias, outChannels);
        ResetParameters();
    }

    // How much more than its least size the output shall have: what was asked for, or the module's own.
    long[] OutputPadding(Tensor input, long[]? outputSize)
    {
        if (outputSize is null)
            return outputPadding;
        var n = kernel.Length;
        // Batch and channels may stand before the sizes, and are not looked at.
        var before = input.dim() == n + 2 ? 2 : 1;
        if (input.dim() < before + n || (outputSize.Length != n && outputSize.Length != before + n))
            throw new ArgumentException(
                $"ConvTranspose{n}D: for {input.dim()}D input, output_size must have {n} or {before + n} elements (got {outputSize.Length})",
                nameof(outputSize)
            );
        var sizes = outputSize[^n..];
        var least = new long[n];
        for (var d = 0; d < n; d++)
            least[d] =
                (input.shape[before + d] - 1) * stride[d]
                - 2 * padding[d]
                + dilation[d] * (kernel[d] - 1)
                + 1;
        var added = sizes.Zip(least, (size, from) => size - from).ToArray();
        for (var d = 0; d < n; d++)
            if (added[d] < 0 || added[d] >= stride[d])
                throw new ArgumentException(
                    $"requested an output size of [{string.Join(", ", sizes)}], but valid sizes range from [{string.Join(", ", least)}] "
                        + $"to [{string.Join(", ", least.Zip(stride, (from, s) => from + s - 1))}]",
                    nameof(outputSize)
                );
        return added;
    }
}

/// <summary>Transposed convolution of (N, C, L): sequences.</summary>
/// <remarks>PyTorch: <c>nn.ConvTranspose1d</c>.</remarks>
public sealed class ConvTranspose1d : ConvTranspose
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = outChannels / groups · kernelSize.</summary>
    /// <param name="inChannels">The input's channels, each with kernels of its own.</param>
    /// <param name="outChannels">The output's channels.</param>
    /// <param name="kernelSize">The kernel's size.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="paddingMode">"zeros"; there is no other.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or another padding mode.</exception>
    public ConvTranspose1d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        bool bias = true,
        Sizes? dilation = null,
        string paddingMode = "zeros",
        ScalarType? dtype = null
    )
        : base(
            1,
            inChannels,
            outChannels,
            kernelSize,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            paddingMode,
            dtype
        ) { }
}

/// <summary>Transposed convolution of (N, C, H, W): pictures.</summary>
/// <remarks>PyTorch: <c>nn.ConvTranspose2d</c>.</remarks>
public sealed class ConvTranspose2d : ConvTranspose
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels, each with kernels of its own.</param>
    /// <param name="outChannels">The output's channels.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="paddingMode">"zeros"; there is no other.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or another padding mode.</exception>
    public ConvTranspose2d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        bool bias = true,
        Sizes? dilation = null,
        string paddingMode = "zeros",
        ScalarType? dtype = null
    )
        : base(
            2,
            inChannels,
            outChannels,
            kernelSize,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            paddingMode,
            dtype
        ) { }
}

/// <summary>Transposed convolution of (N, C, D, H, W): volumes, or pictures over time.</summary>
/// <remarks>PyTorch: <c>nn.ConvTranspose3d</c>.</remarks>
public sealed class ConvTranspose3d : ConvTranspose
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels, each with kernels of its own.</param>
    /// <param name="outChannels">The output's channels.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="paddingMode">"zeros"; there is no other.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or another padding mode.</exception>
    public ConvTranspose3d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        bool bias = true,
        Sizes? dilation = null,
        string paddingMode = "zeros",
        ScalarType? dtype = null
    )
        : base(
            3,
            inChannels,
            outChannels,
            kernelSize,
            stride,
            padding,
            outputPadding,
            groups,
            bias,
            dilation,
            paddingMode,
            dtype
        ) { }
}

public static partial class Functional
{
    /// <summary>Transposed convolution of sequences: each element of x lays the kernels of its channel, times itself, into y. PyTorch: <c>nn.functional.conv_transpose1d</c>.</summary>
    /// <param name="input">x: (N, C, L), or (C, L).</param>
    /// <param name="weight">w: (C, O / groups, K).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y: (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or nothing is left of the output.</exception>
    public static Tensor ConvTranspose1d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        Sizes? dilation = null
    ) =>
        functional.conv_transpose1d(
            input,
            ConvolutionSteps.Transposed(weight, input, 1, stride, padding, outputPadding, dilation),
            bias,
            (stride ?? 1).Each(1, "stride")[0],
            (padding ?? 0).Each(1, "padding")[0],
            (outputPadding ?? 0).Each(1, "output_padding")[0],
            (dilation ?? 1).Each(1, "dilation")[0],
            groups
        );

    /// <summary>Transposed convolution of pictures: each element of x lays the kernels of its channel, times itself, into y. PyTorch: <c>nn.functional.conv_transpose2d</c>.</summary>
    /// <param name="input">x: (N, C, H, W), or (C, H, W).</param>
    /// <param name="weight">w: (C, O / groups, KH, KW).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y: (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or nothing is left of the output.</exception>
    public static Tensor ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        Sizes? dilation = null
    ) =>
        functional.conv_transpose2d(
            input,
            ConvolutionSteps.Transposed(weight, input, 2, stride, padding, outputPadding, dilation),
            bias,
            (stride ?? 1).Each(2, "stride"),
            (padding ?? 0).Each(2, "padding"),
            (outputPadding ?? 0).Each(2, "output_padding"),
            (dilation ?? 1).Each(2, "dilation"),
            groups
        );

    /// <summary>Transposed convolution of volumes: each element of x lays the kernels of its channel, times itself, into y. PyTorch: <c>nn.functional.conv_transpose3d</c>.</summary>
    /// <param name="input">x: (N, C, D, H, W), or (C, D, H, W).</param>
    /// <param name="weight">w: (C, O / groups, KD, KH, KW).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y: (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or nothing is left of the output.</exception>
    public static Tensor ConvTranspose3d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? outputPadding = null,
        long groups = 1,
        Sizes? dilation = null
    ) =>
        functional.conv_transpose3d(
            input,
            ConvolutionSteps.Transposed(weight, input, 3, stride, padding, outputPadding, dilation),
            bias,
            (stride ?? 1).Each(3, "stride"),
            (padding ?? 0).Each(3, "padding"),
            (outputPadding ?? 0).Each(3, "output_padding"),
            (dilation ?? 1).Each(3, "dilation"),
            groups
        );
}
