namespace Diptych.Scratch;

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

    private protected override void Update(ParamGroup group, Moving moving)
    {
        var (lr, eps) = ((double)group["lr"], (double)group["eps"]);
        var (beta1, beta2) = ((double, double))group["betas"];
        foreach (var (p, gradient, state) in moving)
        {
            if (!gradient.IsSparse)
                throw new InvalidOperationException(
                    "SparseAdam does not support dense gradients, please consider Adam instead"
                );
            if (state.Count == 0)
            {
                state["step"] = Torch.Zeros([], ScalarType.Int64);
                state["exp_avg"] = Torch.Zeros(p.Shape, p.Dtype);
                state["exp_avg_sq"] = Torch.Zeros(p.Shape, p.Dtype);
            }
            var t = Count(state);
            var sparse = ((bool)group["maximize"] ? -gradient : gradient).Coalesce();
            var (rows, g) = (sparse.Indices.Reshape([-1]), sparse.Values);
            if (rows.Count == 0)
                continue;

            var (m, v) = (state["exp_avg"], state["exp_avg_sq"]);
            m.AddRows(rows, (g - m.Rows(rows)) * (1 - beta1));
            v.AddRows(rows, (g * g - v.Rows(rows)) * (1 - beta2));
            var rate = lr * Math.Sqrt(1 - Math.Pow(beta2, t)) / (1 - Math.Pow(beta1, t));
            p.AddRows(rows, m.Rows(rows) / (v.Rows(rows).Sqrt() + eps), -rate);
        }
    }
}
