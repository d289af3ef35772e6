namespace Diptych.Scratch;

/// <summary>What batch and instance normalization hold: γ and β for each channel, and running averages of mean and variance.</summary>
/// <remarks>PyTorch: <c>nn.modules.batchnorm._NormBase</c>.</remarks>
public abstract class NormBase : Module<Tensor, Tensor>
{
    private protected NormBase(
        long numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
    {
        (NumFeatures, Eps, Momentum) = (numFeatures, eps, momentum);
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

    private protected long NumFeatures { get; }

    private protected double Eps { get; }

    private protected double? Momentum { get; }

    /// <summary>γ, (numFeatures), or null.</summary>
    public Parameter? Weight { get; }

    /// <summary>β, (numFeatures), or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>The running average of μ, (numFeatures), or null.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running average of σ² · n / (n − 1), (numFeatures), or null.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>How many batches the averages have seen, 0-d int64, or null. Instance normalization does not count.</summary>
    public Tensor? NumBatchesTracked { get; }
}
