namespace Diptych.Scratch;

/// <summary>The rate times γ in every epoch: lrₜ = lr₀ · γᵗ.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.ExponentialLR</c>.</remarks>
public sealed class ExponentialLR : LRScheduler
{
    readonly double gamma;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    public ExponentialLR(Optimizer optimizer, double gamma, long lastEpoch = -1)
        : base(optimizer, lastEpoch)
    {
        this.gamma = gamma;
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number) =>
        LastEpoch == 0 ? (double)group["lr"] : (double)group["lr"] * gamma;

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        BaseLrs[number] * Math.Pow(gamma, LastEpoch);
}
