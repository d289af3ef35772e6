using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What RNN, LSTM and GRU share: their weights, layers on one another, both directions, dropout in between, and packed input.</summary>
/// <remarks>PyTorch: <c>nn.RNNBase</c>.</remarks>
public abstract class RNNBase : Module
{
    readonly RecurrentCell cell;
    readonly long inputSize;
    readonly long hiddenSize;
    readonly long outputSize;
    readonly long numLayers;
    readonly bool batchFirst;
    readonly double dropout;
    readonly List<RecurrentWeights> weights = [];
    readonly int directions;

    private protected RNNBase(
        RecurrentCell cell,
        long inputSize,
        long hiddenSize,
        long numLayers,
        bool bias,
        bool batchFirst,
        double dropout,
        bool bidirectional,
        ScalarType? dtype,
        long projSize = 0
    )
    {
        if (dropout is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(dropout),
                dropout,
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            );
        ArgumentOutOfRangeException.ThrowIfNegative(inputSize);
        if (hiddenSize <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(hiddenSize),
                hiddenSize,
                "hidden_size must be greater than zero"
            );
        if (numLayers > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(numLayers),
                numLayers,
                $"num_layers must be at most {Array.MaxLength}, but got {numLayers}"
            );
        if (numLayers <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(numLayers),
                numLayers,
                "num_layers must be greater than zero"
            );
        if (projSize < 0)
            throw new ArgumentOutOfRangeException(
                nameof(projSize),
                projSize,
                "proj_size should be a positive integer or zero to disable projections"
            );
        if (projSize >= hiddenSize)
            throw new ArgumentOutOfRangeException(
                nameof(projSize),
                projSize,
                $"proj_size has to be smaller than hidden_size, {hiddenSize}"
            );
        this.cell = cell;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.numLayers = numLayers;
        this.batchFirst = batchFirst;
        this.dropout = dropout;
        outputSize = projSize > 0 ? projSize : hiddenSize;
        directions = bidirectional ? 2 : 1;

        var rows = cell.Gates * hiddenSize;
        for (var layer = 0; layer < numLayers; layer++)
        for (var direction = 0; direction < directions; direction++)
        {
            var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
            var features = layer == 0 ? inputSize : outputSize * directions;
            weights.Add(
                new RecurrentWeights(
                    Register("weight_ih" + suffix, rows, features),
                    Register("weight_hh" + suffix, rows, outputSize),
                    bias ? Register("bias_ih" + suffix, rows) : null,
                    bias ? Register("bias_hh" + suffix, rows) : null,
                    projSize > 0 ? Register("weight_hr" + suffix, projSize, hiddenSize) : null
                )
            );
        }

        Parameter Register(string name, params ReadOnlySpan<long> shape)
        {
            var parameter = RecurrentWeights.Draw(hiddenSize, dtype, shape);
            RegisterParameter(name, parameter);
            return parameter;
        }
    }

    // (T, N, I), (N, T, I) with batchFirst, or (T, I)
    private protected (Tensor Output, Tensor HN, Tensor? CN) Run(
        Tensor input,
        Tensor? h0,
        Tensor? c0
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (2 or 3))
            throw new ArgumentException(
                $"{GetType().Name}: Expected input to be 2D or 3D, got {input.Rank}D instead: {input.ShapeText}",
                nameof(input)
            );
        var batched = input.Rank == 3;
        CheckRank(h0);
        CheckRank(c0);
        CheckFeatures(input);
        var x = // (T, N, I)
            !batched ? input.Unsqueeze(1)
            : batchFirst ? input.Transpose(0, 1)
            : input;
        var (steps, n) = (x.Shape[0], x.Shape[1]);
        if (steps == 0)
            throw new ArgumentException(
                "Expected sequence length to be larger than 0 in RNN",
                nameof(input)
            );
        if (!batched)
            (h0, c0) = (h0?.Unsqueeze(1), c0?.Unsqueeze(1));

        var batchSizes = new long[steps];
        Array.Fill(batchSizes, n);
        var (rows, hN, cN) = RunLayers(
            x.Reshape([steps * n, inputSize]),
            batchSizes,
            Hidden(h0, n),
            Cell(c0, n)
        );
        var y = rows.Reshape([steps, n, outputSize * directions]);
        return !batched ? (y.Squeeze(1), hN.Squeeze(1), cN?.Squeeze(1))
            : batchFirst ? (y.Transpose(0, 1), hN, cN)
            : (y, hN, cN);

        void CheckRank(Tensor? hx)
        {
            if (hx is not null && hx.Rank != input.Rank)
                throw new ArgumentException(
                    $"For {(batched ? "batched 3-D" : "unbatched 2-D")} input, hx should also be {input.Rank}-D but got {hx.Rank}-D tensor: {hx.ShapeText}",
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
        ArgumentNullException.ThrowIfNull(input);
        if (input.Data.Rank != 2)
            throw new ArgumentException(
                $"input must have 2 dimensions, got {input.Data.Rank}: {input.Data.ShapeText}",
                nameof(input)
            );
        CheckFeatures(input.Data);
        var batchSizes = input.BatchSizes.ToArray<long>();
        // Inside, the longest sequence comes first; outside, states have the order of the batch.
        var (rows, hN, cN) = RunLayers(
            input.Data,
            batchSizes,
            Reordered(Hidden(h0, batchSizes[0]), input.SortedIndices)!,
            Reordered(Cell(c0, batchSizes[0]), input.SortedIndices)
        );
        return (
            new PackedSequence(rows, input.BatchSizes, input.SortedIndices, input.UnsortedIndices),
            Reordered(hN, input.UnsortedIndices)!,
            Reordered(cN, input.UnsortedIndices)
        );

        // (layers · directions, N, *) with N in another order.
        static Tensor? Reordered(Tensor? states, Tensor? order) =>
            order is null
                ? states
                : states?.Gather(1, order.Reshape([1, -1, 1]).Expand(states.Shape));
    }

    // (rows, I) → (rows, P · directions), and the last states (layers · directions, N, P) and (layers · directions, N, H)
    (Tensor Rows, Tensor HN, Tensor? CN) RunLayers(
        Tensor rows,
        long[] batchSizes,
        Tensor h0,
        Tensor? c0
    )
    {
        var n = batchSizes[0];
        var (hidden, cells) = (new List<Tensor>(), new List<Tensor>());
        for (var layer = 0; layer < numLayers; layer++)
        {
            var outputs = new Tensor[directions];
            for (var direction = 0; direction < directions; direction++)
            {
                var i = layer * directions + direction;
                var reverse = direction == 1;
                var (output, last) = Recurrence(
                    rows,
                    h0[i],
                    c0?[i],
                    weights[i],
                    batchSizes,
                    reverse,
                    cell
                );
                outputs[direction] = output;
                // What reads backwards ends at step 0, where every sequence begins.
                hidden.Add(reverse ? output.Narrow(0, 0, n) : LastOf(output, batchSizes));
                if (last is not null)
                    cells.Add(last);
            }
            rows = directions == 1 ? outputs[0] : Torch.Cat(outputs, 1);
            if (layer < numLayers - 1)
                rows = Functional.Dropout(rows, dropout, Training);
        }
        return (
            rows,
            Torch.Stack(hidden.ToArray()),
            cell.HasCell ? Torch.Stack(cells.ToArray()) : null
        );
    }

    /// <summary>All hidden states, (rows, P), and LSTM's last cell states, (N, H).</summary>
    internal static (Tensor Hidden, Tensor? Cell) Recurrence(
        Tensor x,
        Tensor h0,
        Tensor? c0,
        RecurrentWeights weights,
        long[] batchSizes,
        bool reverse,
        RecurrentCell cell
    )
    {
        var y = new RecurrenceOperation(x, h0, c0, weights, batchSizes, reverse, cell).Apply();
        long[] shape = [x.Shape[0], h0.Shape[1]];
        if (c0 is null)
            return (y.Reshape(shape), null);
        var states = shape[0] * shape[1];
        return (
            y.Narrow(0, 0, states).Reshape(shape),
            y.Narrow(0, states, c0.Count).Reshape(c0.Shape)
        );
    }

    // The state of each sequence after its last step: (rows, P) → (N, P)
    static Tensor LastOf(Tensor states, long[] batchSizes)
    {
        var (n, rows) = (batchSizes[0], states.Shape[0]);
        return batchSizes[^1] == n
            ? states.Narrow(0, rows - n, n)
            : states.Gather(0, Ends(batchSizes).Expand([n, states.Shape[1]]));
    }

    // The row of each sequence's last step, (N, 1).
    static Tensor Ends(long[] batchSizes)
    {
        var starts = RecurrenceOperation.Starts(batchSizes);
        var ends = new long[batchSizes[0]];
        for (var t = 0; t < batchSizes.Length; t++)
        for (var k = 0; k < batchSizes[t]; k++)
            ends[k] = starts[t] + k;
        return Torch.Tensor(ends).Unsqueeze(1);
    }

    void CheckFeatures(Tensor input)
    {
        if (input.Shape[^1] != inputSize)
            throw new ArgumentException(
                $"input.size(-1) must be equal to input_size. Expected {inputSize}, got {input.Shape[^1]}: {input.ShapeText}",
                nameof(input)
            );
        Checks.SameDtype(input, weights[0].InputHidden, nameof(input));
    }

    Tensor Hidden(Tensor? hx, long n) =>
        State(hx, cell.HasCell ? "hidden[0]" : "hidden", n, outputSize);

    Tensor? Cell(Tensor? hx, long n) => cell.HasCell ? State(hx, "hidden[1]", n, hiddenSize) : null;

    Tensor State(Tensor? hx, string name, long n, long size)
    {
        long[] expected = [weights.Count, n, size];
        if (hx is null)
            return Torch.Zeros(expected, weights[0].InputHidden.Dtype);
        if (!hx.Shape.SequenceEqual(expected))
            throw new ArgumentException(
                $"Expected {name} size {Shapes.Text(expected)}, got {hx.ShapeText}",
                nameof(hx)
            );
        Checks.SameDtype(hx, weights[0].InputHidden, nameof(hx));
        return hx;
    }
}

/// <summary>What the three cells share: one layer's weights, and one step at a time.</summary>
/// <remarks>PyTorch: <c>nn.RNNCellBase</c>.</remarks>
public abstract class RNNCellBase : Module
{
    readonly RecurrentCell cell;
    readonly RecurrentWeights weights;
    readonly long inputSize;
    readonly long hiddenSize;

    private protected RNNCellBase(
        RecurrentCell cell,
        long inputSize,
        long hiddenSize,
        bool bias,
        ScalarType? dtype
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegative(hiddenSize);
        this.cell = cell;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        var rows = cell.Gates * hiddenSize;
        weights = new RecurrentWeights(
            Register("weight_ih", rows, inputSize),
            Register("weight_hh", rows, hiddenSize),
            bias ? Register("bias_ih", rows) : null,
            bias ? Register("bias_hh", rows) : null
        );

        Parameter Register(string name, params ReadOnlySpan<long> shape)
        {
            var parameter = RecurrentWeights.Draw(hiddenSize, dtype, shape);
            RegisterParameter(name, parameter);
            return parameter;
        }
    }

    /// <summary>W, (gates · H, I).</summary>
    public Parameter WeightIh => weights.InputHidden;

    /// <summary>U, (gates · H, H).</summary>
    public Parameter WeightHh => weights.HiddenHidden;

    /// <summary>b, (gates · H), or null.</summary>
    public Parameter? BiasIh => weights.InputBias;

    /// <summary>c, (gates · H), or null.</summary>
    public Parameter? BiasHh => weights.HiddenBias;

    // (N, I) or (I)
    private protected (Tensor Hidden, Tensor? Cell) Run(Tensor input, Tensor? h0, Tensor? c0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank is not (1 or 2))
            throw new ArgumentException(
                $"{GetType().Name}: Expected input to be 1D or 2D, got {input.Rank}D instead: {input.ShapeText}",
                nameof(input)
            );
        if (input.Shape[^1] != inputSize)
            throw new ArgumentException(
                $"input has inconsistent input_size: got {input.Shape[^1]} expected {inputSize}: {input.ShapeText}",
                nameof(input)
            );
        Checks.SameDtype(input, weights.InputHidden, nameof(input));
        var batched = input.Rank == 2;
        var x = batched ? input : input.Unsqueeze(0);
        var n = x.Shape[0];
        var (h, c) = RNNBase.Recurrence(
            x,
            State(h0, 0, input, n),
            cell.HasCell ? State(c0, 1, input, n) : null,
            weights,
            [n],
            reverse: false,
            cell
        );
        return batched ? (h, c) : (h.Squeeze(0), c?.Squeeze(0));
    }

    Tensor State(Tensor? hx, int index, Tensor input, long n)
    {
        if (hx is null)
            return Torch.Zeros([n, hiddenSize], input.Dtype);
        if (hx.Rank != input.Rank)
            throw new ArgumentException(
                $"{GetType().Name}: Expected hidden{index} to be {input.Rank}D like the input, got {hx.Rank}D instead: {hx.ShapeText}",
                nameof(hx)
            );
        var state = hx.Rank == 2 ? hx : hx.Unsqueeze(0);
        if (state.Shape[0] != n)
            throw new ArgumentException(
                $"Input batch size {n} doesn't match hidden{index} batch size {state.Shape[0]}: {hx.ShapeText}",
                nameof(hx)
            );
        if (state.Shape[1] != hiddenSize)
            throw new ArgumentException(
                $"hidden{index} has inconsistent hidden_size: got {state.Shape[1]}, expected {hiddenSize}: {hx.ShapeText}",
                nameof(hx)
            );
        Checks.SameDtype(hx, weights.InputHidden, nameof(hx));
        return state;
    }
}
