namespace Diptych.Reference;

/// <summary>Long short-term memory: c′ = f ⊙ c + i ⊙ g and h′ = o ⊙ tanh(c′), with
/// i, f, o = σ(W·x + b + W_h·h + b_h) and g = tanh(W·x + b + W_h·h + b_h), for each time step.</summary>
/// <remarks>PyTorch: <c>nn.LSTM</c>, whose weights hold the four in the order i, f, g, o. Hochreiter and Schmidhuber 1997,
/// https://doi.org/10.1162/neco.1997.9.8.1735; with a projection, h′ = W_hr·(o ⊙ tanh(c′)), Sak et al. 2014,
/// https://arxiv.org/abs/1402.1128.</remarks>
public sealed class LSTM : RNNBase
{
    readonly TorchSharp.Modules.LSTM? lstm;
    readonly long numLayers;
    readonly int directions;
    readonly double dropout;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of one step's input x.</param>
    /// <param name="hiddenSize">The size of the cell state c, and of h without a projection.</param>
    /// <param name="numLayers">How many layers are stacked, each fed with the states h of the one below.</param>
    /// <param name="bias">Whether there are b and b_h.</param>
    /// <param name="batchFirst">Whether input and output are (N, L, *) and not (L, N, *).</param>
    /// <param name="dropout">The probability of dropout between layers, in training.</param>
    /// <param name="bidirectional">Whether a second LSTM runs through the sequence backwards.</param>
    /// <param name="projSize">The size of h after a projection; none where 0.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A size below 1, a dropout that is no probability, or a projection that is not smaller than the cell.</exception>
    public LSTM(
        long inputSize,
        long hiddenSize,
        long numLayers = 1,
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        long projSize = 0,
        ScalarType? dtype = null
    )
        : base(
            nameof(LSTM),
            inputSize,
            hiddenSize,
            numLayers,
            batchFirst,
            dropout,
            bidirectional,
            hasCell: true,
            projSize
        )
    {
        this.numLayers = numLayers;
        this.dropout = dropout;
        directions = bidirectional ? 2 : 1;
        if (projSize == 0)
        {
            lstm = Own(() =>
                nn.LSTM(
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
            return;
        }

        // TorchSharp's LSTM has no projection: its weights are made here, and its steps in Projected.
        for (var layer = 0; layer < numLayers; layer++)
        for (var direction = 0; direction < directions; direction++)
        {
            var suffix = Suffix(layer, direction);
            var features = layer == 0 ? inputSize : projSize * directions;
            Register("weight_ih" + suffix, 4 * hiddenSize, features);
            Register("weight_hh" + suffix, 4 * hiddenSize, projSize);
            if (bias)
            {
                Register("bias_ih" + suffix, 4 * hiddenSize);
                Register("bias_hh" + suffix, 4 * hiddenSize);
            }
            Register("weight_hr" + suffix, projSize, hiddenSize);
        }
        Recurrence.Draw(parameters(), hiddenSize);

        void Register(string name, params long[] shape) =>
            register_parameter(name, new Parameter(empty(shape, dtype)));
    }

    /// <summary>Runs through the sequence.</summary>
    /// <param name="input">(L, N, inputSize); (N, L, inputSize) with batchFirst; (L, inputSize) for one sequence.</param>
    /// <param name="hx">The first h, (layers · directions, N, projSize or hiddenSize), and c, (layers · directions, N, hiddenSize), without N for one sequence; zeros where null.</param>
    /// <returns>The last layer's h, (L, N, directions · projSize or hiddenSize) in the layout of <paramref name="input"/>,
    /// and each layer's and direction's last h and c, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or other sizes.</exception>
    public (Tensor Output, (Tensor HN, Tensor CN) Last) Forward(
        Tensor input,
        (Tensor H0, Tensor C0)? hx = null
    )
    {
        var (output, hN, cN) = Run(input, hx?.H0, hx?.C0);
        return (output, (hN, cN!));
    }

    /// <summary>Runs through each sequence to its own end.</summary>
    /// <param name="input">Rows of inputSize.</param>
    /// <param name="hx">The first h and c, (layers · directions, N, *) in the order of the batch; zeros where null.</param>
    /// <returns>The last layer's h, packed alike, and each layer's and direction's last h and c, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Other sizes.</exception>
    public (PackedSequence Output, (Tensor HN, Tensor CN) Last) Forward(
        PackedSequence input,
        (Tensor H0, Tensor C0)? hx = null
    )
    {
        var (output, hN, cN) = Run(input, hx?.H0, hx?.C0);
        return (output, (hN, cN!));
    }

    private protected override (Tensor Output, Tensor HN, Tensor? CN) Compute(
        Tensor x,
        Tensor h0,
        Tensor? c0
    )
    {
        if (lstm is not null)
            return lstm.call(x, (h0, c0!));
        var (steps, n) = (x.size(0), x.size(1));
        long[] sizes = [.. Enumerable.Repeat(n, (int)steps)];
        var (rows, hN, cN) = Projected(x.reshape(steps * n, x.size(2)), sizes, h0, c0!);
        return (rows.reshape(steps, n, rows.size(1)), hN, cN);
    }

    private protected override (Tensor Rows, Tensor HN, Tensor? CN) Compute(
        PackedSequence x,
        Tensor h0,
        Tensor? c0
    )
    {
        if (lstm is null)
            return Projected(x.Data, x.Sizes, h0, c0!);
        using var packed = x.ToTorchSharp();
        var (output, hN, cN) = lstm.call(packed, (h0, c0!));
        using (output)
            return (output.data.alias(), hN, cN);
    }

    // Layer by layer: (rows, *) → (rows, projSize · directions), and all last h and c.
    (Tensor Rows, Tensor HN, Tensor CN) Projected(Tensor rows, long[] sizes, Tensor h0, Tensor c0)
    {
        var (hN, cN) = (new List<Tensor>(), new List<Tensor>());
        for (var layer = 0; layer < numLayers; layer++)
        {
            var outputs = new List<Tensor>();
            for (var direction = 0; direction < directions; direction++)
            {
                var i = layer * directions + direction;
                var (output, h, c) = Projected(
                    rows,
                    sizes,
                    h0[i],
                    c0[i],
                    Suffix(layer, direction),
                    reverse: direction == 1
                );
                outputs.Add(output);
                hN.Add(h);
                cN.Add(c);
            }
            rows = cat(outputs, 1);
            if (layer < numLayers - 1)
                rows = functional.dropout(rows, dropout, training);
        }
        return (rows, stack(hN), stack(cN));
    }

    // One layer in one direction. A sequence takes part from h₀ and c₀ on as long as it has steps; then its state stays.
    (Tensor Rows, Tensor HN, Tensor CN) Projected(
        Tensor rows,
        long[] sizes,
        Tensor h,
        Tensor c,
        string suffix,
        bool reverse
    )
    {
        var fromInput = functional
            .linear(rows, get_parameter("weight_ih" + suffix)!, get_parameter("bias_ih" + suffix))
            .split(sizes);
        var outputs = new Tensor[sizes.Length];
        for (var k = 0; k < sizes.Length; k++)
        {
            var t = reverse ? sizes.Length - 1 - k : k;
            var (n, rest) = (sizes[t], h.size(0) - sizes[t]);
            var fromState = functional.linear(
                h.narrow(0, 0, n),
                get_parameter("weight_hh" + suffix)!,
                get_parameter("bias_hh" + suffix)
            );
            var gates = (fromInput[t] + fromState).chunk(4, 1);
            var next =
                gates[1].sigmoid() * c.narrow(0, 0, n) + gates[0].sigmoid() * gates[2].tanh();
            outputs[t] = functional.linear(
                gates[3].sigmoid() * next.tanh(),
                get_parameter("weight_hr" + suffix)!
            );
            h = cat([outputs[t], h.narrow(0, n, rest)]);
            c = cat([next, c.narrow(0, n, rest)]);
        }
        return (cat(outputs), h, c);
    }

    static string Suffix(int layer, int direction) =>
        $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
}

/// <summary>One step of <see cref="LSTM"/>: c′ = f ⊙ c + i ⊙ g and h′ = o ⊙ tanh(c′).</summary>
/// <remarks>PyTorch: <c>nn.LSTMCell</c>.</remarks>
public sealed class LSTMCell : RNNCellBase
{
    readonly TorchSharp.Modules.LSTMCell cell;

    /// <summary>Draws every weight and bias from U(−1/√hidden, 1/√hidden).</summary>
    /// <param name="inputSize">The size of the input x.</param>
    /// <param name="hiddenSize">The size of the states h and c.</param>
    /// <param name="bias">Whether there are b and b_h.</param>
    /// <param name="dtype">The parameters' type; Float32 where null.</param>
    /// <exception cref="ArgumentException">A negative size.</exception>
    public LSTMCell(long inputSize, long hiddenSize, bool bias = true, ScalarType? dtype = null)
        : base(nameof(LSTMCell), inputSize, hiddenSize) =>
        cell = Own(() => nn.LSTMCell(inputSize, hiddenSize, bias, dtype: dtype));

    /// <summary>Takes one step.</summary>
    /// <param name="input">(N, inputSize), or (inputSize).</param>
    /// <param name="hx">h and c before, each (N, hiddenSize), or (hiddenSize) like the input; zeros where null.</param>
    /// <returns>h and c after, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or other sizes.</exception>
    public (Tensor H, Tensor C) Forward(Tensor input, (Tensor H, Tensor C)? hx = null)
    {
        var (h, c) = cell.call(Batch(input), (State(hx?.H, 0, input), State(hx?.C, 1, input)));
        return input.dim() == 2 ? (h, c) : (h.squeeze(0), c.squeeze(0));
    }
}
