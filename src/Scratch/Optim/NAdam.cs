using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// Adam with Nesterov's momentum: p ← p − lr·(1 − μₜ) / (1 − Πμ)·g / d − lr·μₜ₊₁ / (1 − μₜ₊₁·Πμ)·m / d with
/// d = √(v / (1 − β₂ᵗ)) + ε, m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², μₜ = β₁·(1 − 0.96^(t·ψ) / 2), Πμ = μ₁·…·μₜ and
/// g = ∇p + λ·p.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.NAdam</c>. Dozat 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ. The product Πμ is
/// kept in float32 whatever the parameters are.
/// </remarks>
public sealed class NAdam : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentumDecay">ψ: how fast the momentum rises.</param>
    /// <param name="decoupledWeightDecay">Whether p is first multiplied by 1 − lr·λ, as in AdamW, in place of λ·p in g.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public NAdam(
        IEnumerable<Tensor> parameters,
        double lr = 2e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentumDecay = 4e-3,
        bool decoupledWeightDecay = false,
        bool maximize = false
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            betas,
            eps,
            weightDecay,
            momentumDecay,
            decoupledWeightDecay,
            maximize
        ) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentumDecay">ψ: how fast the momentum rises.</param>
    /// <param name="decoupledWeightDecay">Whether p is first multiplied by 1 − lr·λ, as in AdamW, in place of λ·p in g.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public NAdam(
        IEnumerable<ParamGroup> groups,
        double lr = 2e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentumDecay = 4e-3,
        bool decoupledWeightDecay = false,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("betas", betas ?? (0.9, 0.999)),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("momentum_decay", momentumDecay),
            ("decoupled_weight_decay", decoupledWeightDecay),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
        Adam.CheckBetas(betas ?? (0.9, 0.999));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
        Check(
            momentumDecay >= 0,
            $"Invalid momentum_decay value: {momentumDecay}",
            nameof(momentumDecay)
        );
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var (weightDecay, psi) = ((double)group["weight_decay"], (double)group["momentum_decay"]);
        var (decoupled, maximize) = (
            (bool)group["decoupled_weight_decay"],
            (bool)group["maximize"]
        );
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("NAdam does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["mu_product"] = Torch.Ones([]);
                state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var t = Count(state);
            var (mu, next) = (Momentum(t), Momentum(t + 1));
            var product = state["mu_product"].CopyFrom(state["mu_product"] * mu).Item();
            var descent = new Descent(
                beta1,
                beta2,
                eps,
                weightDecay: decoupled ? 0 : weightDecay,
                kept: decoupled ? 1 - lr * weightDecay : 1,
                root: 1 - Math.Pow(beta2, t),
                rate: lr * (1 - mu) / (1 - product),
                rateAhead: lr * next / (1 - product * next)
            );
            OptimizerSteps.Run(p, g, maximize, descent, state["exp_avg"], state["exp_avg_sq"]);
        }

        double Momentum(double step) => beta1 * (1 - 0.5 * Math.Pow(0.96, step * psi));
    }

    /// <param name="beta1">β₁</param>
    /// <param name="beta2">β₂</param>
    /// <param name="eps">ε</param>
    /// <param name="weightDecay">λ, through g.</param>
    /// <param name="kept">What p is multiplied with before.</param>
    /// <param name="root">1 − β₂ᵗ</param>
    /// <param name="rate">Along g.</param>
    /// <param name="rateAhead">Along m.</param>
    readonly struct Descent(
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        double kept,
        double root,
        double rate,
        double rateAhead
    ) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V m, ref V v, ref V none)
            where V : struct, IReals<V>
        {
            if (kept != 1)
                p *= kept;
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            m = m.Lerp(g, 1 - beta1);
            v = v * beta2 + (1 - beta2) * g * g;
            var length = V.Sqrt(v / root) + eps;
            p = p.AddScaled(g / length, -rate);
            p = p.AddScaled(m / length, -rateAhead);
        }
    }
}
