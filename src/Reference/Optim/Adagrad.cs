namespace Diptych.Reference;

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
        foreach (var group in ParamGroups)
        foreach (var parameter in group.Parameters)
            Begin(parameter, StateOf(parameter));
    }

    /// <inheritdoc />
    protected override void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        var (lr, decay) = ((double)group["lr"], (double)group["lr_decay"]);
        var (eps, weightDecay) = ((double)group["eps"], (double)group["weight_decay"]);
        if (gradient.is_sparse && weightDecay != 0)
            throw new InvalidOperationException(
                "weight_decay option is not compatible with sparse gradients"
            );
        if (state.Count == 0)
            Begin(parameter, state);
        var s = state["sum"];
        lr /= 1 + (Count(state) - 1) * decay;

        if (gradient.is_sparse)
        {
            // The step is not linear in g, so that a row that came up twice must be added up first.
            var (rows, values) = Coalesced(gradient);
            s.index_add_(0, rows, values.pow(2), 1);
            var root = s.index_select(0, rows).sqrt_().add_(eps);
            parameter.index_add_(0, rows, values / root, -lr);
            return;
        }
        var g = weightDecay != 0 ? gradient.add(parameter, alpha: weightDecay) : gradient;
        s.addcmul_(g, g, 1);
        parameter.addcdiv_(g, s.sqrt().add_(eps), -lr);
    }

    // Also in a group that names another value it begins at the optimizer's own.
    void Begin(Tensor parameter, Dictionary<string, Tensor> state)
    {
        state["step"] = zeros([]);
        state["sum"] = full_like(parameter, (double)Defaults["initial_accumulator_value"]);
    }

    /// <summary>The rows that a sparse gradient names, each once, and what stands in them; TorchSharp has no coalesce.</summary>
    internal static (Tensor Rows, Tensor Values) Coalesced(Tensor gradient)
    {
        var (rows, place, _) = gradient.SparseIndices[0].unique(return_inverse: true);
        var entries = gradient.SparseValues;
        var values = zeros([rows.shape[0], .. entries.shape[1..]], entries.dtype, entries.device);
        return (rows, values.index_add_(0, place!, entries, 1));
    }
}
