namespace Diptych.Scratch;

public static partial class Torch
{
    /// <summary>The p-norm of all elements: (Σ |x|ᵖ)^(1/p); the largest |x| for p = ∞, and how many are not 0 for p = 0. PyTorch: <c>torch.norm</c>.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="p">The exponent; any number, also ±∞.</param>
    /// <returns>A 0-d tensor.</returns>
    public static Tensor Norm(Tensor input, double p = 2)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new NormOperation(input, p).Apply();
    }

    sealed class NormOperation(Tensor x, double p) : Operation(x)
    {
        Tensor? y;

        protected override Tensor Forward()
        {
            var size = Save(x).Abs();
            y = p switch
            {
                0 => (1 - size.EqualTo(0).To(x.Dtype)).Sum(),
                1 => size.Sum(),
                2 => (x * x).Sum().Sqrt(),
                double.PositiveInfinity => Extreme(size, 1),
                double.NegativeInfinity => Extreme(size, -1),
                _ => size.Pow(p).Sum().Pow(1 / p),
            };
            return Save(y);
        }

        // dx = dy · sign(x) · (|x| / ‖x‖)ᵖ⁻¹, and 0 where the norm is 0; at p = ∞ the largest elements share it.
        protected override Tensor?[] Backward(Tensor dy)
        {
            var zero = Zeros([], x.Dtype);
            var size = x.Abs();
            var sign = Kernels.Elementwise.Apply<Kernels.Sign>(x);
            switch (p)
            {
                case 0:
                    return [Zeros(x.Shape, x.Dtype)];
                case 1:
                    return [dy * sign];
                case 2:
                    return [Where(y!.EqualTo(0), zero, x * (dy / y))];
                case double.PositiveInfinity or double.NegativeInfinity:
                    var chosen = (size - y!).EqualTo(0).To(x.Dtype);
                    return [sign * chosen * (dy / chosen.Sum())];
                case < 1:
                    // |x|ᵖ⁻¹ is infinite at 0, where PyTorch takes 0.
                    return
                    [
                        Where(x.EqualTo(0), zero, sign * size.Pow(p - 1) * (dy / y!.Pow(p - 1))),
                    ];
                case < 2:
                    return
                    [
                        Where(y!.EqualTo(0), zero, sign * size.Pow(p - 1) * (dy / y.Pow(p - 1))),
                    ];
                default:
                    return [Where(y!.EqualTo(0), zero, x * size.Pow(p - 2) * (dy / y.Pow(p - 1)))];
            }
        }

        static Tensor Extreme(Tensor size, int direction)
        {
            var all = (size * direction).Reshape([-1]);
            return all.Count == 0 && direction > 0
                ? Zeros([], size.Dtype)
                : all.Amax(0) * direction;
        }
    }
}
