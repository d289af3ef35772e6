namespace Diptych.Comparison;

/// <summary>How a case ended on an engine.</summary>
public enum Verdict
{
    /// <summary>Everything is equal.</summary>
    Passed,

    /// <summary>Something differs, or the engine threw.</summary>
    Failed,

    /// <summary>The engine has no such concept, option or argument; counted as failed.</summary>
    Unknown,

    /// <summary>It differs exactly where the register of TorchSharp's divergences says that it does.</summary>
    Diverged,

    /// <summary>The case cannot hold on this machine; the reason is given.</summary>
    Skipped,
}

/// <summary>One thing that differs from PyTorch.</summary>
/// <param name="Place">A tensor (<c>gradient.weight</c>), a line of text (<c>line 3</c>), a call of a random stream (<c>call 2</c>), or <c>exception</c>.</param>
/// <param name="Expected">PyTorch's value there, or null where there is none to show.</param>
/// <param name="Actual">The engine's.</param>
/// <param name="Text">The same as a sentence.</param>
public sealed record Difference(string Place, string? Expected, string? Actual, string Text);

/// <summary>A tensor on either side.</summary>
/// <param name="Name">Which tensor.</param>
/// <param name="Expected">PyTorch's, in the precision of the case; null where it has none.</param>
/// <param name="Actual">The engine's; null where it has none.</param>
/// <param name="Comparison">How they compare; null where bits are.</param>
public sealed record ComparedTensor(
    string Name,
    TensorData? Expected,
    TensorData? Actual,
    TensorComparison? Comparison
);

/// <summary>A case on an engine in one precision.</summary>
/// <param name="Case">The snapshot's file without folder of the snapshots and ending, such as <c>Linear/Linear/Linear.batch</c>.</param>
/// <param name="Target">PyTorch's name of what was asked, or the kind of the snapshot.</param>
/// <param name="Engine">scratch or torchsharp.</param>
/// <param name="Precision">What was computed in; null where bits, text or refusals are compared.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Differences">What differs, in the order in which it was found.</param>
/// <param name="Note">Why it was skipped, is unknown, or diverges; how far a training run came from PyTorch's; null otherwise.</param>
/// <param name="Tensors">Every tensor that was compared.</param>
/// <param name="Actual">What the engine computed, by the names of <paramref name="Tensors"/>.</param>
public sealed record CaseResult(
    string Case,
    string Target,
    string Engine,
    ElementType? Precision,
    Verdict Verdict,
    IReadOnlyList<Difference> Differences,
    string? Note,
    IReadOnlyList<TensorComparison> Tensors,
    IReadOnlyDictionary<string, TensorData?> Actual
)
{
    /// <summary>Every tensor beside PyTorch's, in the order of comparison.</summary>
    public IReadOnlyList<ComparedTensor> Compared { get; init; } = [];

    /// <summary>What was thrown where PyTorch refuses; null for other cases.</summary>
    public Exception? Refusal { get; init; }

    /// <summary>Whether the case counts as passed: equal, or different as registered, or skipped for a reason.</summary>
    public bool IsGood => Verdict is Verdict.Passed or Verdict.Diverged or Verdict.Skipped;

    /// <summary>Why the case did not pass, in one sentence; null where it did.</summary>
    public string? Reason =>
        Note
        ?? Differences.Count switch
        {
            0 => null,
            1 => Differences[0].Text,
            var n => $"{Differences[0].Text} (and {n - 1} more)",
        };

    /// <summary>The element furthest out of all tensors, measured by its limit; null where none was compared.</summary>
    public Worst? Worst =>
        Tensors.Select(tensor => tensor.Worst).OfType<Worst>().MaxBy(worst => worst.Share);

    /// <summary>The largest error of outputs and state, in units in the last place of each tensor's largest value; null where there is none.</summary>
    public double? OutputUlp => LargestUlp(tensor => !IsGradient(tensor));

    /// <summary>The same of gradients.</summary>
    public double? GradientUlp => LargestUlp(IsGradient);

    double? LargestUlp(Func<string, bool> which) =>
        Tensors.Where(tensor => which(tensor.Tensor)).Max(tensor => (double?)tensor.Ulp);

    /// <summary>Whether a tensor is a gradient, by its name among the results.</summary>
    public static bool IsGradient(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Contains("gradient.", StringComparison.Ordinal);
    }
}
