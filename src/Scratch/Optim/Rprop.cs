namespace Diptych.Scratch;

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
        if (gradient.IsSparse)
            throw new InvalidOperationException("Rprop does not support sparse gradients");
        var (less, more) = ((double, double))group["etas"];
        var (smallest, largest) = ((double, double))group["step_sizes"];
        if (state.Count == 0)
        {
            state["step"] = Torch.Zeros([]);
            state["prev"] = Torch.Zeros(parameter.Shape, parameter.Dtype);
            state["step_size"] = Torch.Full(parameter.Shape, (double)group["lr"], parameter.Dtype);
        }
        Count(state);
        var (previous, size) = (state["prev"], state["step_size"]);

        var agreement = gradient * previous;
        var turned = agreement.LessThan(0);
        var factor = Torch.Where(agreement.GreaterThan(0), Like(more), Like(1));
        size.CopyFrom((size * Torch.Where(turned, Like(less), factor)).Clamp(smallest, largest));
        var g = Torch.Where(turned, Like(0), gradient);
        // Of NaN the sign is 0.
        var step = Torch.Where(g.GreaterThan(0), size, Like(0));
        parameter.CopyFrom(parameter - Torch.Where(g.LessThan(0), -size, step));
        previous.CopyFrom(g);

        Tensor Like(double value) => Torch.Tensor(value, parameter.Dtype);
    }
}
