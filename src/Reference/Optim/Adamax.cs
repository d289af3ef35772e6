namespace Diptych.Reference;

/// <summary>
/// Adamax: p ← p − lr / (1 − β₁ᵗ) · m / u with m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε) and g = ∇p + λ·p.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Adamax</c>. Kingma and Ba 2014, https://arxiv.org/abs/1412.6980, section 7.1: Adam with the
/// largest gradient, of late, in place of a root.
/// </remarks>
public sealed class Adamax : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added to |g|.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public Adamax(
        IEnumerable<Tensor> parameters,
        double lr = 2e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, betas, eps, weightDecay, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added to |g|.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public Adamax(
        IEnumerable<ParamGroup> groups,
        double lr = 2e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("betas", betas ?? (0.9, 0.999)),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
        Adam.CheckBetas(betas ?? (0.9, 0.999));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
    }

    /// <inheritdoc />
    protected override void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        if (gradient.is_sparse)
            throw new InvalidOperationException("Adamax does not support sparse gradients");
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var weightDecay = (double)group["weight_decay"];
        if (state.Count == 0)
        {
            state["step"] = zeros([]);
            state["exp_avg"] = zeros_like(parameter);
            state["exp_inf"] = zeros_like(parameter);
        }
        var t = Count(state);
        var g = weightDecay != 0 ? gradient.add(parameter, alpha: weightDecay) : gradient;
        var (m, u) = (state["exp_avg"], state["exp_inf"]);

        m.lerp_(g, 1 - beta1);
        u.copy_(maximum(u.mul_(beta2), g.abs().add_(eps)));
        parameter.addcdiv_(m, u, -lr / (1 - Math.Pow(beta1, t)));
    }
}
