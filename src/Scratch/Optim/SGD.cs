namespace Diptych.Scratch;

/// <summary>Stochastic gradient descent: v ← μ v + (1 − τ) g, p ← p − lr · v, with g = dp + λ p.</summary>
/// <remarks>
/// PyTorch: <c>optim.SGD</c>. The first v is g itself. With nesterov the step goes along g + μ v.
/// Sutskever et al. 2013, https://proceedings.mlr.press/v28/sutskever13.html.
/// </remarks>
public sealed class SGD : Optimizer
{
    /// <summary>Optimizes one group of parameters.</summary>
    /// <param name="parameters">Leaves that require a gradient.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">μ, the share of the last velocity that is kept.</param>
    /// <param name="dampening">τ, the share of the gradient that is held back from the velocity.</param>
    /// <param name="weightDecay">λ, how strongly parameters are pulled to 0.</param>
    /// <param name="nesterov">Whether the step looks ahead along the new velocity.</param>
    /// <param name="maximize">Whether to climb in place of descending.</param>
    /// <exception cref="ArgumentException">An option is out of range, or nesterov comes without momentum or with dampening.</exception>
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

    /// <summary>Optimizes groups of parameters; the options are for groups that do not name their own.</summary>
    /// <inheritdoc cref="SGD(IEnumerable{Tensor}, double, double, double, double, bool, bool)"/>
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
            new Dictionary<string, double>
            {
                ["lr"] = lr,
                ["momentum"] = momentum,
                ["dampening"] = dampening,
                ["weight_decay"] = weightDecay,
                ["nesterov"] = nesterov ? 1 : 0,
                ["maximize"] = maximize ? 1 : 0,
            }
        )
    {
        if (!(lr >= 0))
            throw new ArgumentOutOfRangeException(nameof(lr), lr, $"Invalid learning rate: {lr}");
        if (!(momentum >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(momentum),
                momentum,
                $"Invalid momentum value: {momentum}"
            );
        if (!(weightDecay >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(weightDecay),
                weightDecay,
                $"Invalid weight_decay value: {weightDecay}"
            );
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException(
                "Nesterov momentum requires a momentum and zero dampening",
                nameof(nesterov)
            );
    }

    private protected override void Update(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyDictionary<string, double> options,
        OrderedDictionary<string, Tensor> state
    )
    {
        var g = options["maximize"] != 0 ? -gradient : gradient;
        if (options["weight_decay"] is var decay and not 0)
            g = g.AddScaled(parameter, decay);
        if (options["momentum"] is var momentum and not 0)
        {
            if (state.TryGetValue("momentum_buffer", out var v))
                v.CopyFrom((v * momentum).AddScaled(g, 1 - options["dampening"]));
            else
                state.Add("momentum_buffer", v = g.Clone());
            g = options["nesterov"] != 0 ? g.AddScaled(v, momentum) : v;
        }
        parameter.CopyFrom(parameter.AddScaled(g, -options["lr"]));
    }
}
