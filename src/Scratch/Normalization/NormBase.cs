namespace Diptych.Scratch;

/// <summary>What batch and instance normalization hold: γ and β for each channel, and running averages of mean and variance.</summary>
/// <remarks>PyTorch: <c>nn.modules.batchnorm._NormBase</c>.</remarks>
public abstract class NormBase : Module<Tensor, Tensor>
{
    // Without a number of features the parameters wait for the first input.
    private protected NormBase(
        long? numFeatures,
        double eps,
        double? momentum,
        bool affine,
        bool trackRunningStats,
        ScalarType? dtype
    )
    {
        (NumFeatures, Eps, Momentum) = (numFeatures ?? 0, eps, momentum);
        var type = dtype ?? ScalarType.Float32;
        Weight = affine ? Learned(1) : null;
        Bias = affine ? Learned(0) : null;
        RunningMean = trackRunningStats ? Tracked(0) : null;
        RunningVar = trackRunningStats ? Tracked(1) : null;
        NumBatchesTracked = trackRunningStats ? Torch.Zeros([], ScalarType.Int64) : null;
        RegisterParameter("weight", Weight);
        RegisterParameter("bias", Bias);
        RegisterBuffer("running_mean", RunningMean);
        RegisterBuffer("running_var", RunningVar);
        RegisterBuffer("num_batches_tracked", NumBatchesTracked);

        Parameter Learned(double value) =>
            numFeatures is { } count
                ? new Parameter(Torch.Full([count], value, type))
                : new UninitializedParameter(dtype: type);

        Tensor Tracked(double value) =>
            numFeatures is { } count
                ? Torch.Full([count], value, type)
                : new UninitializedBuffer(type);
    }

    /// <summary>How many channels γ and β are for; 0 before a lazy module's first forward pass.</summary>
    private protected long NumFeatures { get; private set; }

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

    /// <summary>What a lazy module does before its first forward pass: γ = 1, β = 0, mean 0 and variance 1 for each channel of the input.</summary>
    private protected void InitializeFrom(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!AwaitsInput)
            return;
        if (input.Rank < 2)
            throw new ArgumentException(
                $"the channels are the second dimension of the input, and one of shape {input.ShapeText} has none",
                nameof(input)
            );
        NumFeatures = input.Shape[1];
        Fill(Weight, 1);
        Fill(Bias, 0);
        Fill(RunningMean, 0);
        Fill(RunningVar, 1);

        void Fill(Tensor? tensor, double value)
        {
            (tensor as UninitializedParameter)?.Materialize([NumFeatures]);
            (tensor as UninitializedBuffer)?.Materialize([NumFeatures]);
            tensor?.Detach().Fill(value);
        }
    }
}
