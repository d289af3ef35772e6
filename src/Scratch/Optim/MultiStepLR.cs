namespace Diptych.Scratch;

/// <summary>The rate times γ at each milestone: lrₜ = lr₀ · γ^(milestones up to t).</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.MultiStepLR</c>. A milestone that stands twice counts twice.</remarks>
public sealed class MultiStepLR : LRScheduler
{
    readonly long[] milestones;
    readonly double gamma;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="milestones">Epochs.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    public MultiStepLR(
        Optimizer optimizer,
        long[] milestones,
        double gamma = 0.1,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        (this.milestones, this.gamma) = (milestones, gamma);
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number) =>
        (double)group["lr"] * Math.Pow(gamma, milestones.Count(epoch => epoch == LastEpoch));

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        BaseLrs[number] * Math.Pow(gamma, milestones.Count(epoch => epoch <= LastEpoch));
}
