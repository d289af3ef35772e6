using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Batch normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), a mean and a variance for each channel.</summary>
/// <remarks>
/// In training μ and σ² are those of the batch, and running averages of them are kept: the mean as it is, the variance
/// unbiased, divided by n − 1. In evaluation the running averages take their place.
/// PyTorch: <c>nn.modules.batchnorm._BatchNorm</c>. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167.
/// </remarks>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        long? numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }

    /// <param name="input">(N, C) or (N, C, *) with C = numFeatures, as the class allows.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The rank or C does not fit, or in training a channel has a single value.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckRank(input);
        var share = Momentum ?? 0;
        if (Training && NumBatchesTracked is not null)
        {
            using var _ = Autograd.NoGrad();
            NumBatchesTracked.CopyFrom(NumBatchesTracked + 1);
            // Without momentum all batches count alike.
            share = Momentum ?? 1 / NumBatchesTracked.Item();
        }
        return Functional.BatchNorm(
            input,
            RunningMean,
            RunningVar,
            Weight,
            Bias,
            training: Training || RunningMean is null,
            share,
            Eps
        );
    }

    private protected abstract void CheckRank(Tensor input);
}

/// <summary>Batch normalization of (N, C) or (N, C, L).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm1d</c>.</remarks>
public sealed class BatchNorm1d : BatchNorm
{
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public BatchNorm1d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.Rank is not (2 or 3))
            throw new ArgumentException(
                $"expected 2D or 3D input (got {input.Rank}D input of shape {input.ShapeText})",
                nameof(input)
            );
    }
}

/// <summary>Batch normalization of (N, C, H, W).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm2d</c>.</remarks>
public sealed class BatchNorm2d : BatchNorm
{
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public BatchNorm2d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.Rank is not 4)
            throw new ArgumentException(
                $"expected 4D input (got {input.Rank}D input of shape {input.ShapeText})",
                nameof(input)
            );
    }
}

/// <summary>Batch normalization of (N, C, D, H, W).</summary>
/// <remarks>PyTorch: <c>nn.BatchNorm3d</c>.</remarks>
public sealed class BatchNorm3d : BatchNorm
{
    /// <summary>γ begins with 1 and β with 0.</summary>
    /// <param name="numFeatures">C, the number of channels.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <param name="momentum">The share of a new batch in the running averages; null for the plain average of all.</param>
    /// <param name="affine">Whether there are γ and β.</param>
    /// <param name="trackRunningStats">Whether running averages are kept; without them evaluation uses the batch.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    public BatchNorm3d(
        long numFeatures,
        double eps = 1e-5,
        double? momentum = 0.1,
        bool affine = true,
        bool trackRunningStats = true,
        ScalarType? dtype = null
    )
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype) { }

    private protected override void CheckRank(Tensor input)
    {
        if (input.Rank is not 5)
            throw new ArgumentException(
                $"expected 5D input (got {input.Rank}D input of shape {input.ShapeText})",
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
    /// <param name="weight">γ, (C), or null for 1.</param>
    /// <param name="bias">β, (C), or null for 0.</param>
    /// <param name="training">Whether the batch's mean and variance are used, and go into the running ones.</param>
    /// <param name="momentum">The share of this batch in the running averages.</param>
    /// <param name="eps">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">A size or a type does not fit, or in training a channel has a single value.</exception>
    /// <exception cref="InvalidOperationException">There are no running averages to evaluate with.</exception>
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
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2)
            throw new ArgumentException(
                $"expected at least 2D input (got {input.Rank}D input of shape {input.ShapeText})",
                nameof(input)
            );
        var n = input.Shape[0] * Shapes.Count(input.Shape[2..]);
        if (training && n == 1)
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size {input.ShapeText}",
                nameof(input)
            );
        Checks.NoGradient(runningMean, "native_batch_norm", "running_mean");
        Checks.NoGradient(runningVar, "native_batch_norm", "running_var");
        if (input.Count == 0)
            return EmptyBatchNorm(input, weight, bias);
        CheckPerChannel(input, runningMean, "running_mean");
        CheckPerChannel(input, runningVar, "running_var");
        CheckPerChannel(input, weight, nameof(weight));
        CheckPerChannel(input, bias, nameof(bias));

        if (!training)
        {
            if (runningMean is null || runningVar is null)
                throw new InvalidOperationException(
                    $"{(runningMean is null ? "running_mean" : "running_var")} must be defined in evaluation mode"
                );
            // (C) as (1, C, 1, …), to stand beside every element of its channel.
            long[] perChannel = [1, input.Shape[1], .. Enumerable.Repeat(1L, input.Rank - 2)];
            var rstd = 1 / (runningVar + eps).Sqrt();
            var xHat = (input - runningMean.Reshape(perChannel)) * rstd.Reshape(perChannel);
            var y = weight is null ? xHat : xHat * weight.Reshape(perChannel);
            return bias is null ? y : y + bias.Reshape(perChannel);
        }

        var channels = Groups.OfChannels(
            input.Shape[0],
            input.Shape[1],
            Shapes.Count(input.Shape[2..])
        );
        var normalize = new NormalizeOperation(input, channels, weight, bias, eps);
        var output = normalize.Apply();
        if (n > 0)
        {
            using var _ = Autograd.NoGrad();
            Update(runningMean, normalize.Mean!, momentum);
            Update(runningVar, normalize.Variance! * ((double)n / (n - 1)), momentum);
        }
        return output;
    }

    // Without elements no channel counts but the first one's factors, which must be there.
    static Tensor EmptyBatchNorm(Tensor input, Tensor? weight, Tensor? bias)
    {
        var y = input.Clone();
        if (weight is not null)
            y *= weight.Select(0, 0);
        return bias is null ? y : y + bias.Select(0, 0);
    }

    // A running average takes the share `momentum` of the new value.
    static void Update(Tensor? average, Tensor value, double momentum) =>
        average?.CopyFrom(average * (1 - momentum) + value.Reshape(average.Shape) * momentum);

    static void CheckPerChannel(Tensor input, Tensor? parameter, string name)
    {
        if (!input.Dtype.IsFloatingPoint())
            throw new ArgumentException(
                $"normalization is not implemented for {input.Dtype.TorchName()}",
                nameof(input)
            );
        if (parameter is null)
            return;
        if (parameter.Rank != 1 || parameter.Shape[0] != input.Shape[1])
            throw new ArgumentException(
                $"{name} should contain {input.Shape[1]} elements not {parameter.Count}: it has shape {parameter.ShapeText} and input {input.ShapeText}",
                nameof(parameter)
            );
        Checks.SameDtype(input, parameter, nameof(input));
    }
}
