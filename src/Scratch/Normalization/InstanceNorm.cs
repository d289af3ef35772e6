namespace Diptych.Scratch;

/// <summary>Instance normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), a mean and a variance for each channel of each sample.</summary>
/// <remarks>
/// It is the same in training and evaluation, unless running averages are tracked: they take the mean over the batch,
/// and stand in for the sample's own in evaluation.
/// PyTorch: <c>nn.modules.instancenorm._InstanceNorm</c>. Ulyanov, Vedaldi and Lempitsky 2016, https://arxiv.org/abs/1607.08022.
/// </remarks>
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
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype) =>
        this.dimensions = dimensions;

    /// <param name="input">(N, C, *) or (C, *) with as many spatial dimensions as the class says; C = numFeatures where there are γ and β or running averages.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The rank or C does not fit, or a channel of a sample has a single value and nothing else to go by.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var batched = input.Rank == dimensions + 2;
        if (!batched && input.Rank != dimensions + 1)
            throw new ArgumentException(
                $"expected {dimensions + 1}D or {dimensions + 2}D input (got {input.Rank}D input of shape {input.ShapeText})",
                nameof(input)
            );
        var channels = batched ? 1 : 0;
        if (Weight is not null && input.Shape[channels] != NumFeatures)
            throw new ArgumentException(
                $"expected input's size at dim={channels} to match num_features ({NumFeatures}), but got: {input.Shape[channels]}",
                nameof(input)
            );
        var output = Functional.InstanceNorm(
            batched ? input : input.Unsqueeze(0),
            RunningMean,
            RunningVar,
            Weight,
            Bias,
            useInputStats: Training || RunningMean is null,
            Momentum ?? 0,
            Eps
        );
        return batched ? output : output.Squeeze(0);
    }
}

/// <summary>Instance normalization of (N, C, L) or (C, L).</summary>
/// <remarks>PyTorch: <c>nn.InstanceNorm1d</c>.</remarks>
public sealed class InstanceNorm1d : InstanceNorm
{
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for none, so that they stay.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept, for evaluation.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
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
    /// <param name="weight">γ, (C), or null for 1.</param>
    /// <param name="bias">β, (C), or null for 0.</param>
    /// <param name="useInputStats">Whether the samples' own means and variances are used, and go into the running ones.</param>
    /// <param name="momentum">The share of this batch in the running averages.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">A size or a type does not fit, or a channel of a sample has a single value.</exception>
    /// <exception cref="InvalidOperationException">There are no running averages to use.</exception>
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
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2 || (useInputStats && Shapes.Count(input.Shape[2..]) == 1))
            throw new ArgumentException(
                $"Expected more than 1 spatial element when training, got input size {input.ShapeText}",
                nameof(input)
            );
        if (!useInputStats && (runningMean is null || runningVar is null))
            throw new InvalidOperationException(
                "Expected running_mean and running_var to be defined when use_input_stats is false"
            );
        CheckPerChannel(input, runningMean, "running_mean");
        CheckPerChannel(input, runningVar, "running_var");
        CheckPerChannel(input, weight, nameof(weight));
        CheckPerChannel(input, bias, nameof(bias));

        // A batch of one sample with N · C channels: (N, C, *) → (1, N·C, *)
        var (n, c) = (input.Shape[0], input.Shape[1]);
        Tensor? Repeat(Tensor? perChannel) => perChannel?.Expand([n, c]).Reshape([n * c]);
        var (mean, variance) = (Repeat(runningMean)?.Clone(), Repeat(runningVar)?.Clone());
        var output = BatchNorm(
                input.Reshape([1, n * c, .. input.Shape[2..]]),
                mean,
                variance,
                Repeat(weight),
                Repeat(bias),
                useInputStats,
                momentum,
                eps
            )
            .Reshape(input.Shape);
        if (useInputStats)
        {
            using var _ = Autograd.NoGrad();
            runningMean?.CopyFrom(mean!.Reshape([n, c]).Mean([0]));
            runningVar?.CopyFrom(variance!.Reshape([n, c]).Mean([0]));
        }
        return output;
    }
}
