using System.Numerics.Tensors;
using Diptych.Scratch.Kernels;

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
/// <param name="cell">What happens at each step.</param>
sealed class RecurrenceOperation(
    Tensor x,
    Tensor h0,
    Tensor? c0,
    RecurrentWeights weights,
    long[] batchSizes,
    bool reverse,
    RecurrentCell cell
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
    // From so many products of a step and a state on a second thread is worth its while.
    const long Worthwhile = 1 << 20;

    readonly long[] batchSizes = batchSizes;
    readonly RecurrentCell cell = cell;
    readonly Tensor w = weights.InputHidden;
    readonly Tensor u = weights.HiddenHidden;
    readonly Tensor? r = weights.Projection;
    readonly long rows = x.Shape[0];
    readonly long n = h0.Shape[0];
    readonly long hiddenSize = h0.Shape[1];
    readonly long size = weights.InputHidden.Shape[0] / cell.Gates;
    readonly long[] starts = Starts(batchSizes);
    readonly bool keeps = Autograd.IsEnabled;
    RecurrentMemory? memory;

    /// <summary>The row at which each step begins.</summary>
    public static long[] Starts(long[] batchSizes)
    {
        var starts = new long[batchSizes.Length];
        for (var t = 1; t < starts.Length; t++)
            starts[t] = starts[t - 1] + batchSizes[t - 1];
        return starts;
    }

    // All hidden states, laid out like x, (rows, P), and behind them the last cell state of each sequence, (N, H).
    protected override Tensor Forward()
    {
        foreach (var needed in (Tensor?[])[x, h0, c0, w, u, r])
            if (needed is not null)
                Save(needed);
        var y = New(rows * hiddenSize + (cell.HasCell ? n * size : 0));
        var hidden = Matrix(y, 0, rows, hiddenSize);
        var gates = cell.Gates * size;
        memory = new(
            // W x of all steps and all gates in one product
            FromInput: MatrixProduct.Affine(x, w, null),
            FromState: New(n, gates),
            InputBias: weights.InputBias ?? Torch.Zeros([gates], x.Dtype),
            StateBias: weights.HiddenBias ?? Torch.Zeros([gates], x.Dtype),
            Before: New(rows, hiddenSize),
            CellBefore: cell.HasCell ? New(rows, size) : hidden,
            Kept: New(keeps ? rows : n, cell.Kept * size),
            Hidden: r is null ? hidden : New(rows, size),
            Cell: cell.HasCell ? New(rows, size) : hidden
        );
        InShares(
            new ForwardShare(
                this,
                memory,
                Copy.Contiguous(h0),
                c0 is null ? null : Copy.Contiguous(c0),
                Turned(u)!,
                Turned(r),
                hidden
            )
        );
        if (cell.HasCell)
            LastOf(memory.Cell, Matrix(y, rows * hiddenSize, n, size));
        return Save(y);
    }

    // From step to step, for some of the sequences: h′ and c′ of x, h and c.
    readonly struct ForwardShare(
        RecurrenceOperation layer,
        RecurrentMemory memory,
        Tensor h0,
        Tensor? c0,
        Tensor u,
        Tensor? r,
        Tensor hidden
    ) : IPieces
    {
        public void Run(int piece)
        {
            var (first, end) = layer.Share(piece);
            var before = -1;
            foreach (var t in layer.Order())
            {
                var n = Math.Min(layer.batchSizes[t], end) - first;
                if (n <= 0)
                    continue;
                var row = layer.starts[t] + first;
                layer.Continue(hidden, h0, memory.Before, before, t, first, n);
                if (c0 is not null)
                    layer.Continue(memory.Cell, c0, memory.CellBefore, before, t, first, n);
                MatrixProduct.Into(
                    Rows(memory.Before, row, n),
                    u,
                    Rows(memory.FromState, first, n)
                );
                layer.cell.Forward(memory, row, first, n);
                if (r is not null)
                    MatrixProduct.Into(Rows(memory.Hidden, row, n), r, Rows(hidden, row, n));
                before = t;
            }
        }
    }

    // What flows back to h, c and U h + c from step to step; what all steps have in common is one product at the end.
    protected override Tensor?[] Backward(Tensor dy)
    {
        dy = Copy.Contiguous(dy);
        var gates = cell.Gates * size;
        var fromInput = New(rows, gates);
        var fromState = cell.IsGated ? New(rows, gates) : fromInput;
        var dh = Torch.Zeros([n, hiddenSize], x.Dtype);
        var dc = cell.HasCell ? Copy.Clone(Matrix(dy, rows * hiddenSize, n, size)) : null;
        var beforeProjection = r is null ? null : New(rows, hiddenSize);
        InShares(
            new BackwardShare(
                this,
                memory! with
                {
                    FromInput = fromInput,
                    FromState = fromState,
                    Cell = dc ?? dh,
                },
                Matrix(dy, 0, rows, hiddenSize),
                dh,
                cell.IsGated ? New(n, hiddenSize) : dh,
                beforeProjection,
                r is null ? null : New(n, size)
            )
        );
        var db = weights.InputBias is null ? null : fromInput.Sum([0]);
        return
        [
            Needs(0) ? MatrixProduct.Multiply(fromInput, w) : null,
            dh,
            dc,
            Needs(3) ? MatrixProduct.MultiplyTransposed(fromInput, x) : null,
            Needs(4) ? MatrixProduct.MultiplyTransposed(fromState, memory!.Before) : null,
            db,
            weights.HiddenBias is null ? null
            : cell.IsGated ? fromState.Sum([0])
            : db,
            r is null ? null : MatrixProduct.MultiplyTransposed(beforeProjection!, memory!.Hidden),
        ];
    }

    // From the last step that was made to the first: a state's gradient is that of the output plus what the next step
    // passes down, d(U h + c) U and what the cell knows of other ways. Who joined at a step has the gradient of the
    // first state when it is over.
    readonly struct BackwardShare(
        RecurrenceOperation layer,
        RecurrentMemory memory,
        Tensor dy,
        Tensor dh,
        Tensor through,
        Tensor? projected,
        Tensor? unprojected
    ) : IPieces
    {
        public void Run(int piece)
        {
            var (first, end) = layer.Share(piece);
            foreach (var t in layer.Order(back: true))
            {
                var n = Math.Min(layer.batchSizes[t], end) - first;
                if (n <= 0)
                    continue;
                var row = layer.starts[t] + first;
                Add(Rows(dy, row, n), Rows(dh, first, n));
                if (projected is not null)
                {
                    Copy.Into(Rows(dh, first, n), Rows(projected, row, n));
                    MatrixProduct.Into(Rows(dh, first, n), layer.r!, Rows(unprojected!, first, n));
                }
                layer.cell.Backward(memory, unprojected ?? dh, row, first, n);
                MatrixProduct.Into(
                    Rows(memory.FromState, row, n),
                    layer.u,
                    Rows(through, first, n)
                );
                if (layer.cell.IsGated)
                    Add(Rows(through, first, n), Rows(dh, first, n));
            }
        }
    }

    // Sequences do not know of each other: each thread takes some of them through all steps.
    void InShares<TShare>(TShare share)
        where TShare : struct, IPieces => Workers.Run(Shares, share);

    int Shares =>
        Workers.Threads == 1 || rows * w.Shape[0] * hiddenSize < Worthwhile
            ? 1
            : (int)Math.Clamp(n / 8, 1, 4 * Workers.Threads);

    (long First, long End) Share(int piece) => (n * piece / Shares, n * (piece + 1) / Shares);

    // Who goes on has the state after the step before; who joins has the first one.
    void Continue(Tensor states, Tensor initial, Tensor into, int before, int t, long first, long n)
    {
        var going = before < 0 ? 0 : Math.Clamp(batchSizes[before] - first, 0, n);
        if (going > 0)
            Copy.Into(
                Rows(states, starts[before] + first, going),
                Rows(into, starts[t] + first, going)
            );
        if (going < n)
            Copy.Into(
                Rows(initial, first + going, n - going),
                Rows(into, starts[t] + first + going, n - going)
            );
    }

    // The state of each sequence after its last step.
    void LastOf(Tensor states, Tensor last)
    {
        for (int t = reverse ? 0 : batchSizes.Length - 1, done = 0; done < n; t--)
        {
            var reaching = (int)batchSizes[t];
            Copy.Into(
                Rows(states, starts[t] + done, reaching - done),
                Rows(last, done, reaching - done)
            );
            done = reaching;
        }
    }

    Tensor New(params ReadOnlySpan<long> shape) => Tensor.AllocateUnset(x.Dtype, shape);

    static Tensor? Turned(Tensor? matrix) =>
        matrix is null ? null : Copy.Contiguous(matrix.Detach().Transpose(0, 1));

    // A matrix within a row of numbers.
    static Tensor Matrix(Tensor numbers, long start, long rows, long columns) =>
        numbers.View([rows, columns], [columns, 1], start);

    // Some rows of a matrix.
    static Tensor Rows(Tensor matrix, long first, long n) =>
        matrix.View(
            [n, matrix.Shape[1]],
            [matrix.Strides[0], 1],
            matrix.Offset + first * matrix.Strides[0]
        );

    static void Add(Tensor rows, Tensor to)
    {
        if (to.Dtype == ScalarType.Float32)
            TensorPrimitives.Add(to.Data<float>(), rows.Data<float>(), to.Data<float>());
        else
            TensorPrimitives.Add(to.Data<double>(), rows.Data<double>(), to.Data<double>());
    }

    // The steps in the order in which they are made.
    IEnumerable<int> Order(bool back = false)
    {
        var steps = batchSizes.Length;
        for (var i = 0; i < steps; i++)
            yield return reverse == back ? i : steps - 1 - i;
    }
}
