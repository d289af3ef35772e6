namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>The distances of all pairs of rows, each pair once: y = ‖xᵢ − xⱼ‖ for i &lt; j. PyTorch: <c>nn.functional.pdist</c>.</summary>
    /// <param name="input">x: (N, M).</param>
    /// <param name="p">The exponent of the norm, from 0 to ∞.</param>
    /// <returns>(N · (N − 1) / 2): (0, 1), (0, 2), …, (1, 2), …</returns>
    /// <exception cref="ArgumentException">The input is not a table.</exception>
    public static Tensor Pdist(Tensor input, double p = 2)
    {
        if (input.dim() != 2)
            throw new ArgumentException(
                $"pdist only supports 2D tensors, got: {input.dim()}D",
                nameof(input)
            );
        // TorchSharp has none; a matrix product would lose the digits of small distances.
        var n = input.size(0);
        var above = triu_indices(n, n, 1);
        return Torch
            .Cdist(input, input, p, "donot_use_mm_for_euclid_dist")
            .reshape(n * n)
            .index_select(0, above[0] * n + above[1]);
    }
}
