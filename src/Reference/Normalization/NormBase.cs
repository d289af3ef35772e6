namespace Diptych.Reference;

/// <summary>What batch and instance normalization hold: γ and β for each channel, and running averages of mean and variance.</summary>
/// <remarks>PyTorch: <c>nn.modules.batchnorm._NormBase</c>.</remarks>
public abstract class NormBase : Module<Tensor, Tensor>
{
    // Without a number of features the parameters wait for the first input.
    private protected NormBase(
        string name,
        long? numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
        : base(name)
    {
        (NumFeatures, Eps, Momentum) = (numFeatures ?? 0, eps, momentum);
        if (affine)
        {
            register_parameter("weight", Learned(1));
            register_parameter("bias", Learned(0));
        }
        if (trackRunningStats)
        {
            register_buffer("running_mean", Tracked(0));
            register_buffer("running_var", Tracked(1));
            register_buffer("num_batches_tracked", tensor(0L));
        }

        Parameter Learned(double value) =>
            numFeatures is { } count
                ? new Parameter(full(count, value, dtype ?? ScalarType.Float32))
                : new UninitializedParameter(dtype: dtype);

        Tensor Tracked(double value) =>
            numFeatures is { } count
                ? full(count, value, dtype ?? ScalarType.Float32)
                : new UninitializedBuffer(dtype);
    }

    /// <summary>How many channels γ and β are for; 0 before a lazy module's first forward pass.</summary>
    private protected long NumFeatures { get; private set; }

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

    /// <summary>What a lazy module does before its first forward pass: γ = 1, β = 0, mean 0 and variance 1 for each channel of the input.</summary>
    private protected void InitializeFrom(Tensor input)
    {
        if (!AwaitsInput)
            return;
        if (input.dim() < 2)
            throw new ArgumentException(
                $"the channels are the second dimension of the input, and one of {input.dim()} dimensions has none",
                nameof(input)
            );
        NumFeatures = input.size(1);
        Fill(Weight, 1);
        Fill(Bias, 0);
        Fill(RunningMean, 0);
        Fill(RunningVar, 1);

        void Fill(Tensor? tensor, double value)
        {
            using var _ = no_grad();
            Components.Materialize(tensor, NumFeatures);
            tensor?.fill_(value);
        }
    }
}
