using System.Numerics;
using System.Numerics.Tensors;

namespace Diptych.Scratch.Kernels;

/// <summary>Convolutions of one to three dimensions, and their gradients.</summary>
static class Convolution
{
    // From so many channels of the result in a group on, vectors go along the channels, and along the positions below.
    const int Many = 8;

    // Products below which a second thread costs more than it brings.
    const long Worthwhile = 1 << 21;

    /// <summary>y[n, o, i] = b[o] + Σ_c Σ_k w[o, c, k] · x[n, c, i·s + k·d − p].</summary>
    public static Tensor Forward(
        Tensor x,
        Tensor weight,
        Tensor? bias,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        if (x.Shape[0] == 0)
            return Tensor.Allocate(
                x.Dtype,
                [0, weight.Shape[0], .. Array.ConvertAll(axes, axis => axis.Output)]
            );
        (x, weight, bias) = (Flat(x), Flat(weight), bias is null ? null : Flat(bias));
        return weight.Shape[0] / groups >= Many
            ? ConvolutionTiles.Forward(x, weight, bias, axes, groups)
            : ConvolutionRuns.Forward(x, weight, bias, axes, groups);
    }

    /// <summary>dx[n, c, i·s + k·d − p] = b[c] + Σ_o Σ_k w[o, c, k] · dy[n, o, i].</summary>
    /// <remarks>With b it is the transposed convolution of dy.</remarks>
    public static Tensor InputGradient(
        Tensor dy,
        Tensor weight,
        Tensor? bias,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups
    )
    {
        if (Shapes.Count(shape) == 0)
            return Tensor.Allocate(dy.Dtype, shape);
        (dy, weight, bias) = (Flat(dy), Flat(weight), bias is null ? null : Flat(bias));
        // The tiles meet zeros around dy, which do no harm to a finite weight.
        return weight.Shape[1] >= Many && IsFinite(weight)
            ? ConvolutionTiles.InputGradient(dy, weight, bias, shape, axes, groups)
            : ConvolutionRuns.InputGradient(dy, weight, bias, shape, axes, groups);
    }

    /// <summary>dw[o, c, k] = Σ_n Σ_i dy[n, o, i] · x[n, c, i·s + k·d − p], and db[o] = Σ_n Σ_i dy[n, o, i] if it is wanted.</summary>
    /// <remarks>What comes together over the batch is carried in float64.</remarks>
    public static (Tensor Dw, Tensor? Db) WeightGradient(
        Tensor dy,
        Tensor x,
        ReadOnlySpan<long> shape,
        ConvolutionAxis[] axes,
        int groups,
        bool bias
    )
    {
        if (dy.Count == 0)
            return (
                Tensor.Allocate(dy.Dtype, shape),
                bias ? Tensor.Allocate(dy.Dtype, shape[0]) : null
            );
        (dy, x) = (Flat(dy), Flat(x));
        return shape[0] / groups >= Many
            ? ConvolutionTiles.WeightGradient(dy, x, shape, axes, groups, bias)
            : (
                ConvolutionRuns.WeightGradient(dy, x, shape, axes, groups),
                bias ? BiasGradient(dy) : null
            );
    }

    /// <summary>db[o] = Σ_n Σ_i dy[n, o, i].</summary>
    public static Tensor BiasGradient(Tensor dy) =>
        dy.Sum([0, .. Enumerable.Range(2, dy.Rank - 2)]);

    /// <summary>Does pieces that do not depend on one another, on several threads if the products are so many that it pays.</summary>
    public static void Share<TPieces>(long products, int pieces, TPieces work)
        where TPieces : IPieces
    {
        if (products >= Worthwhile)
            Workers.Run(pieces, work);
        else
            for (var piece = 0; piece < pieces; piece++)
                work.Run(piece);
    }

    /// <summary>The elements from the first one of a channel of a sample to its last one.</summary>
    public static Span<T> Channel<T>(Tensor tensor, int sample, int channel)
        where T : unmanaged
    {
        var size = (int)Shapes.Count(tensor.Shape[2..]);
        return tensor.Data<T>().Slice((sample * (int)tensor.Shape[1] + channel) * size, size);
    }

    /// <summary>The elements of one of equal parts of a tensor.</summary>
    public static Memory<T> Of<T>(Tensor tensor, int part, int parts)
        where T : unmanaged
    {
        var size = (int)tensor.Count / parts;
        return ((T[])tensor.Storage.Data).AsMemory((int)tensor.Offset + part * size, size);
    }

    static Tensor Flat(Tensor tensor) => Copy.Contiguous(tensor.Detach());

    /// <summary>Whether all numbers are.</summary>
    public static bool IsFinite<T>(Tensor tensor)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorPrimitives.IsFiniteAll<T>(tensor.Data<T>());

    /// <summary>Whether all numbers are.</summary>
    public static bool IsFinite(Tensor tensor) =>
        tensor.Dtype == ScalarType.Float32 ? IsFinite<float>(tensor) : IsFinite<double>(tensor);
}
