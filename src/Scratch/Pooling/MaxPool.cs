using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>What max pools have in common: y is the largest element of each window.</summary>
/// <remarks>PyTorch: <c>nn.modules.pooling._MaxPoolNd</c>.</remarks>
public abstract class MaxPoolNd : Module<Tensor, Tensor>
{
    /// <summary>A pool has no parameters.</summary>
    private protected MaxPoolNd(bool returnIndices) => ReturnIndices = returnIndices;

    /// <summary>PyTorch's switch: whether it would answer the indices too.</summary>
    /// <remarks>
    /// Here <see cref="Forward"/> answers the tensor alone either way, so that a pool can stand in a row with other modules;
    /// who wants the indices asks for them by <see cref="ForwardWithIndices"/>.
    /// </remarks>
    public bool ReturnIndices { get; }

    /// <inheritdoc />
    public sealed override Tensor Forward(Tensor input) => ForwardWithIndices(input).Output;

    /// <summary>The largest elements and where they stand. PyTorch: <c>forward</c> with <c>return_indices=True</c>.</summary>
    /// <param name="input">What <see cref="Forward"/> takes.</param>
    /// <returns>The output, and for each of its elements the place in the input's plane, counted row by row: int64.</returns>
    public abstract (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input);
}

/// <summary>Max pooling over a sequence: y is the largest element of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.MaxPool1d</c>. Input (N, C, L) or (C, L), output (N, C, L_out) or (C, L_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class MaxPool1d : MaxPoolNd
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly Sizes? dilation;
    readonly bool ceilMode;

    /// <summary>Sizes and steps are one number, as there is one dimension.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many −∞ there are around the input, at most half a window; none where null.</param>
    /// <param name="dilation">From one element of a window to the next; 1 where null.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="MaxPoolNd.ForwardWithIndices"/> does.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    public MaxPool1d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool returnIndices = false,
        bool ceilMode = false
    )
        : base(returnIndices)
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.MaxPool1dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode);
}

/// <summary>Max pooling over the planes of images: y is the largest element of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.MaxPool2d</c>. Input (N, C, H, W) or (C, H, W), output (N, C, H_out, W_out) or (C, H_out, W_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class MaxPool2d : MaxPoolNd
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly Sizes? dilation;
    readonly bool ceilMode;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many −∞ there are around the input, at most half a window; none where null.</param>
    /// <param name="dilation">From one element of a window to the next; 1 where null.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="MaxPoolNd.ForwardWithIndices"/> does.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    public MaxPool2d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool returnIndices = false,
        bool ceilMode = false
    )
        : base(returnIndices)
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.MaxPool2dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode);
}

/// <summary>Max pooling over volumes: y is the largest element of each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.MaxPool3d</c>. Input (N, C, D, H, W) or (C, D, H, W), output (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out);
/// <see cref="Functional.PoolOutputSize"/> tells the sizes. Of equal elements the first is taken, but NaN before all, and of several the last.
/// </remarks>
public sealed class MaxPool3d : MaxPoolNd
{
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly Sizes? padding;
    readonly Sizes? dilation;
    readonly bool ceilMode;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="padding">How many −∞ there are around the input, at most half a window; none where null.</param>
    /// <param name="dilation">From one element of a window to the next; 1 where null.</param>
    /// <param name="returnIndices">Whether PyTorch's forward would answer the indices too; here <see cref="MaxPoolNd.ForwardWithIndices"/> does.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts.</param>
    public MaxPool3d(
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool returnIndices = false,
        bool ceilMode = false
    )
        : base(returnIndices)
    {
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public override (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor input) =>
        Functional.MaxPool3dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode);
}

public static partial class Functional
{
    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.max_pool1d</c>; the parameters are those of <see cref="Scratch.MaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor MaxPool1d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool1dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.max_pool1d_with_indices</c>; the parameters are those of <see cref="Scratch.MaxPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static (Tensor Output, Tensor Indices) MaxPool1dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool("max_pool1d", input, 1, kernelSize, stride, padding, dilation, ceilMode);

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.max_pool2d</c>; the parameters are those of <see cref="Scratch.MaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor MaxPool2d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool2dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.max_pool2d_with_indices</c>; the parameters are those of <see cref="Scratch.MaxPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static (Tensor Output, Tensor Indices) MaxPool2dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool("max_pool2d", input, 2, kernelSize, stride, padding, dilation, ceilMode);

    /// <summary>The largest element of each window. PyTorch: <c>nn.functional.max_pool3d</c>; the parameters are those of <see cref="Scratch.MaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static Tensor MaxPool3d(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool3dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode).Output;

    /// <summary>The largest element of each window, and where it stands in its plane. PyTorch: <c>nn.functional.max_pool3d_with_indices</c>; the parameters are those of <see cref="Scratch.MaxPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out), twice; the indices are int64.</returns>
    /// <exception cref="ArgumentException">The input's rank or size does not fit the window, or an option is out of its range.</exception>
    public static (Tensor Output, Tensor Indices) MaxPool3dWithIndices(
        Tensor input,
        Sizes kernelSize,
        Sizes? stride = null,
        Sizes? padding = null,
        Sizes? dilation = null,
        bool ceilMode = false
    ) => MaxPool("max_pool3d", input, 3, kernelSize, stride, padding, dilation, ceilMode);

    static (Tensor Output, Tensor Indices) MaxPool(
        string name,
        Tensor input,
        int dimensions,
        Sizes kernelSize,
        Sizes? stride,
        Sizes? padding,
        Sizes? dilation,
        bool ceilMode
    )
    {
        var windows = PoolWindows.Sliding(
            name,
            input,
            dimensions,
            kernelSize,
            stride,
            padding,
            dilation,
            ceilMode
        );
        var pool = new MaxPoolOperation(input, windows);
        return (pool.Apply(), pool.Indices!);
    }
}

/// <summary>y = max over a window of x, for each window</summary>
/// <param name="x">(*, one size for each axis)</param>
/// <param name="windows">Where the windows lie in the last dimensions.</param>
class MaxPoolOperation(Tensor x, PoolAxis[] windows) : Operation(x)
{
    /// <summary>Where each y was found in its plane of x; there after Forward.</summary>
    public Tensor? Indices { get; private set; }

    protected override Tensor Forward()
    {
        (var y, Indices) = Pooling.Max(x, windows);
        Save(Indices);
        return y;
    }

    // The largest element alone has influence: dx[index] = Σ dy over the windows that found it there
    protected override Tensor?[] Backward(Tensor dy) =>
        [Pooling.MaxGradient(dy, Indices!, x.Shape, windows.Length)];
}
