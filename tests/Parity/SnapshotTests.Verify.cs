using Diptych.Comparison;
using VerifyTests;
using VerifyXunit;

namespace Diptych.Parity;

/// <summary>The same snapshots through Verify, in builds with <c>-p:SnapshotEngine=Verify</c>.</summary>
/// <remarks>
/// What Verify is given is the snapshot with an engine's numbers in the place of PyTorch's; a comparer of ours says by
/// the policy whether they are equal. Verify is never told to accept: it writes received files and nothing else.
/// </remarks>
[UsesVerify]
public sealed partial class SnapshotTests
{
    const string Failed = "failed";

    static SnapshotTests() => VerifierSettings.RegisterStringComparer("json", Compare);

    private static partial Task Show(string file, string engine, IReadOnlyList<CaseResult> results)
    {
        var name = Path.GetFileName(file)[..^".verified.json".Length];
        // What diverges as registered is not compared again.
        var answers = results.Where(result => result.Verdict is Verdict.Passed or Verdict.Failed);
        var settings = new VerifySettings();
        settings.UseDirectory(Path.GetDirectoryName(file)!);
        settings.UseFileName(name);
        // Both engines answer to one snapshot.
        settings.DisableRequireUniquePrefix();
        settings.Context[Failed] = results.FirstOrDefault(result => !result.IsGood)?.Reason ?? "";
        return Verifier.Verify(
            SnapshotText.Received(File.ReadAllText(file), [.. answers], whole: true),
            "json",
            settings
        );
    }

    static Task<CompareResult> Compare(
        string received,
        string verified,
        IReadOnlyDictionary<string, object> context
    )
    {
        if (context[Failed] is string { Length: > 0 } reason)
            return Task.FromResult(CompareResult.NotEqual(reason));
        var change = SnapshotDifference.OfTexts(verified, received);
        return Task.FromResult(
            change.Standing is CaseStanding.Equal or CaseStanding.Moved
                ? CompareResult.Equal
                : CompareResult.NotEqual(change.Gravest?.ToString())
        );
    }
}
