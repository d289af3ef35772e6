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
        var n = input.Shape[0];
        var pairs = new List<long>();
        for (var i = 0L; i < n; i++)
        for (var j = i + 1; j < n; j++)
            pairs.Add(i * n + j);
        // A matrix product would lose the digits of small distances, and PyTorch does not take one here.
        return Torch
            .Cdist(input, input, p, "donot_use_mm_for_euclid_dist")
            .Reshape([n * n])
            .Gather(0, Torch.Tensor(pairs.ToArray()));
    }
}
