namespace Diptych.Reference;

/// <summary>Batch normalization for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.modules.batchnorm._LazyNormBase</c>, which TorchSharp lacks.</remarks>
public abstract class LazyBatchNorm : BatchNorm, ILazyModule
{
    readonly int dimensions;

    private protected LazyBatchNorm(
        int dimensions,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(
            $"LazyBatchNorm{dimensions}d",
            null,
            eps,
            momentum,
            affine,
            trackRunningStats,
            dtype
        ) => this.dimensions = dimensions;

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

    private protected override void CheckRank(Tensor input)
    {
        if (input.dim() != dimensions + 2 && (dimensions, input.dim()) != (1, 2))
            throw new ArgumentException(
                $"expected {(dimensions == 1 ? "2D or 3D" : $"{dimensions + 2}D")} input (got {input.dim()}D input)",
                nameof(input)
            );
    }
}

/// <summary>Batch normalization of (N, C) or (N, C, L), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyBatchNorm1d</c>.</remarks>
public sealed class LazyBatchNorm1d : LazyBatchNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public LazyBatchNorm1d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(1, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Batch normalization of (N, C, H, W), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyBatchNorm2d</c>.</remarks>
public sealed class LazyBatchNorm2d : LazyBatchNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public LazyBatchNorm2d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(2, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Batch normalization of (N, C, D, H, W), for as many channels as the first input has.</summary>
/// <remarks>PyTorch: <c>nn.LazyBatchNorm3d</c>.</remarks>
public sealed class LazyBatchNorm3d : LazyBatchNorm
{
    /// <summary>γ and β, and the running averages, get their size from the first input.</summary>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public LazyBatchNorm3d(
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(3, eps, momentum, affine, trackRunningStats, dtype) { }
}
