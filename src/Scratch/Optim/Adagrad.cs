using System.Runtime.CompilerServices;
using Diptych.Scratch.Kernels;

namespace Diptych.Scratch;

/// <summary>Adagrad: p ← p − lrₜ·g / (√s + ε) with s ← s + g², lrₜ = lr / (1 + (t − 1)·decay) and g = ∇p + λ·p.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Adagrad</c>. Of a sparse gradient only the rows that it names are visited.
/// Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html.
/// </remarks>
public sealed class Adagrad : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">How the rate falls with the steps, whatever the gradients.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="initialAccumulatorValue">Where s begins.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, or no parameters.</exception>
    public Adagrad(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool maximize = false
    )
        : this(
            [new ParamGroup(parameters)],
            lr,
            lrDecay,
            weightDecay,
            initialAccumulatorValue,
            eps,
            maximize
        ) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">How the rate falls with the steps, whatever the gradients.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="initialAccumulatorValue">Where s begins.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p + λ·p.</param>
    /// <exception cref="ArgumentException">A negative number, or no parameters.</exception>
    public Adagrad(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("lr_decay", lrDecay),
            ("weight_decay", weightDecay),
            ("initial_accumulator_value", initialAccumulatorValue),
            ("eps", eps),
            ("maximize", maximize)
        )
    {
        Check(lr >= 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(lrDecay >= 0, $"Invalid lr_decay value: {lrDecay}", nameof(lrDecay));
        Check(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}", nameof(weightDecay));
        Check(
            initialAccumulatorValue >= 0,
            $"Invalid initial_accumulator_value value: {initialAccumulatorValue}",
            nameof(initialAccumulatorValue)
        );
        Check(eps >= 0, $"Invalid epsilon value: {eps}", nameof(eps));
        foreach (var (parameter, state) in Remembered)
            Begin(parameter, state);
    }

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, decay) = ((double)group["lr"], (double)group["lr_decay"]);
        var (eps, weightDecay) = ((double)group["eps"], (double)group["weight_decay"]);
        var maximize = (bool)group["maximize"];
        foreach (var (p, g, state) in moving)
        {
            if (g.IsSparse && weightDecay != 0)
                throw new InvalidOperationException(
                    "weight_decay option is not compatible with sparse gradients"
                );
            if (state.Count == 0)
                Begin(p, state);
            var s = state["sum"];
            var rate = lr / (1 + (Count(state) - 1) * decay);
            if (g.IsSparse)
            {
                // The step is not linear in g, so that a row that came up twice must be added up first.
                var sparse = (maximize ? -g : g).Coalesce();
                var (rows, values) = (sparse.Indices.Reshape([-1]), sparse.Values);
                s.AddRows(rows, values * values);
                p.AddRows(rows, values / (s.Rows(rows).Sqrt() + eps), -rate);
            }
            else
                OptimizerSteps.Run(p, g, maximize, new Descent(rate, eps, weightDecay), s);
        }
    }

    readonly struct Descent(double lr, double eps, double weightDecay) : IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V p, V g, ref V s, ref V none, ref V nothing)
            where V : struct, IReals<V>
        {
            if (weightDecay != 0)
                g = g.AddScaled(p, weightDecay);
            s += g * g;
            p = p.AddScaled(g / (V.Sqrt(s) + eps), -lr);
        }
    }

    // Also in a group that names another value it begins at the optimizer's own.
    void Begin(Tensor parameter, OptimizerState state)
    {
        state["step"] = Torch.Zeros([]);
        state["sum"] = Torch.Full(
            parameter.Shape,
            (double)Defaults["initial_accumulator_value"],
            parameter.Dtype
        );
    }
}
