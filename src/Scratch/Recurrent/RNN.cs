namespace Diptych.Scratch;

/// <summary>Recurrent network after Elman: hₜ = φ(W xₜ + b + U hₜ₋₁ + c), where φ is tanh or ReLU.</summary>
/// <remarks>PyTorch: <c>nn.RNN</c>. Elman 1990, https://doi.org/10.1207/s15516709cog1402_1.</remarks>
public sealed class RNN : RNNBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="numLayers">How many layers stand on one another.</param>
    /// <param name="nonlinearity">φ, "tanh" or "relu".</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="batchFirst">Whether the batch comes before the steps in input and output.</param>
    /// <param name="dropout">The share that is dropped between layers in training.</param>
    /// <param name="bidirectional">Whether a second set of layers reads from the end.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size or the number of layers is not positive, the share not in [0, 1], or the nonlinearity none of the two.</exception>
    public RNN(
        long inputSize,
        long hiddenSize,
        long numLayers = 1,
        string nonlinearity = "tanh",
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        ScalarType? dtype = null
    )
        : base(
            gates: 1,
            RNNStep.Of(nonlinearity),
            inputSize,
            hiddenSize,
            numLayers,
            bias,
            batchFirst,
            dropout,
            bidirectional,
            dtype
        ) { }

    /// <param name="input">x, (T, N, I), or (N, T, I) with batchFirst, or (T, I) without a batch.</param>
    /// <param name="hx">h₀, (layers · directions, N, H), or without N; 0 where null.</param>
    /// <returns>All states of the last layer, (T, N, H · directions) in the layout of the input, and the last state of each layer and direction, in the layout of h₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit, or there are no steps.</exception>
    public (Tensor Output, Tensor HN) Forward(Tensor input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }

    /// <param name="input">x, with rows of I.</param>
    /// <param name="hx">h₀, (layers · directions, N, H) in the order of the batch before it was packed; 0 where null.</param>
    /// <returns>All states of the last layer, packed like x, and each sequence's last state, in the layout of h₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public (PackedSequence Output, Tensor HN) Forward(PackedSequence input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }
}

/// <summary>One step of <see cref="RNN"/>: h′ = φ(W x + b + U h + c).</summary>
/// <remarks>PyTorch: <c>nn.RNNCell</c>.</remarks>
public sealed class RNNCell : RNNCellBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="nonlinearity">φ, "tanh" or "relu".</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the nonlinearity none of the two.</exception>
    public RNNCell(
        long inputSize,
        long hiddenSize,
        bool bias = true,
        string nonlinearity = "tanh",
        ScalarType? dtype = null
    )
        : base(gates: 1, RNNStep.Of(nonlinearity), inputSize, hiddenSize, bias, dtype) { }

    /// <param name="input">x, (N, I) or (I)</param>
    /// <param name="hx">h, (N, H) or (H) like the input; 0 where null.</param>
    /// <returns>h′, in the layout of h.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public Tensor Forward(Tensor input, Tensor? hx = null) => Run(input, hx, null).Hidden;
}

/// <summary>h′ = φ(i + s) with i = W x + b and s = U h + c.</summary>
sealed class RNNStep(Tensor i, Tensor s, bool relu) : RecurrentStep
{
    Tensor? y;

    /// <summary>The step with one of the nonlinearities.</summary>
    /// <exception cref="ArgumentException">It has another name.</exception>
    public static StepFactory Of(string nonlinearity) =>
        nonlinearity switch
        {
            "tanh" => (i, s, _, _, _) => new RNNStep(i, s, relu: false),
            "relu" => (i, s, _, _, _) => new RNNStep(i, s, relu: true),
            _ => throw new ArgumentException(
                $"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.",
                nameof(nonlinearity)
            ),
        };

    public override (Tensor Hidden, Tensor? Cell) Forward()
    {
        y = relu ? Functional.Relu(i + s) : (i + s).Tanh();
        return (y, null);
    }

    // tanh: di = ds = dh′ · (1 − h′²)      ReLU: di = ds = dh′ where h′ > 0, else 0
    public override StepGradient Backward(Tensor dh, Tensor? dc)
    {
        var d = relu
            ? Torch.Where(y!.LessOrEqual(0), Tensor.Scalar(0, dh.Dtype), dh)
            : dh * (1 - y! * y!);
        return new(FromInput: d, FromState: d);
    }
}
