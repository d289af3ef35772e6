namespace Diptych.Scratch;

/// <summary>The rate times a function of the epoch: lrₜ = lrₜ₋₁ · λ(t).</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.MultiplicativeLR</c>.</remarks>
public sealed class MultiplicativeLR : LRScheduler
{
    readonly Func<long, double>[] lambdas;

    /// <summary>One function for all groups.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="lrLambda">λ, which is asked from epoch 1 on.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    public MultiplicativeLR(Optimizer optimizer, Func<long, double> lrLambda, long lastEpoch = -1)
        : this(optimizer, Enumerable.Repeat(lrLambda, optimizer?.ParamGroups.Count ?? 0), lastEpoch)
    { }

    /// <summary>A function for each group.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="lrLambda">λ, in the order of the groups.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">There is another number of groups.</exception>
    public MultiplicativeLR(
        Optimizer optimizer,
        IEnumerable<Func<long, double>> lrLambda,
        long lastEpoch = -1
    )
        : base(optimizer, lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(lrLambda);
        lambdas = [.. lrLambda];
        if (lambdas.Contains(null))
            throw new ArgumentNullException(nameof(lrLambda));
        if (lambdas.Length != optimizer.ParamGroups.Count)
            throw new ArgumentException(
                $"Expected {optimizer.ParamGroups.Count} lr_lambdas, but got {lambdas.Length}",
                nameof(lrLambda)
            );
        Begin();
    }

    /// <inheritdoc />
    protected override double GetLr(ParamGroup group, int number)
    {
        var lr = (double)group["lr"];
        return LastEpoch > 0 ? lr * lambdas[number](LastEpoch) : lr;
    }
}
