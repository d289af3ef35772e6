namespace Diptych.Reference;

/// <summary>Negative log-likelihood of y under a normal distribution of mean x and variance v: L = ½ (ln v + (x − y)² / v).</summary>
/// <remarks>PyTorch: <c>nn.GaussianNLLLoss</c>. Nix and Weigend 1994, https://doi.org/10.1109/ICNN.1994.374138.</remarks>
public sealed class GaussianNLLLoss : Module
{
    readonly bool full;
    readonly double eps;
    readonly string reduction;

    /// <summary>A loss has no parameters.</summary>
    /// <param name="full">Whether ½ ln 2π is added, which does not depend on x and v.</param>
    /// <param name="eps">ε: a smaller variance counts as this, but has its gradient.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <exception cref="ArgumentException">A reduction that is none.</exception>
    public GaussianNLLLoss(bool full = false, double eps = 1e-6, string reduction = "mean")
        : base(nameof(GaussianNLLLoss))
    {
        Functional.ReductionOf(reduction);
        this.full = full;
        this.eps = eps;
        this.reduction = reduction;
    }

    /// <inheritdoc cref="Functional.GaussianNllLoss(Tensor, Tensor, double, bool, double, string)" />
    public Tensor Forward(Tensor input, Tensor target, double var) =>
        Functional.GaussianNllLoss(input, target, var, full, eps, reduction);

    /// <inheritdoc cref="Functional.GaussianNllLoss(Tensor, Tensor, Tensor, bool, double, string)" />
    public Tensor Forward(Tensor input, Tensor target, Tensor var) =>
        Functional.GaussianNllLoss(input, target, var, full, eps, reduction);
}

public static partial class Functional
{
    /// <summary>L = ½ (ln v + (x − y)² / v), one variance for all.</summary>
    /// <remarks>PyTorch: <c>nn.functional.gaussian_nll_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, broadcastable.</param>
    /// <param name="var">v, one for all.</param>
    /// <param name="full">Whether ½ ln 2π is added, which does not depend on x and v.</param>
    /// <param name="eps">ε: a smaller variance counts as this, but has its gradient.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, or a negative variance.</exception>
    public static Tensor GaussianNllLoss(
        Tensor input,
        Tensor target,
        double var,
        bool full = false,
        double eps = 1e-6,
        string reduction = "mean"
    ) => GaussianNllLoss(input, target, full_like(input, var), full, eps, reduction);

    /// <summary>L = ½ (ln v + (x − y)² / v).</summary>
    /// <remarks>PyTorch: <c>nn.functional.gaussian_nll_loss</c>.</remarks>
    /// <param name="input">x, of any shape.</param>
    /// <param name="target">y, broadcastable.</param>
    /// <param name="var">v, of the input's shape, or one for each row of its last dimension, which is then 1 or missing.</param>
    /// <param name="full">Whether ½ ln 2π is added, which does not depend on x and v.</param>
    /// <param name="eps">ε: a smaller variance counts as this, but has its gradient.</param>
    /// <param name="reduction">"mean", "sum", or "none" for each element's own loss.</param>
    /// <returns>0-d; the common shape with "none".</returns>
    /// <exception cref="ArgumentException">A reduction that is none, a negative variance, or one of another shape.</exception>
    public static Tensor GaussianNllLoss(
        Tensor input,
        Tensor target,
        Tensor var,
        bool full = false,
        double eps = 1e-6,
        string reduction = "mean"
    )
    {
        if (!var.is_floating_point())
            throw new ArgumentException("var must hold real numbers", nameof(var));
        if (var.less(0).any().item<bool>())
            throw new ArgumentException("var has negative entry/entries", nameof(var));
        // TorchSharp's ε is a float32, and it is a part of what is differentiated there.
        var variance = BesideRows(var, input).clone();
        using (no_grad())
            variance.clamp_min_(eps);
        var losses = 0.5 * (variance.log() + (input - target).square() / variance);
        return Reduce(full ? losses + 0.5 * Math.Log(2 * Math.PI) : losses, ReductionOf(reduction));
    }

    // A variance for each row may lack the last dimension, which is then put there.
    static Tensor BesideRows(Tensor var, Tensor input)
    {
        if (var.shape.SequenceEqual(input.shape))
            return var;
        var rows = input.shape.SkipLast(1).ToArray();
        if (input.dim() > 0 && var.shape.SequenceEqual(rows))
            return var.unsqueeze(-1);
        return var.dim() > 0 && var.size(-1) == 1 && var.shape.SkipLast(1).SequenceEqual(rows)
            ? var
            : throw new ArgumentException("var is of incorrect size", nameof(var));
    }
}
