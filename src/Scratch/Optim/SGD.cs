namespace Diptych.Scratch;

/// <summary>Stochastic gradient descent: p ← p − lr·v with v ← μ·v + (1 − τ)·g and g = ∇p + λ·p.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.SGD</c>. The first v is g; without momentum v is g; Nesterov steps along g + μ·v.
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
            new Dictionary<string, object>
            {
                ["lr"] = lr,
                ["momentum"] = momentum,
                ["dampening"] = dampening,
                ["weight_decay"] = weightDecay,
                ["nesterov"] = nesterov,
                ["maximize"] = maximize,
            }
        )
    {
        if (!(lr >= 0))
            throw new ArgumentException($"Invalid learning rate: {lr}", nameof(lr));
        if (!(momentum >= 0))
            throw new ArgumentException($"Invalid momentum value: {momentum}", nameof(momentum));
        if (!(weightDecay >= 0))
            throw new ArgumentException(
                $"Invalid weight_decay value: {weightDecay}",
                nameof(weightDecay)
            );
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException(
                "Nesterov momentum requires a momentum and zero dampening",
                nameof(nesterov)
            );
    }

    /// <inheritdoc />
    protected override void Update(Tensor parameter, Tensor gradient, ParamGroup group)
    {
        var (lr, momentum) = ((double)group["lr"], (double)group["momentum"]);
        var (dampening, weightDecay) = ((double)group["dampening"], (double)group["weight_decay"]);

        var g = (bool)group["maximize"] ? -gradient : gradient;
        if (weightDecay != 0)
            g = g.AddScaled(parameter, weightDecay);
        if (momentum != 0)
        {
            if (!State.TryGetValue(parameter, out var state))
                State[parameter] = state = new() { ["momentum_buffer"] = g.Clone() };
            else
                state["momentum_buffer"]
                    .CopyFrom((state["momentum_buffer"] * momentum).AddScaled(g, 1 - dampening));
            var v = state["momentum_buffer"];
            g = (bool)group["nesterov"] ? g.AddScaled(v, momentum) : v;
        }
        parameter.CopyFrom(parameter.AddScaled(g, -lr));
    }
}
