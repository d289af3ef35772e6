namespace Diptych.Reference;

/// <summary>Transposed convolution for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.modules.conv._LazyConvXdMixin</c>, which TorchSharp lacks.</remarks>
public abstract class LazyConvTranspose : ConvTranspose, ILazyModule
{
    private protected LazyConvTranspose(
        int dimensions,
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
        : base(
            dimensions,
            null,
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

    /// <inheritdoc />
    public bool HasUninitializedParams() => AwaitsInput;

    /// <inheritdoc />
    public void InitializeParameters(Tensor input) => InitializeFrom(input);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input, long[]? outputSize = null)
    {
        InitializeParameters(input);
        return base.Forward(input, outputSize);
    }
}

/// <summary>Transposed convolution of (N, C, L), sequences, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConvTranspose1d</c>.</remarks>
public sealed class LazyConvTranspose1d : LazyConvTranspose
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = outChannels / groups · kernelSize.</summary>
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
    public LazyConvTranspose1d(
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

/// <summary>Transposed convolution of (N, C, H, W), pictures, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConvTranspose2d</c>.</remarks>
public sealed class LazyConvTranspose2d : LazyConvTranspose
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
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
    public LazyConvTranspose2d(
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

/// <summary>Transposed convolution of (N, C, D, H, W), volumes, or pictures over time, for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyConvTranspose3d</c>.</remarks>
public sealed class LazyConvTranspose3d : LazyConvTranspose
{
    /// <summary>Draws nothing yet; then w and b from U(−1/√n, 1/√n) with n = outChannels / groups · the kernel's places.</summary>
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
    public LazyConvTranspose3d(
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
