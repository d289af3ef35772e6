namespace Diptych.Scratch;

/// <summary>Instance normalization for as many channels as the first input has.</summary>
/// <remarks>
/// As in PyTorch the channels are the second dimension of the first input even where N is left out, and a state that is
/// loaded before it does not tell how many there are, so that an input is refused afterwards where there are γ and β.
/// Other than in the plain class, γ, β and the running averages are there by default.
/// PyTorch: <c>nn.modules.batchnorm._LazyNormBase</c>.
/// </remarks>
public abstract class LazyInstanceNorm : InstanceNorm, ILazyModule
{
    private protected LazyInstanceNorm(
        int dimensions,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(dimensions, null, eps, momentum, affine, trackRunningStats, dtype) { }

    /// <inheritdoc/>
    public bool HasUninitializedParams() => AwaitsInput;

    /// <inheritdoc/>
    public void InitializeParameters(Tensor input) => InitializeFrom(input);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        InitializeParameters(input);
        return base.Forward(input);
    }
}

/// <summary>Instance normalization of (N, C, L) or (C, L), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyInstanceNorm1d</c>.</remarks>
public sealed class LazyInstanceNorm1d : LazyInstanceNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public LazyInstanceNorm1d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(1, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Instance normalization of (N, C, H, W) or (C, H, W), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyInstanceNorm2d</c>.</remarks>
public sealed class LazyInstanceNorm2d : LazyInstanceNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public LazyInstanceNorm2d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(2, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Instance normalization of (N, C, D, H, W) or (C, D, H, W), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyInstanceNorm3d</c>.</remarks>
public sealed class LazyInstanceNorm3d : LazyInstanceNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public LazyInstanceNorm3d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(3, eps, momentum, affine, trackRunningStats, dtype) { }
}
