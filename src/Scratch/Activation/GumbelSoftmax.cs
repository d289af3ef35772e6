namespace Diptych.Scratch;

public static partial class Functional
{
    /// <summary>
    /// A draw from the categories of some logits through which gradients flow: y = softmax((x + g) / τ), gᵢ = −ln eᵢ with
    /// eᵢ exponentially distributed. PyTorch: <c>nn.functional.gumbel_softmax</c>.
    /// </summary>
    /// <remarks>
    /// The largest of x + g is category i with the probability softmax(x)ᵢ. Jang, Gu and Poole 2016,
    /// https://arxiv.org/abs/1611.01144.
    /// </remarks>
    /// <param name="logits">x, (*, C, *)</param>
    /// <param name="tau">τ: the smaller, the closer to a single one.</param>
    /// <param name="hard">Whether y is one at its largest and else zero, with the gradient of the soft y.</param>
    /// <param name="eps">Without effect, as in PyTorch.</param>
    /// <param name="dim">The dimension of the categories.</param>
    /// <returns>The same shape as <paramref name="logits"/>.</returns>
    /// <exception cref="ArgumentException">The logits are not real numbers, or hard and there is no category.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor GumbelSoftmax(
        Tensor logits,
        double tau = 1,
        bool hard = false,
        double eps = 1e-10,
        long dim = -1
    )
    {
        ArgumentNullException.ThrowIfNull(logits);
        Checks.Real(logits, "gumbel_softmax", nameof(logits));
        var d = Shapes.Dimension(dim, logits.Rank);
        var exponential = Distributions.Exponential(
            Tensor.Allocate(logits.Dtype, logits.Shape),
            null
        );
        var soft = Softmax((logits - exponential.Log()) / tau, d);
        if (!hard || logits.Rank == 0)
            return soft;
        if (logits.Shape[d] == 0)
            throw new ArgumentException(
                $"Expected dim {d} of logits to have non-zero size, but got shape {logits.ShapeText}",
                nameof(logits)
            );
        // (C, 1, …), which goes with (*, C, *)
        long[] column = [logits.Shape[d], .. Enumerable.Repeat(1L, logits.Rank - 1 - d)];
        var places = Torch.Arange(logits.Shape[d]).Reshape(column);
        var one = soft.Argmax(d, keepdim: true).EqualTo(places).To(logits.Dtype);
        return one - soft.Detach() + soft;
    }
}
