namespace Diptych.Reference;

/// <summary>Adam on the rows that a sparse gradient names; all others keep their numbers and their averages.</summary>
/// <remarks>
/// PyTorch: <c>torch.optim.SparseAdam</c>. t counts the parameter's steps and not the row's, and ε is added to √v before
/// v is corrected: p ← p − lr·√(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε).
/// </remarks>
public sealed class SparseAdam : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A number that is not above 0, a β outside of [0, 1), or no parameters.</exception>
    public SparseAdam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, betas, eps, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">(β₁, β₂); (0.9, 0.999) where null.</param>
    /// <param name="eps">ε, added outside of the root.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A number that is not above 0, a β outside of [0, 1), or no parameters.</exception>
    public SparseAdam(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-3,
        (double, double)? betas = null,
        double eps = 1e-8,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("betas", betas ?? (0.9, 0.999)),
            ("eps", eps),
            ("maximize", maximize)
        )
    {
        Check(lr > 0, $"Invalid learning rate: {lr}", nameof(lr));
        Check(eps > 0, $"Invalid epsilon value: {eps}", nameof(eps));
        Adam.CheckBetas(betas ?? (0.9, 0.999));
    }

    /// <inheritdoc />
    protected override void Update(
        Tensor parameter,
        Tensor gradient,
        ParamGroup group,
        Dictionary<string, Tensor> state
    )
    {
        if (!gradient.is_sparse)
            throw new InvalidOperationException(
                "SparseAdam does not support dense gradients, please consider Adam instead"
            );
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        if (state.Count == 0)
        {
            state["step"] = zeros([], ScalarType.Int64);
            state["exp_avg"] = zeros_like(parameter);
            state["exp_avg_sq"] = zeros_like(parameter);
        }
        var t = Count(state);
        var (rows, g) = Adagrad.Coalesced(gradient);
        if (rows.numel() == 0)
            return;

        var (m, v) = (state["exp_avg"], state["exp_avg_sq"]);
        m.index_add_(0, rows, (g - m.index_select(0, rows)) * (1 - beta1), 1);
        v.index_add_(0, rows, (g * g - v.index_select(0, rows)) * (1 - beta2), 1);
        var rate = lr * Math.Sqrt(1 - Math.Pow(beta2, t)) / (1 - Math.Pow(beta1, t));
        var root = v.index_select(0, rows).sqrt_().add_(eps);
        parameter.index_add_(0, rows, m.index_select(0, rows) / root, -rate);
    }
}
