namespace Diptych.Scratch;

/// <summary>The first rate times a function of the epoch: lrₜ = lr₀ · λ(t).</summary>
/// <remarks>PyTorch: <c>torch.optim.lr_scheduler.LambdaLR</c>.</remarks>
public sealed class LambdaLR : LRScheduler
{
    readonly Func<long, double>[] lambdas;

    /// <summary>One function for all groups.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="lrLambda">λ.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    public LambdaLR(Optimizer optimizer, Func<long, double> lrLambda, long lastEpoch = -1)
        : this(optimizer, Enumerable.Repeat(lrLambda, optimizer?.ParamGroups.Count ?? 0), lastEpoch)
    { }

    /// <summary>A function for each group.</summary>
    /// <param name="optimizer">Whose groups get the rates.</param>
    /// <param name="lrLambda">λ, in the order of the groups.</param>
    /// <param name="lastEpoch">The last epoch that is over where a run goes on; −1 begins anew.</param>
    /// <exception cref="ArgumentException">There is another number of groups.</exception>
    public LambdaLR(
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
    protected override double GetLr(ParamGroup group, int number) =>
        BaseLrs[number] * lambdas[number](LastEpoch);
}
