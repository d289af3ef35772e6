namespace Diptych.Reference;

/// <summary>Gated recurrent unit: h′ = (1 − z) ⊙ n + z ⊙ h, with
/// r = σ(W_ir·x + b_ir + W_hr·h + b_hr), z = σ(W_iz·x + b_iz + W_hz·h + b_hz) and
/// n = tanh(W_in·x + b_in + r ⊙ (W_hn·h + b_hn)), for each time step.</summary>
/// <remarks>PyTorch: <c>nn.GRU</c>, whose weights hold the three gates in the order r, z, n. Cho et al. 2014,
/// https://arxiv.org/abs/1406.1078.</remarks>
public sealed class GRU : Module
{
    readonly TorchSharp.Modules.GRU gru;
    readonly long layersAndDirections;
    readonly long hiddenSize;
    readonly bool batchFirst;

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
        : base(nameof(GRU))
    {
        if (hiddenSize <= 0)
            throw new ArgumentException(
                "hidden_size must be greater than zero",
                nameof(hiddenSize)
            );
        if (numLayers <= 0)
            throw new ArgumentException("num_layers must be greater than zero", nameof(numLayers));
        if (!(dropout is >= 0 and <= 1))
            throw new ArgumentException(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed",
                nameof(dropout)
            );
        this.hiddenSize = hiddenSize;
        this.batchFirst = batchFirst;
        layersAndDirections = numLayers * (bidirectional ? 2 : 1);

        // TorchSharp draws in float32 and converts; PyTorch draws in the type that was asked for.
        using var state = get_rng_state();
        gru = nn.GRU(
            inputSize,
            hiddenSize,
            numLayers,
            bias,
            batchFirst,
            dropout,
            bidirectional,
            dtype: dtype
        );
        Adopt(gru);
        set_rng_state(state);
        var bound = 1 / Math.Sqrt(hiddenSize);
        foreach (var parameter in parameters())
            Init.Uniform(parameter, -bound, bound);
    }

    /// <summary>Runs through the sequence.</summary>
    /// <param name="input">(L, N, inputSize); (N, L, inputSize) with batchFirst; (L, inputSize) for one sequence.</param>
    /// <param name="hx">The first state, (layers · directions, N, hiddenSize), without N for one sequence; zeros where null.</param>
    /// <returns>The last layer's states, (L, N, directions · hiddenSize) in the layout of <paramref name="input"/>, and
    /// each layer's and direction's last state, in the layout of <paramref name="hx"/>.</returns>
    /// <exception cref="ArgumentException">Another rank or other sizes.</exception>
    public (Tensor output, Tensor hN) Forward(Tensor input, Tensor? hx = null)
    {
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"GRU: Expected input to be 2D or 3D, got {input.dim()}D instead",
                nameof(input)
            );
        var batched = input.dim() == 3;
        if (hx is not null && hx.dim() != input.dim())
            throw new ArgumentException(
                $"For {(batched ? "batched 3-D" : "unbatched 2-D")} input, hx should also be {input.dim()}-D but got {hx.dim()}-D tensor",
                nameof(hx)
            );

        // TorchSharp's GRU takes only batches: here of one sequence.
        var batchDim = batchFirst ? 0 : 1;
        if (!batched)
            (input, hx) = (input.unsqueeze(batchDim), hx?.unsqueeze(1));
        long[] stateSize = [layersAndDirections, input.size(batchDim), hiddenSize];
        if (hx is not null && !hx.shape.SequenceEqual(stateSize))
            throw new ArgumentException(
                $"Expected hidden size ({string.Join(", ", stateSize)}), got [{string.Join(", ", hx.shape)}]",
                nameof(hx)
            );
        var (output, hN) = gru.call(input, hx);
        return batched ? (output, hN) : (output.squeeze(batchDim), hN.squeeze(1));
    }
}
