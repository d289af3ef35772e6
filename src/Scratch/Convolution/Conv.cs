using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Convolution: y[o] = b[o] + Σ_c w[o, c] ⋆ x[c], a kernel for each pair of channels; an output channel adds up what its kernels find in every input channel.</summary>
/// <remarks>
/// y[o, i] = b[o] + Σ_c Σ_k w[o, c, k] · x[c, i·s + k·d − p] with stride s, dilation d and padding p. In g groups the
/// channels fall into g equal parts that know nothing of one another. PyTorch: <c>nn.modules.conv._ConvNd</c>.
/// </remarks>
public abstract class Conv : Module<Tensor, Tensor>
{
    readonly long outChannels;
    readonly long[] kernel;
    readonly long[] stride;
    readonly Padding padding;
    readonly long[] dilation;
    readonly long groups;
    readonly string paddingMode;

    // What another padding mode adds before the convolution, as Functional.Pad wants it.
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
    {
        ArgumentNullException.ThrowIfNull(paddingMode);
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
        if (paddingMode is not ("zeros" or "reflect" or "replicate" or "circular"))
            throw new ArgumentException(
                $"padding_mode must be one of 'zeros', 'reflect', 'replicate', 'circular', but got padding_mode='{paddingMode}'",
                nameof(paddingMode)
            );
        kernel = kernelSize.Each(dimensions, "kernel_size");
        this.outChannels = outChannels;
        this.stride = (stride ?? 1).Each(dimensions, "stride");
        this.padding = padding ?? 0;
        this.dilation = (dilation ?? 1).Each(dimensions, "dilation");
        this.groups = groups;
        this.paddingMode = paddingMode;
        if (this.padding.Mode == "same" && this.stride.Max() > 1)
            throw new ArgumentException(
                $"padding='same' is not supported for strided convolutions: stride={Shapes.Text(this.stride)}",
                nameof(padding)
            );
        if (paddingMode != "zeros")
            border = Border(kernel);

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

    /// <summary>w, (outChannels, inChannels / groups, *kernelSize).</summary>
    public Parameter Weight { get; }

    /// <summary>b, (outChannels), or null.</summary>
    public Parameter? Bias { get; }

    /// <param name="input">x, (N, inChannels, *size), or without N.</param>
    /// <returns>y, (N, outChannels, *<see cref="Functional.ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">The rank, the channels or the type do not fit, or the kernel is larger than the padded input.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return border is null
            ? Functional.Convolve(input, Weight, Bias, stride, padding, dilation, groups)
            : Functional.Convolve(
                Functional.Pad(input, border, paddingMode),
                Weight,
                Bias,
                stride,
                0,
                dilation,
                groups
            );
    }

    long[] WeightShape(long inChannels) => [outChannels, inChannels / groups, .. kernel];

    void ResetParameters()
    {
        Init.KaimingUniform(Weight, a: Math.Sqrt(5));
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
        var inChannels = Channels(input, kernel.Length, GetType().Name);
        if (inChannels % groups != 0)
            throw new ArgumentException(
                $"in_channels must be divisible by groups: {inChannels} by {groups}",
                nameof(input)
            );
        ((UninitializedParameter)Weight).Materialize(WeightShape(inChannels));
        (Bias as UninitializedParameter)?.Materialize([outChannels]);
        ResetParameters();
    }

    /// <summary>How many channels an input has, with N before them or without.</summary>
    internal static long Channels(Tensor input, int dimensions, string module) =>
        input.Rank == dimensions + 2 ? input.Shape[1]
        : input.Rank == dimensions + 1 ? input.Shape[0]
        : throw new ArgumentException(
            $"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input to {module}, but got input of size: {input.ShapeText}",
            nameof(input)
        );

    // (before, after) of the last dimension, then of the one before it, and so on. Unlike zeros, these modes may be
    // negative: they cut.
    long[] Border(long[] kernel)
    {
        var (before, after) = padding.Mode is null
            ? (
                padding.Sizes.Each(kernel.Length, "padding"),
                padding.Sizes.Each(kernel.Length, "padding")
            )
            : ConvolutionAxis.Sides(padding, kernel, stride, dilation);
        return
        [
            .. before.Zip(after).Reverse().SelectMany(sides => new[] { sides.First, sides.Second }),
        ];
    }
}

/// <summary>Convolution of (N, C, L): sequences.</summary>
/// <remarks>PyTorch: <c>nn.Conv1d</c>.</remarks>
public sealed class Conv1d : Conv
{
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = inChannels / groups · kernelSize.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's size.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = inChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>w and b are drawn from U(−1/√n, 1/√n) with n = inChannels / groups · the kernel's places.</summary>
    /// <param name="inChannels">The input's channels.</param>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <param name="input">x, (N, C, L), or (C, L).</param>
    /// <param name="weight">w, (O, C / groups, K).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y, (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or the kernel is larger than the padded input.</exception>
    public static Tensor Conv1d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) => Convolve(1, input, weight, bias, stride, padding, dilation, groups);

    /// <summary>y[o] = b[o] + Σ_c w[o, c] ⋆ x[c] over pictures. PyTorch: <c>nn.functional.conv2d</c>.</summary>
    /// <param name="input">x, (N, C, H, W), or (C, H, W).</param>
    /// <param name="weight">w, (O, C / groups, KH, KW).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y, (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or the kernel is larger than the padded input.</exception>
    public static Tensor Conv2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) => Convolve(2, input, weight, bias, stride, padding, dilation, groups);

    /// <summary>y[o] = b[o] + Σ_c w[o, c] ⋆ x[c] over volumes. PyTorch: <c>nn.functional.conv3d</c>.</summary>
    /// <param name="input">x, (N, C, D, H, W), or (C, D, H, W).</param>
    /// <param name="weight">w, (O, C / groups, KD, KH, KW).</param>
    /// <param name="bias">b, (O), or null.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How many zeros are added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <returns>y, (N, O, *<see cref="ConvOutputSize"/>), or without N.</returns>
    /// <exception cref="ArgumentException">A rank, a size or a type does not fit, or the kernel is larger than the padded input.</exception>
    public static Tensor Conv3d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Sizes? stride = null,
        Padding? padding = null,
        Sizes? dilation = null,
        long groups = 1
    ) => Convolve(3, input, weight, bias, stride, padding, dilation, groups);

    static Tensor Convolve(
        int dimensions,
        Tensor input,
        Tensor weight,
        Tensor? bias,
        Sizes? stride,
        Padding? padding,
        Sizes? dilation,
        long groups
    )
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != dimensions + 2)
            throw new ArgumentException(
                $"expected a {dimensions + 2}D weight for conv{dimensions}d, but got weight of size {weight.ShapeText}",
                nameof(weight)
            );
        return Convolve(input, weight, bias, stride, padding, dilation, groups);
    }

    /// <summary>The convolution in as many dimensions as the weight has.</summary>
    internal static Tensor Convolve(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        Sizes? stride,
        Padding? padding,
        Sizes? dilation,
        long groups
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var rank = weight.Rank;
        if (input.Rank != rank && input.Rank != rank - 1)
            throw new ArgumentException(
                $"Expected {rank - 1}D (unbatched) or {rank}D (batched) input to conv{rank - 2}d, but got input of size: {input.ShapeText}",
                nameof(input)
            );
        if (!weight.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"expected weight of real numbers, but got {weight}",
                nameof(weight)
            );
        Checks.SameDtype(input, weight, nameof(input));
        if (bias is not null)
            Checks.SameDtype(bias, weight, nameof(bias));
        if (input.Rank == rank - 1)
            return Convolve(input.Unsqueeze(0), weight, bias, stride, padding, dilation, groups)
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
        if (input.Shape[1] != weight.Shape[1] * groups)
            throw new ArgumentException(
                $"Given groups={groups}, weight of size {weight.ShapeText}, expected input{input.ShapeText} "
                    + $"to have {weight.Shape[1] * groups} channels, but got {input.Shape[1]} channels instead",
                nameof(input)
            );
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != weight.Shape[0]))
            throw new ArgumentException(
                $"Given weight of size {weight.ShapeText}, expected bias to be 1-dimensional with {weight.Shape[0]} elements, but got bias of size {bias.ShapeText} instead",
                nameof(bias)
            );
        var axes = ConvolutionAxis.Of(
            input.Shape[2..],
            weight.Shape[2..],
            stride,
            padding,
            dilation
        );
        // Of a batch of none PyTorch looks at the output's sizes alone.
        if (input.Shape[0] > 0 && input.Shape[1] > 0 && input.Shape[2..].Contains(0))
            throw new ArgumentException(
                $"Only zero batch or zero channel inputs are supported, but got input shape: {input.ShapeText}",
                nameof(input)
            );
        // PyTorch answers no channels to none, however many kernels there are.
        if (input.Shape[1] == 0)
            return input.Reshape([
                input.Shape[0],
                0,
                .. Array.ConvertAll(axes, axis => axis.Output),
            ]);
        if (input.Shape[0] == 0)
            return new EmptyConvolutionOperation(
                input,
                weight,
                bias,
                [0, weight.Shape[0], .. Array.ConvertAll(axes, axis => axis.Output)]
            ).Apply();
        return new ConvolutionOperation(input, weight, bias, axes, (int)groups).Apply();
    }

    // Of a batch of none: no output, and gradients of zeros.
    sealed class EmptyConvolutionOperation(Tensor x, Tensor weight, Tensor? bias, long[] shape)
        : Operation(x, weight, bias)
    {
        protected override Tensor Forward() => Torch.Zeros(shape, x.Dtype);

        protected override Tensor?[] Backward(Tensor dy) =>
            [
                Torch.Zeros(x.Shape, x.Dtype),
                Torch.Zeros(weight.Shape, weight.Dtype),
                bias is null ? null : Torch.Zeros(bias.Shape, bias.Dtype),
            ];
    }

    sealed class ConvolutionOperation(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        ConvolutionAxis[] axes,
        int groups
    ) : Operation(x, weight, bias)
    {
        // y[n, o, i] = b[o] + Σ_c Σ_k w[o, c, k] · x[n, c, i·s + k·d − p]
        protected override Tensor Forward() =>
            Convolution.Forward(Save(x), Save(weight), bias, axes, groups);

        // Each product w · x took part in one sum, so the same pairs come together again:
        //   dx[n, c, i·s + k·d − p] = Σ_o Σ_k w[o, c, k] · dy[n, o, i]
        //   dw[o, c, k] = Σ_n Σ_i dy[n, o, i] · x[n, c, i·s + k·d − p]      db[o] = Σ_n Σ_i dy[n, o, i]
        protected override Tensor?[] Backward(Tensor dy)
        {
            var dx = Needs(0)
                ? Convolution.InputGradient(dy, weight, null, x.Shape, axes, groups)
                : null;
            if (!Needs(1))
                return [dx, null, Needs(2) ? Convolution.BiasGradient(dy) : null];
            var (dw, db) = Convolution.WeightGradient(dy, x, weight.Shape, axes, groups, Needs(2));
            return [dx, dw, db];
        }
    }
}
