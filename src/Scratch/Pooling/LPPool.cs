namespace Diptych.Scratch;

/// <summary>Power-average pooling over a sequence: y = (Σ xᵖ)^(1/p) over each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.LPPool1d</c>. With p = 1 it is the sum, and the larger p, the nearer to the maximum. It is no norm: there is no |x|, so that an
/// odd p has no root where a sum is negative.
/// </remarks>
public sealed class LPPool1d : Module<Tensor, Tensor>
{
    readonly double normType;
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly bool ceilMode;

    /// <summary>Size and step are one number, as there is one dimension.</summary>
    /// <param name="normType">p, any number but 0.</param>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; its sum is made larger as if it were whole.</param>
    public LPPool1d(double normType, Sizes kernelSize, Sizes? stride = null, bool ceilMode = false)
    {
        this.normType = normType;
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, L) or (C, L)</param>
    /// <returns>(N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LpPool1d(input, normType, kernelSize, stride, ceilMode);
}

/// <summary>Power-average pooling over the planes of images: y = (Σ xᵖ)^(1/p) over each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.LPPool2d</c>. With p = 1 it is the sum, and the larger p, the nearer to the maximum. It is no norm: there is no |x|, so that an
/// odd p has no root where a sum is negative.
/// </remarks>
public sealed class LPPool2d : Module<Tensor, Tensor>
{
    readonly double normType;
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly bool ceilMode;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="normType">p, any number but 0.</param>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; its sum is made larger as if it were whole.</param>
    public LPPool2d(double normType, Sizes kernelSize, Sizes? stride = null, bool ceilMode = false)
    {
        this.normType = normType;
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, H, W) or (C, H, W)</param>
    /// <returns>(N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LpPool2d(input, normType, kernelSize, stride, ceilMode);
}

/// <summary>Power-average pooling over volumes: y = (Σ xᵖ)^(1/p) over each window.</summary>
/// <remarks>
/// PyTorch: <c>nn.LPPool3d</c>. With p = 1 it is the sum, and the larger p, the nearer to the maximum. It is no norm: there is no |x|, so that an
/// odd p has no root where a sum is negative.
/// </remarks>
public sealed class LPPool3d : Module<Tensor, Tensor>
{
    readonly double normType;
    readonly Sizes kernelSize;
    readonly Sizes? stride;
    readonly bool ceilMode;

    /// <summary>Sizes and steps are one number for all dimensions or one each.</summary>
    /// <param name="normType">p, any number but 0.</param>
    /// <param name="kernelSize">Elements of a window.</param>
    /// <param name="stride">From one window to the next; <paramref name="kernelSize"/> where null.</param>
    /// <param name="ceilMode">Whether a window that reaches over the end counts; its sum is made larger as if it were whole.</param>
    public LPPool3d(double normType, Sizes kernelSize, Sizes? stride = null, bool ceilMode = false)
    {
        this.normType = normType;
        this.kernelSize = kernelSize;
        this.stride = stride;
        this.ceilMode = ceilMode;
    }

    /// <inheritdoc />
    /// <param name="input">(N, C, D, H, W) or (C, D, H, W)</param>
    /// <returns>(N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public override Tensor Forward(Tensor input) =>
        Functional.LpPool3d(input, normType, kernelSize, stride, ceilMode);
}

public static partial class Functional
{
    /// <summary>(Σ xᵖ)^(1/p) over each window. PyTorch: <c>nn.functional.lp_pool1d</c>; the parameters are those of <see cref="Scratch.LPPool1d"/>.</summary>
    /// <returns>Of (N, C, L) or (C, L): (N, C, L_out) or (C, L_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public static Tensor LpPool1d(
        Tensor input,
        double normType,
        Sizes kernelSize,
        Sizes? stride = null,
        bool ceilMode = false
    ) => LpPool("lp_pool1d", input, 1, normType, kernelSize, stride, ceilMode);

    /// <summary>(Σ xᵖ)^(1/p) over each window. PyTorch: <c>nn.functional.lp_pool2d</c>; the parameters are those of <see cref="Scratch.LPPool2d"/>.</summary>
    /// <returns>Of (N, C, H, W) or (C, H, W): (N, C, H_out, W_out) or (C, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public static Tensor LpPool2d(
        Tensor input,
        double normType,
        Sizes kernelSize,
        Sizes? stride = null,
        bool ceilMode = false
    ) => LpPool("lp_pool2d", input, 2, normType, kernelSize, stride, ceilMode);

    /// <summary>(Σ xᵖ)^(1/p) over each window. PyTorch: <c>nn.functional.lp_pool3d</c>; the parameters are those of <see cref="Scratch.LPPool3d"/>.</summary>
    /// <returns>Of (N, C, D, H, W) or (C, D, H, W): (N, C, D_out, H_out, W_out) or (C, D_out, H_out, W_out)</returns>
    /// <exception cref="ArgumentException">p is 0, the input's rank or size does not fit the window, or it holds no real numbers.</exception>
    public static Tensor LpPool3d(
        Tensor input,
        double normType,
        Sizes kernelSize,
        Sizes? stride = null,
        bool ceilMode = false
    ) => LpPool("lp_pool3d", input, 3, normType, kernelSize, stride, ceilMode);

    static Tensor LpPool(
        string name,
        Tensor input,
        int dimensions,
        double normType,
        Sizes kernelSize,
        Sizes? stride,
        bool ceilMode
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, name, nameof(input));
        if (normType == 0)
            throw new ArgumentException($"{name}(): norm_type must not be 0", nameof(normType));
        if (dimensions == 3)
            CheckKernelFits(input, kernelSize);
        var mean = AvgPool(
            name,
            input.Pow(normType),
            dimensions,
            kernelSize,
            stride,
            padding: null,
            ceilMode,
            countIncludePad: true,
            divisorOverride: null
        );
        mean = new BeforeRootOperation(mean).Apply();
        var elements = Shapes.Count(kernelSize.Each(dimensions, "kernel_size"));
        return (mean * elements).Pow(1 / normType);
    }

    // PyTorch's sign(x) · max(0, |x|), which is x, and +0 for −0. The root is infinitely steep at 0, and no gradient goes
    // through there; by NaN, whose sign is 0, it is multiplied away.
    sealed class BeforeRootOperation(Tensor x) : Operation(x)
    {
        protected override Tensor Forward() =>
            Torch.Where(Save(x).EqualTo(0), Torch.Zeros([], x.Dtype), x.Detach());

        protected override Tensor?[] Backward(Tensor dy) =>
            [
                Torch.Where(
                    x.EqualTo(0),
                    Torch.Zeros([], x.Dtype),
                    Torch.Where(x.IsNaN(), dy * 0, dy)
                ),
            ];
    }
}
