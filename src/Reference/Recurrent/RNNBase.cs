namespace Diptych.Reference;

/// <summary>What RNN, LSTM and GRU share: their checks, the layout of the batch, and packed input.</summary>
/// <remarks>PyTorch: <c>nn.RNNBase</c>.</remarks>
public abstract class RNNBase : Module
{
    readonly long inputSize;
    readonly long hiddenSize;
    readonly long outputSize;
    readonly long layersAndDirections;
    readonly bool batchFirst;
    readonly bool hasCell;

    private protected RNNBase(
        string name,
        long inputSize,
        long hiddenSize,
        long numLayers,
        bool batchFirst,
        double dropout,
        bool bidirectional,
        bool hasCell = false,
        long projSize = 0
    )
        : base(name)
    {
        if (dropout is not (>= 0 and <= 1))
            throw new ArgumentException(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed",
                nameof(dropout)
            );
        ArgumentOutOfRangeException.ThrowIfNegative(inputSize);
        if (hiddenSize <= 0)
            throw new ArgumentException(
                "hidden_size must be greater than zero",
                nameof(hiddenSize)
            );
        if (numLayers > Array.MaxLength)
            throw new ArgumentException(
                $"num_layers must be at most {Array.MaxLength}, but got {numLayers}",
                nameof(numLayers)
            );
        if (numLayers <= 0)
            throw new ArgumentException("num_layers must be greater than zero", nameof(numLayers));
        if (projSize < 0)
            throw new ArgumentException(
                "proj_size should be a positive integer or zero to disable projections",
                nameof(projSize)
            );
        if (projSize >= hiddenSize)
            throw new ArgumentException(
                "proj_size has to be smaller than hidden_size",
                nameof(projSize)
            );
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.batchFirst = batchFirst;
        this.hasCell = hasCell;
        outputSize = projSize > 0 ? projSize : hiddenSize;
        layersAndDirections = numLayers * (bidirectional ? 2 : 1);
    }

    /// <summary>All steps of a batch: (T, N, I), h₀ and c₀ → the outputs (T, N, *), hₙ and cₙ.</summary>
    private protected abstract (Tensor Output, Tensor HN, Tensor? CN) Compute(
        Tensor x,
        Tensor h0,
        Tensor? c0
    );

    /// <summary>The same of packed rows, the longest sequence first.</summary>
    private protected abstract (Tensor Rows, Tensor HN, Tensor? CN) Compute(
        PackedSequence x,
        Tensor h0,
        Tensor? c0
    );

    /// <summary>TorchSharp's module, with its weights drawn as PyTorch draws them and now this module's own.</summary>
    private protected T Own<T>(Func<T> make)
        where T : nn.Module
    {
        var module = Recurrence.WithoutDrawing(make);
        Adopt(module);
        Recurrence.Draw(parameters(), hiddenSize);
        return module;
    }

    private protected (Tensor Output, Tensor HN, Tensor? CN) Run(
        Tensor input,
        Tensor? h0,
        Tensor? c0
    )
    {
        if (input.dim() is not (2 or 3))
            throw new ArgumentException(
                $"{GetName()}: Expected input to be 2D or 3D, got {input.dim()}D instead",
                nameof(input)
            );
        var batched = input.dim() == 3;
        CheckRank(h0);
        CheckRank(c0);
        CheckInput(input);

        // TorchSharp's modules take only batches; inside, the steps come first.
        var x =
            !batched ? input.unsqueeze(1)
            : batchFirst ? input.transpose(0, 1)
            : input;
        if (x.size(0) == 0)
            throw new ArgumentException(
                "Expected sequence length to be larger than 0 in RNN",
                nameof(input)
            );
        if (!batched)
            (h0, c0) = (h0?.unsqueeze(1), c0?.unsqueeze(1));
        var (y, hN, cN) = Compute(x, Hidden(h0, x.size(1)), Cell(c0, x.size(1)));
        return !batched ? (y.squeeze(1), hN.squeeze(1), cN?.squeeze(1))
            : batchFirst ? (y.transpose(0, 1), hN, cN)
            : (y, hN, cN);

        void CheckRank(Tensor? hx)
        {
            if (hx is not null && hx.dim() != input.dim())
                throw new ArgumentException(
                    $"For {(batched ? "batched 3-D" : "unbatched 2-D")} input, hx should also be {input.dim()}-D but got {hx.dim()}-D tensor",
                    nameof(hx)
                );
        }
    }

    private protected (PackedSequence Output, Tensor HN, Tensor? CN) Run(
        PackedSequence input,
        Tensor? h0,
        Tensor? c0
    )
    {
        if (input.Data.dim() != 2)
            throw new ArgumentException(
                $"input must have 2 dimensions, got {input.Data.dim()}",
                nameof(input)
            );
        CheckInput(input.Data);
        var n = input.Sizes[0];
        var (rows, hN, cN) = Compute(
            input,
            Reordered(Hidden(h0, n), input.SortedIndices)!,
            Reordered(Cell(c0, n), input.SortedIndices)
        );
        return (
            new PackedSequence(rows, input.BatchSizes, input.SortedIndices, input.UnsortedIndices),
            Reordered(hN, input.UnsortedIndices)!,
            Reordered(cN, input.UnsortedIndices)
        );

        static Tensor? Reordered(Tensor? states, Tensor? order) =>
            order is null ? states : states?.index_select(1, order);
    }

    void CheckInput(Tensor input)
    {
        var weight = parameters().First();
        if (input.dtype != weight.dtype)
            throw new ArgumentException(
                $"input must have the type {weight.dtype}, got type {input.dtype}",
                nameof(input)
            );
        if (input.size(-1) != inputSize)
            throw new ArgumentException(
                $"input.size(-1) must be equal to input_size. Expected {inputSize}, got {input.size(-1)}",
                nameof(input)
            );
    }

    Tensor Hidden(Tensor? hx, long n) => State(hx, hasCell ? "hidden[0]" : "hidden", n, outputSize);

    Tensor? Cell(Tensor? hx, long n) => hasCell ? State(hx, "hidden[1]", n, hiddenSize) : null;

    Tensor State(Tensor? hx, string name, long n, long size)
    {
        long[] expected = [layersAndDirections, n, size];
        var weight = parameters().First();
        var dtype = weight.dtype;
        if (hx is null)
            return zeros(expected, dtype, weight.device);
        if (!hx.shape.SequenceEqual(expected) || hx.dtype != dtype)
            throw new ArgumentException(
                $"Expected {name} size ({string.Join(", ", expected)}) of {dtype}, got [{string.Join(", ", hx.shape)}] of {hx.dtype}",
                nameof(hx)
            );
        return hx;
    }
}

/// <summary>What the three cells share: the names of their weights, and their checks.</summary>
/// <remarks>PyTorch: <c>nn.RNNCellBase</c>.</remarks>
public abstract class RNNCellBase : Module
{
    readonly long inputSize;
    readonly long hiddenSize;

    private protected RNNCellBase(string name, long inputSize, long hiddenSize)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegative(hiddenSize);
        (this.inputSize, this.hiddenSize) = (inputSize, hiddenSize);
    }

    /// <summary>W: (gates · H, I).</summary>
    public Parameter WeightIh => get_parameter("weight_ih")!;

    /// <summary>U: (gates · H, H).</summary>
    public Parameter WeightHh => get_parameter("weight_hh")!;

    /// <summary>b: (gates · H), or null.</summary>
    public Parameter? BiasIh => get_parameter("bias_ih");

    /// <summary>c: (gates · H), or null.</summary>
    public Parameter? BiasHh => get_parameter("bias_hh");

    /// <inheritdoc cref="RNNBase.Own" />
    private protected T Own<T>(Func<T> make)
        where T : nn.Module
    {
        var module = Recurrence.WithoutDrawing(make);
        Adopt(module);
        Recurrence.Draw(parameters(), hiddenSize);
        return module;
    }

    /// <summary>The input as a batch, checked.</summary>
    private protected Tensor Batch(Tensor input)
    {
        if (input.dim() is not (1 or 2))
            throw new ArgumentException(
                $"{GetName()}: Expected input to be 1D or 2D, got {input.dim()}D instead",
                nameof(input)
            );
        if (input.size(-1) != inputSize || input.dtype != WeightIh.dtype)
            throw new ArgumentException(
                $"input has inconsistent input_size: got {input.size(-1)} of {input.dtype}, expected {inputSize} of {WeightIh.dtype}",
                nameof(input)
            );
        return input.dim() == 2 ? input : input.unsqueeze(0);
    }

    /// <summary>A state as a batch like the input's, checked; zeros where null.</summary>
    private protected Tensor State(Tensor? hx, int index, Tensor input)
    {
        long[] expected = [.. input.shape[..^1], hiddenSize];
        if (hx is null)
            return zeros(
                [input.dim() == 2 ? input.size(0) : 1, hiddenSize],
                input.dtype,
                input.device
            );
        if (!hx.shape.SequenceEqual(expected) || hx.dtype != input.dtype)
            throw new ArgumentException(
                $"{GetName()}: expected hidden{index} of size [{string.Join(", ", expected)}] and {input.dtype}, got [{string.Join(", ", hx.shape)}] of {hx.dtype}",
                nameof(hx)
            );
        return hx.dim() == 2 ? hx : hx.unsqueeze(0);
    }
}

static class Recurrence
{
    /// <summary>Makes a module and leaves the random stream where it was: TorchSharp draws in float32 and converts, PyTorch
    /// draws in the type that was asked for.</summary>
    public static T WithoutDrawing<T>(Func<T> make)
    {
        using var state = get_rng_state();
        var module = make();
        set_rng_state(state);
        return module;
    }

    /// <summary>Draws every weight from U(−1/√H, 1/√H).</summary>
    public static void Draw(IEnumerable<Parameter> weights, long hiddenSize)
    {
        var bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        foreach (var weight in weights)
            Init.Uniform(weight, -bound, bound);
    }
}
