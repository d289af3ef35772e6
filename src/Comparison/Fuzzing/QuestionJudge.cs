using System.Diagnostics;
using TorchSharp;

namespace Diptych.Comparison;

/// <summary>How a question ended.</summary>
public enum Outcome
{
    /// <summary>Both sides answer alike.</summary>
    Equal,

    /// <summary>Both sides refuse it.</summary>
    Refused,

    /// <summary>Nothing can be compared: libtorch's own answers in float32 and float64 are of different kinds, or its stream is another one here.</summary>
    Undecided,

    /// <summary>The sides differ as a registered divergence of TorchSharp says.</summary>
    Explained,

    /// <summary>The sides differ.</summary>
    Different,
}

/// <summary>How a question ended, and why.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Text">What differs, or why nothing was compared, in one sentence; null where both answer alike.</param>
public sealed record Judgement(Outcome Outcome, string? Text);

/// <summary>
/// Holds Scratch against TorchSharp on a question, by the rules of every snapshot: in float64, and in float32 against
/// libtorch's float64 with libtorch's own float32 noise as E.
/// </summary>
/// <remarks>
/// The noise is measured over the question alone first, and over moved copies only where that is not enough: more copies
/// never make the limit smaller. Eight are what a recording takes; where numbers that cancel make a few units in the last
/// place large, it takes many to see how large.
/// </remarks>
public sealed class QuestionJudge
{
    static readonly int[] Copies = [8, 64];
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly TorchSharpEngine torchSharp = new();
    readonly ScratchEngine scratch = new();

    /// <summary>Asks both sides. libtorch may end the process instead of refusing.</summary>
    public Judgement Judge(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var scope = torch.NewDisposeScope();
        using var own = Scratch.Torch.NewDisposeScope();
        try
        {
            return Compared(question);
        }
        catch (UndecidedException e)
        {
            return new(Outcome.Undecided, e.Message);
        }
        // Whatever a side throws is its answer.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            var side =
                e.StackTrace?.Contains("Diptych.Scratch", StringComparison.Ordinal) == true
                    ? "Scratch"
                    : "TorchSharp's side";
            return new(
                Outcome.Different,
                $"{side} throws {e.GetType().Name}: {e.Message.Split('\n')[0].TrimEnd()}"
            );
        }
    }

    Judgement Compared(Question question)
    {
        if (Unanswerable.Reason(question) is { } unanswerable)
            return new(Outcome.Undecided, unanswerable);
        var once = Stopwatch.StartNew();
        Snapshot snapshot;
        bool overflows;
        try
        {
            (snapshot, overflows) = Answers.Of(question, torchSharp, 0);
            once.Stop();
        }
        catch (UnknownConceptException e)
        {
            return Unknown(question, e);
        }
        if (torchSharp.ReasonToSkip(snapshot) is { } reason)
            return new(Outcome.Undecided, reason);
        if (SaysNothing(snapshot))
            return new(Outcome.Undecided, "there is nothing to compare");
        if (snapshot is RefusalSnapshot refusal)
            return Refused(question, refusal);
        var failed = Failed(snapshot, overflows);
        var isReal = snapshot is ModuleSnapshot or FunctionSnapshot or OptimizerSnapshot;
        if (isReal)
            foreach (var copies in Copies)
                if (failed is not null && copies * once.Elapsed < Patience)
                {
                    (snapshot, overflows) = Answers.Of(question, torchSharp, copies);
                    failed = Failed(snapshot, overflows);
                }
        return failed is null ? new(Outcome.Equal, null)
            : overflows
                ? new(
                    Outcome.Undecided,
                    "a number leaves the range of float32, whose noise is then unknown"
                )
            : isReal && IsTremor(question, snapshot)
                ? new(
                    Outcome.Undecided,
                    "libtorch's own float64 answer moves as far when the numbers move by a few units in the last place"
                )
            : new(Outcome.Different, failed);
    }

    static bool SaysNothing(Snapshot snapshot) =>
        snapshot switch
        {
            ModuleSnapshot module => module.Steps.All(step => step.Outputs.Count == 0),
            FunctionSnapshot function => function.Steps.All(step => step.Outputs.Count == 0),
            // Without a seed a stream is nobody's.
            RandomSnapshot random => random.Calls[0].Target != "torch.manual_seed"
                || random.Calls.All(call => call is { Bits: null, State: null }),
            _ => false,
        };

    // What Scratch answers otherwise, or null.
    string? Failed(Snapshot snapshot, bool overflows) =>
        // Where libtorch's float32 overflows, its noise has no bound, and any answer in float32 is within.
        Failed(snapshot, overflows ? ElementType.Float64 : null);

    // Where a rounding decides between two branches, or float32 is saturated and so has no noise of its own, the noise of
    // float32 does not say how exact float64 can be. What differs in float32 as well is no such thing.
    bool IsTremor(Question question, Snapshot snapshot) =>
        Failed(snapshot, ElementType.Float32) is null
        && Failed(Answers.Trembling(question, torchSharp), ElementType.Float64) is null;

    string? Failed(Snapshot snapshot, ElementType? only)
    {
        foreach (var result in CaseRunner.Run(snapshot, "", scratch, only))
        {
            if (!result.IsGood)
                return $"{(result.Precision is { } p ? $"{p}: " : "")}{result.Reason}";
        }
        return null;
    }

    // Scratch may refuse earlier or later in the question, but has to refuse it.
    Judgement Refused(Question question, RefusalSnapshot refusal) =>
        ScratchRefuses(question)
            ? new(Outcome.Refused, refusal.Error.Message)
            : new(
                Outcome.Different,
                $"Scratch answers, and TorchSharp's side refuses: {refusal.Error.Type}: {refusal.Error.Message}"
            );

    Judgement Unknown(Question question, UnknownConceptException unknown) =>
        ScratchRefuses(question)
            ? new(Outcome.Refused, unknown.Message)
            : new(
                Outcome.Different,
                $"Scratch answers, and on TorchSharp's side {unknown.Message}"
            );

    bool ScratchRefuses(Question question)
    {
        try
        {
            return Answers.Of(question, scratch, 0).Snapshot is RefusalSnapshot;
        }
        // A call that cannot even be written in C# is refused as well.
        catch (UnknownConceptException)
        {
            return true;
        }
    }
}
