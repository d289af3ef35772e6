using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

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

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (less, more) = ((double, double))group["etas"];
        var (smallest, largest) = ((double, double))group["step_sizes"];
        var (lr, maximize) = ((double)group["lr"], (bool)group["maximize"]);
        var descent = new Descent(less, more, smallest, largest);
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse)
                throw new InvalidOperationException("Rprop does not support sparse gradients");
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([]);
                state["prev"] = Torch.Zeros(p.Shape, p.Dtype);
                state["step_size"] = Torch.Full(p.Shape, lr, p.Dtype);
            }
            Count(state);
            OptimizerSteps.Run(p, g, maximize, descent, state["prev"], state["step_size"]);
        }
    }

    readonly struct Descent(double less, double more, double smallest, double largest)
        : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V previous, ref V size, ref V none)
            where V : struct, IReals<V>
        {
            var zero = V.Of(0);
            var agreement = g * previous;
            var (goesOn, turned) = (V.Less(zero, agreement), V.Less(agreement, zero));
            var factor = V.Where(turned, V.Of(less), V.Where(goesOn, V.Of(more), V.Of(1)));
            size = V.AtMost(V.AtLeast(size * factor, V.Of(smallest)), V.Of(largest));
            g = V.Where(turned, zero, g);
            // Of NaN the sign is 0.
            var step = V.Where(V.Less(zero, g), size, zero);
            p -= V.Where(V.Less(g, zero), -size, step);
            previous = g;
        }
    }
}
