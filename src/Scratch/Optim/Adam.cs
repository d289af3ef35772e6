namespace Diptych.Scratch;

/// <summary>
/// Adam: p ← p − lr·m̂ / (√v̂ + ε) with m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², m̂ = m / (1 − β₁ᵗ),
/// v̂ = v / (1 − β₂ᵗ) and g = ∇p + λ·p.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Adam</c>. Kingma and Ba 2014, https://arxiv.org/abs/1412.6980. With amsgrad the largest v so far
/// stands in the root: Reddi et al. 2018, https://arxiv.org/abs/1904.09237.
/// </remarks>
public sealed class Adam : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="amsgrad">Whether the largest v so far stands in the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public Adam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, betas, eps, weightDecay, amsgrad, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="amsgrad">Whether the largest v so far stands in the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public Adam(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("betas", betas ?? (0.9, 0.999)),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("amsgrad", amsgrad),
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
        if (gradient.IsSparse)
            throw new InvalidOperationException(
                "Adam does not support sparse gradients, please consider SparseAdam instead"
            );
        var weightDecay = (double)group["weight_decay"];
        var g = weightDecay != 0 ? gradient.AddScaled(parameter, weightDecay) : gradient;
        Descend(parameter, g, group, state);
    }

    /// <summary>The step along m̂ / (√v̂ + ε), which AdamW takes too.</summary>
    internal static void Descend(
        Tensor p,
        Tensor g,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var amsgrad = (bool)group["amsgrad"];
        if (state.Count == 0)
        {
            state["step"] = Torch.Zeros([]);
            state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
            state["exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
            if (amsgrad)
                state["max_exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
        }
        var t = Count(state);
        var (m, v) = (state["exp_avg"], state["exp_avg_sq"]);

        m.CopyFrom(m.Lerp(g, 1 - beta1));
        v.CopyFrom(v * beta2 + (1 - beta2) * g * g);
        if (amsgrad)
            v = state["max_exp_avg_sq"].CopyFrom(Torch.Maximum(state["max_exp_avg_sq"], v));
        var root = v.Sqrt() / Math.Sqrt(1 - Math.Pow(beta2, t)) + eps;
        p.CopyFrom(p.AddScaled(m / root, -lr / (1 - Math.Pow(beta1, t))));
    }

    /// <summary>Refuses averages that would not forget.</summary>
    /// <exception cref="ArgumentException">A β outside of [0, 1).</exception>
    internal static void CheckBetas((double, double) betas)
    {
        var (beta1, beta2) = betas;
        Check(beta1 is >= 0 and < 1, $"Invalid beta parameter at index 0: {beta1}", nameof(betas));
        Check(beta2 is >= 0 and < 1, $"Invalid beta parameter at index 1: {beta2}", nameof(betas));
    }
}
