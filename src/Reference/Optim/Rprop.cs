namespace Diptych.Reference;

/// <summary>
/// Resilient propagation: p ← p − s·sign(g), where a step s grows by η⁺ as long as g keeps its sign and shrinks by η⁻ where
/// it turns; the turned g counts as 0, once.
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Rprop</c>. Riedmiller and Braun 1993, https://doi.org/10.1109/ICNN.1993.298623. Only the signs of
/// gradients matter, so that it is for whole batches.
/// </remarks>
public sealed class Rprop : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The first step of every element.</param>
    /// <param name="etas">(η⁻, η⁺); (0.5, 1.2) where null.</param>
    /// <param name="stepSizes">The smallest and the largest step; (1e-6, 50) where null.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative rate, an η⁻ outside of (0, 1), an η⁺ that is not above 1, or no parameters.</exception>
    public Rprop(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        (double, double)? etas = null,
        (double, double)? stepSizes = null,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, etas, stepSizes, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The first step of every element.</param>
    /// <param name="etas">(η⁻, η⁺); (0.5, 1.2) where null.</param>
    /// <param name="stepSizes">The smallest and the largest step; (1e-6, 50) where null.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative rate, an η⁻ outside of (0, 1), an η⁺ that is not above 1, or no parameters.</exception>
    public Rprop(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-2,
        (double, double)? etas = null,
        (double, double)? stepSizes = null,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("etas", etas ?? (0.5, 1.2)),
            ("step_sizes", stepSizes ?? (1e-6, 50)),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        var (less, more) = etas ?? (0.5, 1.2);
        Check(less is > 0 and < 1 && more > 1, $"Invalid eta values: {less}, {more}", nameof(etas));
    }

    /// <inheritdoc />
    protected override void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        if (gradient.is_sparse)
            throw new InvalidOperationException("Rprop does not support sparse gradients");
        var (less, more) = ((double, double))group["etas"];
        var (smallest, largest) = ((double, double))group["step_sizes"];
        if (state.Count == 0)
        {
            state["step"] = zeros([]);
            state["prev"] = zeros_like(parameter);
            state["step_size"] = full_like(parameter, (double)group["lr"]);
        }
        Count(state);
        var (previous, size) = (state["prev"], state["step_size"]);

        var agreement = gradient.mul(previous);
        var turned = agreement.lt(0);
        var factor = ones_like(parameter)
            .masked_fill_(turned, less)
            .masked_fill_(agreement.gt(0), more);
        size.mul_(factor).clamp_(smallest, largest);
        var g = gradient.masked_fill(turned, 0);
        // Of NaN the sign is 0.
        parameter.addcmul_(g.sign(), size, -1);
        previous.copy_(g);
    }
}
