namespace Diptych.Reference;

/// <summary>
/// Adafactor: p ← (1 − lr·λ)·p − α / max(1, RMS(u) / d)·u with u = g / √v̂, α = max(ε₂, RMS(p))·min(lr, 1/√t) and
/// v̂ = max(r·c / mean(r), ε₁²), where r and c are averages of g² over rows and over columns, each r ← r + t^γ·(mean(g²) − r).
/// </summary>
/// <remarks>
/// PyTorch: <c>torch.optim.Adafactor</c>. Shazeer and Stern 2018, https://arxiv.org/abs/1804.04235: a row and a column are
/// remembered in place of a whole matrix; of vectors the whole average.
/// </remarks>
public sealed class Adafactor : Optimizer
{
    /// <summary>One group of parameters.</summary>
    /// <param name="parameters">Leaf tensors.</param>
    /// <param name="lr">The largest relative step.</param>
    /// <param name="beta2Decay">γ, 0 or less: the averages weigh a new g² by t^γ.</param>
    /// <param name="eps">(ε₁, ε₂); (null, 1e-3) where null. An ε₁ of null is the distance from 1 to the next number of the parameter's type.</param>
    /// <param name="d">The RMS that an update does not exceed.</param>
    /// <param name="weightDecay">λ, decoupled as in AdamW.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative number, a γ above 0, a d below 1, or no parameters.</exception>
    public Adafactor(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double beta2Decay = -0.8,
        (double?, double)? eps = null,
        double d = 1,
        double weightDecay = 0,
        bool maximize = false
    )
        : this([new ParamGroup(parameters)], lr, beta2Decay, eps, d, weightDecay, maximize) { }

    /// <summary>Several groups, each with options of its own.</summary>
    /// <param name="groups">The groups; an option that one lacks is the one given here.</param>
    /// <param name="lr">The largest relative step.</param>
    /// <param name="beta2Decay">γ, 0 or less: the averages weigh a new g² by t^γ.</param>
    /// <param name="eps">(ε₁, ε₂); (null, 1e-3) where null. An ε₁ of null is the distance from 1 to the next number of the parameter's type.</param>
    /// <param name="d">The RMS that an update does not exceed.</param>
    /// <param name="weightDecay">λ, decoupled as in AdamW.</param>
    /// <param name="maximize">Whether it goes uphill: g = −∇p.</param>
    /// <exception cref="ArgumentException">A negative number, a γ above 0, a d below 1, or no parameters.</exception>
    public Adafactor(
        IEnumerable<ParamGroup> groups,
        double lr = 1e-2,
        double beta2Decay = -0.8,
        (double?, double)? eps = null,
        double d = 1,
        double weightDecay = 0,
        bool maximize = false
    )
        : base(
            groups,
            ("lr", lr),
            ("beta2_decay", beta2Decay),
            ("eps", eps ?? (null, 1e-3)),
            ("d", d),
            ("weight_decay", weightDecay),
            ("maximize", maximize)
        )
    {
        var (eps1, eps2) = eps ?? (null, 1e-3);
        Check(lr >= 0, $"Learning rate should be >= 0 but is: {lr}", nameof(lr));
        Check(
            beta2Decay <= 0,
            $"beta2_decay should be <= 0 but is: {beta2Decay}",
            nameof(beta2Decay)
        );
        Check(eps1 is null or >= 0, $"epsilon1 should be >= 0 but is: {eps1}", nameof(eps));
        Check(eps2 >= 0, $"epsilon2 should be >= 0 but is: {eps2}", nameof(eps));
        Check(d >= 1, $"Clipping threshold d should be >= 1 but is: {d}", nameof(d));
        Check(
            weightDecay >= 0,
            $"weight_decay should be >= 0 but is: {weightDecay}",
            nameof(weightDecay)
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
        if (gradient.is_sparse)
            throw new InvalidOperationException("Adafactor does not support sparse gradients");
        var (lr, d) = ((double)group["lr"], (double)group["d"]);
        var weightDecay = (double)group["weight_decay"];
        // Pairs that were set later are of numbers alone.
        var (given, eps2) = group["eps"] is (double first, double second)
            ? (first, second)
            : ((double?, double))group["eps"];
        var eps1 = given ?? Math.ScaleB(1, parameter.dtype == ScalarType.Float32 ? -23 : -52);
        var (p, g) = (parameter, gradient);
        if (state.Count == 0)
        {
            state["step"] = zeros([]);
            if (p.dim() > 1)
            {
                state["row_var"] = zeros([.. p.shape[..^1], 1], p.dtype, p.device);
                state["col_var"] = zeros([.. p.shape[..^2], 1, p.shape[^1]], p.dtype, p.device);
            }
            else
                state["variance"] = zeros_like(p);
        }
        var t = Count(state);
        var newest = Math.Pow(t, (double)group["beta2_decay"]);
        // The size of p is that before it decays.
        var size = Rms(p);
        var alpha = (size > eps2 ? size : eps2) * Math.Min(lr, 1 / Math.Sqrt(t));
        if (weightDecay != 0)
            p.mul_(1 - lr * weightDecay);

        Tensor v;
        if (p.dim() > 1)
        {
            var (row, column) = (state["row_var"], state["col_var"]);
            row.lerp_(g.square().mean([-1], keepdim: true), newest);
            column.lerp_(g.square().mean([-2], keepdim: true), newest);
            // (…, rows, 1) times (…, 1, columns)
            v = row.mul(column).div_(row.mean([-2], keepdim: true).clamp_min_(eps1));
        }
        else
            v = state["variance"].lerp_(g.square(), newest).clone();
        var update = v.clamp_min_(eps1 * eps1).rsqrt_().mul_(g);
        var excess = Rms(update) / d;
        p.add_(update, alpha: -alpha / (excess > 1 ? excess : 1));

        static double Rms(Tensor x) =>
            Math.Sqrt(x.square().mean().to(ScalarType.Float64).item<double>());
    }
}
