namespace Diptych.Reference;

/// <summary>Convolution for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.modules.conv._LazyConvXdMixin</c>, which TorchSharp lacks.</remarks>
public abstract class LazyConv : Conv, ILazyModule
{
    private protected LazyConv(
        int dimensions,
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
        : base(
            dimensions,
            null,
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

    /// <inheritdoc />
    public bool HasUninitializedParams() => AwaitsInput;

    /// <inheritdoc />
    public void InitializeParameters(Tensor input) => InitializeFrom(input);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        InitializeParameters(input);
        return base.Forward(input);
    }
}

/// <summary>Convolution of (N, C, L), sequences, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConv1d</c>.</remarks>
public sealed class LazyConv1d : LazyConv
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = channels / groups · kernelSize.</summary>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's size.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the output's channels, "same" with a stride, or an unknown padding mode.</exception>
    public LazyConv1d(
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

/// <summary>Convolution of (N, C, H, W), pictures, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConv2d</c>.</remarks>
public sealed class LazyConv2d : LazyConv
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = channels / groups · the kernel's places.</summary>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the output's channels, "same" with a stride, or an unknown padding mode.</exception>
    public LazyConv2d(
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

/// <summary>Convolution of (N, C, D, H, W), volumes, or pictures over time, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConv3d</c>.</remarks>
public sealed class LazyConv3d : LazyConv
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = channels / groups · the kernel's places.</summary>
    /// <param name="outChannels">The output's channels, each with kernels of its own.</param>
    /// <param name="kernelSize">The kernel's sizes.</param>
    /// <param name="stride">How far the kernel moves; 1 where null.</param>
    /// <param name="padding">How much is added on either side, or "same" or "valid"; 0 where null.</param>
    /// <param name="dilation">How far apart the kernel's places lie; 1 where null.</param>
    /// <param name="groups">Into how many parts the channels fall that know nothing of one another.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <param name="paddingMode">What is added: "zeros", "reflect", "replicate" or "circular".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">The groups do not divide the output's channels, "same" with a stride, or an unknown padding mode.</exception>
    public LazyConv3d(
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
