using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>RMSprop: p ← p − lr·g / (√v + ε) with v ← α·v + (1 − α)·g² and g = ∇p + λ·p.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.RMSprop</c>. Centered, the root is that of the variance v − m² with m ← α·m + (1 − α)·g;
/// with momentum p moves along b ← μ·b + g / (√v + ε). Hinton's lecture 6 of 2012; centered: Graves 2013,
/// https://arxiv.org/abs/1308.0850.
/// </remarks>
public sealed class RMSprop : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">α.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="centered">Whether the variance stands in the root, in place of the mean square.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, or no parameters.</exception>
    public RMSprop(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            alpha,
            eps,
            weightDecay,
            momentum,
            centered,
            maximize
        ) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">α.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="centered">Whether the variance stands in the root, in place of the mean square.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, or no parameters.</exception>
    public RMSprop(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("alpha", alpha),
            ("eps", eps),
            ("weight_decay", weightDecay),
            ("momentum", momentum),
            ("centered", centered),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
        Check(momentum >= 0, $"Invalid momentum value: {momentum}", nameof(momentum));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
        Check(alpha >= 0, $"Invalid alpha value: {alpha}", nameof(alpha));
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, alpha, eps) = ((double)group["lr"], (double)group["alpha"], (double)group["eps"]);
        var (momentum, weightDecay) = ((double)group["momentum"], (double)group["weight_decay"]);
        var (centered, maximize) = ((bool)group["centered"], (bool)group["maximize"]);
        var descent = new Descent(lr, alpha, eps, momentum, weightDecay, centered);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("RMSprop does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["square_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                if (momentum > 0)
                    state["momentum_buffer"] = Torch.Zeros(p.Shape, p.Dtype);
                if (centered)
                    state["grad_avg"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            Count(state);
            OptimizerSteps.Run(
                p,
                g,
                maximize,
                descent,
                state["square_avg"],
                momentum > 0 ? state["momentum_buffer"] : null,
                centered ? state["grad_avg"] : null
            );
        }
    }

    readonly struct Descent(
        double lr,
        double alpha,
        double eps,
        double momentum,
        double weightDecay,
        bool centered
    ) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V v, ref V b, ref V m)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            v = v * alpha + (1 - alpha) * g * g;
            var variance = v;
            if (centered)
            {
                m = m.Lerp(g, 1 - alpha);
                variance -= m * m;
            }
            var direction = g / (V.Sqrt(variance) + eps);
            if (momentum > 0)
                direction = b = b * momentum + direction;
            p = p.AddScaled(direction, -lr);
        }
    }
}
