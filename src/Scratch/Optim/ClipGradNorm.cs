namespace Diptych.Scratch;

/// <summary>What is done to gradients between backward and a step. PyTorch: <c>torch.nn.utils</c>.</summary>
public static partial class Utils
{
    /// <summary>Shortens all gradients together to a norm: g ← g · min(1, c / (‖g‖ₚ + 1e-6)), in place.</summary>
    /// <remarks>
    /// PyTorch: <c>nn.utils.clip_grad_norm_</c>. The norm is that of the gradients' norms, and those below c keep theirs.
    /// Pascanu et al. 2012, https://arxiv.org/abs/1211.5063.
    /// </remarks>
    /// <param name="parameters">Those without a gradient are passed over.</param>
    /// <param name="maxNorm">c.</param>
    /// <param name="normType">p; any number, also ∞.</param>
    /// <param name="errorIfNonfinite">Whether to refuse a norm that is NaN or infinite, which would make gradients NaN.</param>
    /// <returns>The norm before, 0-d; 0 where there is no gradient.</returns>
    /// <exception cref="InvalidOperationException">The norm is not finite, and <paramref name="errorIfNonfinite"/>.</exception>
    public static Tensor ClipGradNorm(
        IEnumerable<Tensor> parameters,
        double maxNorm,
        double normType = 2,
        bool errorIfNonfinite = false
    )
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var _ = Autograd.NoGrad();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.Grad).OfType<Tensor>()];
        if (gradients.Length == 0)
            return Torch.Zeros([]);
        var norm = Torch.Norm(
            Torch.Stack([.. gradients.Select(gradient => Torch.Norm(gradient, normType))]),
            normType
        );
        if (errorIfNonfinite && !double.IsFinite(norm.Item()))
            throw new InvalidOperationException(
                $"The total norm of order {normType} for gradients from `parameters` is non-finite, so it cannot be clipped."
            );
        // NaN stays NaN.
        var factor = (maxNorm / (norm + 1e-6)).Clamp(max: 1);
        foreach (var gradient in gradients)
            gradient.CopyFrom(gradient * factor);
        return norm;
    }

    /// <summary>The same for one parameter.</summary>
    /// <inheritdoc cref="ClipGradNorm(IEnumerable{Tensor}, double, double, bool)"/>
    public static Tensor ClipGradNorm(
        Tensor parameters,
        double maxNorm,
        double normType = 2,
        bool errorIfNonfinite = false
    ) => ClipGradNorm([parameters], maxNorm, normType, errorIfNonfinite);
}
