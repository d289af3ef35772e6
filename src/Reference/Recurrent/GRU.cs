namespace Diptych.Reference;

/// <summary>Gated recurrent unit: h′ = (1 − z) ⊙ n + z ⊙ h, with
/// r = σ(W_ir·x + b_ir + W_hr·h + b_hr), z = σ(W_iz·x + b_iz + W_hz·h + b_hz) and
/// n = tanh(W_in·x + b_in + r ⊙ (W_hn·h + b_hn)), for each time step.</summary>
/// <remarks>PyTorch: <c>nn.GRU</c>, whose weights hold the three gates in the order r, z, n. Cho et al. 2014,
/// https://arxiv.org/abs/1406.1078.</remarks>
public sealed class GRU : RNNBase
{
    readonly TorchSharp.Modules.GRU gru;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of one step's input x.</param>
    /// <param name="hiddenSize">The size of the state h.</param>
    /// <param name="numLayers">How many layers are stacked, each fed with the states of the one below.</param>
    /// <param name="bias">Whether there are b_i and b_h.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, *) and not (L, N, *).</param>
    /// <param name="dropout">The probability of dropout between layers, in training.</param>
    /// <param name="bidirectional">Whether a second GRU runs through the sequence backwards.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A size below 1, or a dropout that is no probability.</exception>
    public GRU(
        long inputSize,
        long hiddenSize,
        long numLayers = 1,
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        ScalarType? dtype = null
    )
        : base(nameof(GRU), inputSize, hiddenSize, numLayers, batchFirst, dropout, bidirectional) =>
        gru = Own(() =>
            nn.GRU(
                inputSize,
                hiddenSize,
                numLayers,
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
        var (output, hN) = gru.call(x, h0);
        return (output, hN, null);
    }

    private protected override (Tensor Rows, Tensor HN, Tensor? CN) Compute(
        PackedSequence x,
        Tensor h0,
        Tensor? c0
    )
    {
        using var packed = x.ToTorchSharp();
        var (output, hN) = gru.call(packed, h0);
        using (output)
            return (output.data.alias(), hN, null);
    }
}

/// <summary>One step of <see cref="GRU"/>: h′ = (1 − z) ⊙ n + z ⊙ h.</summary>
/// <remarks>PyTorch: <c>nn.GRUCell</c>.</remarks>
public sealed class GRUCell : RNNCellBase
{
    readonly TorchSharp.Modules.GRUCell cell;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of the input x.</param>
    /// <param name="hiddenSize">The size of the state h.</param>
    /// <param name="bias">Whether there are b_i and b_h.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A negative size.</exception>
    public GRUCell(long inputSize, long hiddenSize, bool bias = true, ScalarType? dtype = null)
        : base(nameof(GRUCell), inputSize, hiddenSize) =>
        cell = Own(() => nn.GRUCell(inputSize, hiddenSize, bias, dtype: dtype));

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
