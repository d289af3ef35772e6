namespace Diptych.Scratch;

/// <summary>The rate times γ every few epochs: lrₜ = lr₀ · γ^⌊t / size⌋.</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.StepLR</c>.</remarks>
public sealed class StepLR : LRScheduler
{
    readonly long stepSize;
    readonly double gamma;

    /// <summary>Sets the first epoch's rate.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="stepSize">How many epochs a rate stays.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stepSize"/> is 0.</exception>
    public StepLR(Optimizer optimizer, long stepSize, double gamma = 0.1, long lastEpoch = -1)
        : base(optimizer, lastEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(stepSize);
        (this.stepSize, this.gamma) = (stepSize, gamma);
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        return LastEpoch == 0 || LastEpoch % stepSize != 0 ? lr : lr * gamma;
    }

    /// <inheritdoc />
    protected override double GetClosedFormLr(ParamGroup group, int number) =>
        BaseLrs[number] * Math.Pow(gamma, LastEpoch / stepSize);
}
