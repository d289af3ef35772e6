namespace Diptych.Scratch;

/// <summary>Negative log-likelihood of y under a normal distribution of mean x and variance v: L = ½ (ln v + (x − y)² / v).</summary>
/// <remarks>PyTorch: <c>nn.GaussianNLLLoss</c>. Nix and Weigend 1994, https://doi.org/10.1109/ICNN.1994.374138.</remarks>
public sealed class GaussianNLLLoss : Module
{
    readonly bool full;
    readonly double eps;
    readonly string reduction;

    /// <summary>Chooses the least variance.</summary>
    /// <param name="full">Whether ½ ln 2π is added, which does not depend on x and v.</param>
    /// <param name="eps">ε: a smaller variance counts as this, but has its gradient.</param>
    /// <param name="reduction">"mean", "sum", or "none" to leave the losses alone.</param>
    /// <exception cref="ArgumentException">The reduction is none of these.</exception>
    public GaussianNLLLoss(bool full = false, double eps = 1e-6, string reduction = "mean")
    {
        this.full = full;
        this.eps = eps;
        this.reduction = Checks.Reduction(reduction);
    }

    /// <param name="input">x, (N, *) or (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="var">v, one for all.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or v is negative.</exception>
    public Tensor Forward(Tensor input, Tensor target, double var) =>
        Functional.GaussianNllLoss(input, target, var, full, eps, reduction);

    /// <param name="input">x, (N, *) or (*)</param>
    /// <param name="target">y, a shape that broadcasts with it.</param>
    /// <param name="var">v, of the input's shape, or one for each row of its last dimension, which is then 1 or missing.</param>
    /// <returns>0-d, or the common shape where nothing is reduced.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a variance is negative.</exception>
    public Tensor Forward(Tensor input, Tensor target, Tensor var) =>
        Functional.GaussianNllLoss(input, target, var, full, eps, reduction);
}

public static partial class Functional
{
    /// <summary>½ (ln v + (x − y)² / v), one variance for all. PyTorch: <c>nn.functional.gaussian_nll_loss</c>; the parameters are those of <see cref="GaussianNLLLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, the variance is negative, or the reduction is unknown.</exception>
    public static Tensor GaussianNllLoss(
        Tensor input,
        Tensor target,
        double var,
        bool full = false,
        double eps = 1e-6,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        Checks.Real(input, "gaussian_nll_loss", nameof(input));
        var everywhere = Torch.Full(input.Shape, var, input.Dtype);
        return GaussianNllLoss(input, target, everywhere, full, eps, reduction);
    }

    /// <summary>½ (ln v + (x − y)² / v). PyTorch: <c>nn.functional.gaussian_nll_loss</c>; the parameters are those of <see cref="GaussianNLLLoss"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, a variance is negative, or the reduction is unknown.</exception>
    public static Tensor GaussianNllLoss(
        Tensor input,
        Tensor target,
        Tensor var,
        bool full = false,
        double eps = 1e-6,
        string reduction = "mean"
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(var);
        Checks.Reduction(reduction);
        Checks.Real(var, "gaussian_nll_loss", nameof(var));
        if (var.LessThan(0).Sum().Item() > 0)
            throw new ArgumentException("var has negative entry/entries", nameof(var));
        var variance = BesideRows(var, input).Clone();
        // The floor is no part of what is differentiated.
        using (Autograd.NoGrad())
            variance.CopyFrom(variance.Clamp(min: eps));
        var error = input - target;
        var losses = 0.5 * (variance.Log() + error * error / variance);
        return Reduce(full ? losses + 0.5 * Math.Log(2 * Math.PI) : losses, reduction);
    }

    // A variance for each row may lack the last dimension, which is then put there.
    static Tensor BesideRows(Tensor var, Tensor input)
    {
        if (var.Shape.SequenceEqual(input.Shape))
            return var;
        ReadOnlySpan<long> rows = input.Rank == 0 ? [] : input.Shape[..^1];
        if (input.Rank > 0 && var.Shape.SequenceEqual(rows))
            return var.Unsqueeze(-1);
        return var.Rank > 0 && var.Shape[^1] == 1 && var.Shape[..^1].SequenceEqual(rows)
            ? var
            : throw new ArgumentException(
                $"var is of incorrect size: {var.ShapeText} beside input of {input.ShapeText}",
                nameof(var)
            );
    }
}
