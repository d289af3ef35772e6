namespace Diptych.Reference;

/// <summary>Instance normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), for each channel of each sample.</summary>
/// <remarks>PyTorch: <c>nn.modules.instancenorm._InstanceNorm</c>. Ulyanov et al. 2016, https://arxiv.org/abs/1607.08022.</remarks>
public abstract class InstanceNorm : NormBase
{
    readonly int dimensions;

    private protected InstanceNorm(
        int dimensions,
        long? numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(
            $"InstanceNorm{dimensions}d",
            numFeatures,
            eps,
            momentum,
            affine,
            trackRunningStats,
            dtype
        ) => this.dimensions = dimensions;

    /// <inheritdoc />
    /// <param name="input">(N, C, *) or (C, *), as the class allows.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank, other channels than γ has, or one value per channel and sample.</exception>
    public override Tensor Forward(Tensor input)
    {
        var batched = input.dim() == dimensions + 2;
        if (!batched && input.dim() != dimensions + 1)
            throw new ArgumentException(
                $"expected {dimensions + 1}D or {dimensions + 2}D input (got {input.dim()}D input)",
                nameof(input)
            );
        var channels = batched ? 1 : 0;
        if (Weight is not null && input.size(channels) != NumFeatures)
            throw new ArgumentException(
                $"expected input's size at dim={channels} to match num_features ({NumFeatures}), but got: {input.size(channels)}",
                nameof(input)
            );
        var output = Functional.InstanceNorm(
            batched ? input : input.unsqueeze(0),
            RunningMean,
            RunningVar,
            Weight,
            Bias,
            training || RunningMean is null,
            Momentum ?? 0,
            Eps
        );
        return batched ? output : output.squeeze(0);
    }
}

/// <summary>Instance normalization of (N, C, L) or (C, L).</summary>
/// <remarks>PyTorch: <c>nn.InstanceNorm1d</c>.</remarks>
public sealed class InstanceNorm1d : InstanceNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; none where null, so that the running statistics stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics, for evaluation.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public InstanceNorm1d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = false,
        bool trackRunningStats = false,
        ScalarType? dtype = null
    )
        : base(1, numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Instance normalization of (N, C, H, W) or (C, H, W).</summary>
/// <remarks>PyTorch: <c>nn.InstanceNorm2d</c>.</remarks>
public sealed class InstanceNorm2d : InstanceNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; none where null, so that the running statistics stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics, for evaluation.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public InstanceNorm2d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = false,
        bool trackRunningStats = false,
        ScalarType? dtype = null
    )
        : base(2, numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }
}

/// <summary>Instance normalization of (N, C, D, H, W) or (C, D, H, W).</summary>
/// <remarks>PyTorch: <c>nn.InstanceNorm3d</c>.</remarks>
public sealed class InstanceNorm3d : InstanceNorm
{
    /// <summary>Starts with γ = 1, β = 0, running mean 0 and running variance 1.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <param name="momentum">m, the weight of the newest batch; none where null, so that the running statistics stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether there are running statistics, for evaluation.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    public InstanceNorm3d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = false,
        bool trackRunningStats = false,
        ScalarType? dtype = null
    )
        : base(3, numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }
}

public static partial class Functional
{
    /// <summary>Instance normalization of each channel of each sample. PyTorch: <c>nn.functional.instance_norm</c>.</summary>
    /// <param name="input">(N, C, *)</param>
    /// <param name="runningMean">(C), changed where <paramref name="useInputStats"/>; null only there.</param>
    /// <param name="runningVar">(C), likewise.</param>
    /// <param name="weight">γ: (C), or null for 1.</param>
    /// <param name="bias">β: (C), or null for 0.</param>
    /// <param name="useInputStats">Whether the samples' own means and variances are used, and go into the running ones.</param>
    /// <param name="momentum">The weight of this batch in the running statistics.</param>
    /// <param name="eps">ε, which keeps the root away from zero.</param>
    /// <exception cref="ArgumentException">One value per channel and sample, which has no variance.</exception>
    public static Tensor InstanceNorm(
        Tensor input,
        Tensor? runningMean = null,
        Tensor? runningVar = null,
        Tensor? weight = null,
        Tensor? bias = null,
        bool useInputStats = true,
        double momentum = 0.1,
        double eps = 1e-5
    )
    {
        // PyTorch refuses before it asks libtorch.
        if (input.dim() < 2 || (useInputStats && Product(input.shape[2..]) == 1))
            throw new ArgumentException(
                $"Expected more than 1 spatial element when training, got input size torch.Size([{string.Join(", ", input.shape)}])",
                nameof(input)
            );
        return functional.instance_norm(
            input,
            runningMean,
            runningVar,
            weight,
            bias,
            useInputStats,
            momentum,
            eps
        );
    }
}
