using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// Rectified Adam: p ← p − lr·r·m̂·√(1 − β₂ᵗ) / (√v + ε) once ρₜ > 5, and before it p ← p − lr·m̂, with
/// r = √((ρₜ − 4)·(ρₜ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρₜ)), ρₜ = ρ∞ − 2·t·β₂ᵗ / (1 − β₂ᵗ), ρ∞ = 2 / (1 − β₂) − 1, m̂ = m / (1 − β₁ᵗ), m
/// and v as in Adam and g = ∇p + λ·p.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.RAdam</c>. Liu et al. 2019, https://arxiv.org/abs/1908.03265: as long as too few gradients are
/// averaged in v, it is not divided by.
/// </remarks>
public sealed class RAdam : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="decoupledWeightDecay">Whether p is first multiplied by 1 − lr·λ, as in AdamW, in place of λ·p in g.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public RAdam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool decoupledWeightDecay = false,
        bool maximize = false
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            betas,
            eps,
            weightDecay,
            decoupledWeightDecay,
            maximize
        ) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="decoupledWeightDecay">Whether p is first multiplied by 1 − lr·λ, as in AdamW, in place of λ·p in g.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, a β outside of [0, 1), or no parameters.</exception>
    public RAdam(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool decoupledWeightDecay = false,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("betas", betas ?? (0.9, 0.999)),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("decoupled_weight_decay", decoupledWeightDecay),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
        Adam.CheckBetas(betas ?? (0.9, 0.999));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var weightDecay = (double)group["weight_decay"];
        var (decoupled, maximize) = (
            (bool)group["decoupled_weight_decay"],
            (bool)group["maximize"]
        );
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("RAdam does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var t = Count(state);
            var left = 1 - Math.Pow(beta2, t);
            var longest = 2 / (1 - beta2) - 1;
            var length = longest - 2 * t * Math.Pow(beta2, t) / left;
            var rectified = Math.Sqrt(
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
            );
            var descent = new Descent(
                lr,
                beta1,
                beta2,
                eps,
                weightDecay: decoupled ? 0 : weightDecay,
                kept: decoupled ? 1 - lr * weightDecay : 1,
                first: 1 - Math.Pow(beta1, t),
                root: Math.Sqrt(left),
                rectified: length > 5 ? rectified : null
            );
            OptimizerSteps.Run(p, g, maximize, descent, state["exp_avg"], state["exp_avg_sq"]);
        }
    }

    /// <param name="lr">The learning rate.</param>
    /// <param name="beta1">β₁</param>
    /// <param name="beta2">β₂</param>
    /// <param name="eps">ε</param>
    /// <param name="weightDecay">λ, through g.</param>
    /// <param name="kept">What p is multiplied with before.</param>
    /// <param name="first">1 − β₁ᵗ</param>
    /// <param name="root">√(1 − β₂ᵗ)</param>
    /// <param name="rectified">r, or null while v is not known well enough.</param>
    readonly struct Descent(
        double lr,
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        double kept,
        double first,
        double root,
        double? rectified
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
            var step = m / first * lr;
            if (rectified is { } r)
                step = step * (root / (V.Sqrt(v) + eps)) * r;
            p -= step;
        }
    }
}
