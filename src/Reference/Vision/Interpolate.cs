namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>An input of another size: each element of the output is made of those of the input that lie around its place. PyTorch: <c>nn.functional.interpolate</c>.</summary>
    /// <param name="input">(N, C, L), (N, C, H, W) or (N, C, D, H, W)</param>
    /// <param name="size">The output's sizes without batch and channels: one for all or one each. Either this or <paramref name="scaleFactor"/>.</param>
    /// <param name="scaleFactor">How often the input's sizes they are; fractions of an element are dropped.</param>
    /// <param name="mode">
    /// "nearest" (the element at the place, rounded down), "nearest-exact" (the element whose middle is nearest), "linear" (L), "bilinear" (H, W) or "trilinear"
    /// (D, H, W: between two elements in each dimension), "bicubic" (H, W: between four), or "area" (the mean of all that the element covers).
    /// </param>
    /// <param name="alignCorners">Whether the middles of the outermost elements lie upon each other, instead of their outer edges; for the modes with "linear" and "cubic".</param>
    /// <param name="recomputeScaleFactor">Whether places are computed from the sizes instead of <paramref name="scaleFactor"/>, which differ where fractions were dropped.</param>
    /// <param name="antialias">Whether "bilinear" and "bicubic" look at all that an element covers where the output is smaller.</param>
    /// <returns>(N, C, *size)</returns>
    /// <exception cref="ArgumentException">The input's rank does not fit the mode, it has no elements or no real numbers, or an option does not go with another.</exception>
    public static Tensor Interpolate(
        Tensor input,
        Sizes? size = null,
        Factors? scaleFactor = null,
        string mode = "nearest",
        bool? alignCorners = null,
        bool? recomputeScaleFactor = null,
        bool antialias = false
    )
    {
        var dimensions = input.dim() - 2;
        CheckMode(mode, input.dim(), alignCorners, antialias);
        if (size is null == scaleFactor is null)
            throw new ArgumentException(
                size is null
                    ? "either size or scale_factor should be defined"
                    : "only one of size or scale_factor should be defined",
                nameof(size)
            );
        if (recomputeScaleFactor == true && size is not null)
            throw new ArgumentException(
                "recompute_scale_factor is not meaningful with an explicit size.",
                nameof(recomputeScaleFactor)
            );
        var shape = input.shape;
        var sizes = size?.Each((int)dimensions, "size");
        var factors = scaleFactor?.Each((int)dimensions, "scale_factor");
        // libtorch divides by a size of zero.
        if (mode != "area" && (shape.AsSpan(1..).Contains(0) || sizes?.Contains(0) == true))
            throw new ArgumentException(
                $"Input and output sizes should be greater than 0, but got input [{string.Join(", ", shape)}]",
                nameof(size)
            );
        if (mode == "area" && shape.AsSpan(2..).Contains(0))
            throw new ArgumentException(
                $"Expected input to have non-zero size for non-batch dimensions, but input has sizes [{string.Join(", ", shape)}]",
                nameof(input)
            );
        var lengths =
            sizes?.Select(length => (double)length)
            ?? shape[2..].Zip(factors!, (n, factor) => n * factor);
        if (
            lengths.Aggregate(
                (double)Math.Max(1, shape[0] * shape[1]),
                (all, length) => all * length
            ) > Array.MaxLength
        )
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but the output of input [{string.Join(", ", shape)}] is to have {(size is null ? $"scale_factor={scaleFactor}" : $"size={size}")}",
                size is null ? nameof(scaleFactor) : nameof(size)
            );
#if TORCHSHARP_0_105
        if (mode == "nearest-exact" || antialias)
            return TorchSharp105.Interpolate(
                input,
                sizes,
                factors,
                mode,
                alignCorners ?? false,
                recomputeScaleFactor ?? false
            );
#endif
        return functional.interpolate(
            input,
            sizes,
            factors,
            mode switch
            {
                "nearest" => InterpolationMode.Nearest,
#if !TORCHSHARP_0_105
                "nearest-exact" => InterpolationMode.NearestExact,
#endif
                "area" => InterpolationMode.Area,
                "linear" => InterpolationMode.Linear,
                "bilinear" => InterpolationMode.Bilinear,
                "bicubic" => InterpolationMode.Bicubic,
                _ => InterpolationMode.Trilinear,
            },
            // libtorch warns where it is not told, of "nearest-exact" too, which has no such option.
            mode is "nearest" or "area"
                ? null
                : alignCorners ?? false,
            recomputeScaleFactor ?? false
#if !TORCHSHARP_0_105
            ,
            antialias
#endif
        );
    }

    static void CheckMode(string mode, long rank, bool? alignCorners, bool antialias)
    {
        if (alignCorners is not null && mode is ("nearest" or "nearest-exact" or "area"))
            throw new ArgumentException(
                "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear",
                nameof(alignCorners)
            );
        if (antialias && (rank != 4 || mode is not ("bilinear" or "bicubic")))
            throw new ArgumentException(
                "Anti-alias option is restricted to bilinear and bicubic modes and requires a 4-D tensor as input",
                nameof(antialias)
            );
        var fits = mode switch
        {
            "nearest" or "nearest-exact" or "area" => rank is >= 3 and <= 5,
            "linear" => rank == 3,
            "bilinear" or "bicubic" => rank == 4,
            "trilinear" => rank == 5,
            _ => false,
        };
        if (!fits)
            throw new ArgumentException(
                $"Input Error: Only 3D, 4D and 5D input Tensors supported (got {rank}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got {mode})",
                nameof(mode)
            );
    }
}
