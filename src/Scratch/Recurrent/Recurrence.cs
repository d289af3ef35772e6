namespace Diptych.Scratch;

/// <summary>The weights of one layer in one direction, or of a cell; each gate has H of their rows.</summary>
/// <param name="InputHidden">W, (gates · H, I).</param>
/// <param name="HiddenHidden">U, (gates · H, P), where P is the size of the hidden state.</param>
/// <param name="InputBias">b, (gates · H), or null.</param>
/// <param name="HiddenBias">c, (gates · H), or null.</param>
/// <param name="Projection">R, (P, H), of an LSTM whose hidden state is smaller than its cell, or null.</param>
sealed record RecurrentWeights(
    Parameter InputHidden,
    Parameter HiddenHidden,
    Parameter? InputBias,
    Parameter? HiddenBias,
    Parameter? Projection = null
)
{
    /// <summary>A weight drawn from U(−1/√H, 1/√H).</summary>
    public static Parameter Draw(long hiddenSize, ScalarType? dtype, ReadOnlySpan<long> shape)
    {
        var weight = new Parameter(Torch.Zeros(shape, dtype ?? ScalarType.Float32));
        var bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        Init.Uniform(weight, -bound, bound);
        return weight;
    }
}

/// <summary>The way from one state to the next: all that tells RNN, LSTM and GRU apart.</summary>
abstract class RecurrentStep
{
    /// <summary>The state after the step; what its gradient needs is kept.</summary>
    /// <returns>The hidden state, (N, P), and LSTM's cell state, (N, H).</returns>
    public abstract (Tensor Hidden, Tensor? Cell) Forward();

    /// <summary>The gradients of what went in, given those of what came out.</summary>
    /// <param name="dh">Of the hidden state, (N, P).</param>
    /// <param name="dc">Of LSTM's cell state, (N, H).</param>
    public abstract StepGradient Backward(Tensor dh, Tensor? dc);
}

/// <summary>What a step's gradient consists of.</summary>
/// <param name="FromInput">Of W x + b, (N, gates · H).</param>
/// <param name="FromState">Of U h + c, (N, gates · H).</param>
/// <param name="Hidden">Of the hidden state before, beside what comes through U h + c; null where there is no other way.</param>
/// <param name="Cell">Of LSTM's cell state before.</param>
/// <param name="Projection">Of R.</param>
readonly record struct StepGradient(
    Tensor FromInput,
    Tensor FromState,
    Tensor? Hidden = null,
    Tensor? Cell = null,
    Tensor? Projection = null
);

/// <summary>Makes the step of one moment.</summary>
/// <param name="i">W x + b, (N, gates · H).</param>
/// <param name="s">U h + c, (N, gates · H).</param>
/// <param name="h">The hidden state before, (N, P).</param>
/// <param name="c">LSTM's cell state before, (N, H).</param>
/// <param name="r">R, (P, H), or null.</param>
delegate RecurrentStep StepFactory(Tensor i, Tensor s, Tensor h, Tensor? c, Tensor? r);

/// <summary>
/// One layer in one direction, over all steps. Sequences may end at different steps: x holds a row for each sequence
/// that reaches step 0, then for each that reaches step 1, and so on, the longest sequence first.
/// </summary>
/// <param name="x">(rows, I)</param>
/// <param name="h0">The first hidden state of each sequence, (N, P).</param>
/// <param name="c0">LSTM's first cell state of each, (N, H), or null.</param>
/// <param name="weights">W, U, b, c and R.</param>
/// <param name="batchSizes">How many sequences reach each step; they sum to the rows.</param>
/// <param name="reverse">Whether each sequence is read from its own end to its beginning.</param>
/// <param name="step">What happens at each step.</param>
sealed class RecurrenceOperation(
    Tensor x,
    Tensor h0,
    Tensor? c0,
    RecurrentWeights weights,
    long[] batchSizes,
    bool reverse,
    StepFactory step
)
    : Operation(
        x,
        h0,
        c0,
        weights.InputHidden,
        weights.HiddenHidden,
        weights.InputBias,
        weights.HiddenBias,
        weights.Projection
    )
{
    readonly Tensor w = weights.InputHidden;
    readonly Tensor u = weights.HiddenHidden;
    readonly Tensor? r = weights.Projection;
    readonly long hiddenSize = h0.Shape[1];
    readonly long cellSize = c0 is null ? 0 : c0.Shape[1];
    readonly long[] starts = Starts(batchSizes);
    readonly RecurrentStep[] trace = new RecurrentStep[batchSizes.Length];
    readonly Tensor[] before = new Tensor[batchSizes.Length];

    /// <summary>The row at which each step begins.</summary>
    public static long[] Starts(long[] batchSizes)
    {
        var starts = new long[batchSizes.Length];
        for (var t = 1; t < starts.Length; t++)
            starts[t] = starts[t - 1] + batchSizes[t - 1];
        return starts;
    }

    // All states, laid out like x, with the cell beside the hidden state: (rows, P + H), or (rows, P) without a cell.
    protected override Tensor Forward()
    {
        // W x + b of all steps and all gates in one product: (rows, gates · H)
        var fromInput = Functional.Linear(Save(x), Save(w), weights.InputBias);
        Save(u);
        if (r is not null)
            Save(r);
        var states = Torch.Zeros([x.Shape[0], hiddenSize + cellSize], x.Dtype);
        var h = Save(h0).Narrow(0, 0, 0);
        var c = c0 is null ? null : Save(c0).Narrow(0, 0, 0);
        foreach (var t in Order())
        {
            var n = batchSizes[t];
            h = Continued(h, h0, n);
            c = c is null ? null : Continued(c, c0!, n);
            before[t] = h;
            var i = fromInput.Narrow(0, starts[t], n);
            trace[t] = step(i, Functional.Linear(h, u, weights.HiddenBias), h, c, r);
            (h, c) = trace[t].Forward();
            var (hidden, cell) = Parts(states.Narrow(0, starts[t], n));
            hidden.CopyFrom(h);
            cell?.CopyFrom(c!);
        }
        return states;
    }

    // From the last step that was made to the first: a state's gradient is that of the output plus what the next
    // step passes down, d(U h + c) U and what the step knows of other ways.
    protected override Tensor?[] Backward(Tensor dy)
    {
        var rows = x.Shape[0];
        var fromInput = Torch.Zeros([rows, w.Shape[0]], x.Dtype);
        var fromState = Torch.Zeros([rows, w.Shape[0]], x.Dtype);
        var dh0 = Torch.Zeros(h0.Shape, x.Dtype);
        var dc0 = c0 is null ? null : Torch.Zeros(c0.Shape, x.Dtype);
        var dr = r is null ? null : Torch.Zeros(r.Shape, x.Dtype);
        Tensor? passedHidden = null;
        Tensor? passedCell = null;
        foreach (var t in Order().Reverse())
        {
            var n = batchSizes[t];
            var (dh, dc) = Parts(dy.Narrow(0, starts[t], n));
            var gradient = trace[t]
                .Backward(Plus(dh, passedHidden), dc is null ? null : Plus(dc, passedCell));
            fromInput.Narrow(0, starts[t], n).CopyFrom(gradient.FromInput);
            fromState.Narrow(0, starts[t], n).CopyFrom(gradient.FromState);
            dr = dr is null ? null : dr + gradient.Projection!;
            var dBefore = gradient.FromState.MatMul(u);
            if (gradient.Hidden is { } direct)
                dBefore += direct;

            // The sequences that joined at this step got their state from h0, the others from the step before.
            var continued = Math.Min(n, SizeBefore(t));
            passedHidden = Divide(dBefore, dh0, continued);
            passedCell = dc0 is null ? null : Divide(gradient.Cell!, dc0, continued);
        }

        // Each step used the same weights, so their gradients add up over steps and batch alike.
        var hidden = Torch.Cat(before);
        return
        [
            Needs(0) ? fromInput.MatMul(w) : null,
            dh0,
            dc0,
            fromInput.Transpose(0, 1).MatMul(x),
            fromState.Transpose(0, 1).MatMul(hidden),
            weights.InputBias is null ? null : fromInput.Sum([0]),
            weights.HiddenBias is null ? null : fromState.Sum([0]),
            dr,
        ];
    }

    // Who goes on keeps the state, who joins begins with the first one; who has ended is left out.
    static Tensor Continued(Tensor state, Tensor first, long n)
    {
        var joined = n - state.Shape[0];
        return joined <= 0
            ? state.Narrow(0, 0, n)
            : Torch.Cat([state, first.Narrow(0, state.Shape[0], joined)]);
    }

    // The way back from Continued: what belongs to the state before is returned, the rest goes to the first state.
    static Tensor Divide(Tensor gradient, Tensor first, long continued)
    {
        var joined = gradient.Shape[0] - continued;
        if (joined > 0)
            first.Narrow(0, continued, joined).CopyFrom(gradient.Narrow(0, continued, joined));
        return gradient.Narrow(0, 0, continued);
    }

    // Sequences that end here have no gradient from a later step.
    static Tensor Plus(Tensor gradient, Tensor? passed)
    {
        if (passed is null)
            return gradient;
        var n = passed.Shape[0];
        var sum = gradient.Narrow(0, 0, n) + passed;
        var rest = gradient.Shape[0] - n;
        return rest == 0 ? sum : Torch.Cat([sum, gradient.Narrow(0, n, rest)]);
    }

    (Tensor Hidden, Tensor? Cell) Parts(Tensor state) =>
        (state.Narrow(1, 0, hiddenSize), c0 is null ? null : state.Narrow(1, hiddenSize, cellSize));

    long SizeBefore(int t)
    {
        t += reverse ? 1 : -1;
        return t >= 0 && t < batchSizes.Length ? batchSizes[t] : 0;
    }

    IEnumerable<int> Order()
    {
        var steps = Enumerable.Range(0, batchSizes.Length);
        return reverse ? steps.Reverse() : steps;
    }
}
