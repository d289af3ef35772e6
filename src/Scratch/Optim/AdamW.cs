namespace Diptych.Scratch;

/// <summary>Adam with weight decay apart from the gradient: p ← p·(1 − lr·λ), then Adam's step with g = ∇p.</summary>
/// <remarks>PyTorch: <c>torch.optim.AdamW</c>. Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101.</remarks>
public sealed class AdamW : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="amsgrad">Whether the largest v so far stands in the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public AdamW(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 1e-2,
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
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public AdamW(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 1e-2,
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

    private protected override void Update(ParamGroup group, Moving moving) =>
        Adam.Descend(group, moving, "AdamW does not support sparse gradients", decoupled: true);
}
