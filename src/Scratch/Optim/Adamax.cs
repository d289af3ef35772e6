using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var (weightDecay, maximize) = ((double)group["weight_decay"], (bool)group["maximize"]);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("Adamax does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["exp_inf"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var rate = lr / (1 - Math.Pow(beta1, Count(state)));
            var descent = new Descent(beta1, beta2, eps, weightDecay, rate);
            OptimizerSteps.Run(p, g, maximize, descent, state["exp_avg"], state["exp_inf"]);
        }
    }

    readonly struct Descent(double beta1, double beta2, double eps, double weightDecay, double rate)
        : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V m, ref V u, ref V none)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            m = m.Lerp(g, 1 - beta1);
            u = (u * beta2).Max(V.Abs(g) + eps);
            p = p.AddScaled(m / u, -rate);
        }
    }
}
