using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>What a recurrent cell does at one step, for as many units at once as there are lanes.</summary>
interface IRecurrentCell
{
    /// <summary>How many parts W x + b and U h + c have, each of H.</summary>
    static abstract int Gates { get; }

    /// <summary>How many numbers of each unit the gradient needs.</summary>
    static abstract int Kept { get; }

    /// <summary>Whether there is a cell state beside the hidden one.</summary>
    static abstract bool HasCell { get; }

    /// <summary>Whether the gradients of W x + b and U h + c differ, and h has another way to the next state than through U h + c.</summary>
    static abstract bool IsGated { get; }

    /// <summary>How many of the parts, the first ones, are gates: functions of the sum of both, which are kept.</summary>
    static abstract int Ahead { get; }

    /// <summary>Makes gates of the sums of their parts, in place; all of a sequence's units ahead of the rest.</summary>
    static abstract void Gate<T>(Span<T> sums, int size)
        where T : unmanaged;

    /// <summary>From the state before to the state after.</summary>
    static abstract void Forward<V, T>(CellForward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged;

    /// <summary>From the gradients of the state after to those of all that went in.</summary>
    static abstract void Backward<V, T>(CellBackward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged;
}

/// <summary>What goes into a step and comes out of it, seen from a few units of one sequence.</summary>
/// <remarks>The parts of a row lie H apart.</remarks>
readonly ref struct CellForward<V, T>(
    ref T fromInput,
    ref T inputBias,
    ref T fromState,
    ref T stateBias,
    ref T hidden,
    ref T cell,
    ref T kept,
    ref T nextHidden,
    ref T nextCell,
    nint apart
)
    where V : struct, IReals<V>
    where T : unmanaged
{
    readonly ref T fromInput = ref fromInput;
    readonly ref T inputBias = ref inputBias;
    readonly ref T fromState = ref fromState;
    readonly ref T stateBias = ref stateBias;
    readonly ref T hidden = ref hidden;
    readonly ref T cell = ref cell;
    readonly ref T kept = ref kept;
    readonly ref T nextHidden = ref nextHidden;
    readonly ref T nextCell = ref nextCell;

    /// <summary>A part of W x + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Input(int gate) =>
        V.Load(ref Unsafe.Add(ref fromInput, gate * apart))
        + V.Load(ref Unsafe.Add(ref inputBias, gate * apart));

    /// <summary>A part of U h + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V State(int gate) =>
        V.Load(ref Unsafe.Add(ref fromState, gate * apart))
        + V.Load(ref Unsafe.Add(ref stateBias, gate * apart));

    /// <summary>A gate that went ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Gate(int gate) => V.Load(ref Unsafe.Add(ref kept, gate * apart));

    /// <summary>h</summary>
    public V Hidden
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref hidden);
    }

    /// <summary>c</summary>
    public V Cell
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref cell);
    }

    /// <summary>Keeps a number for the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int place, V number) => number.Store(ref Unsafe.Add(ref kept, place * apart));

    /// <summary>h′</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetHidden(V number) => number.Store(ref nextHidden);

    /// <summary>c′</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetCell(V number) => number.Store(ref nextCell);
}

/// <summary>What goes into the gradient of a step and comes out of it, seen from a few units of one sequence.</summary>
readonly ref struct CellBackward<V, T>(
    ref T kept,
    ref T hidden,
    ref T cell,
    ref T hiddenGradient,
    ref T cellGradient,
    ref T fromInput,
    ref T fromState,
    nint apart
)
    where V : struct, IReals<V>
    where T : unmanaged
{
    readonly ref T kept = ref kept;
    readonly ref T hidden = ref hidden;
    readonly ref T cell = ref cell;
    readonly ref T hiddenGradient = ref hiddenGradient;
    readonly ref T cellGradient = ref cellGradient;
    readonly ref T fromInput = ref fromInput;
    readonly ref T fromState = ref fromState;

    /// <summary>A number that was kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Kept(int place) => V.Load(ref Unsafe.Add(ref kept, place * apart));

    /// <summary>h</summary>
    public V Hidden
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref hidden);
    }

    /// <summary>c</summary>
    public V Cell
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref cell);
    }

    /// <summary>dh′</summary>
    public V HiddenGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref hiddenGradient);
    }

    /// <summary>dc′</summary>
    public V CellGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref cellGradient);
    }

    /// <summary>d(W x + b), which is d(U h + c) as well unless that is set apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetInput(int gate, V number) =>
        number.Store(ref Unsafe.Add(ref fromInput, gate * apart));

    /// <summary>d(U h + c)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetState(int gate, V number) =>
        number.Store(ref Unsafe.Add(ref fromState, gate * apart));

    /// <summary>dh, without what comes through U h + c; in the place of dh′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetHidden(V number) => number.Store(ref hiddenGradient);

    /// <summary>dc; in the place of dc′.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetCell(V number) => number.Store(ref cellGradient);
}

/// <summary>The memory that the steps of one layer in one direction work on; P is the size of the hidden state.</summary>
/// <param name="FromInput">W x, and in backward d(W x + b), (rows, gates · H).</param>
/// <param name="FromState">U h for the sequences at hand, (N, gates · H), and in backward d(U h + c) of all steps.</param>
/// <param name="InputBias">b, (gates · H).</param>
/// <param name="StateBias">c, (gates · H).</param>
/// <param name="Before">h before each step, (rows, P).</param>
/// <param name="CellBefore">c before each step, (rows, H); something else where there is none.</param>
/// <param name="Kept">What the gradient needs, (rows, kept · H), or of the sequences at hand alone.</param>
/// <param name="Hidden">h′, (rows, H), before it is projected.</param>
/// <param name="Cell">c′, (rows, H), and in backward dc′, (N, H); something else where there is none.</param>
sealed record RecurrentMemory(
    Tensor FromInput,
    Tensor FromState,
    Tensor InputBias,
    Tensor StateBias,
    Tensor Before,
    Tensor CellBefore,
    Tensor Kept,
    Tensor Hidden,
    Tensor Cell
);

/// <summary>The way from one state to the next: all that tells RNN, LSTM and GRU apart.</summary>
abstract class RecurrentCell
{
    /// <summary>How many parts W x + b and U h + c have, each of H.</summary>
    public abstract int Gates { get; }

    /// <summary>How many numbers of each unit the gradient needs.</summary>
    public abstract int Kept { get; }

    /// <summary>Whether there is a cell state beside the hidden one.</summary>
    public abstract bool HasCell { get; }

    /// <summary>Whether the gradients of W x + b and U h + c differ, and h has another way to the next state than through U h + c.</summary>
    public abstract bool IsGated { get; }

    /// <summary>Takes sequences one step on.</summary>
    /// <param name="memory">Where all lies.</param>
    /// <param name="row">The row of the first of them in what has all steps.</param>
    /// <param name="first">Its row in what has one step.</param>
    /// <param name="n">How many sequences.</param>
    public abstract void Forward(RecurrentMemory memory, long row, long first, long n);

    /// <summary>Takes their gradients one step back.</summary>
    /// <param name="memory">Where all lies; <see cref="RecurrentMemory.Hidden"/> has h′ where nothing was kept.</param>
    /// <param name="hidden">dh′, (N, H), and then what goes to h beside U h + c.</param>
    /// <param name="row">The row of the first of them in what has all steps.</param>
    /// <param name="first">Its row in what has one step.</param>
    /// <param name="n">How many sequences.</param>
    public abstract void Backward(
        RecurrentMemory memory,
        Tensor hidden,
        long row,
        long first,
        long n
    );
}

/// <inheritdoc />
sealed class RecurrentCell<TCell> : RecurrentCell
    where TCell : struct, IRecurrentCell
{
    public override int Gates => TCell.Gates;

    public override int Kept => TCell.Kept;

    public override bool HasCell => TCell.HasCell;

    public override bool IsGated => TCell.IsGated;

    public override void Forward(RecurrentMemory memory, long row, long first, long n)
    {
        if (memory.Hidden.Dtype == ScalarType.Float32)
            Forward<float>(memory, row, first, n);
        else
            Forward<double>(memory, row, first, n);
    }

    static void Forward<T>(RecurrentMemory memory, long row, long first, long n)
        where T : unmanaged, INumber<T> =>
        Vectors.Run<T, ForwardLoop<T>>(
            new(
                new(memory.FromInput, row),
                new(memory.InputBias, 0),
                new(memory.FromState, first),
                new(memory.StateBias, 0),
                new(memory.Before, row),
                new(memory.CellBefore, row),
                new(memory.Kept, memory.Kept.Shape[0] == memory.Hidden.Shape[0] ? row : first),
                new(memory.Hidden, row),
                new(memory.Cell, row),
                (nint)n,
                (nint)memory.Hidden.Shape[1]
            )
        );

    public override void Backward(
        RecurrentMemory memory,
        Tensor hidden,
        long row,
        long first,
        long n
    )
    {
        if (hidden.Dtype == ScalarType.Float32)
            Backward<float>(memory, hidden, row, first, n);
        else
            Backward<double>(memory, hidden, row, first, n);
    }

    static void Backward<T>(RecurrentMemory memory, Tensor hidden, long row, long first, long n)
        where T : unmanaged =>
        Vectors.Run<T, BackwardLoop<T>>(
            new(
                new(memory.Kept, row),
                new(TCell.Kept == 0 ? memory.Hidden : memory.Before, row),
                new(memory.CellBefore, row),
                new(hidden, first),
                new(memory.Cell, first),
                new(memory.FromInput, row),
                new(memory.FromState, row),
                (nint)n,
                (nint)memory.Hidden.Shape[1]
            )
        );

    readonly struct ForwardLoop<T>(
        CellRows<T> fromInput,
        CellRows<T> inputBias,
        CellRows<T> fromState,
        CellRows<T> stateBias,
        CellRows<T> hidden,
        CellRows<T> cell,
        CellRows<T> kept,
        CellRows<T> nextHidden,
        CellRows<T> nextCell,
        nint n,
        nint size
    ) : ILoop
        where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            for (nint row = 0; row < n; row++)
            {
                if (TCell.Ahead > 0)
                {
                    Sum<V>(row);
                    TCell.Gate(
                        MemoryMarshal.CreateSpan(ref kept[row, 0], (int)size * TCell.Ahead),
                        (int)size
                    );
                }
                nint j = 0;
                for (; j <= size - V.Count; j += V.Count)
                    TCell.Forward(
                        new CellForward<V, T>(
                            ref fromInput[row, j],
                            ref inputBias[0, j],
                            ref fromState[row, j],
                            ref stateBias[0, j],
                            ref hidden[row, j],
                            ref cell[row, j],
                            ref kept[row, j],
                            ref nextHidden[row, j],
                            ref nextCell[row, j],
                            size
                        )
                    );
                if (j < size)
                    Rest<V>(row, j);
            }
        }

        // W x + b + U h + c of all gates.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Sum<V>(nint row)
            where V : struct, IReals<V>
        {
            ref var input = ref fromInput[row, 0];
            ref var biasOfInput = ref inputBias[0, 0];
            ref var state = ref fromState[row, 0];
            ref var biasOfState = ref stateBias[0, 0];
            ref var to = ref kept[row, 0];
            var count = size * TCell.Ahead;
            nint j = 0;
            for (; j <= count - V.Count; j += V.Count)
                (
                    V.Load(ref Unsafe.Add(ref input, j))
                    + V.Load(ref Unsafe.Add(ref biasOfInput, j))
                    + (
                        V.Load(ref Unsafe.Add(ref state, j))
                        + V.Load(ref Unsafe.Add(ref biasOfState, j))
                    )
                ).Store(ref Unsafe.Add(ref to, j));
            for (; j < count; j++)
                Unsafe.Add(ref to, j) =
                    Unsafe.Add(ref input, j)
                    + Unsafe.Add(ref biasOfInput, j)
                    + (Unsafe.Add(ref state, j) + Unsafe.Add(ref biasOfState, j));
        }

        // What is left over goes through whole vectors of its own.
        void Rest<V>(nint row, nint j)
            where V : struct, IReals<V>
        {
            var (gates, count) = (TCell.Gates, (int)(size - j));
            Span<T> input = stackalloc T[gates * V.Count];
            Span<T> biasOfInput = stackalloc T[gates * V.Count];
            Span<T> state = stackalloc T[gates * V.Count];
            Span<T> biasOfState = stackalloc T[gates * V.Count];
            Span<T> h = stackalloc T[V.Count];
            Span<T> c = stackalloc T[V.Count];
            Span<T> keep = stackalloc T[Math.Max(TCell.Kept, 1) * V.Count];
            Span<T> nextH = stackalloc T[V.Count];
            Span<T> nextC = stackalloc T[V.Count];
            Take<V>(ref fromInput[row, j], input, count);
            Take<V>(ref inputBias[0, j], biasOfInput, count);
            Take<V>(ref fromState[row, j], state, count);
            Take<V>(ref stateBias[0, j], biasOfState, count);
            Take<V>(ref hidden[row, j], h, count);
            if (TCell.Ahead > 0)
                Take<V>(ref kept[row, j], keep, count);
            if (TCell.HasCell)
                Take<V>(ref cell[row, j], c, count);
            TCell.Forward(
                new CellForward<V, T>(
                    ref input[0],
                    ref biasOfInput[0],
                    ref state[0],
                    ref biasOfState[0],
                    ref h[0],
                    ref c[0],
                    ref keep[0],
                    ref nextH[0],
                    ref nextC[0],
                    V.Count
                )
            );
            if (TCell.Kept > 0)
                Give<V>(keep, ref kept[row, j], count);
            Give<V>(nextH, ref nextHidden[row, j], count);
            if (TCell.HasCell)
                Give<V>(nextC, ref nextCell[row, j], count);
        }

        void Take<V>(ref T from, Span<T> to, int count)
            where V : struct, IReals<V> =>
            RecurrentCell<TCell>.Take<V, T>(ref from, to, count, size);

        void Give<V>(Span<T> from, ref T to, int count)
            where V : struct, IReals<V> =>
            RecurrentCell<TCell>.Give<V, T>(from, ref to, count, size);
    }

    readonly struct BackwardLoop<T>(
        CellRows<T> kept,
        CellRows<T> hidden,
        CellRows<T> cell,
        CellRows<T> hiddenGradient,
        CellRows<T> cellGradient,
        CellRows<T> fromInput,
        CellRows<T> fromState,
        nint n,
        nint size
    ) : ILoop
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            for (nint row = 0; row < n; row++)
            {
                nint j = 0;
                for (; j <= size - V.Count; j += V.Count)
                    TCell.Backward(
                        new CellBackward<V, T>(
                            ref kept[row, j],
                            ref hidden[row, j],
                            ref cell[row, j],
                            ref hiddenGradient[row, j],
                            ref cellGradient[row, j],
                            ref fromInput[row, j],
                            ref fromState[row, j],
                            size
                        )
                    );
                if (j < size)
                    Rest<V>(row, j);
            }
        }

        void Rest<V>(nint row, nint j)
            where V : struct, IReals<V>
        {
            var count = (int)(size - j);
            Span<T> keep = stackalloc T[Math.Max(TCell.Kept, 1) * V.Count];
            Span<T> h = stackalloc T[V.Count];
            Span<T> c = stackalloc T[V.Count];
            Span<T> dh = stackalloc T[V.Count];
            Span<T> dc = stackalloc T[V.Count];
            Span<T> input = stackalloc T[TCell.Gates * V.Count];
            Span<T> state = stackalloc T[TCell.Gates * V.Count];
            if (TCell.Kept > 0)
                Take<V, T>(ref kept[row, j], keep, count, size);
            Take<V, T>(ref hidden[row, j], h, count, size);
            Take<V, T>(ref hiddenGradient[row, j], dh, count, size);
            if (TCell.HasCell)
            {
                Take<V, T>(ref cell[row, j], c, count, size);
                Take<V, T>(ref cellGradient[row, j], dc, count, size);
            }
            TCell.Backward(
                new CellBackward<V, T>(
                    ref keep[0],
                    ref h[0],
                    ref c[0],
                    ref dh[0],
                    ref dc[0],
                    ref input[0],
                    ref state[0],
                    V.Count
                )
            );
            Give<V, T>(input, ref fromInput[row, j], count, size);
            if (TCell.IsGated)
            {
                Give<V, T>(state, ref fromState[row, j], count, size);
                Give<V, T>(dh, ref hiddenGradient[row, j], count, size);
            }
            if (TCell.HasCell)
                Give<V, T>(dc, ref cellGradient[row, j], count, size);
        }
    }

    // Some units of each part of a row, which lie far apart there, and a vector apart here.
    static void Take<V, T>(ref T from, Span<T> to, int count, nint apart)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        for (var part = 0; part < to.Length / V.Count; part++)
        for (var i = 0; i < count; i++)
            to[part * V.Count + i] = Unsafe.Add(ref from, part * apart + i);
    }

    static void Give<V, T>(Span<T> from, ref T to, int count, nint apart)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        for (var part = 0; part < from.Length / V.Count; part++)
        for (var i = 0; i < count; i++)
            Unsafe.Add(ref to, part * apart + i) = from[part * V.Count + i];
    }

    /// <summary>Rows of a matrix, one for each sequence.</summary>
    /// <param name="matrix">(any, columns), with its columns side by side.</param>
    /// <param name="first">The first of the rows.</param>
    readonly struct CellRows<T>(Tensor matrix, long first)
    {
        readonly T[] memory = (T[])matrix.Storage.Data;
        readonly nint start = (nint)(matrix.Offset + first * matrix.Strides[0]);
        readonly nint stride = (nint)matrix.Strides[0];

        /// <summary>An element.</summary>
        public ref T this[nint row, nint column] =>
            ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(memory),
                start + row * stride + column
            );
    }
}
