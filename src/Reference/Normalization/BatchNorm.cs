namespace Diptych.Reference;

/// <summary>Batch normalization: y = x̂ · γ + β with x̂ = (x − μ) / √(σ² + ε), for each channel over the batch.</summary>
/// <remarks>
/// PyTorch: <c>nn.BatchNorm1d</c>. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167. In training μ and σ² are the
/// batch's (σ² divided by n), and the running ones follow, r ← (1 − m)·r + m·new (with the variance divided by n − 1);
/// in evaluation they are the running ones.
/// </remarks>
public sealed class BatchNorm1d : Module<Tensor, Tensor>
{
    readonly double eps;
    readonly double? momentum;

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
        : base(nameof(BatchNorm1d))
    {
        this.eps = eps;
        this.momentum = momentum;
        if (affine)
        {
            register_parameter("weight", new Parameter(ones(numFeatures, dtype)));
            register_parameter("bias", new Parameter(zeros(numFeatures, dtype)));
        }
        if (trackRunningStats)
        {
            register_buffer("running_mean", zeros(numFeatures, dtype));
            register_buffer("running_var", ones(numFeatures, dtype));
            register_buffer("num_batches_tracked", tensor(0L));
        }
    }

    /// <summary>γ: (C), or null without one.</summary>
    public Parameter? Weight => get_parameter("weight");

    /// <summary>β: (C), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <summary>The running mean: (C), or null where it is not tracked.</summary>
    public Tensor? RunningMean => get_buffer("running_mean");

    /// <summary>The running variance, unbiased: (C), or null where it is not tracked.</summary>
    public Tensor? RunningVar => get_buffer("running_var");

    /// <summary>How many batches the running statistics have seen: 0-d int64, or null where they are not tracked.</summary>
    public Tensor? NumBatchesTracked => get_buffer("num_batches_tracked");

    /// <inheritdoc />
    /// <param name="input">(N, C) or (N, C, L)</param>
    /// <returns>The same shape as <paramref name="input"/>.</returns>
    /// <exception cref="ArgumentException">Another rank; or, in training, one value per channel, which has no variance.</exception>
    public override Tensor Forward(Tensor input)
    {
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"expected 2D or 3D input (got {input.dim()}D input)",
                nameof(input)
            );

        // TorchSharp's own module takes no null momentum.
        var newest = momentum ?? 0;
        if (training && NumBatchesTracked is { } batches)
        {
            using var _ = no_grad();
            batches.add_(1);
            newest = momentum ?? 1.0 / batches.item<long>();
        }
        var useBatch = training || RunningMean is null;
        if (useBatch && input.numel() == input.shape[1])
            throw new ArgumentException(
                $"Expected more than 1 value per channel when training, got input size torch.Size([{string.Join(", ", input.shape)}])",
                nameof(input)
            );
        return functional.batch_norm(
            input,
            RunningMean,
            RunningVar,
            Weight,
            Bias,
            useBatch,
            newest,
            eps
        );
    }
}
