namespace Diptych.Reference;

/// <summary>Convolution: y[o] = b[o] + Σ_c w[o, c] ⋆ x[c], a kernel for each pair of channels; an output channel adds up what its kernels find in every input channel.</summary>
/// <remarks>PyTorch: <c>nn.modules.conv._ConvNd</c>.</remarks>
public abstract class Conv : Module<Tensor, Tensor>
{
    readonly int dimensions;
    readonly long outChannels;
    readonly long[] kernel;
    readonly long[] stride;
    readonly Padding padding;
    readonly long[] dilation;
    readonly long groups;
    readonly string paddingMode;
    readonly long[]? border;

    // Without a number of input channels the parameters wait for the first input.
    private protected Conv(
        int dimensions,
        long? inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride,
        Padding? padding,
        Sizes? dilation,
        long groups,
        bool bias,
        string paddingMode,
        ScalarType? dtype
    )
        : base($"Conv{dimensions}d")
    {
        if (groups <= 0)
            throw new ArgumentException("groups must be a positive integer", nameof(groups));
        if ((inChannels ?? 0) % groups != 0)
            throw new ArgumentException(
                "in_channels must be divisible by groups",
                nameof(inChannels)
            );
        if (outChannels % groups != 0)
            throw new ArgumentException(
                "out_channels must be divisible by groups",
                nameof(outChannels)
            );
        if (paddingMode is not ("zeros" or "reflect" or "replicate" or "circular"))
            throw new ArgumentException(
                $"padding_mode must be one of 'zeros', 'reflect', 'replicate', 'circular', but got padding_mode='{paddingMode}'",
                nameof(paddingMode)
            );
        (this.dimensions, this.outChannels) = (dimensions, outChannels);
        this.stride = (stride ?? 1).Each(dimensions, "stride");
        this.padding = padding ?? 0;
        this.dilation = (dilation ?? 1).Each(dimensions, "dilation");
        this.groups = groups;
        this.paddingMode = paddingMode;
        if (this.padding.Mode == "same" && this.stride.Max() > 1)
            throw new ArgumentException(
                "padding='same' is not supported for strided convolutions",
                nameof(padding)
            );
        kernel = kernelSize.Each(dimensions, "kernel_size");
        if (paddingMode != "zeros")
            border = Border(kernel);

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

    /// <summary>w: (outChannels, inChannels / groups, *kernelSize).</summary>
    public Parameter Weight => get_parameter("weight")!;

    /// <summary>b: (outChannels), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <inheritdoc />
    /// <param name="input">x: (N, inChannels, *size), or without N.</param>
    /// <returns>y: (N, outChannels, *<see cref="Functional.ConvOutputSize"/>), or without N.</returns>
    public override Tensor Forward(Tensor input)
    {
        var (x, around) = border is null
            ? (input, padding)
            : (Functional.Pad(input, border, paddingMode), 0);
        return dimensions switch
        {
            1 => Functional.Conv1d(x, Weight, Bias, stride, around, dilation, groups),
            2 => Functional.Conv2d(x, Weight, Bias, stride, around, dilation, groups),
            _ => Functional.Conv3d(x, Weight, Bias, stride, around, dilation, groups),
        };
    }

    long[] WeightShape(long inChannels) => [outChannels, inChannels / groups, .. kernel];

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
        var inChannels = Channels(input, dimensions, GetType().Name);
        if (inChannels % groups != 0)
            throw new ArgumentException("in_channels must be divisible by groups", nameof(input));
        Components.Materialize(Weight, WeightShape(inChannels));
        Components.Materialize(Bias, outChannels);
        ResetParameters();
    }

    /// <summary>How many channels an input has, with N before them or without.</summary>
    internal static long Channels(Tensor input, int dimensions, string module) =>
        input.dim() == dimensions + 2 ? input.size(1)
        : input.dim() == dimensions + 1 ? input.size(0)
        : throw new ArgumentException(
            $"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input to {module}, but got input of {input.dim()} dimensions",
            nameof(input)
        );

    // (before, after) of the last dimension, then of the one before it, and so on.
    long[] Border(long[] kernel)
    {
        var sides = new List<long>();
        for (var d = dimensions - 1; d >= 0; d--)
        {
            var total = dilation[d] * (kernel[d] - 1);
            var (before, after) = padding.Mode switch
            {
                "same" => (total / 2, total - total / 2),
                "valid" => (0, 0),
                _ => (
                    padding.Sizes.Each(dimensions, "padding")[d],
                    padding.Sizes.Each(dimensions, "padding")[d]
                ),
            };
            sides.AddRange([before, after]);
        }
        return [.. sides];
    }
}

/// <summary>Convolution of (N, C, L): sequences.</summary>
/// <remarks>PyTorch: <c>nn.Conv1d</c>.</remarks>
public sealed class Conv1d : Conv
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = inChannels / groups · kernelSize.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's size.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, "same" with a stride, or an unknown padding mode.</exception>
    public Conv1d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1,
        bool bias = true,
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
            dilation,
            groups,
            bias,
            paddingMode,
            dtype
        ) { }
}

/// <summary>Convolution of (N, C, H, W): pictures.</summary>
/// <remarks>PyTorch: <c>nn.Conv2d</c>.</remarks>
public sealed class Conv2d : Conv
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = inChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, "same" with a stride, or an unknown padding mode.</exception>
    public Conv2d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1,
        bool bias = true,
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
            dilation,
            groups,
            bias,
            paddingMode,
            dtype
        ) { }
}

/// <summary>Convolution of (N, C, D, H, W): volumes, or pictures over time.</summary>
/// <remarks>PyTorch: <c>nn.Conv3d</c>.</remarks>
public sealed class Conv3d : Conv
{
    /// <summary>Draws w, then b, from U(−1/√n, 1/√n) with n = inChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, "same" with a stride, or an unknown padding mode.</exception>
    public Conv3d(
        long inChannels,
        long outChannels,
        Sizes kernelSize,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1,
        bool bias = true,
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
            dilation,
            groups,
            bias,
            paddingMode,
            dtype
        ) { }
}

public static partial class Functional
{
    /// <summary>y[o] = b[o] + Σ_c w[o, c] ⋆ x[c] over sequences. PyTorch: <c>nn.functional.conv1d</c>.</summary>
    /// <param name="input">x: (N, C, L), or (C, L).</param>
    /// <param name="weight">w: (O, C / groups, K).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y: (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    public static Tensor Conv1d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) =>
        padding is { Mode: { } mode }
            ? functional.conv1d_padding(
                input,
                ConvolutionSteps.Checked(weight, input, 1, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(1, "stride")[0],
                Mode(mode),
                (dilation ?? 1).Each(1, "dilation")[0],
                groups
            )
            : functional.conv1d(
                input,
                ConvolutionSteps.Checked(weight, input, 1, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(1, "stride")[0],
                (padding?.Sizes ?? 0).Each(1, "padding")[0],
                (dilation ?? 1).Each(1, "dilation")[0],
                groups
            );

    /// <summary>y[o] = b[o] + Σ_c w[o, c] ⋆ x[c] over pictures. PyTorch: <c>nn.functional.conv2d</c>.</summary>
    /// <param name="input">x: (N, C, H, W), or (C, H, W).</param>
    /// <param name="weight">w: (O, C / groups, KH, KW).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y: (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    public static Tensor Conv2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) =>
        padding is { Mode: { } mode }
            ? functional.conv2d_padding(
                input,
                ConvolutionSteps.Checked(weight, input, 2, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(2, "stride"),
                Mode(mode),
                (dilation ?? 1).Each(2, "dilation"),
                groups
            )
            : functional.conv2d(
                input,
                ConvolutionSteps.Checked(weight, input, 2, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(2, "stride"),
                (padding?.Sizes ?? 0).Each(2, "padding"),
                (dilation ?? 1).Each(2, "dilation"),
                groups
            );

    /// <summary>y[o] = b[o] + Σ_c w[o, c] ⋆ x[c] over volumes. PyTorch: <c>nn.functional.conv3d</c>.</summary>
    /// <param name="input">x: (N, C, D, H, W), or (C, D, H, W).</param>
    /// <param name="weight">w: (O, C / groups, KD, KH, KW).</param>
    /// <param name="bias">b: (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y: (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    public static Tensor Conv3d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) =>
        padding is { Mode: { } mode }
            ? functional.conv3d_padding(
                input,
                ConvolutionSteps.Checked(weight, input, 3, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(3, "stride"),
                Mode(mode),
                (dilation ?? 1).Each(3, "dilation"),
                groups
            )
            : functional.conv3d(
                input,
                ConvolutionSteps.Checked(weight, input, 3, stride, padding, dilation),
                bias,
                (stride ?? 1).Each(3, "stride"),
                (padding?.Sizes ?? 0).Each(3, "padding"),
                (dilation ?? 1).Each(3, "dilation"),
                groups
            );

    static TorchSharp.Padding Mode(string mode) =>
        mode == "same" ? TorchSharp.Padding.Same : TorchSharp.Padding.Valid;
}
