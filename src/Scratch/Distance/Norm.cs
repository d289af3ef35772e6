namespace Diptych.Scratch;

public static partial class Torch
{
    /// <summary>The p-norm of all elements: (Σ |x|ᵖ)^(1/p); the largest |x| for p = ∞, and how many are not 0 for p = 0. PyTorch: <c>torch.norm</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The exponent; any number, also ±∞.</param>
    /// <returns>A 0-d tensor.</returns>
    /// <exception cref="ArgumentException">The input holds no real numbers, or p is negative or ∞ and it is empty.</exception>
    public static Tensor Norm(Tensor input, double p = 2)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "norm", nameof(input));
        if (input.Count == 0 && (p < 0 || double.IsInfinity(p)))
            throw new ArgumentException(
                $"linalg.vector_norm cannot compute the {p} norm on an empty tensor because the operation does not have an identity",
                nameof(input)
            );
        return new NormOperation(input, p, []).Apply().Reshape([]);
    }

    /// <summary>The p-norm along one dimension. PyTorch: <c>torch.norm</c> with <c>dim</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The exponent; any number, also ±∞.</param>
    /// <param name="dim">The dimension that the vectors lie along.</param>
    /// <param name="keepdim">Whether it stays, with size 1.</param>
    /// <exception cref="ArgumentException">The input holds no real numbers, there is no such dimension, or p is negative or ∞ and it is empty.</exception>
    public static Tensor Norm(Tensor input, double p, long dim, bool keepdim = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "norm", nameof(input));
        var along = Shapes.Dimension(dim, input.Rank);
        if (input.Rank > 0 && input.Shape[along] == 0 && (p < 0 || double.IsInfinity(p)))
            throw new ArgumentException(
                $"linalg.vector_norm cannot compute the {p} norm on the dimension {along} because this dimension is empty and the operation does not have an identity, got input of shape {input.ShapeText}",
                nameof(input)
            );
        var norm = new NormOperation(input, p, [along]).Apply();
        return keepdim || input.Rank == 0 ? norm : norm.Squeeze(along);
    }

    // ∂‖x‖/∂x = sign(x) · (|x| / ‖x‖)ᵖ⁻¹, and 0 where the norm is 0; at p = ∞ it is ±1 for the largest elements.
    static Tensor NormSlope(Tensor x, Tensor norm, double p)
    {
        var zero = Zeros([], x.Dtype);
        var size = x.Abs();
        var sign = Kernels.Elementwise.Apply<Kernels.Sign>(x);
        return p switch
        {
            0 => Zeros(x.Shape, x.Dtype),
            1 => sign,
            2 => Where(norm.EqualTo(0), zero, x / norm),
            double.PositiveInfinity or double.NegativeInfinity => sign
                * Largest(x, norm).To(x.Dtype),
            // |x|ᵖ⁻¹ is infinite at 0, where PyTorch takes 0.
            < 1 => Where(x.EqualTo(0), zero, sign * size.Pow(p - 1)) * norm.Pow(1 - p),
            < 2 => Where(norm.EqualTo(0), zero, sign * size.Pow(p - 1) / norm.Pow(p - 1)),
            _ => Where(norm.EqualTo(0), zero, x * size.Pow(p - 2) / norm.Pow(p - 1)),
        };
    }

    static Tensor Largest(Tensor x, Tensor norm) =>
        x.Abs().EqualTo(norm) | (x.IsNaN() & norm.IsNaN());

    sealed class NormOperation(Tensor x, double p, long[] dims) : Operation(x)
    {
        Tensor? y;

        // The dimensions stay, with size 1.
        protected override Tensor Forward()
        {
            var size = Save(x).Abs();
            y = p switch
            {
                // Of one number the norm is its size, however large: x² may leave the range.
                not 0 when (dims is [var d] && x.Rank > 0 ? x.Shape[(int)d] : x.Count) == 1 => size,
                0 => size.NotEqualTo(0).To(x.Dtype).Sum(dims, keepdim: true),
                1 => size.Sum(dims, keepdim: true),
                2 => (x * x).Sum(dims, keepdim: true).Sqrt(),
                double.PositiveInfinity => Kernels.Reduce.Max(size, Shapes.Mask(dims, x.Rank)),
                double.NegativeInfinity => -Kernels.Reduce.Max(-size, Shapes.Mask(dims, x.Rank)),
                _ => size.Pow(p).Sum(dims, keepdim: true).Pow(1 / p),
            };
            return Save(y);
        }

        // dx = dy · ∂‖x‖/∂x; at p = ∞ the largest elements share it, and a count (p = 0) has no gradient.
        protected override Tensor?[] Backward(Tensor dy)
        {
            if (p == 0)
                return [null];
            if (double.IsInfinity(p))
                dy = dy / Largest(x, y!).To(x.Dtype).Sum(dims, keepdim: true);
            return [dy * NormSlope(x, y!, p)];
        }
    }
}
