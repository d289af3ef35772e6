namespace Diptych.Reference;

public static partial class Functional
{
    /// <summary>
    /// A draw from the categories of some logits through which gradients flow: y = softmax((x + g) / τ), gᵢ = −ln eᵢ with
    /// eᵢ exponentially distributed. PyTorch: <c>nn.functional.gumbel_softmax</c>.
    /// </summary>
    /// <remarks>Jang, Gu and Poole 2016, https://arxiv.org/abs/1611.01144.</remarks>
    /// <param name="logits">x: (*, C, *)</param>
    /// <param name="tau">τ: the smaller, the closer to a single one.</param>
    /// <param name="hard">Whether y is one at its largest and else zero, with the gradient of the soft y.</param>
    /// <param name="eps">Without effect, as in PyTorch.</param>
    /// <param name="dim">The dimension of the categories.</param>
    /// <returns>The same shape as <paramref name="logits"/>.</returns>
    /// <exception cref="ArgumentException">The logits are not real numbers.</exception>
    public static Tensor GumbelSoftmax(
        Tensor logits,
        double tau = 1,
        bool hard = false,
        double eps = 1e-10,
        long dim = -1
    )
    {
        if (!logits.is_floating_point())
            throw new ArgumentException($"not implemented for {logits.dtype}", nameof(logits));
        // TorchSharp lacks it, and its libtorch draws exponential numbers through MKL, another stream: −ln(1 − u) is
        // PyTorch's own.
        var exponential = rand(logits.shape, ScalarType.Float64, logits.device)
            .neg_()
            .log1p_()
            .neg_();
        var gumbels = exponential.to(logits.dtype).log().neg();
        var soft = functional.softmax((logits + gumbels) / tau, dim);
        if (!hard)
            return soft;
        var index = soft.argmax(dim, keepdim: true);
        var one = zeros_like(soft).scatter(dim, index, ones_like(index, soft.dtype));
        return one - soft.detach() + soft;
    }
}
