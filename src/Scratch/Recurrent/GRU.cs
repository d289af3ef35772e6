using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// Gated recurrent unit: hₜ = n + z · (hₜ₋₁ − n) with gates r, z = σ(W x + b + U h + c) and candidate n = tanh(W x + b + r · (U h + c)).
/// </summary>
/// <remarks>PyTorch: <c>nn.GRU</c>, whose weights hold the three in the order r, z, n. Cho et al. 2014, https://arxiv.org/abs/1406.1078.</remarks>
public sealed class GRU : RNNBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="numLayers">How many layers stand on one another.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="batchFirst">Whether the batch comes before the steps in input and output.</param>
    /// <param name="dropout">The share that is dropped between layers in training.</param>
    /// <param name="bidirectional">Whether a second set of layers reads from the end.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size or the number of layers is not positive, or the share not in [0, 1].</exception>
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
        : base(
            new RecurrentCell<GRUStep>(),
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

/// <summary>One step of <see cref="GRU"/>: h′ = n + z · (h − n).</summary>
/// <remarks>PyTorch: <c>nn.GRUCell</c>.</remarks>
public sealed class GRUCell : RNNCellBase
{
    /// <summary>All weights are drawn from U(−1/√hiddenSize, 1/√hiddenSize).</summary>
    /// <param name="inputSize">I, the features of a step.</param>
    /// <param name="hiddenSize">H, the size of the state.</param>
    /// <param name="bias">Whether b and c are added.</param>
    /// <param name="dtype">The parameters' type; float32 where null.</param>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public GRUCell(long inputSize, long hiddenSize, bool bias = true, ScalarType? dtype = null)
        : base(new RecurrentCell<GRUStep>(), inputSize, hiddenSize, bias, dtype) { }

    /// <param name="input">x, (N, I) or (I)</param>
    /// <param name="hx">h, (N, H) or (H) like the input; 0 where null.</param>
    /// <returns>h′, in the layout of h.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public Tensor Forward(Tensor input, Tensor? hx = null) => Run(input, hx, null).Hidden;
}

/// <summary>h′ = n + z · (h − n), with the gates and the candidate in the parts of W x + b and U h + c.</summary>
readonly struct GRUStep : IRecurrentCell
{
    public static int Gates => 3;

    public static int Kept => 4;

    public static bool HasCell => false;

    public static bool IsGated => true;

    public static int Ahead => 2;

    // r and z
    public static void Gate<T>(Span<T> sums, int size)
        where T : unmanaged => Vectors.Map(default(Kernels.Sigmoid), sums, sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<V, T>(CellForward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        var (r, z) = (at.Gate(0), at.Gate(1));
        var recurrent = at.State(2);
        var n = Transcendental.Tanh(at.Input(2) + r * recurrent);
        at.SetHidden(n + z * (at.Hidden - n));
        at.Keep(2, n);
        at.Keep(3, recurrent);
    }

    //   dn = dh′ · (1 − z) · (1 − n²)      dz = dh′ · (h − n) · z (1 − z)      dr = dn · (U h + c)ₙ · r (1 − r)
    //   d(W x + b) = [dr, dz, dn]          d(U h + c) = [dr, dz, dn · r]       dh = dh′ · z + d(U h + c) U
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<V, T>(CellBackward<V, T> at)
        where V : struct, IReals<V>
        where T : unmanaged
    {
        var (r, z, n, recurrent) = (at.Kept(0), at.Kept(1), at.Kept(2), at.Kept(3));
        var dh = at.HiddenGradient;
        var dn = dh * (1 - z) * Transcendental.TanhSlope(n);
        var dz = dh * (at.Hidden - n) * (z * (1 - z));
        var dr = dn * recurrent * (r * (1 - r));
        at.SetInput(0, dr);
        at.SetInput(1, dz);
        at.SetInput(2, dn);
        at.SetState(0, dr);
        at.SetState(1, dz);
        at.SetState(2, dn * r);
        at.SetHidden(dh * z);
    }
}
