using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Stochastic gradient descent: p ← p − lr·v with v ← μ·v + (1 − τ)·g and g = ∇p + λ·p.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.SGD</c>. The first v is g; without momentum v is g; Nesterov steps along g + μ·v.
/// A sparse gradient moves the rows that it names, and v is then sparse too.
/// Sutskever et al. 2013, https://proceedings.mlr.press/v28/sutskever13.html.
/// </remarks>
public sealed class SGD : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="nesterov">Whether the step looks one momentum ahead.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, Nesterov without momentum or with dampening, or no parameters.</exception>
    public SGD(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            momentum,
            dampening,
            weightDecay,
            nesterov,
            maximize
        ) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="dampening">τ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="nesterov">Whether the step looks one momentum ahead.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, Nesterov without momentum or with dampening, or no parameters.</exception>
    public SGD(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("momentum", momentum),
            ("dampening", dampening),
            ("weight_decay", weightDecay),
            ("nesterov", nesterov),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(momentum >= 0, $"Invalid momentum value: {momentum}", nameof(momentum));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
        Check(
            !nesterov || (momentum > 0 && dampening == 0),
            "Nesterov momentum requires a momentum and zero dampening",
            nameof(nesterov)
        );
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, momentum) = ((double)group["lr"], (double)group["momentum"]);
        var (dampening, weightDecay) = ((double)group["dampening"], (double)group["weight_decay"]);
        var (nesterov, maximize) = ((bool)group["nesterov"], (bool)group["maximize"]);
        foreach (var (p, g, state) in moving)
        {
            var v = state.GetValueOrDefault("momentum_buffer");
            if (g.IsSparse || v is { IsSparse: true })
            {
                UpdateSparse(p, maximize ? -g : g, group, state);
                continue;
            }
            var isFirst = v is null;
            if (momentum != 0)
                v ??= state["momentum_buffer"] = Torch.Zeros(p.Shape, p.Dtype);
            var descent = new Descent(lr, momentum, dampening, weightDecay, nesterov, isFirst);
            OptimizerSteps.Run(p, g, maximize, descent, momentum != 0 ? v : null);
        }
    }

    readonly struct Descent(
        double lr,
        double momentum,
        double dampening,
        double weightDecay,
        bool nesterov,
        bool isFirst
    ) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V v, ref V none, ref V nothing)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            if (momentum != 0)
            {
                v = isFirst ? g : (v * momentum).AddScaled(g, 1 - dampening);
                g = nesterov ? g.AddScaled(v, momentum) : v;
            }
            p = p.AddScaled(g, -lr);
        }
    }

    // The same, of the rows that a sparse gradient names.
    static void UpdateSparse(Tensor p, Tensor g, ParamGroup group, OptimizerState state)
    {
        var (lr, momentum) = ((double)group["lr"], (double)group["momentum"]);
        var (dampening, weightDecay) = ((double)group["dampening"], (double)group["weight_decay"]);
        g = weightDecay != 0 ? g.AddScaled(p, weightDecay) : g;
        if (momentum != 0)
        {
            var v = state.GetValueOrDefault("momentum_buffer");
            v = v is null ? g.Clone() : v.Scaled(momentum).AddScaled(g, 1 - dampening);
            state["momentum_buffer"] = v;
            g = (bool)group["nesterov"] ? g.AddScaled(v, momentum) : v;
        }
        p.CopyFrom(p.AddScaled(g, -lr));
    }
}
