namespace Diptych.Reference;

/// <summary>Recurrent network after Elman: h′ = φ(W_ih·x + b_ih + W_hh·h + b_hh) with φ = tanh or ReLU, for each time step.</summary>
/// <remarks>PyTorch: <c>nn.RNN</c>. Elman 1990, https://doi.org/10.1207/s15516709cog1402_1.</remarks>
public sealed class RNN : RNNBase
{
    readonly TorchSharp.Modules.RNN rnn;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of one step's input x.</param>
    /// <param name="hiddenSize">The size of the state h.</param>
    /// <param name="numLayers">How many layers are stacked, each fed with the states of the one below.</param>
    /// <param name="nonlinearity">φ: "tanh" or "relu".</param>
    /// <param name="bias">Whether there are b_ih and b_hh.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, *) and not (L, N, *).</param>
    /// <param name="dropout">The probability of dropout between layers, in training.</param>
    /// <param name="bidirectional">Whether a second RNN runs through the sequence backwards.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A size below 1, a dropout that is no probability, or another nonlinearity.</exception>
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
        : base(nameof(RNN), inputSize, hiddenSize, numLayers, batchFirst, dropout, bidirectional) =>
        rnn = Own(() =>
            nn.RNN(
                inputSize,
                hiddenSize,
                numLayers,
                Nonlinearity(nonlinearity),
                bias,
                batchFirst: false,
                dropout,
                bidirectional,
                dtype: dtype
            )
        );

    /// <summary>Runs through the sequence.</summary>
    /// <param name="input">(L, N, inputSize); (N, L, inputSize) with batchFirst; (L, inputSize) for one sequence.</param>
    /// <param name="hx">The first state, (layers · directions, N, hiddenSize), without N for one sequence; zeros where null.</param>
    /// <returns>The last layer's states, (L, N, directions · hiddenSize) in the layout of <paramref name="input"/>, and
    /// each layer's and direction's last state, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or other sizes.</exception>
    public (Tensor Output, Tensor HN) Forward(Tensor input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }

    /// <summary>Runs through each sequence to its own end.</summary>
    /// <param name="input">Rows of inputSize.</param>
    /// <param name="hx">The first state, (layers · directions, N, hiddenSize) in the order of the batch; zeros where null.</param>
    /// <returns>The last layer's states, packed alike, and each layer's and direction's last state, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Other sizes.</exception>
    public (PackedSequence Output, Tensor HN) Forward(PackedSequence input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }

    private protected override (Tensor Output, Tensor HN, Tensor? CN) Compute(
        Tensor x,
        Tensor h0,
        Tensor? c0
    )
    {
        var (output, hN) = rnn.call(x, h0);
        return (output, hN, null);
    }

    private protected override (Tensor Rows, Tensor HN, Tensor? CN) Compute(
        PackedSequence x,
        Tensor h0,
        Tensor? c0
    )
    {
        using var packed = x.ToTorchSharp();
        var (output, hN) = rnn.call(packed, h0);
        using (output)
            return (output.data.alias(), hN, null);
    }

    internal static NonLinearities Nonlinearity(string name) =>
        name switch
        {
            "tanh" => NonLinearities.Tanh,
            "relu" => NonLinearities.ReLU,
            _ => throw new ArgumentException(
                $"Unknown nonlinearity '{name}'. Select from 'tanh' or 'relu'.",
                nameof(name)
            ),
        };
}

/// <summary>One step of <see cref="RNN"/>: h′ = φ(W_ih·x + b_ih + W_hh·h + b_hh).</summary>
/// <remarks>PyTorch: <c>nn.RNNCell</c>.</remarks>
public sealed class RNNCell : RNNCellBase
{
    readonly TorchSharp.Modules.RNNCell cell;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of the input x.</param>
    /// <param name="hiddenSize">The size of the state h.</param>
    /// <param name="bias">Whether there are b_ih and b_hh.</param>
    /// <param name="nonlinearity">φ: "tanh" or "relu".</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A negative size, or another nonlinearity.</exception>
    public RNNCell(
        long inputSize,
        long hiddenSize,
        bool bias = true,
        string nonlinearity = "tanh",
        ScalarType? dtype = null
    )
        : base(nameof(RNNCell), inputSize, hiddenSize) =>
        cell = Own(() =>
            nn.RNNCell(inputSize, hiddenSize, RNN.Nonlinearity(nonlinearity), bias, dtype: dtype)
        );

    /// <summary>Takes one step.</summary>
    /// <param name="input">(N, inputSize), or (inputSize).</param>
    /// <param name="hx">The state before, (N, hiddenSize), or (hiddenSize) like the input; zeros where null.</param>
    /// <returns>The state after, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or other sizes.</exception>
    public Tensor Forward(Tensor input, Tensor? hx = null)
    {
        var h = cell.call(Batch(input), State(hx, 0, input));
        return input.dim() == 2 ? h : h.squeeze(0);
    }
}
