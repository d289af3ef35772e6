namespace Diptych.Reference;

/// <summary>
/// Adadelta: p ← p − lr·Δ with Δ = √(a + ε) / √(v + ε) · g, v ← ρ·v + (1 − ρ)·g², then a ← ρ·a + (1 − ρ)·Δ² and
/// g = ∇p + λ·p.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Adadelta</c>. Zeiler 2012, https://arxiv.org/abs/1212.5701. ε stands inside of the roots here.
/// </remarks>
public sealed class Adadelta : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho">ρ.</param>
    /// <param name="eps">ε, added inside of both roots.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a ρ outside of [0, 1], or no parameters.</exception>
    public Adadelta(
        IEnumerable<Tensor> parameters,
        double lr = 1,
        double rho = 0.9,
        double eps = 1e-6,
        double weightDecay = 0,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, rho, eps, weightDecay, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho">ρ.</param>
    /// <param name="eps">ε, added inside of both roots.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a ρ outside of [0, 1], or no parameters.</exception>
    public Adadelta(
        IEnumerable<ParamGroup> groups,
        double lr = 1,
        double rho = 0.9,
        double eps = 1e-6,
        double weightDecay = 0,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("rho", rho),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(rho is >= 0 and <= 1, $"Invalid rho value: {rho}", nameof(rho));
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
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
            throw new InvalidOperationException("Adadelta does not support sparse gradients");
        var (lr, rho) = ((double)group["lr"], (double)group["rho"]);
        var (eps, weightDecay) = ((double)group["eps"], (double)group["weight_decay"]);
        if (state.Count == 0)
        {
            state["step"] = zeros([]);
            state["square_avg"] = zeros_like(parameter);
            state["acc_delta"] = zeros_like(parameter);
        }
        Count(state);
        var g = weightDecay != 0 ? gradient.add(parameter, alpha: weightDecay) : gradient;
        var (v, a) = (state["square_avg"], state["acc_delta"]);

        v.mul_(rho).addcmul_(g, g, 1 - rho);
        var delta = a.add(eps).sqrt_().div_(v.add(eps).sqrt_()).mul_(g);
        a.mul_(rho).addcmul_(delta, delta, 1 - rho);
        parameter.add_(delta, alpha: -lr);
    }
}
