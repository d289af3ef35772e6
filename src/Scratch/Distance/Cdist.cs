namespace Diptych.Scratch;

public static partial class Torch
{
    /// <summary>The distance of every row of one table to every row of another: yᵢⱼ = ‖x₁ᵢ − x₂ⱼ‖. PyTorch: <c>torch.cdist</c>.</summary>
    /// <param name="x1">(*, P, M)</param>
    /// <param name="x2">(*, R, M); the leading sizes broadcast.</param>
    /// <param name="p">The exponent of the norm, from 0 to ∞.</param>
    /// <param name="computeMode">
    /// How p = 2 is computed. "use_mm_for_euclid_dist" takes ‖x₁‖² − 2 x₁·x₂ + ‖x₂‖², which is a fast matrix product and
    /// loses the digits of small distances; "donot_use_mm_for_euclid_dist" takes the differences;
    /// "use_mm_for_euclid_dist_if_necessary" the former from 26 rows on.
    /// </param>
    /// <returns>(*, P, R)</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit, or the mode is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is negative.</exception>
    public static Tensor Cdist(
        Tensor x1,
        Tensor x2,
        double p = 2,
        string computeMode = "use_mm_for_euclid_dist_if_necessary"
    )
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        bool? product = computeMode switch
        {
            "use_mm_for_euclid_dist" => true,
            "donot_use_mm_for_euclid_dist" => false,
            "use_mm_for_euclid_dist_if_necessary" => null,
            _ => throw new ArgumentException(
                $"{computeMode} is not a valid value for compute_mode",
                nameof(computeMode)
            ),
        };
        if (x1.Rank < 2 || x2.Rank < 2)
            throw new ArgumentException(
                $"cdist only supports at least 2D tensors, X1 got: {x1.Rank}D, X2 got: {x2.Rank}D",
                x1.Rank < 2 ? nameof(x1) : nameof(x2)
            );
        Checks.SameDtype(x2, x1, nameof(x2));
        if (x1.Shape[^1] != x2.Shape[^1])
            throw new ArgumentException(
                $"X1 and X2 must have the same number of columns. X1: {x1.Shape[^1]} X2: {x2.Shape[^1]}",
                nameof(x2)
            );
        Checks.Real(x1, "cdist", nameof(x1));
        Checks.Real(x2, "cdist", nameof(x2));
        if (p is not >= 0)
            throw new ArgumentOutOfRangeException(
                nameof(p),
                p,
                "cdist only supports non-negative p values"
            );

        var batch = Shapes.Broadcast(x1.Shape[..^2], x2.Shape[..^2]);
        var a = x1.Expand([.. batch, .. x1.Shape[^2..]]);
        var b = x2.Expand([.. batch, .. x2.Shape[^2..]]);
        if (a.Count == 0 || b.Count == 0)
            // Nothing is apart without numbers to differ in; the way back is there all the same.
            return Zeros([.. batch, x1.Shape[^2], x2.Shape[^2]], x1.Dtype)
                + (a.Sum() + b.Sum()) * 0;
        return p == 2 && (product ?? (x1.Shape[^2] > 25 || x2.Shape[^2] > 25))
            ? new EuclideanProductOperation(a, b).Apply()
            : new CdistOperation(a, b, p).Apply();
    }

    // One row of x₁ at a time beside all of x₂, so that no more than (…, R, M) differences are held.
    sealed class CdistOperation(Tensor x1, Tensor x2, double p) : Operation(x1, x2)
    {
        Tensor? y;

        protected override Tensor Forward()
        {
            var rows = new Tensor[x1.Shape[^2]];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = Distance(Save(x1).Narrow(-2, i, 1) - Save(x2));
            return y = Save(Stack(rows, -2));
        }

        // Where differences are counted, NaN is none: the count is NaN as well, while a norm counts it.
        Tensor Distance(Tensor difference) =>
            p == 0
                ? Norm(difference, p, -1)
                    + Where(difference.IsNaN(), difference, Zeros([], difference.Dtype)).Sum([-1])
                : Norm(difference, p, -1);

        // dx₁ᵢ = Σⱼ dyᵢⱼ · ∇‖x₁ᵢ − x₂ⱼ‖      dx₂ⱼ = −Σᵢ dyᵢⱼ · ∇‖x₁ᵢ − x₂ⱼ‖
        // At p = ∞ each of several largest differences has the whole gradient here, where norm shares it.
        protected override Tensor?[] Backward(Tensor dy)
        {
            var dx1 = new Tensor[x1.Shape[^2]];
            var dx2 = Zeros(x2.Shape, x2.Dtype);
            for (var i = 0; i < dx1.Length; i++)
            {
                // (…, R, M), with (…, R, 1) beside it
                var difference = x1.Narrow(-2, i, 1) - x2;
                var distance = y!.Select(-2, i).Unsqueeze(-1);
                var slope = Slope(difference, distance, dy.Select(-2, i).Unsqueeze(-1));
                dx1[i] = slope.Sum([-2]);
                dx2 -= slope;
            }
            return [Stack(dx1, -2), dx2];
        }

        // dy · ∇‖x‖, but for what PyTorch's cdist does otherwise than its norm: below p = 1 a difference of 0 takes no part,
        // also where the distance is past all numbers; at p = 1 NaN stays; and at p = ∞ nobody knows whether an infinite
        // difference is the largest.
        Tensor Slope(Tensor x, Tensor norm, Tensor dy)
        {
            if (double.IsPositiveInfinity(p))
            {
                var below = norm - x.Abs();
                return Where(below.IsNaN(), below, NormSlope(x, norm, p) * dy);
            }
            if (p == 1)
                return Where(x.IsNaN(), x, NormSlope(x, norm, p) * dy);
            if (p is not (> 0 and < 1))
                return NormSlope(x, norm, p) * dy;
            var sign = Kernels.Elementwise.Apply<Kernels.Sign>(x);
            var slope = sign * x.Abs().Pow(p - 1) * dy / norm.Pow(p - 1);
            return Where(x.EqualTo(0) | norm.EqualTo(0), Zeros([], x.Dtype), slope);
        }
    }

    sealed class EuclideanProductOperation(Tensor x1, Tensor x2) : Operation(x1, x2)
    {
        Tensor? y;

        protected override Tensor Forward()
        {
            var squares1 = (Save(x1) * x1).Sum([-1], keepdim: true);
            var squares2 = (Save(x2) * x2).Sum([-1], keepdim: true);
            var products = x1.MatMul(x2.Transpose(-2, -1));
            var squares = squares1 + squares2.Transpose(-2, -1) - products * 2;
            return y = Save(squares.Clamp(min: 0).Sqrt());
        }

        // With r = dy / y, and 0 where y is 0:  dx₁ = x₁ · Σⱼ r − r x₂      dx₂ = x₂ · Σᵢ r − rᵀ x₁
        protected override Tensor?[] Backward(Tensor dy)
        {
            var ratio = Where(y!.EqualTo(0), Zeros([], y.Dtype), dy / y);
            var turned = ratio.Transpose(-2, -1);
            return
            [
                x1 * ratio.Sum([-1], keepdim: true) - ratio.MatMul(x2),
                x2 * turned.Sum([-1], keepdim: true) - turned.MatMul(x1),
            ];
        }
    }
}
