using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

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

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, rho) = ((double)group["lr"], (double)group["rho"]);
        var (eps, weightDecay) = ((double)group["eps"], (double)group["weight_decay"]);
        var descent = new Descent(lr, rho, eps, weightDecay);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("Adadelta does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["square_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["acc_delta"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            Count(state);
            var (v, a) = (state["square_avg"], state["acc_delta"]);
            OptimizerSteps.Run(p, g, (bool)group["maximize"], descent, v, a);
        }
    }

    readonly struct Descent(double lr, double rho, double eps, double weightDecay) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V v, ref V a, ref V none)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            v = v * rho + (1 - rho) * g * g;
            var delta = V.Sqrt(a + eps) / V.Sqrt(v + eps) * g;
            a = a * rho + (1 - rho) * delta * delta;
            p = p.AddScaled(delta, -lr);
        }
    }
}
