namespace Diptych.Reference;

/// <summary>What batch and instance normalization hold: γ and β for each channel, and running averages of mean and variance.</summary>
/// <remarks>PyTorch: <c>nn.modules.batchnorm._NormBase</c>.</remarks>
public abstract class NormBase : Module<Tensor, Tensor>
{
    private protected NormBase(
        string name,
        long numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(name)
    {
        (NumFeatures, Eps, Momentum) = (numFeatures, eps, momentum);
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

    private protected long NumFeatures { get; }

    private protected double Eps { get; }

    private protected double? Momentum { get; }

    /// <summary>γ: (C), or null without one.</summary>
    public Parameter? Weight => get_parameter("weight");

    /// <summary>β: (C), or null without one.</summary>
    public Parameter? Bias => get_parameter("bias");

    /// <summary>The running mean: (C), or null where it is not tracked.</summary>
    public Tensor? RunningMean => get_buffer("running_mean");

    /// <summary>The running variance, unbiased: (C), or null where it is not tracked.</summary>
    public Tensor? RunningVar => get_buffer("running_var");

    /// <summary>How many batches the running statistics have seen: 0-d int64, or null where they are not tracked. Instance normalization does not count.</summary>
    public Tensor? NumBatchesTracked => get_buffer("num_batches_tracked");
}
