using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diptych.Scratch.Kernels;

/// <summary>Attention of many heads, dropout(softmax(Q Kᵀ · scale + mask)) V, some queries at a time so that their scores stay in the cache.</summary>
/// <remarks>Heads are shared among threads. The operands may be any views; only the weights of a recorded step are kept.</remarks>
sealed class Attention
{
    // Queries whose scores are worked on together.
    const int Tile = 64;

    readonly Tensor q;
    readonly Tensor k;
    readonly Tensor v;
    readonly Tensor? mask;
    readonly bool isCausal;
    readonly bool blindIsZero;
    readonly double scale;
    readonly double p;
    readonly int heads;
    readonly int length;
    readonly int keys;

    // What is dropped is 0 and all else 1, (heads, L, S).
    Tensor? kept;

    /// <param name="q">Q, (…, L, d)</param>
    /// <param name="k">K, (…, S, d)</param>
    /// <param name="v">V, (…, S, dᵥ)</param>
    /// <param name="mask">Added to the scores; broadcasts to (…, L, S).</param>
    /// <param name="isCausal">Whether query i sees only keys 0 … i.</param>
    /// <param name="scale">What the scores are multiplied with.</param>
    /// <param name="p">The share of weights that is dropped.</param>
    /// <param name="blindIsZero">Whether the weights of a query that may look nowhere are 0, and not NaN.</param>
    public Attention(
        Tensor q,
        Tensor k,
        Tensor v,
        Tensor? mask,
        bool isCausal,
        double scale,
        double p,
        bool blindIsZero
    )
    {
        (this.q, this.k, this.v) = (SideBySide(q), SideBySide(k), SideBySide(v));
        (length, keys) = ((int)q.Shape[^2], (int)k.Shape[^2]);
        heads = (int)Shapes.Count(q.Shape[..^2]);
        Shape = [.. q.Shape[..^1], keys];
        if (mask is not null)
        {
            mask = mask.Detach();
            if (mask.Rank == 0 || mask.Shape[^1] != keys || mask.Strides[^1] != 1)
                mask = Copy.Contiguous(
                    mask.Expand(mask.Rank == 0 ? [keys] : [.. mask.Shape[..^1], keys])
                );
            this.mask = mask.Expand(Shape);
        }
        this.isCausal = isCausal;
        this.scale = scale;
        this.p = p;
        this.blindIsZero = blindIsZero;
    }

    /// <summary>(…, L, S)</summary>
    public long[] Shape { get; }

    /// <summary>The weights before any are dropped; there after a forward pass that keeps them.</summary>
    public Tensor? Weights { get; private set; }

    /// <summary>The weights as they were used.</summary>
    public Tensor? Dropped { get; private set; }

    /// <summary>A gradient of the weights as they were used, contiguous, which the next backward pass takes up.</summary>
    public Tensor? DroppedGradient { get; set; }

    /// <summary>Draws what is dropped, and computes the result.</summary>
    /// <param name="y">Gets the result, (…, L, dᵥ), with its last dimension side by side.</param>
    /// <param name="keeps">Whether the weights are kept.</param>
    public void Forward(Tensor y, bool keeps)
    {
        if (keys == 0)
            Copy.Fill(y, 0);
        if (p > 0 && heads * length * keys > 0)
        {
            kept = p < 1 ? Tensor.AllocateUnset(q.Dtype, Shape) : Torch.Zeros(Shape, q.Dtype);
            if (p < 1)
                Distributions.Bernoulli(kept, 1 - p, null);
        }
        if (keeps)
        {
            Weights = Tensor.AllocateUnset(q.Dtype, Shape);
            Dropped = kept is null ? Weights : Tensor.AllocateUnset(q.Dtype, Shape);
        }
        if (keys == 0)
            return;
        if (q.Dtype == ScalarType.Float32)
            Workers.Run(heads, new ForwardHead<float>(this, y));
        else
            Workers.Run(heads, new ForwardHead<double>(this, y));
    }

    /// <summary>The gradients, given that of the result, <see cref="DroppedGradient"/>, or both.</summary>
    /// <param name="dy">(…, L, dᵥ), with its last dimension side by side.</param>
    /// <param name="dq">Gets dQ.</param>
    /// <param name="dk">Gets dK.</param>
    /// <param name="dv">Gets dV, where there is dy.</param>
    /// <param name="dScores">Gets the gradient of the scaled scores, (…, L, S), if it is wanted.</param>
    public void Backward(Tensor? dy, Tensor dq, Tensor dk, Tensor? dv, Tensor? dScores)
    {
        var dWeights = DroppedGradient;
        DroppedGradient = null;
        if (keys == 0 || length == 0)
        {
            foreach (var gradient in (Tensor?[])[dq, dk, dv])
                if (gradient is not null)
                    Copy.Fill(gradient, 0);
            return;
        }
        if (q.Dtype == ScalarType.Float32)
            Workers.Run(heads, new BackwardHead<float>(this, dy, dWeights, dq, dk, dv, dScores));
        else
            Workers.Run(heads, new BackwardHead<double>(this, dy, dWeights, dq, dk, dv, dScores));
    }

    readonly struct ForwardHead<T>(Attention attention, Tensor y) : IPieces
        where T : unmanaged, INumber<T>
    {
        public void Run(int head)
        {
            var a = attention;
            var (q, k, v) = (Head(a.q, head), Head(a.k, head), Head(a.v, head));
            // The scale goes to K: its product with Q may be finite where that of Q and K alone is not.
            using var kT = Scratch<T>.Transposed(k);
            kT.MultiplyBy(T.CreateTruncating(a.scale));
            using var values = new Scratch<T>(v.Shape[0], v.Shape[1]);
            Copy.Into(v, values.Matrix);
            using var own = new Scratch<T>(a.Weights is null ? Tile : 0, a.keys);
            using var ownDropped = new Scratch<T>(
                a.Dropped is null && a.kept is not null ? Tile : 0,
                a.keys
            );
            var result = Head(y, head);
            for (var i = 0; i < a.length; i += Tile)
            {
                var n = Math.Min(Tile, a.length - i);
                var weights = a.Weights is null
                    ? Rows(own.Matrix, 0, n)
                    : Rows(Head(a.Weights, head), i, n);
                MatrixProduct.Into(Rows(q, i, n), kT.Matrix, weights);
                a.Softmax<T>(weights, head, i);
                var used = weights;
                if (a.kept is not null)
                {
                    used = a.Dropped is null
                        ? Rows(ownDropped.Matrix, 0, n)
                        : Rows(Head(a.Dropped, head), i, n);
                    a.Drop<T>(weights, Rows(Head(a.kept, head), i, n), used);
                }
                MatrixProduct.Into(used, values.Matrix, Rows(result, i, n));
            }
        }
    }

    // With P' the weights that were used: dV = P'ᵀ dY      dP' = dY Vᵀ + what came for P' itself
    // With S the scores: dS = P · (dP − Σ dP · P)      dQ = dS K · scale      dK = dSᵀ Q · scale
    readonly struct BackwardHead<T>(
        Attention attention,
        Tensor? dy,
        Tensor? dWeights,
        Tensor dq,
        Tensor dk,
        Tensor? dv,
        Tensor? dScores
    ) : IPieces
        where T : unmanaged, INumber<T>
    {
        public void Run(int head)
        {
            var a = attention;
            var (q, k, v) = (Head(a.q, head), Head(a.k, head), Head(a.v, head));
            var (d, broad) = (q.Shape[1], Math.Max(q.Shape[1], v.Shape[1]));
            using var vT = dy is null ? new Scratch<T>(0, 0) : Scratch<T>.Transposed(v);
            using var keys = new Scratch<T>(a.keys, d);
            Copy.Into(k, keys.Matrix);
            using var slopes = new Scratch<T>(Tile, a.keys);
            using var turned = new Scratch<T>(a.keys, Tile);
            using var keySums = new Scratch<T>(a.keys, d);
            using var valueSums = new Scratch<T>(a.keys, v.Shape[1]);
            using var part = new Scratch<T>(a.keys, broad);
            for (var i = 0; i < a.length; i += Tile)
            {
                var n = Math.Min(Tile, a.length - i);
                var weights = Rows(Head(a.Weights!, head), i, n);
                var slope = Rows(slopes.Matrix, 0, n);
                if (dy is not null)
                {
                    var above = Rows(Head(dy, head), i, n);
                    Turn(Rows(Head(a.Dropped!, head), i, n), turned);
                    Accumulate(turned.Columns(n), above, valueSums.Matrix, part, i);
                    MatrixProduct.Into(above, vT.Matrix, slope);
                    if (dWeights is not null)
                        Add(Rows(Head(dWeights, head), i, n), slope);
                }
                else
                    Copy.Into(Rows(Head(dWeights!, head), i, n), slope);
                var kept = a.kept is null ? null : Rows(Head(a.kept, head), i, n);
                a.Unsoftmax<T>(weights, kept, slope, dScores is null ? a.scale : 1);
                if (dScores is not null)
                {
                    Copy.Into(slope, Rows(Head(dScores, head), i, n));
                    var numbers = slope.Data<T>();
                    TensorPrimitives.Multiply(numbers, T.CreateTruncating(a.scale), numbers);
                }
                MatrixProduct.Into(slope, keys.Matrix, Rows(Head(dq, head), i, n));
                Turn(slope, turned);
                Accumulate(turned.Columns(n), Rows(q, i, n), keySums.Matrix, part, i);
            }
            Copy.Into(keySums.Matrix, Head(dk, head));
            if (dv is not null)
                Copy.Into(valueSums.Matrix, Head(dv, head));
        }

        // sums ← sums + a b, of which the first is the beginning.
        static void Accumulate(Tensor a, Tensor b, Tensor sums, Scratch<T> part, int i)
        {
            if (i == 0)
            {
                MatrixProduct.Into(a, b, sums);
                return;
            }
            var product = part.Of(sums.Shape[0], sums.Shape[1]);
            MatrixProduct.Into(a, b, product);
            Add(product, sums);
        }

        static void Add(Tensor numbers, Tensor to)
        {
            var sums = to.Data<T>();
            TensorPrimitives.Add(sums, numbers.Data<T>(), sums);
        }

        static void Turn(Tensor rows, Scratch<T> to) =>
            Transpose.Run(
                ref First<T>(rows),
                (nint)rows.Strides[0],
                ref First<T>(to.Matrix),
                (nint)to.Matrix.Strides[0],
                (int)rows.Shape[0],
                (int)rows.Shape[1]
            );
    }

    // Scaled scores of some queries of a head become weights.
    void Softmax<T>(Tensor scores, int head, int first)
        where T : unmanaged
    {
        var rows = (int)scores.Shape[0];
        var added = mask is null ? null : Rows(Head(mask, head), first, rows);
        for (var i = 0; i < rows; i++)
        {
            var row = Row<T>(scores, i, keys);
            var visible = isCausal ? Math.Min(first + i + 1, keys) : keys;
            Vectors.Run<T, SoftmaxLoop<T>>(
                new(row[..visible], added is null ? [] : Row<T>(added, i, keys), blindIsZero)
            );
            row[visible..].Clear();
        }
    }

    // weights · kept / (1 − p)
    void Drop<T>(Tensor weights, Tensor kept, Tensor to)
        where T : unmanaged, INumber<T>
    {
        var numbers = to.Data<T>();
        TensorPrimitives.Multiply(weights.Data<T>(), kept.Data<T>(), numbers);
        TensorPrimitives.Multiply(numbers, Larger<T>(), numbers);
    }

    // What is kept is made larger by this factor.
    T Larger<T>()
        where T : INumber<T> => p < 1 ? T.One / T.CreateTruncating(1 - p) : T.Zero;

    // Gradients of weights that were used become those of scores, times a factor.
    void Unsoftmax<T>(Tensor weights, Tensor? kept, Tensor slopes, double factor)
        where T : unmanaged, INumber<T>
    {
        if (kept is not null)
            Drop<T>(slopes, kept, slopes);
        for (var i = 0; i < slopes.Shape[0]; i++)
            Vectors.Run<T, UnsoftmaxLoop<T>>(
                new(Row<T>(weights, i, keys), Row<T>(slopes, i, keys), factor)
            );
    }

    /// <summary>x ← softmax(x + mask)</summary>
    readonly ref struct SoftmaxLoop<T>(Span<T> x, ReadOnlySpan<T> mask, bool blindIsZero) : ILoop
        where T : unmanaged
    {
        readonly Span<T> x = x;
        readonly ReadOnlySpan<T> mask = mask;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            ref var to = ref MemoryMarshal.GetReference(x);
            ref var added = ref MemoryMarshal.GetReference(mask);
            var (whole, rest) = (x.Length - x.Length % V.Count, x.Length % V.Count);
            var lowest = V.Of(double.NegativeInfinity);
            var isMasked = !mask.IsEmpty;
            ref var tail = ref Unsafe.Add(ref to, whole);

            var largest = lowest;
            for (nint i = 0; i < whole; i += V.Count)
            {
                var score = V.Load(ref Unsafe.Add(ref to, i));
                if (isMasked)
                {
                    score += V.Load(ref Unsafe.Add(ref added, i));
                    score.Store(ref Unsafe.Add(ref to, i));
                }
                largest = V.AtLeast(score, largest);
            }
            if (rest > 0)
            {
                var score = LoadSome(ref tail, rest, lowest);
                if (isMasked)
                    score += LoadSome(ref Unsafe.Add(ref added, whole), rest, lowest);
                StoreSome(score, ref tail, rest);
                largest = V.AtLeast(LoadSome(ref tail, rest, lowest), largest);
            }

            var max = V.Largest(largest);
            if (blindIsZero && double.IsNegativeInfinity(max) && !HasNaN<V>())
            {
                x.Clear();
                return;
            }
            var top = V.Of(max);
            var sum = V.Of(0);
            for (nint i = 0; i < whole; i += V.Count)
            {
                var power = Transcendental.Exp(V.Load(ref Unsafe.Add(ref to, i)) - top);
                power.Store(ref Unsafe.Add(ref to, i));
                sum += power;
            }
            if (rest > 0)
            {
                var power = ExpOf(LoadSome(ref tail, rest, lowest) - top);
                StoreSome(power, ref tail, rest);
                sum += power;
            }

            var share = V.Of(1 / V.Sum(sum));
            for (nint i = 0; i < whole; i += V.Count)
                (V.Load(ref Unsafe.Add(ref to, i)) * share).Store(ref Unsafe.Add(ref to, i));
            if (rest > 0)
                StoreSome(LoadSome(ref tail, rest, lowest) * share, ref tail, rest);
        }

        // The largest of scores passes NaN by; among −∞ it shows in their sum.
        bool HasNaN<V>()
            where V : struct, IReals<V>
        {
            var sum = V.Of(0);
            nint i = 0;
            for (; i <= x.Length - V.Count; i += V.Count)
                sum += V.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i));
            if (i < x.Length)
                sum += LoadSome(
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(x), i),
                    x.Length % V.Count,
                    V.Of(0)
                );
            return double.IsNaN(V.Sum(sum));
        }

        // Not merged into the loop a second time.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static V ExpOf<V>(V x)
            where V : struct, IReals<V> => Transcendental.Exp(x);
    }

    /// <summary>slope ← weight · (slope − Σ slope · weight) · factor</summary>
    readonly ref struct UnsoftmaxLoop<T>(ReadOnlySpan<T> weights, Span<T> slopes, double factor)
        : ILoop
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> weights = weights;
        readonly Span<T> slopes = slopes;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<V>()
            where V : struct, IReals<V>
        {
            ref var p = ref MemoryMarshal.GetReference(weights);
            ref var to = ref MemoryMarshal.GetReference(slopes);
            var (whole, rest) = (slopes.Length - slopes.Length % V.Count, slopes.Length % V.Count);
            ref var weightTail = ref Unsafe.Add(ref p, whole);
            ref var tail = ref Unsafe.Add(ref to, whole);
            var zero = V.Of(0);

            var sum = zero;
            for (nint i = 0; i < whole; i += V.Count)
                sum = V.MultiplyAdd(
                    V.Load(ref Unsafe.Add(ref to, i)),
                    V.Load(ref Unsafe.Add(ref p, i)),
                    sum
                );
            if (rest > 0)
                sum = V.MultiplyAdd(
                    LoadSome(ref tail, rest, zero),
                    LoadSome(ref weightTail, rest, zero),
                    sum
                );

            var (mean, scale) = (V.Of(V.Sum(sum)), V.Of(factor));
            for (nint i = 0; i < whole; i += V.Count)
                (
                    V.Load(ref Unsafe.Add(ref p, i))
                    * (V.Load(ref Unsafe.Add(ref to, i)) - mean)
                    * scale
                ).Store(ref Unsafe.Add(ref to, i));
            if (rest > 0)
                StoreSome(
                    LoadSome(ref weightTail, rest, zero)
                        * (LoadSome(ref tail, rest, zero) - mean)
                        * scale,
                    ref tail,
                    rest
                );
        }
    }

    // Fewer numbers than a vector has, the others filled up.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static V LoadSome<V, T>(ref T from, int count, V others)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        Span<T> rest = stackalloc T[V.Count];
        others.Store(ref rest[0]);
        MemoryMarshal.CreateReadOnlySpan(ref from, count).CopyTo(rest);
        return V.Load(ref rest[0]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void StoreSome<V, T>(V numbers, ref T to, int count)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        Span<T> rest = stackalloc T[V.Count];
        numbers.Store(ref rest[0]);
        rest[..count].CopyTo(MemoryMarshal.CreateSpan(ref to, count));
    }

    static Tensor SideBySide(Tensor x) => x.Strides[^1] == 1 ? x : Copy.Contiguous(x);

    // The matrix of one head, (rows, columns), wherever it lies.
    static Tensor Head(Tensor x, long head)
    {
        var offset = x.Offset;
        for (var d = x.Rank - 3; d >= 0; d--)
        {
            offset += head % x.Shape[d] * x.Strides[d];
            head /= x.Shape[d];
        }
        return x.View([x.Shape[^2], x.Shape[^1]], [x.Strides[^2], x.Strides[^1]], offset);
    }

    static Tensor Rows(Tensor matrix, long first, long n) =>
        matrix.View(
            [n, matrix.Shape[1]],
            [matrix.Strides[0], matrix.Strides[1]],
            matrix.Offset + first * matrix.Strides[0]
        );

    static Span<T> Row<T>(Tensor matrix, int row, int columns)
        where T : unmanaged =>
        ((T[])matrix.Storage.Data).AsSpan((int)(matrix.Offset + row * matrix.Strides[0]), columns);

    static ref T First<T>(Tensor matrix) =>
        ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference((T[])matrix.Storage.Data),
            (nint)matrix.Offset
        );

    /// <summary>A matrix for the time of one head's work.</summary>
    readonly ref struct Scratch<T>
        where T : unmanaged, INumber<T>
    {
        readonly T[] memory;

        public Scratch(long rows, long columns, long step = 0)
        {
            step = Math.Max(step, columns);
            memory = ArrayPool<T>.Shared.Rent((int)Math.Max(rows * step, 1));
            Matrix = new Tensor(
                new Storage(memory),
                ScalarTypes.Of<T>(),
                [rows, columns],
                [step, 1],
                0
            );
        }

        public Tensor Matrix { get; }

        /// <summary>A matrix with rows and columns exchanged. Its rows do not all fall into the same few places of the cache.</summary>
        public static Scratch<T> Transposed(Tensor matrix)
        {
            var (rows, columns) = (matrix.Shape[0], matrix.Shape[1]);
            var turned = new Scratch<T>(columns, rows, rows + 16);
            if (matrix.Count > 0)
                Transpose.Run(
                    ref First<T>(matrix),
                    (nint)matrix.Strides[0],
                    ref turned.memory[0],
                    (nint)turned.Matrix.Strides[0],
                    (int)rows,
                    (int)columns
                );
            return turned;
        }

        /// <summary>Multiplies all of it.</summary>
        public void MultiplyBy(T factor)
        {
            for (var row = 0; row < Matrix.Shape[0]; row++)
            {
                var numbers = Row<T>(Matrix, row, (int)Matrix.Shape[1]);
                TensorPrimitives.Multiply(numbers, factor, numbers);
            }
        }

        /// <summary>The first columns.</summary>
        public Tensor Columns(long n) =>
            Matrix.View([Matrix.Shape[0], n], [Matrix.Strides[0], 1], 0);

        /// <summary>Another matrix, not larger, in the same memory.</summary>
        public Tensor Of(long rows, long columns) => Matrix.View([rows, columns], [columns, 1], 0);

        public void Dispose() => ArrayPool<T>.Shared.Return(memory);
    }
}
