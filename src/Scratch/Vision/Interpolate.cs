using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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
        ArgumentNullException.ThrowIfNull(input);
        var dimensions = input.Rank - 2;
        CheckMode(mode, input.Rank, alignCorners, antialias);
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
        Checks.Real(input, "interpolate", nameof(input));
        var shape = input.Shape[2..].ToArray();
        var factors = scaleFactor?.Each(dimensions, "scale_factor");
        var sizes =
            size?.Each(dimensions, "size")
            ?? [.. shape.Select((length, d) => (long)(length * factors![d]))];
        if (mode == "area")
            return AdaptiveAvgPool(
                $"adaptive_avg_pool{dimensions}d",
                input,
                dimensions,
                new OutputSizes([.. sizes.Select(length => (long?)length)])
            );
        if (Array.Exists([.. shape, .. sizes], length => length <= 0))
            throw new ArgumentException(
                $"Input and output sizes should be greater than 0, but got input {Shapes.Text(shape)} and output {Shapes.Text(sizes)}",
                nameof(size)
            );
        if (
            sizes.Aggregate(
                (Int128)Math.Max(1, input.Shape[0] * input.Shape[1]),
                (all, length) => all * length
            ) > Array.MaxLength
        )
            throw new ArgumentException(
                $"at most {Array.MaxLength} elements fit, but the output is to have the sizes {Shapes.Text(sizes)} of input {input.ShapeText}",
                nameof(size)
            );
        if (input.Shape[1] == 0)
            throw new ArgumentException(
                $"Non-empty {input.Rank}D data tensor expected but got a tensor with sizes {input.ShapeText}",
                nameof(input)
            );
        if (recomputeScaleFactor == true)
            factors = null;

        var grids = new InterpolationGrid[dimensions];
        for (var d = 0; d < dimensions; d++)
            grids[d] = new(input.Dtype, shape[d], sizes[d], alignCorners ?? false, factors?[d]);
        var same = shape.AsSpan().SequenceEqual(sizes);
        ResampleAxis?[] forward,
            back;
        switch (mode)
        {
            case "nearest" or "nearest-exact":
                // Small images go through another function of PyTorch's than sequences, volumes and large ones.
                var (exact, small) = (mode != "nearest", dimensions == 2 && sizes.Sum() <= 128);
                back = [.. grids.Select(grid => grid.Nearest(exact))];
                forward = small ? back : [.. grids.Select(grid => grid.NearestInPrecision(exact))];
                break;
            case "bicubic" when antialias:
                back = [.. grids.Select(grid => grid.Covered(4, InterpolationGrid.KeysCubic))];
                forward = [.. back.Zip(grids, (axis, grid) => grid.IsSame ? null : axis)];
                break;
            case "bilinear" when antialias:
                back = [.. grids.Select(grid => grid.Covered(2, InterpolationGrid.Triangle))];
                forward = [.. back.Zip(grids, (axis, grid) => grid.IsSame ? null : axis)];
                break;
            case "bicubic":
                forward = [.. grids.Select(grid => grid.Cubic())];
                back = same ? new ResampleAxis?[dimensions] : forward;
                break;
            default:
                back = forward = [.. grids.Select(grid => grid.Linear())];
                break;
        }
        return new ResampleOperation(input, forward, back).Apply();
    }

    static void CheckMode(string mode, int rank, bool? alignCorners, bool antialias)
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

    /// <summary>y = Σ w · x over the places around each y, dimension by dimension</summary>
    /// <param name="x">(N, C, *)</param>
    /// <param name="forward">The weights for each dimension of *; null where it stays as it is.</param>
    /// <param name="back">Those that the gradient goes back by. PyTorch's are others where sizes are equal and a factor is given, and in corners of "nearest".</param>
    sealed class ResampleOperation(Tensor x, ResampleAxis?[] forward, ResampleAxis?[] back)
        : Operation(x)
    {
        protected override Tensor Forward()
        {
            var y = x;
            for (var d = forward.Length - 1; d >= 0; d--)
                if (forward[d] is { } axis)
                    y = Resampling.Apply(y, d + 2, axis);
            return ReferenceEquals(y, x) ? x.Clone() : y;
        }

        // dx = Σ w · dy over the y that x is part of
        protected override Tensor?[] Backward(Tensor dy)
        {
            var dx = dy;
            for (var d = 0; d < back.Length; d++)
                if (back[d] is { } axis)
                    dx = Resampling.Return(dx, d + 2, axis, x.Shape[d + 2]);
            return [dx];
        }
    }
}

/// <summary>Where the elements of an output's dimension lie among those of the input.</summary>
/// <remarks>Places are computed in the precision of the input, as in PyTorch: one more bit may move a place over a border.</remarks>
/// <param name="dtype">The input's type.</param>
/// <param name="size">How many elements the input has.</param>
/// <param name="outputSize">How many the output has.</param>
/// <param name="alignCorners">Whether the first and last elements of both lie upon each other.</param>
/// <param name="factor">What the output's size was computed with, or null.</param>
sealed class InterpolationGrid(
    ScalarType dtype,
    long size,
    long outputSize,
    bool alignCorners,
    double? factor
)
{
    /// <summary>Whether the sizes are equal.</summary>
    public bool IsSame => size == outputSize;

    // The input's elements from one element of the output to the next.
    double Step =>
        alignCorners
            ? outputSize > 1
                ? Round((double)(size - 1) / (outputSize - 1))
                : 0
            : Round(1 / factor ?? (double)size / outputSize);

    /// <summary>The element that lies at the place, as gradients of "nearest" see it: in float32 for either type, and without a factor for once and twice the size.</summary>
    /// <param name="exact">Whether the middle of the output's element counts and not its beginning.</param>
    public ResampleAxis Nearest(bool exact)
    {
        var step = (float)(1 / factor ?? (float)size / outputSize);
        var axis = new ResampleAxis();
        for (var i = 0; i < outputSize; i++)
            axis.Add((Place(i), 1));
        return axis;

        long Place(int i) =>
            exact ? Math.Min((long)Floor((i + 0.5) * step), size - 1)
            : outputSize == size ? i
            : outputSize == 2 * size ? i / 2
            : Math.Min((long)Floor(i * step), size - 1);
    }

    /// <summary>The element that lies at the place, in the input's precision.</summary>
    /// <param name="exact">Whether the middle of the output's element counts and not its beginning.</param>
    public ResampleAxis NearestInPrecision(bool exact)
    {
        var axis = new ResampleAxis();
        for (var i = 0; i < outputSize; i++)
        {
            var place = exact ? Math.Max(Middle(i), 0) + 0.5 : Round(Step * i);
            axis.Add((Math.Min((long)Floor(place), size - 1), 1));
        }
        return axis;
    }

    /// <summary>The two elements around the place, each the more the nearer it is.</summary>
    public ResampleAxis Linear()
    {
        var axis = new ResampleAxis();
        for (long i = 0; i < outputSize; i++)
        {
            var (place, part) = IsSame ? (i, 0) : Split(Math.Max(Middle(i), 0));
            axis.Add((place, 1 - part), (IsSame ? place : Math.Min(place + 1, size - 1), part));
        }
        return axis;
    }

    /// <summary>The four elements around the place, by Keys' cubic with a = −0.75; beyond the border its element goes on. Keys 1981, <see href="https://doi.org/10.1109/TASSP.1981.1163711"/>.</summary>
    public ResampleAxis Cubic()
    {
        var axis = new ResampleAxis();
        for (var i = 0; i < outputSize; i++)
        {
            var (place, part) = Split(Middle(i));
            var terms = new (long, double)[4];
            for (var j = 0; j < 4; j++)
                terms[j] = (Math.Clamp(place + j - 1, 0, size - 1), Keys(part + 1 - j, -0.75));
            axis.Add(terms);
        }
        return axis;
    }

    /// <summary>All elements that the output's element covers, weighed by a filter that is drawn out to its width; the weights sum to one.</summary>
    /// <param name="width">How many elements the filter covers at its own size.</param>
    /// <param name="filter">A weight for each distance.</param>
    public ResampleAxis Covered(int width, Func<double, double> filter)
    {
        var axis = new ResampleAxis();
        var (support, shrink) =
            Step >= 1 ? (Round(width * 0.5 * Step), Round(1 / Step)) : (width * 0.5, 1);
        for (var i = 0; i < outputSize; i++)
        {
            var middle = Round(Step * (i + 0.5));
            var first = Math.Max((long)(Round(middle - support) + 0.5), 0);
            var count = Math.Min((long)(Round(middle + support) + 0.5), size) - first;
            count = Math.Clamp(count, 0, (long)Math.Ceiling(support) * 2 + 1);
            var terms = new (long Place, double Weight)[count];
            for (var j = 0; j < count; j++)
            {
                var distance = Round((Round(j + first - middle) + 0.5) * shrink);
                terms[j] = (first + j, filter(distance));
            }
            var total = terms.Sum(term => term.Weight);
            axis.Add(Array.ConvertAll(terms, term => (term.Place, term.Weight / total)));
        }
        return axis;
    }

    /// <summary>1 − |x|, and 0 from 1 on.</summary>
    public static double Triangle(double x) => Math.Max(1 - Math.Abs(x), 0);

    /// <summary>Keys' cubic with a = −0.5, as image libraries have it where they shrink.</summary>
    public static double KeysCubic(double x) => Keys(x, -0.5);

    static double Keys(double x, double a)
    {
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((a + 2) * x - (a + 3)) * x * x + 1,
            < 2 => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a,
            _ => 0,
        };
    }

    // The middle of the output's element i, where the input's are at whole numbers; rounded once, as in PyTorch.
    double Middle(long i) =>
        Round(alignCorners ? Step * i : Math.FusedMultiplyAdd(Step, i + 0.5, -0.5));

    // The element before the place, and how far it is beyond it.
    (long Place, double Part) Split(double place)
    {
        var before = Math.Min((long)Floor(place), size - 1);
        return (before, Math.Clamp(Round(place - before), 0, 1));
    }

    double Round(double x) => dtype == ScalarType.Float32 ? (float)x : x;

    // PyTorch rounds down in float32 whatever the type.
    static double Floor(double x) => MathF.Floor((float)x);
}
