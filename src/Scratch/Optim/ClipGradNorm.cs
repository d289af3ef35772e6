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
        var given = Checks.Listed(parameters, nameof(parameters));
        var norm = GetTotalNorm(Gradients(given), normType, errorIfNonfinite);
        ClipGradsWithNorm(given, maxNorm, norm);
        return norm;
    }

    /// <summary>The same for one parameter.</summary>
    /// <inheritdoc cref="ClipGradNorm(IEnumerable{Tensor}, double, double, bool)"/>
    public static Tensor ClipGradNorm(
        Tensor parameters,
        double maxNorm,
        double normType = 2,
        bool errorIfNonfinite = false
    )
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return ClipGradNorm([parameters], maxNorm, normType, errorIfNonfinite);
    }

    /// <summary>The norm of several tensors together: that of their norms. PyTorch: <c>nn.utils.get_total_norm</c>.</summary>
    /// <param name="tensors">As a rule gradients.</param>
    /// <param name="normType">p; any number, also ∞.</param>
    /// <param name="errorIfNonfinite">Whether to refuse a norm that is NaN or infinite.</param>
    /// <returns>The norm, 0-d, unseen by the tape; 0 where there is no tensor.</returns>
    /// <exception cref="InvalidOperationException">The norm is not finite, and <paramref name="errorIfNonfinite"/>.</exception>
    public static Tensor GetTotalNorm(
        IEnumerable<Tensor> tensors,
        double normType = 2,
        bool errorIfNonfinite = false
    )
    {
        var given = Checks.Listed(tensors, nameof(tensors));
        using var _ = Autograd.NoGrad();
        Tensor[] norms = [.. given.Select(tensor => Torch.Norm(tensor, normType))];
        if (norms.Length == 0)
            return Torch.Zeros([]);
        var norm = Torch.Norm(Torch.Stack(norms), normType);
        if (errorIfNonfinite && !double.IsFinite(norm.Item()))
            throw new InvalidOperationException(
                $"The total norm of order {normType} for gradients from `parameters` is non-finite, so it cannot be clipped."
            );
        return norm;
    }

    /// <summary>Shortens all gradients by a norm that is known: g ← g · min(1, c / (norm + 1e-6)), in place. PyTorch: <c>nn.utils.clip_grads_with_norm_</c>.</summary>
    /// <param name="parameters">Those without a gradient are passed over.</param>
    /// <param name="maxNorm">c.</param>
    /// <param name="totalNorm">What <see cref="GetTotalNorm"/> answers, 0-d.</param>
    public static void ClipGradsWithNorm(
        IEnumerable<Tensor> parameters,
        double maxNorm,
        Tensor totalNorm
    )
    {
        var given = Checks.Listed(parameters, nameof(parameters));
        ArgumentNullException.ThrowIfNull(totalNorm);
        using var _ = Autograd.NoGrad();
        // NaN stays NaN.
        var factor = (maxNorm / (totalNorm + 1e-6)).Clamp(max: 1);
        foreach (var gradient in Gradients(given))
            gradient.CopyFrom(gradient * factor);
    }

    static IEnumerable<Tensor> Gradients(IEnumerable<Tensor> parameters) =>
        parameters.Select(parameter => parameter.Grad).OfType<Tensor>();
}
