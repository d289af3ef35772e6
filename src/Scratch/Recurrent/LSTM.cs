using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// Long short-term memory: a cell that forgets and takes up, cₜ = f · cₜ₋₁ + i · g, and shows a part of itself, hₜ = o · tanh(cₜ),
/// with gates i, f, o = σ(W x + b + U h + c) and the new content g = tanh(W x + b + U h + c).
/// </summary>
/// <remarks>
/// PyTorch: <c>nn.LSTM</c>, whose weights hold the four in the order i, f, g, o. Hochreiter and Schmidhuber 1997,
/// https://doi.org/10.1162/neco.1997.9.8.1735; with a projection, hₜ = R (o · tanh(cₜ)), Sak et al. 2014, https://arxiv.org/abs/1402.1128.
/// </remarks>
public sealed class LSTM : RNNBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the cell state, and of the hidden one without a projection.</param>
    /// <param name="numLayers">How many layers stand on one another.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="batchFirst">Whether the batch comes before the steps in input and output.</param>
    /// <param name="dropout">The share that is dropped between layers in training.</param>
    /// <param name="bidirectional">Whether a second set of layers reads from the end.</param>
    /// <param name="projSize">P, the size of the hidden state after a projection; none, and P = H, where 0.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size or the number of layers is not positive, the share not in [0, 1], or the projection not smaller than H.</exception>
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
            new RecurrentCell<LSTMStep>(),
            inputSize,
            hiddenSize,
            numLayers,
            bias,
            batchFirst,
            dropout,
            bidirectional,
            dtype,
            projSize
        ) { }

    /// <param name="input">x, (T, N, I), or (N, T, I) with batchFirst, or (T, I) without a batch.</param>
    /// <param name="hx">h₀, (layers · directions, N, P), and c₀, (layers · directions, N, H), or both without N; 0 where null.</param>
    /// <returns>All hidden states of the last layer, (T, N, P · directions) in the layout of the input, and the last hidden and cell state of each layer and direction, in the layout of h₀ and c₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit, or there are no steps.</exception>
    public (Tensor Output, (Tensor HN, Tensor CN) Last) Forward(
        Tensor input,
        (Tensor H0, Tensor C0)? hx = null
    )
    {
        var (output, hN, cN) = Run(input, hx?.H0, hx?.C0);
        return (output, (hN, cN!));
    }

    /// <param name="input">x, with rows of I.</param>
    /// <param name="hx">h₀, (layers · directions, N, P), and c₀, (layers · directions, N, H), in the order of the batch before it was packed; 0 where null.</param>
    /// <returns>All hidden states of the last layer, packed like x, and each sequence's last hidden and cell state, in the layout of h₀ and c₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public (PackedSequence Output, (Tensor HN, Tensor CN) Last) Forward(
        PackedSequence input,
        (Tensor H0, Tensor C0)? hx = null
    )
    {
        var (output, hN, cN) = Run(input, hx?.H0, hx?.C0);
        return (output, (hN, cN!));
    }
}

/// <summary>One step of <see cref="LSTM"/>: c′ = f · c + i · g and h′ = o · tanh(c′).</summary>
/// <remarks>PyTorch: <c>nn.LSTMCell</c>.</remarks>
public sealed class LSTMCell : RNNCellBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of both states.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public LSTMCell(long inputSize, long hiddenSize, bool bias = true, ScalarType? dtype = null)
        : base(new RecurrentCell<LSTMStep>(), inputSize, hiddenSize, bias, dtype) { }

    /// <param name="input">x, (N, I) or (I)</param>
    /// <param name="hx">h and c, each (N, H) or (H) like the input; 0 where null.</param>
    /// <returns>h′ and c′, in the layout of h and c.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public (Tensor H, Tensor C) Forward(Tensor input, (Tensor H, Tensor C)? hx = null)
    {
        var (h, c) = Run(input, hx?.H, hx?.C);
        return (h, c!);
    }
}

/// <summary>c′ = f · c + i · g and h′ = o · tanh(c′), with the gates in the parts of W x + b + U h + c.</summary>
readonly struct LSTMStep : IRecurrentCell
{
    public static int Gates => 4;

    public static int Kept => 5;

    public static bool HasCell => true;

    public static bool IsGated => false;

    public static int Ahead => 4;

    // i, f, g and o
    public static void Gate<T>(Span<T> sums, int size)
        where T : unmanaged
    {
        Vectors.Map(default(Kernels.Sigmoid), sums[..(2 * size)], sums[..(2 * size)]);
        Vectors.Map(
            default(Kernels.Tanh),
            sums[(2 * size)..(3 * size)],
            sums[(2 * size)..(3 * size)]
        );
        Vectors.Map(default(Kernels.Sigmoid), sums[(3 * size)..], sums[(3 * size)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<V, T>(CellForward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        var (i, f, g, o) = (at.Gate(0), at.Gate(1), at.Gate(2), at.Gate(3));
        var c = f * at.Cell + i * g;
        var tanhC = Transcendental.Tanh(c);
        at.SetCell(c);
        at.SetHidden(o * tanhC);
        at.Keep(4, tanhC);
    }

    //   dc′ = dc′ + dh′ · o · (1 − tanh²c′)     do = dh′ · tanh(c′) · o (1 − o)     df = dc′ · c · f (1 − f)
    //   dc = dc′ · f                            dg = dc′ · i · (1 − g²)             di = dc′ · g · i (1 − i)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<V, T>(CellBackward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        var (i, f, g, o) = (at.Kept(0), at.Kept(1), at.Kept(2), at.Kept(3));
        var tanhC = at.Kept(4);
        var dh = at.HiddenGradient;
        var dc = at.CellGradient + dh * o * Transcendental.TanhSlope(tanhC);
        at.SetInput(0, dc * g * (i * (1 - i)));
        at.SetInput(1, dc * at.Cell * (f * (1 - f)));
        at.SetInput(2, dc * i * Transcendental.TanhSlope(g));
        at.SetInput(3, dh * tanhC * (o * (1 - o)));
        at.SetCell(dc * f);
    }
}
