namespace Diptych.Reference;

/// <summary>Batch normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), for each channel over the batch.</summary>
/// <remarks>
/// PyTorch: <c>nn.modules.batchnorm._BatchNorm</c>. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167. In training μ
/// and σ² are the batch's (σ² divided by n), and the running ones follow, r ← (1 − m)·r + m·new (with the variance
/// divided by n − 1); in evaluation they are the running ones.
/// </remarks>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        string name,
        long? numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(name, numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }

    /// <inheritdoc />
    /// <param name="input">(N, C) or (N, C, *), as the class allows.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank; or, in training, one value per channel, which has no variance.</exception>
    public override Tensor Forward(Tensor input)
    {
        CheckRank(input);
        // TorchSharp's own module takes no null momentum.
        var newest = Momentum ?? 0;
        if (training && NumBatchesTracked is { } batches)
        {
            using var _ = no_grad();
            batches.add_(1);
            newest = Momentum ?? 1.0 / batches.item<long>();
        }
        return Functional.BatchNorm(
            input,
            RunningMean,
            RunningVar,
            Weight,
            Bias,
            training || RunningMean is null,
            newest,
            Eps
        );
    }

    private protected abstract void CheckRank(Tensor input);
}

/// <summary>Batch normalization of (N, C) or (N, C, L).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm1d</c>.</remarks>
public sealed class BatchNorm1d : BatchNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; the plain average over all batches where null.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics; without them evaluation uses the batch's.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public BatchNorm1d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(nameof(BatchNorm1d), numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"expected 2D or 3D input (got {input.dim()}D input)",
                nameof(input)
            );
    }
}

/// <summary>Batch normalization of (N, C, H, W).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm2d</c>.</remarks>
public sealed class BatchNorm2d : BatchNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; the plain average over all batches where null.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics; without them evaluation uses the batch's.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public BatchNorm2d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(nameof(BatchNorm2d), numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.dim() is not 4)
            throw new ArgumentException(
                $"expected 4D input (got {input.dim()}D input)",
                nameof(input)
            );
    }
}

/// <summary>Batch normalization of (N, C, D, H, W).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm3d</c>.</remarks>
public sealed class BatchNorm3d : BatchNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; the plain average over all batches where null.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics; without them evaluation uses the batch's.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public BatchNorm3d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(nameof(BatchNorm3d), numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.dim() is not 5)
            throw new ArgumentException(
                $"expected 5D input (got {input.dim()}D input)",
                nameof(input)
            );
    }
}

public static partial class Functional
{
    /// <summary>Batch normalization of each channel over the batch. PyTorch: <c>nn.functional.batch_norm</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="runningMean">(C), changed in training; null only there.</param>
    /// <param name="runningVar">(C), likewise.</param>
    /// <param name="weight">γ: (C), or null for 1.</param>
    /// <param name="bias">β: (C), or null for 0.</param>
    /// <param name="training">Whether the batch's mean and variance are used, and go into the running ones.</param>
    /// <param name="momentum">The weight of this batch in the running statistics.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <exception cref="ArgumentException">Fewer than two dimensions; or, in training, one value per channel.</exception>
    public static Tensor BatchNorm(
        Tensor input,
        Tensor? runningMean,
        Tensor? runningVar,
        Tensor? weight = null,
        Tensor? bias = null,
        bool training = false,
        double momentum = 0.1,
        double eps = 1e-5
    )
    {
        if (input.dim() < 2)
            throw new ArgumentException(
                $"expected at least 2D input (got {input.dim()}D input)",
                nameof(input)
            );
        // libtorch would divide by zero here; PyTorch refuses before it asks.
        if (training && input.size(0) * Product(input.shape[2..]) == 1)
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size torch.Size([{string.Join(", ", input.shape)}])",
                nameof(input)
            );
        return functional.batch_norm(
            input,
            runningMean,
            runningVar,
            weight,
            bias,
            training,
            momentum,
            eps
        );
    }

    static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}
