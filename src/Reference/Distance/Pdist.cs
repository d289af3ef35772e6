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
        // TorchSharp has none; a matrix product would lose the digits of small distances, and a row beside itself has no
        // slope where it is infinite.
        var n = input.size(0);
        var pairs = triu_indices(n, n, 1);
        var first = input.index_select(0, pairs[0]).unsqueeze(1);
        var second = input.index_select(0, pairs[1]).unsqueeze(1);
        return Torch.Cdist(first, second, p, "donot_use_mm_for_euclid_dist").reshape(-1);
    }
}
