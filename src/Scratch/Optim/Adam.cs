using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

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

    private protected override void Update(ParamGroup group, Moving moving) =>
        Descend(
            group,
            moving,
            "Adam does not support sparse gradients, please consider SparseAdam instead",
            decoupled: false
        );

    /// <summary>The step along m̂ / (√v̂ + ε), which AdamW takes too.</summary>
    /// <param name="group">The options of Adam.</param>
    /// <param name="moving">What moves.</param>
    /// <param name="refusal">What is said of a sparse gradient.</param>
    /// <param name="decoupled">Whether p decays by itself, and not through g.</param>
    internal static void Descend(ParamGroup group, Moving moving, string refusal, bool decoupled)
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        var weightDecay = (double)group["weight_decay"];
        var (amsgrad, maximize) = ((bool)group["amsgrad"], (bool)group["maximize"]);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException(refusal);
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
                if (amsgrad)
                    state["max_exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var t = Count(state);
            var rate = lr / (1 - Math.Pow(beta1, t));
            var root = Math.Sqrt(1 - Math.Pow(beta2, t));
            OptimizerSteps.Run(
                p,
                g,
                maximize,
                new Descent(
                    beta1,
                    beta2,
                    eps,
                    decoupled ? 0 : weightDecay,
                    decoupled ? 1 - lr * weightDecay : 1,
                    rate,
                    root,
                    amsgrad
                ),
                state["exp_avg"],
                state["exp_avg_sq"],
                amsgrad ? state["max_exp_avg_sq"] : null
            );
        }
    }

    /// <param name="beta1">β₁</param>
    /// <param name="beta2">β₂</param>
    /// <param name="eps">ε</param>
    /// <param name="weightDecay">λ, through g.</param>
    /// <param name="kept">What p is multiplied with before.</param>
    /// <param name="rate">lr / (1 − β₁ᵗ)</param>
    /// <param name="root">√(1 − β₂ᵗ)</param>
    /// <param name="amsgrad">Whether the largest v so far stands in the root.</param>
    readonly struct Descent(
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        double kept,
        double rate,
        double root,
        bool amsgrad
    ) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V m, ref V v, ref V largest)
            where V : struct, IReals<V>
        {
            if (kept != 1)
                p *= kept;
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            m = m.Lerp(g, 1 - beta1);
            v = v * beta2 + (1 - beta2) * g * g;
            if (amsgrad)
                largest = largest.Max(v);
            var length = V.Sqrt(amsgrad ? largest : v) * (1 / root) + eps;
            p = p.AddScaled(m / length, -rate);
        }
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
