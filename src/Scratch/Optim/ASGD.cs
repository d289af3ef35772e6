using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>
/// Averaged stochastic gradient descent: p ← (1 − λ·η)·p − η·g with g = ∇p + ω·p, a ← a + μ·(p − a), then
/// η = lr / (1 + λ·lr·t)^α and μ = 1 / max(1, t − t₀).
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.ASGD</c>. Polyak and Juditsky 1992, https://doi.org/10.1137/0330046. The average is the state's
/// <c>ax</c>; it is p itself up to the step t₀ + 1. η and μ are kept in float32 whatever the parameters are.
/// </remarks>
public sealed class ASGD : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lambd">λ: how fast the rate falls, and a decay of p.</param>
    /// <param name="alpha">α: the power by which the rate falls.</param>
    /// <param name="t0">t₀: the step from which on it averages.</param>
    /// <param name="weightDecay">ω.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + ω·p.</param>
    /// <exception cref="ArgumentException">A negative rate or decay, or no parameters.</exception>
    public ASGD(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double lambd = 1e-4,
        double alpha = 0.75,
        double t0 = 1e6,
        double weightDecay = 0,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, lambd, alpha, t0, weightDecay, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lambd">λ: how fast the rate falls, and a decay of p.</param>
    /// <param name="alpha">α: the power by which the rate falls.</param>
    /// <param name="t0">t₀: the step from which on it averages.</param>
    /// <param name="weightDecay">ω.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + ω·p.</param>
    /// <exception cref="ArgumentException">A negative rate or decay, or no parameters.</exception>
    public ASGD(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-2,
        double lambd = 1e-4,
        double alpha = 0.75,
        double t0 = 1e6,
        double weightDecay = 0,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("lambd", lambd),
            ("alpha", alpha),
            ("t0", t0),
            ("weight_decay", weightDecay),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, lambd) = ((double)group["lr"], (double)group["lambd"]);
        var (alpha, t0) = ((double)group["alpha"], (double)group["t0"]);
        var (weightDecay, maximize) = ((double)group["weight_decay"], (bool)group["maximize"]);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("ASGD does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["eta"] = Torch.Full([], lr);
                state["mu"] = Torch.Ones([]);
                state["ax"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var t = Count(state);
            var (eta, mu) = (state["eta"], state["mu"]);
            var descent = new Descent(eta.Item(), mu.Item(), lambd, weightDecay);
            OptimizerSteps.Run(p, g, maximize, descent, state["ax"]);
            eta.Fill(lr / Math.Pow(1 + lambd * lr * t, alpha));
            mu.Fill(1 / Math.Max(1, t - t0));
        }
    }

    readonly struct Descent(double eta, double mu, double lambd, double weightDecay)
        : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V average, ref V none, ref V nothing)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            p = (p * (1 - lambd * eta)).AddScaled(g, -eta);
            average = mu == 1 ? p : average + (p - average) * mu;
        }
    }
}
