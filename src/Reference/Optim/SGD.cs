namespace Diptych.Reference;

/// <summary>Stochastic gradient descent: p ← p − lr·v with v ← μ·v + (1 − τ)·g and g = ∇p + λ·p.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.SGD</c>. The first v is g; without momentum v is g; Nesterov steps along g + μ·v.
/// A sparse gradient moves the rows that it names, and v is then sparse too.
/// Sutskever et al. 2013. TorchSharp's own takes a step of the wrong sign where maximize meets weight decay.
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

    /// <inheritdoc />
    protected override void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        var (lr, momentum) = ((double)group["lr"], (double)group["momentum"]);
        var (dampening, weightDecay) = ((double)group["dampening"], (double)group["weight_decay"]);

        var g = weightDecay != 0 ? gradient.add(parameter, alpha: weightDecay) : gradient;
        if (momentum != 0)
        {
            var v = state.GetValueOrDefault("momentum_buffer");
            v = v is null ? g.clone() : v.mul_(momentum).add_(g, alpha: 1 - dampening);
            state["momentum_buffer"] = v;
            g = (bool)group["nesterov"] ? g.add(v, alpha: momentum) : v;
        }
        parameter.add_(g, alpha: -lr);
    }
}
