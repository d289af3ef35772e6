namespace Diptych.Scratch;

/// <summary>Batch normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), a mean and a variance for each channel.</summary>
/// <remarks>
/// In training μ and σ² are those of the batch, and running averages of them are kept: the mean as it is, the variance
/// unbiased, divided by n − 1. In evaluation the running averages take their place.
/// PyTorch: <c>nn.modules.batchnorm._BatchNorm</c>. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167.
/// </remarks>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    readonly long numFeatures;
    readonly double eps;
    readonly double? momentum;

    private protected BatchNorm(
        long numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
    {
        this.numFeatures = numFeatures;
        this.eps = eps;
        this.momentum = momentum;
        var type = dtype ?? ScalarType.Float32;
        Weight = affine ? new Parameter(Torch.Ones([numFeatures], type)) : null;
        Bias = affine ? new Parameter(Torch.Zeros([numFeatures], type)) : null;
        RunningMean = trackRunningStats ? Torch.Zeros([numFeatures], type) : null;
        RunningVar = trackRunningStats ? Torch.Ones([numFeatures], type) : null;
        NumBatchesTracked = trackRunningStats ? Torch.Zeros([], ScalarType.Int64) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
        RegisterBuffer("running_mean", RunningMean);
        RegisterBuffer("running_var", RunningVar);
        RegisterBuffer("num_batches_tracked", NumBatchesTracked);
    }

    /// <summary>γ, (numFeatures), or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, (numFeatures), or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The running average of μ, (numFeatures), or null.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running average of σ² · n / (n − 1), (numFeatures), or null.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>How many batches the averages have seen, 0-d int64, or null.</summary>
    public Tensor? NumBatchesTracked { get; }

    /// <param name="input">(N, C) or (N, C, *) with C = numFeatures, as the class allows.</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">The rank or C does not fit, or in training a channel has a single value.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckRank(input);
        if (input.Shape[1] != numFeatures)
            throw new ArgumentException(
                $"running_mean should contain {input.Shape[1]} elements not {numFeatures}: input has shape {input.ShapeText}",
                nameof(input)
            );

        // (C) as (1, C, 1, …), to stand beside every element of its channel.
        long[] perChannel = [1, numFeatures, .. Enumerable.Repeat(1L, input.Rank - 2)];
        var weight = Weight?.Reshape(perChannel);
        var bias = Bias?.Reshape(perChannel);

        if (!Training && RunningMean is not null && RunningVar is not null)
        {
            var rstd = 1 / (RunningVar + eps).Sqrt();
            var xHat = (input - RunningMean.Reshape(perChannel)) * rstd.Reshape(perChannel);
            var y = weight is null ? xHat : xHat * weight;
            return bias is null ? y : y + bias;
        }

        var n = numFeatures == 0 ? 0 : input.Count / numFeatures;
        if (Training && n <= 1)
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size {input.ShapeText}",
                nameof(input)
            );
        long[] batch = [0, .. Enumerable.Range(2, input.Rank - 2)];
        var normalize = new NormalizeOperation(input, batch, weight, bias, eps);
        var output = normalize.Apply();
        if (Training)
            UpdateRunningStats(normalize.Mean!, normalize.Variance! * ((double)n / (n - 1)));
        return output;
    }

    // A running average takes the share `momentum` of the new value; without momentum all batches count alike.
    void UpdateRunningStats(Tensor mean, Tensor unbiasedVariance)
    {
        if (RunningMean is null || RunningVar is null || NumBatchesTracked is null)
            return;
        using var _ = Autograd.NoGrad();
        NumBatchesTracked.CopyFrom(NumBatchesTracked + 1);
        var share = momentum ?? 1 / NumBatchesTracked.Item();
        RunningMean.CopyFrom(RunningMean * (1 - share) + mean.Reshape(RunningMean.Shape) * share);
        RunningVar.CopyFrom(
            RunningVar * (1 - share) + unbiasedVariance.Reshape(RunningVar.Shape) * share
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
