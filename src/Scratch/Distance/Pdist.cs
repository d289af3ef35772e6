namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>The distances of all pairs of rows, each pair once: y = ‖xᵢ − xⱼ‖ for i &lt; j. PyTorch: <c>nn.functional.pdist</c>.</summary>
    /// <param name="input">x, (N, M)</param>
    /// <param name="p">The exponent of the norm, from 0 to ∞.</param>
    /// <returns>(N · (N − 1) / 2): (0, 1), (0, 2), …, (1, 2), …</returns>
    /// <exception cref="ArgumentException">The input is not a table of real numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is negative.</exception>
    public static Tensor Pdist(Tensor input, double p = 2)
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "pdist", nameof(input));
        if (input.Rank != 2)
            throw new ArgumentException(
                $"pdist only supports 2D tensors, got: {input.Rank}D",
                nameof(input)
            );
        if (p is not >= 0)
            throw new ArgumentOutOfRangeException(
                nameof(p),
                p,
                "pdist only supports non-negative p values"
            );
        var n = input.Shape[0];
        if (n < 2)
            return input.Narrow(0, 0, 0).Sum([-1]);
        // Each row beside those after it. A matrix product would lose the digits of small distances, and PyTorch takes
        // none here.
        var rows = new Tensor[n - 1];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = Torch
                .Cdist(
                    input.Narrow(0, i, 1),
                    input.Narrow(0, i + 1, n - 1 - i),
                    p,
                    "donot_use_mm_for_euclid_dist"
                )
                .Squeeze(0);
        return Torch.Cat(rows);
    }
}
