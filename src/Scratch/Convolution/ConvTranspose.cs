using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Transposed convolution: each element of x lays its channel's kernels, times itself, into y, one stride further than the element before it; where they overlap they add up.</summary>
/// <remarks>
/// y[o, i·s + k·d − p] gathers b[o] + Σ_c w[c, o, k] · x[c, i] over all i and k that lead there, with stride s, dilation d
/// and padding p: the gradient of a convolution by its input, as a step forward. A convolution of these sizes and
/// weights leads from y's shape back to x's. PyTorch: <c>nn.modules.conv._ConvTransposeNd</c>.
/// </remarks>
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

        var type = dtype ?? ScalarType.Float32;
        if (inChannels is { } channels)
        {
            Weight = new Parameter(Torch.Zeros(WeightShape(channels), type));
            Bias = bias ? new Parameter(Torch.Zeros([outChannels], type)) : null;
            ResetParameters();
        }
        else
        {
            Weight = new UninitializedParameter(dtype: type);
            Bias = bias ? new UninitializedParameter(dtype: type) : null;
        }
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
    }

    /// <summary>w, (inChannels, outChannels / groups, *kernelSize).</summary>
    public Parameter Weight { get; }

    /// <summary>b, (outChannels), or null.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc cref="Forward(Tensor, long[])" />
    public override Tensor Forward(Tensor input) => Forward(input, null);

    /// <summary>Each element lays its kernels into the output.</summary>
    /// <param name="input">x, (N, inChannels, *size), or without N.</param>
    /// <param name="outputSize">The output's sizes, with or without those of batch and channels: of the s that a convolution of stride s leads back from, which. The output padding decides where null.</param>
    /// <returns>y, (N, outChannels, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
    /// <exception cref="ArgumentException">The rank, the channels or the type do not fit, an output size cannot be had, or nothing is left of the output.</exception>
    public virtual Tensor Forward(Tensor input, long[]? outputSize = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Functional.ConvolveTransposed(
            kernel.Length,
            input,
            Weight,
            Bias,
            stride,
            padding,
            OutputPadding(input, outputSize),
            groups,
            dilation
        );
    }

    long[] WeightShape(long inChannels) => [inChannels, outChannels / groups, .. kernel];

    void ResetParameters()
    {
        Init.KaimingUniform(Weight, a: Math.Sqrt(5));
        // What PyTorch takes for the fan in: the weight's second dimension, though here it counts outputs.
        var fanIn = Shapes.Count(Weight.Shape[1..]);
        if (Bias is not null && fanIn > 0)
            Init.Uniform(Bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    /// <summary>What a lazy convolution does before its first forward pass: w and b for as many channels as the input has.</summary>
    private protected void InitializeFrom(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!AwaitsInput)
            return;
        var inChannels = Conv.Channels(input, kernel.Length, GetType().Name);
        if (inChannels % groups != 0)
            throw new ArgumentException(
                $"in_channels must be divisible by groups: {inChannels} by {groups}",
                nameof(input)
            );
        ((UninitializedParameter)Weight).Materialize(WeightShape(inChannels));
        (Bias as UninitializedParameter)?.Materialize([outChannels]);
        ResetParameters();
    }

    // How much more than its least size the output shall have: what was asked for, or the module's own.
    long[] OutputPadding(Tensor input, long[]? outputSize)
    {
        if (outputSize is null)
            return outputPadding;
        var n = kernel.Length;
        // Batch and channels may stand before the sizes, and are not looked at.
        var before = input.Rank == n + 2 ? 2 : 1;
        if (input.Rank < before + n || (outputSize.Length != n && outputSize.Length != before + n))
            throw new ArgumentException(
                $"ConvTranspose{n}D: for {input.Rank}D input, output_size must have {n} or {before + n} elements (got {outputSize.Length})",
                nameof(outputSize)
            );
        var sizes = outputSize[^n..];
        var least = new long[n];
        for (var d = 0; d < n; d++)
            least[d] =
                (input.Shape[before + d] - 1) * stride[d]
                - 2 * padding[d]
                + dilation[d] * (kernel[d] - 1)
                + 1;
        var added = sizes.Zip(least, (size, from) => size - from).ToArray();
        for (var d = 0; d < n; d++)
            if (added[d] < 0 || added[d] >= stride[d])
                throw new ArgumentException(
                    $"requested an output size of {Shapes.Text(sizes)}, but valid sizes range from {Shapes.Text(least)} "
                        + $"to {Shapes.Text([.. least.Zip(stride, (from, s) => from + s - 1)])} (for an input of {input.ShapeText})",
                    nameof(outputSize)
                );
        return added;
    }
}

/// <summary>Transposed convolution of (N, C, L): sequences.</summary>
/// <remarks>PyTorch: <c>nn.ConvTranspose1d</c>.</remarks>
public sealed class ConvTranspose1d : ConvTranspose
{
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = outChannels / groups · kernelSize.</summary>
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
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
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
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
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
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <param name="input">x, (N, C, L), or (C, L).</param>
    /// <param name="weight">w, (C, O / groups, K).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y, (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
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
        ConvolveTransposed(
            1,
            input,
            weight,
            bias,
            stride,
            padding,
            outputPadding,
            groups,
            dilation
        );

    /// <summary>Transposed convolution of pictures: each element of x lays the kernels of its channel, times itself, into y. PyTorch: <c>nn.functional.conv_transpose2d</c>.</summary>
    /// <param name="input">x, (N, C, H, W), or (C, H, W).</param>
    /// <param name="weight">w, (C, O / groups, KH, KW).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y, (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
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
        ConvolveTransposed(
            2,
            input,
            weight,
            bias,
            stride,
            padding,
            outputPadding,
            groups,
            dilation
        );

    /// <summary>Transposed convolution of volumes: each element of x lays the kernels of its channel, times itself, into y. PyTorch: <c>nn.functional.conv_transpose3d</c>.</summary>
    /// <param name="input">x, (N, C, D, H, W), or (C, D, H, W).</param>
    /// <param name="weight">w, (C, O / groups, KD, KH, KW).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves in the output from one element of the input to the next; 1 where null.</param>
    /// <param name="padding">How much of the output is cut off on either side; 0 where null.</param>
    /// <param name="outputPadding">How much is added to the output's end, less than the stride or the dilation; 0 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <returns>y, (N, O, *), or without N, where a size n becomes (n − 1) · stride − 2 · padding + dilation · (k − 1) + outputPadding + 1.</returns>
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
        ConvolveTransposed(
            3,
            input,
            weight,
            bias,
            stride,
            padding,
            outputPadding,
            groups,
            dilation
        );

    /// <summary>The transposed convolution in one, two or three dimensions.</summary>
    internal static Tensor ConvolveTransposed(
        int dimensions,
        Tensor input,
        Tensor weight,
        Tensor? bias,
        Sizes? stride,
        Sizes? padding,
        Sizes? outputPadding,
        long groups,
        Sizes? dilation
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        var rank = dimensions + 2;
        if (weight.Rank != rank)
            throw new ArgumentException(
                $"expected a {rank}D weight for conv_transpose{dimensions}d, but got weight of size {weight.ShapeText}",
                nameof(weight)
            );
        if (input.Rank != rank && input.Rank != rank - 1)
            throw new ArgumentException(
                $"Expected {rank - 1}D (unbatched) or {rank}D (batched) input to conv_transpose{dimensions}d, but got input of size: {input.ShapeText}",
                nameof(input)
            );
        Checks.Real(weight, $"conv_transpose{dimensions}d", nameof(weight));
        Checks.SameDtype(input, weight, nameof(input));
        if (bias is not null)
            Checks.SameDtype(bias, weight, nameof(bias));
        if (input.Rank == rank - 1)
            return ConvolveTransposed(
                    dimensions,
                    input.Unsqueeze(0),
                    weight,
                    bias,
                    stride,
                    padding,
                    outputPadding,
                    groups,
                    dilation
                )
                .Squeeze(0);

        if (groups <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(groups),
                groups,
                "non-positive groups is not supported"
            );
        if (weight.Shape[0] < groups || weight.Shape[0] % groups != 0)
            throw new ArgumentException(
                $"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of size {weight.ShapeText} instead",
                nameof(weight)
            );
        if (weight.Shape[1] == 0)
            throw new ArgumentException(
                $"non-empty weight tensor expected, but got: {weight.ShapeText}",
                nameof(weight)
            );
        if (input.Shape[1] != weight.Shape[0])
            throw new ArgumentException(
                $"Given transposed=1, weight of size {weight.ShapeText}, expected input{input.ShapeText} "
                    + $"to have {weight.Shape[0]} channels, but got {input.Shape[1]} channels instead",
                nameof(input)
            );
        var channels = weight.Shape[1] * groups;
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != channels))
            throw new ArgumentException(
                $"Given transposed=1, weight of size {weight.ShapeText}, expected bias to be 1-dimensional with {channels} elements, but got bias of size {bias.ShapeText} instead",
                nameof(bias)
            );
        // Of a batch of none PyTorch looks at the output's sizes alone, which may then be 0.
        var isEmpty = input.Shape[0] == 0;
        if (!isEmpty && input.Shape[2..].Contains(0))
            throw new ArgumentException(
                $"Only zero batch or zero channel inputs are supported, but got input shape: {input.ShapeText}",
                nameof(input)
            );
        var axes = ConvolutionAxis.Transposed(
            input.Shape[2..],
            weight.Shape[2..],
            stride,
            padding,
            outputPadding,
            dilation,
            isEmpty
        );
        if (isEmpty)
            return new EmptyConvolutionOperation(
                input,
                weight,
                bias,
                [0, channels, .. Array.ConvertAll(axes, axis => axis.Input)]
            ).Apply();
        return new ConvTransposeOperation(input, weight, bias, axes, (int)groups).Apply();
    }

    sealed class ConvTransposeOperation(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        ConvolutionAxis[] axes,
        int groups
    ) : Operation(x, weight, bias)
    {
        // y[n, o, i·s + k·d − p] = b[o] + Σ_c Σ_k w[c, o, k] · x[n, c, i]
        protected override Tensor Forward() =>
            Convolution.InputGradient(
                Save(x).Detach(),
                Save(weight),
                bias,
                [
                    x.Shape[0],
                    weight.Shape[1] * groups,
                    .. Array.ConvertAll(axes, axis => axis.Input),
                ],
                axes,
                groups
            );

        // The way back is the convolution that this one transposes, and its weights met the same pairs:
        //   dx[n, c, i] = Σ_o Σ_k w[c, o, k] · dy[n, o, i·s + k·d − p]
        //   dw[c, o, k] = Σ_n Σ_i x[n, c, i] · dy[n, o, i·s + k·d − p]      db[o] = Σ_n Σ_i dy[n, o, i]
        protected override Tensor?[] Backward(Tensor dy) =>
            [
                Needs(0) ? Convolution.Forward(dy, weight, null, axes, groups) : null,
                Needs(1)
                    ? Convolution
                        .WeightGradient(x.Detach(), dy, weight.Shape, axes, groups, bias: false)
                        .Dw
                    : null,
                Needs(2) ? Convolution.BiasGradient(dy) : null,
            ];
    }
}
