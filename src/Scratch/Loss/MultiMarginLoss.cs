using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Margins between the true class y and all others i: w_y Σ max(0, m − x_y + x_i)ᵖ / C.</summary>
/// <remarks>PyTorch: <c>nn.MultiMarginLoss</c>. Weston and Watkins 1999, https://www.esann.org/sites/default/files/proceedings/legacy/es1999-461.pdf.</remarks>
public sealed class MultiMarginLoss : Module
{
    readonly long p;
    readonly double margin;
    readonly string reduction;

    /// <summary>Chooses the margin.</summary>
    /// <param name="p">The exponent, 1 or 2.</param>
    /// <param name="margin">m, by how much the true class must be above each other.</param>
    /// <param name="weight">w, (C), or null for 1.</param>
    /// <param name="reduction">"mean" over the samples, whatever they weigh, "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these, p is neither 1 nor 2, or the weight is no vector.</exception>
    public MultiMarginLoss(
        long p = 1,
        double margin = 1,
        Tensor? weight = null,
        string reduction = "mean"
    )
    {
        this.p = Functional.CheckMarginExponent(p, weight);
        this.margin = margin;
        this.reduction = Checks.Reduction(reduction);
        Weight = weight;
        RegisterBuffer("weight", weight);
    }

    /// <summary>w, (C), or null.</summary>
    public Tensor? Weight { get; }

    /// <param name="input">Scores x: (N, C) or (C).</param>
    /// <param name="target">Class numbers y, int64: (N), or () for a single sample.</param>
    /// <returns>0-d, or the shape of the class numbers where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C).</exception>
    public Tensor Forward(Tensor input, Tensor target) =>
        Functional.MultiMarginLoss(input, target, p, margin, Weight, reduction);
}

public static partial class Functional
{
    /// <summary>w_y Σ max(0, m − x_y + x_i)ᵖ / C. PyTorch: <c>nn.functional.multi_margin_loss</c>; the parameters are those of <see cref="MultiMarginLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes or types do not fit, the reduction is unknown, or p is neither 1 nor 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not in [0, C).</exception>
    public static Tensor MultiMarginLoss(
        Tensor input,
        Tensor target,
        long p = 1,
        double margin = 1,
        Tensor? weight = null,
        string reduction = "mean"
    )
    {
        CheckScores("multi_margin_loss", input, target, reduction);
        CheckMarginExponent(p, weight);
        Checks.NoGradient(weight, "multi_margin_loss", nameof(weight));
        var (samples, classes) = Scores(input);
        if (target.Rank > 1 || target.Count != samples)
            throw new ArgumentException(
                $"inconsistent target size, expected {samples} but got {target.ShapeText}",
                nameof(target)
            );
        if (weight is not null)
        {
            Checks.SameDtype(weight, input, nameof(weight));
            if (weight.Count != classes)
                throw new ArgumentException(
                    $"inconsistent weight size, expected {classes} but got {weight.ShapeText}",
                    nameof(weight)
                );
        }
        var numbers = target.ToArray<long>();
        foreach (var number in numbers)
            if (number < 0 || number >= classes)
                throw new ArgumentOutOfRangeException(
                    nameof(target),
                    number,
                    $"target {number} out of range for {classes} classes"
                );
        var chosen = Array.ConvertAll(numbers, number => new[] { number });
        var losses = new MarginOperation(input, chosen, margin, p).Apply();
        if (weight is not null)
            // An infinite weight leaves a loss of 0 alone.
            losses = Torch.Where(
                losses.EqualTo(0),
                losses,
                losses * weight.Gather(0, target.Reshape([-1]))
            );
        return Reduce(losses.Reshape(target.Shape), reduction);
    }

    internal static long CheckMarginExponent(long p, Tensor? weight)
    {
        if (p is not (1 or 2))
            throw new ArgumentException($"only p == 1 and p == 2 supported, not {p}", nameof(p));
        if (weight is { Rank: not 1 })
            throw new ArgumentException(
                $"weight must be one-dimensional, got {weight.ShapeText}",
                nameof(weight)
            );
        return p;
    }

    static void CheckScores(string function, Tensor input, Tensor target, string reduction)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Checks.Reduction(reduction);
        Checks.Real(input, function, nameof(input));
        if (target.Dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"expected target to have scalar type torch.int64 but found {target.Dtype.TorchName()}",
                nameof(target)
            );
        if (input.Rank > 2 || (input.Rank > 0 && input.Shape[^1] == 0))
            throw new ArgumentException(
                $"Expected non-empty vector or matrix with optional 0-dim batch size, but got: {input.ShapeText}",
                nameof(input)
            );
    }

    // How many samples, and how many classes.
    static (long Samples, long Classes) Scores(Tensor input) =>
        input.Rank == 2 ? (input.Shape[0], input.Shape[1]) : (1, input.Count);

    sealed class MarginOperation(Tensor x, long[][] classes, double margin, long p) : Operation(x)
    {
        readonly long count = Scores(x).Classes;

        // L = Σ max(0, m − x_y + x_i)ᵖ / C over the true classes y and the others i: (N, C) → (N)
        protected override Tensor Forward()
        {
            var losses = Margins.Losses(Numbers(Save(x)), classes, margin, p);
            return (Tensor.FromArray(losses, losses.Length) / count).To(x.Dtype);
        }

        // With z = m − x_y + x_i:  dx_i = Σ dl · p zᵖ⁻¹ / C over the pairs with z > 0      dx_y = −the same
        protected override Tensor?[] Backward(Tensor dl)
        {
            var slopes = Numbers(dl.To(ScalarType.Float64) / count);
            var dx = Margins.Gradient(Numbers(x), classes, margin, p, slopes);
            return [Tensor.FromArray(dx, x.Shape).To(x.Dtype)];
        }

        static double[] Numbers(Tensor tensor) => tensor.To(ScalarType.Float64).ToArray<double>();
    }
}
