using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Recurrent network after Elman: hₜ = φ(W xₜ + b + U hₜ₋₁ + c), where φ is tanh or ReLU.</summary>
/// <remarks>PyTorch: <c>nn.RNN</c>. Elman 1990, https://doi.org/10.1207/s15516709cog1402_1.</remarks>
public sealed class RNN : RNNBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="numLayers">How many layers stand on one another.</param>
    /// <param name="nonlinearity">φ, "tanh" or "relu".</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="batchFirst">Whether the batch comes before the steps in input and output.</param>
    /// <param name="dropout">The share that is dropped between layers in training.</param>
    /// <param name="bidirectional">Whether a second set of layers reads from the end.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size or the number of layers is not positive, the share not in [0, 1], or the nonlinearity none of the two.</exception>
    public RNN(
        long inputSize,
        long hiddenSize,
        long numLayers = 1,
        string nonlinearity = "tanh",
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        ScalarType? dtype = null
    )
        : base(
            RNNStep.Of(nonlinearity),
            inputSize,
            hiddenSize,
            numLayers,
            bias,
            batchFirst,
            dropout,
            bidirectional,
            dtype
        ) { }

    /// <param name="input">x, (T, N, I), or (N, T, I) with batchFirst, or (T, I) without a batch.</param>
    /// <param name="hx">h₀, (layers · directions, N, H), or without N; 0 where null.</param>
    /// <returns>All states of the last layer, (T, N, H · directions) in the layout of the input, and the last state of each layer and direction, in the layout of h₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit, or there are no steps.</exception>
    public (Tensor Output, Tensor HN) Forward(Tensor input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }

    /// <param name="input">x, with rows of I.</param>
    /// <param name="hx">h₀, (layers · directions, N, H) in the order of the batch before it was packed; 0 where null.</param>
    /// <returns>All states of the last layer, packed like x, and each sequence's last state, in the layout of h₀.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public (PackedSequence Output, Tensor HN) Forward(PackedSequence input, Tensor? hx = null)
    {
        var (output, hN, _) = Run(input, hx, null);
        return (output, hN);
    }
}

/// <summary>One step of <see cref="RNN"/>: h′ = φ(W x + b + U h + c).</summary>
/// <remarks>PyTorch: <c>nn.RNNCell</c>.</remarks>
public sealed class RNNCell : RNNCellBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="nonlinearity">φ, "tanh" or "relu".</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative, or the nonlinearity none of the two.</exception>
    public RNNCell(
        long inputSize,
        long hiddenSize,
        bool bias = true,
        string nonlinearity = "tanh",
        ScalarType? dtype = null
    )
        : base(RNNStep.Of(nonlinearity), inputSize, hiddenSize, bias, dtype) { }

    /// <param name="input">x, (N, I) or (I)</param>
    /// <param name="hx">h, (N, H) or (H) like the input; 0 where null.</param>
    /// <returns>h′, in the layout of h.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public Tensor Forward(Tensor input, Tensor? hx = null) => Run(input, hx, null).Hidden;
}

/// <summary>h′ = φ(W x + b + U h + c)</summary>
/// <typeparam name="TFunction">φ</typeparam>
readonly struct RNNStep<TFunction> : IRecurrentCell
    where TFunction : struct, RNNStep.IFunction
{
    public static int Gates => 1;

    public static int Kept => 0;

    public static bool HasCell => false;

    public static bool IsGated => false;

    public static int Ahead => 0;

    public static void Gate<T>(Span<T> sums, int size)
        where T : unmanaged { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<V, T>(CellForward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged => at.SetHidden(TFunction.Of(at.Input(0) + at.State(0)));

    // The gradient is one of h′ alone: d(W x + b) = d(U h + c) = dh′ · φ′
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<V, T>(CellBackward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged => at.SetInput(0, TFunction.Gradient(at.Hidden, at.HiddenGradient));
}

/// <summary>The nonlinearities of <see cref="RNN"/>.</summary>
static class RNNStep
{
    /// <summary>φ and its gradient.</summary>
    public interface IFunction
    {
        /// <summary>y = φ(x)</summary>
        static abstract V Of<V>(V x)
            where V : struct, IReals<V>;

        /// <summary>dx, given y and dy.</summary>
        static abstract V Gradient<V>(V y, V dy)
            where V : struct, IReals<V>;
    }

    /// <summary>The step with one of the nonlinearities.</summary>
    /// <exception cref="ArgumentException">It has another name.</exception>
    public static RecurrentCell Of(string nonlinearity) =>
        nonlinearity switch
        {
            "tanh" => new RecurrentCell<RNNStep<Tanh>>(),
            "relu" => new RecurrentCell<RNNStep<Relu>>(),
            _ => throw new ArgumentException(
                $"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.",
                nameof(nonlinearity)
            ),
        };

    readonly struct Tanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IReals<V> => Transcendental.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Gradient<V>(V y, V dy)
            where V : struct, IReals<V> => dy * Transcendental.TanhSlope(y);
    }

    readonly struct Relu : IFunction
    {
        // NaN, which is not below 0, passes through.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x)
            where V : struct, IReals<V> => V.AtLeast(x, V.Of(0));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Gradient<V>(V y, V dy)
            where V : struct, IReals<V> =>
            V.Where(V.Less(V.Of(0), y), dy, V.Where(V.Same(y, y), V.Of(0), dy));
    }
}
